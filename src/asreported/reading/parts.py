"""Halves, thirds and other parts of numbers, and the lookups that everything which reads numbers shares."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from asreported.reading.mentions import DIGITS, WORDS, Mention
from asreported.reading.nouns import unit_at
from asreported.reading.tokens import Token
from asreported.words.lexicon import Lexicon, NumberWord

__all__ = ["MULTIPLIERS", "Parts"]

#: Kinds of words that multiply the number before them.
MULTIPLIERS = ("hundred", "lone_hundred", "scale", "lone_scale", "counted_scale", "dozen", "counted_dozen")


class Parts:
    """The parts of numbers in one text."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.words = [token.text for token in tokens]
        self.lexicon = lexicon

    def _word(self, place: int, *kinds: str) -> tuple[NumberWord, int] | None:
        found = self.lexicon.numbers.at(self.words, place)
        if found:
            for word in found[0]:
                if word.kind in kinds:
                    return word, found[1]
        return None

    def _past_hyphen(self, place: int) -> int:
        return place + 1 if place < len(self.words) and self.words[place] == "-" else place

    def _glued(self, place: int) -> bool:
        return place < len(self.tokens) and self.tokens[place].start == self.tokens[place - 1].end

    def _ends(self, place: int) -> bool:
        """Tell whether no letter or digit is written onto the token before this place."""
        return not self._glued(place) or not self.words[place][0].isalnum()

    def _is_unit(self, place: int) -> bool:
        return self.lexicon.is_at(self.words, place, "unit", "glued_unit")

    def _and_a_half(self, place: int) -> tuple[Fraction, int] | None:
        joined = self._word(self._past_hyphen(place), "and")
        if not joined:
            return None
        article = self._word(self._past_hyphen(joined[1]), "article", "unit")
        if article and article[0].value != 1:
            return None
        place = article[1] if article else joined[1]
        half = self._word(self._past_hyphen(place), "half")
        return (half[0].value, half[1]) if half else None

    def _and_half_of_it(self, place: int, scale: Fraction = Fraction(1)) -> tuple[Fraction, int] | None:
        """Return the half of a multiplier behind it: two million and a half; not "a million and half a million".

        Arabic may name the multiplier again: a million and half of the million, a billion and half of the million.
        """
        half = self._and_a_half(place)
        if not half:
            return None
        definite = self.lexicon.classes.get("definite")
        article = definite.at(self.words, half[1]) if definite else None
        named = self._word(article[1] if article else half[1], "scale", "lone_scale") if scale > 1 else None
        if named:
            return half[0] * named[0].value / scale, named[1]
        behind = self._past_hyphen(half[1])
        for kind in ("joiner", "article"):
            passed = self._word(behind, kind)
            behind = passed[1] if passed else behind
        return None if self._word(behind, *MULTIPLIERS) else half

    def half_behind_unit(self, mention: Mention) -> tuple[Fraction, int] | None:
        """Return the half that stands behind the unit of a number, and where it ends: two years and a half."""
        if mention.form not in (DIGITS, WORDS) or mention.scale != 1:
            return None
        unit = unit_at(self.words, mention.last, self.lexicon)
        return self._and_half_of_it(mention.last + len(unit)) if unit else None

    def _parts(self, place: int, count: Fraction | None = None) -> tuple[Fraction, int] | None:
        """Return the denominator in words: two-thirds, a third of, one third, two fifths; not that of "a third attack".

        More parts than make a whole are none without a hyphen: the six quarters of a company's accounts.
        """
        past = self._past_hyphen(place)
        found = self._word(past, "parts")
        if not found or (past == place and count is not None and count >= found[0].value):
            return None
        told = count == 1 or (count is not None and count > 1 and not self._word(past, "ordinal"))
        return (found[0].value, found[1]) if past > place or told or self._word(found[1], "joiner") else None
