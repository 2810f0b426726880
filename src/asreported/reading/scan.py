"""Every number and vague word of a text, in order, before their company is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from asreported.reading.alternatives import NOTHING
from asreported.reading.cardinals import Cardinals
from asreported.reading.mentions import DIGITS, PASSED, VAGUE, WORDS, Mention
from asreported.reading.tokens import NUMERAL, SHAPE, Token
from asreported.words.lexicon import Lexicon

__all__ = ["scan"]


def scan(tokens: Sequence[Token], lexicon: Lexicon, articles: bool = False) -> list[Mention]:
    """Return the mentions of a text, in order; indefinite articles only when asked for."""
    return list(_Scanner(tokens, lexicon, articles).mentions())


class _Scanner:
    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon, articles: bool) -> None:
        self.tokens, self.lexicon, self.articles = tokens, lexicon, articles
        self.numbers = Cardinals(tokens, lexicon)
        self.words = self.numbers.words
        self.starters = lexicon.starters

    def mentions(self) -> Iterator[Mention]:
        place, counted = 0, -1
        while place < len(self.tokens):
            mention = self._at(place)
            # A noun that says how many it is (an Arabic dual) says nothing behind a number, nor behind another dual.
            repeated = (
                mention is not None
                and mention.form == VAGUE
                and place == counted
                and mention.meaning.startswith("bare:")
            )
            half = self.numbers.half_behind_unit(mention) if mention else None
            if mention and half:
                mention = replace(mention, values=tuple(value + half[0] for value in mention.values))
            if mention and mention.meaning != NOTHING and not repeated:
                yield mention
            place = half[1] if half else mention.last if mention else place + 1
            tells = mention and (mention.form in (DIGITS, WORDS) or mention.meaning.startswith("bare:"))
            counted = place if tells else -1

    def _at(self, place: int) -> Mention | None:
        token = self.tokens[place]
        if token.kind == SHAPE:
            return Mention(place, place + 1, PASSED, meaning=token.reason)
        if token.kind != NUMERAL and token.text not in self.starters:
            return None
        number = self._minus(place) or self._number(place)
        if number is None and (one := self._one(place)):
            return one
        vague = self.lexicon.vague.at(self.words, place)
        if (
            vague
            and not (number and number.last > vague[1])
            and not self._is_cue(place, vague[1])
            and not self._ends_cue(place)
            and not self._cuts(vague[1])
        ):
            return Mention(place, vague[1], VAGUE, meaning=vague[0])
        return number or (self.numbers.article(place) if self.articles else None)

    def _minus(self, place: int) -> Mention | None:
        """Return a number below zero: "-5" with nothing written onto the sign, "minus ten"."""
        found = self.lexicon.numbers.at(self.words, place)
        word = found and next((word for word in found[0] if word.kind == "minus"), None)
        if not found or not word or self.lexicon.before.before(self.words, found[1]):
            return None  # the "menos" of "al menos 20" is no sign
        start = found[1]
        if self.words[place] == "-":
            joined = (
                place > 0
                and self.tokens[place - 1].end == self.tokens[place].start
                and self.words[place - 1] not in "<>=~(≤≥$£€"
            )
            if joined or start >= len(self.tokens) or self.tokens[start].start != self.tokens[place].end:
                return None
        elif start < len(self.words) and self.words[start] == "-":
            start += 1
        number = self.numbers.at(start) if start < len(self.tokens) and self.tokens[start].kind != SHAPE else None
        return replace(number, first=place, values=tuple(-value for value in number.values)) if number else None

    def _number(self, place: int) -> Mention | None:
        """Return the number at a place; in an opened range its own "and" needs another: between 77 and 80 in words."""
        number = self.numbers.at(place)
        if self._is_opened(place) and not (number and self._is_joined(number.last)):
            return self.numbers.at(place, keep_and=False)
        return number

    def _one(self, place: int) -> Mention | None:
        """Return the one of a pair where it is no number of itself, but an article too: Spanish "un o dos"."""
        found = self.lexicon.numbers.at(self.words, place)
        late = found and next((word for word in found[0] if word.kind == "late_unit"), None)
        joiner = self.lexicon.joiners.at(self.words, found[1]) if found and late else None
        if not (found and late and joiner and any(not one.opener for one in joiner[0])):
            return None
        joined = self.words[joiner[1] - 1].isalpha() and self._follows(joiner[1])
        return Mention(place, found[1], WORDS, (late.value,)) if joined else None

    def _follows(self, place: int) -> bool:
        """Tell whether a number begins at a place."""
        return place < len(self.tokens) and self.tokens[place].kind != SHAPE and self.numbers.at(place) is not None

    def _is_joined(self, place: int) -> bool:
        """Tell whether an "and" and a number follow."""
        return self._follows(place + 1) and self.words[place] in self.lexicon.and_words

    def _is_opened(self, place: int) -> bool:
        """Tell whether an "and" behind this number belongs to the range that the words before it open."""
        return any(self.lexicon.openers.before(self.words, place - skipped) for skipped in (0, 1) if place > skipped)

    def _cuts(self, end: int) -> bool:
        """Tell whether the last word of a vague phrase begins a longer number: more than half | a million."""
        last = self.numbers.at(end - 1) if self.tokens[end - 1].kind != SHAPE else None
        return last is not None and last.last > end

    def _ends_cue(self, place: int) -> bool:
        """Tell whether a word is the last of a cue behind a number: six soldiers at most were hurt."""
        cue = self.lexicon.after.at(self.words, place - 1) if place else None
        return cue is not None and cue[1] > place

    def _is_cue(self, start: int, end: int) -> bool:
        """Tell whether a vague word is the cue of the number behind it: some 300."""
        cue = self.lexicon.before.at(self.words, start)
        return bool(cue and cue[1] == end and self._follows(end))
