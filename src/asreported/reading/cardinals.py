"""Number words and numerals put together into one number: "two hundred and five", "1.2 million", "half a million".

Which word plays which part is data (numbers.csv); this is the grammar of the parts, the same for every language.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from asreported.reading.in_digits import InDigits
from asreported.reading.mentions import ARTICLE, FRACTION, ORDINAL, WORDS, Mention
from asreported.reading.parts import MULTIPLIERS
from asreported.reading.sums import Sum
from asreported.reading.tokens import NUMERAL, WORD

__all__ = ["Numbers"]


class Numbers(InDigits):
    """The numbers of one text."""

    def at(self, start: int, keep_and: bool = True) -> Mention | None:
        """Return the longest number that begins at a token; `keep_and` False ends it before an "and"."""
        if self.tokens[start].kind == NUMERAL:
            number = self._numeral(start)
            return (keep_and and self._and_digits(number, number.scale)) or number
        found = self.lexicon.numbers.at(self.words, start)
        if not found:
            return None
        kinds = {word.kind for word in found[0]}
        return (
            (("round" in kinds or "article" in kinds) and self._round(start))
            or ("article" in kinds and self._article(start, keep_and))
            or (kinds & {"half", "share"} and self._half(start))
            or ("ordinal" in kinds and self._ordinal(start))
            or ("dual" in kinds and self._dual(start))
            or self._words(start, keep_and)
        ) or None

    def _dual(self, start: int) -> Mention | None:
        """Return a noun that says that it is two, an Arabic dual, with the half that may be added."""
        found = self._word(start, "dual")
        if not found:
            return None
        half = self._and_a_half(found[1])
        if half:
            return Mention(start, half[1], WORDS, (found[0].value + half[0],), noun=found[1] - 1)
        return Mention(start, found[1], WORDS, (found[0].value,), noun=found[1] - 1)

    def _words(self, start: int, keep_and: bool, alone: bool = False) -> Mention | None:
        """Return the number in words; `alone` lets it begin with a multiplier, as behind an article."""
        total = Sum(alone)
        last = start
        while True:
            place, joined = self._next(last, total.kind, keep_and)
            found = self.lexicon.numbers.at(self.words, place)
            if not found or (joined and self._word(found[1], "hundred", "lone_hundred")):
                break
            # Arabic writes "a million and" like the "two million" that only a noun can follow.
            total.alone |= {"scale", "scale_atom"} <= {word.kind for word in found[0]} and bool(
                self._word(found[1], "and")
            )
            if not any(total.take(word, joined) for word in found[0]):
                break
            last = found[1]
            if half := self._and_a_half(last) if total.group is not None else self._and_half_of_it(last, total.counted):
                total.add_parts(half[0])
                last = half[1]
        if last == start:
            return None
        ordinal = self._word(self._past_hyphen(last), "ordinal")
        if ordinal and ordinal[0].value < total.room:
            return Mention(start, ordinal[1], ORDINAL, (total.value + ordinal[0].value,))
        if parts := self._parts(last, total.value):
            return Mention(start, parts[1], FRACTION, (total.value / parts[0],))
        number = Mention(start, last, WORDS, (total.value,), total.scale)
        scale = total.ceiling if keep_and and total.group is None else None
        return (scale and self._and_digits(number, scale)) or number

    def _next(self, last: int, kind: str, keep_and: bool) -> tuple[int, bool]:
        """Return where the next part of a number may begin, and whether an "and" was passed."""
        place = self._past_hyphen(last) if kind else last
        if kind and keep_and and kind in self.lexicon.language.and_after and (joined := self._word(place, "and")):
            return self._past_hyphen(joined[1]), True
        return place, False

    def _article(self, start: int, keep_and: bool) -> Mention | None:
        """Return "a hundred", "a dozen", "a half-million", "a third of": the article stands for one."""
        article = self._word(start, "article")
        if not article:
            return None
        place = self._past_hyphen(article[1])
        if half := self._half(place):
            return replace(half, first=start)
        if parts := self._parts(place, Fraction(1) if not keep_and or self._is_limited(start) else None):
            return Mention(start, parts[1], FRACTION, (1 / parts[0],))
        if self._word(place, *MULTIPLIERS) and (number := self._words(place, keep_and, alone=True)):
            return replace(number, first=start)
        return None

    def _is_limited(self, start: int) -> bool:
        """Tell whether a cue stands before "a third" and no noun behind it, or behind it: more than a third were."""
        behind = start + 2
        if self.lexicon.after.at(self.words, behind):
            return True
        ends = behind >= len(self.tokens) or self.tokens[behind].kind != WORD
        ends = ends or self.lexicon.is_at(self.words, behind, "stop")
        return ends and self.lexicon.before.before(self.words, start) is not None

    def _round(self, start: int) -> Mention | None:
        """Return a word that rounds of itself, with its article or without: French "une trentaine (de millions)"."""
        article = self._word(start, "article")
        found = self._word(article[1] if article else start, "round")
        if not found:
            return None
        value, last, scale = found[0].value, found[1], Fraction(1)
        joiner = self._word(last, "joiner")
        if multiplier := self._word(joiner[1], *MULTIPLIERS) if joiner else None:
            scale, last = multiplier[0].value, multiplier[1]
        elif half := self._and_half_of_it(last):
            value, last = value * (1 + half[0]), half[1]
        return Mention(start, last, WORDS, (value * scale,), scale, meaning=found[0].qualifier)

    def _half(self, start: int) -> Mention | None:
        """Return "half a million", "quarter of a million"; with nothing to multiply, the fraction of a whole."""
        half = self._word(start, "half", "share")
        if not half:
            return None
        value, place = half[0].value, self._past_hyphen(half[1])
        joiner = self._word(place, "joiner")
        place = joiner[1] if joiner else place
        article = self._word(place, "article")
        multiplier = self._word(article[1] if article else place, *MULTIPLIERS)
        if multiplier:
            return Mention(start, multiplier[1], WORDS, (value * multiplier[0].value,), multiplier[0].value)
        return Mention(start, half[1], FRACTION, (value,)) if joiner or half[0].kind == "share" else None

    def _ordinal(self, start: int) -> Mention | None:
        found = self._word(start, "ordinal")
        return Mention(start, found[1], ORDINAL, (found[0].value,)) if found else None

    def article(self, start: int) -> Mention | None:
        """Return an indefinite article as the number one."""
        found = self._word(start, "article")
        return Mention(start, found[1], ARTICLE, (Fraction(1),)) if found else None
