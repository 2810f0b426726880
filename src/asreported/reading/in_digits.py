"""Numbers in digits, with what is written onto them or multiplies them: 12th, £19million, 35m people, 102+ million."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from asreported.reading.mentions import DIGITS, FRACTION, MALFORMED, ORDINAL, Mention
from asreported.reading.numerals import LARGEST, numeral_values
from asreported.reading.parts import MULTIPLIERS, Parts
from asreported.reading.tokens import NUMERAL
from asreported.words.lexicon import COUNTED

__all__ = ["InDigits"]


class InDigits(Parts):
    """The numbers of one text that are printed in digits."""

    def _numeral(self, start: int) -> Mention:
        language = self.lexicon.language
        text = " ".join(self.words[start].split())
        values = numeral_values(text, language.points, language.groups + " ")
        if " " in text and not language.spaced_groups and " 0" not in text:
            values += tuple(Fraction(int(part)) for part in (text.split()[0], text.split()[-1]) if part.isdigit())
        if not values:
            return Mention(start, start + 1, MALFORMED)
        place = start + 1
        if len(values) == 1 and values[0].denominator > 1 and self.lexicon.is_at(self.words, place, *COUNTED):
            # Nobody counts 1.2 people: the point may part thousands, as it does in much of the world.
            values += numeral_values(text, ",", ".")
        ending = self._word(place, "ordinal_ending") if self._glued(place) else None
        if ending and self._ends(ending[1]):
            return Mention(start, ending[1], ORDINAL, values)
        form = FRACTION if "/" in text or text in "½¼¾" else DIGITS
        factor, last = self._suffix(place)
        if last > place and self._is_unit(place) and not self._multiplies(start, last):
            extent = self.lexicon.is_at(self.words, last, "extent")
            return Mention(start, place, form, values if extent else (*values, *(value * factor for value in values)))
        half = self._and_a_half(last) if factor == 1 else None
        if half:
            values, last = tuple(value + half[0] for value in values), half[1]
        cue, last = self._cue_inside(last)
        while factor < LARGEST and (word := self._word(self._past_hyphen(last), *MULTIPLIERS)):
            factor, last = factor * word[0].value, word[1]
        if factor > 1 and (half := self._and_half_of_it(last, factor)):
            values, last = tuple(value + half[0] for value in values), half[1]
        if factor == 1 and len(values) == 1 and (parts := self._parts(last, values[0])):
            return Mention(start, parts[1], FRACTION, (values[0] / parts[0],))
        told = tuple(value * factor for value in values)
        return Mention(start, last, form, told, factor, meaning=cue)

    def _and_digits(self, number: Mention, scale: Fraction) -> Mention | None:
        """Return a number with the digits that an "and" adds behind its multiplier: 8 million and 400 thousand."""
        joined = self._word(number.last, "and") if "digits" in self.lexicon.language.and_after else None
        if not joined or scale == 1 or joined[1] >= len(self.tokens) or self.tokens[joined[1]].kind != NUMERAL:
            return None
        rest = self._numeral(joined[1])
        if rest.form != DIGITS or len(rest.values) != 1 or not 0 < rest.values[0] < scale:
            return None
        return replace(number, last=rest.last, values=tuple(value + rest.values[0] for value in number.values))

    def _multiplies(self, start: int, last: int) -> bool:
        """Tell whether a suffix that is a unit too multiplies here: $35m, 1.2m, 35m people; not 35m deep."""
        priced = self.lexicon.is_before(self.words, start, "currency")
        counted = self.lexicon.is_at(self.words, last, "unit", *COUNTED)
        return priced or counted or ("." in self.words[start] and not self.lexicon.is_at(self.words, last, "extent"))

    def _cue_inside(self, place: int) -> tuple[str, int]:
        """Return the qualifier of a sign between a numeral and its multiplier, and where that begins: 102+ million."""
        found = self.lexicon.after.at(self.words, place) if self._glued(place) else None
        if not found or found[1] > place + 1 or not self._word(found[1], "scale"):
            return "", place
        return found[0][0].qualifier, found[1]

    def _suffix(self, place: int) -> tuple[Fraction, int]:
        """Return the multiplier written onto a numeral, or behind a space where that can mean nothing else."""
        found = self._word(place, "suffix") if self._glued(place) else self._word(place, "apart")
        return (found[0].value, found[1]) if found and self._ends(found[1]) else (Fraction(1), place)
