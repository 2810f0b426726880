"""Number words and numerals put together into one number: "two hundred and five", "1.2 million", "half a million".

Which word plays which part is data (numbers.csv); this is the grammar of the parts, the same for every language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from asreported.reading.mentions import ARTICLE, DIGITS, FRACTION, MALFORMED, ORDINAL, WORDS, Mention
from asreported.reading.nouns import unit_at
from asreported.reading.numerals import LARGEST, has_doubtful_point, numeral_values
from asreported.reading.sums import Sum
from asreported.reading.tokens import NUMERAL, WORD, Token
from asreported.words.lexicon import COUNTED, Lexicon, NumberWord

__all__ = ["Cardinals"]

#: Kinds of words that multiply the number before them.
_MULTIPLIERS = ("hundred", "lone_hundred", "scale", "lone_scale", "counted_scale", "dozen", "counted_dozen")


class Cardinals:
    """The numbers of one text, in words and in digits, with what is written onto them or multiplies them."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.words = [token.text for token in tokens]
        self.lexicon = lexicon

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

    def article(self, start: int) -> Mention | None:
        """Return an indefinite article as the number one."""
        found = self._word(start, "article")
        return Mention(start, found[1], ARTICLE, (Fraction(1),)) if found else None

    def half_behind_unit(self, mention: Mention) -> tuple[Fraction, int] | None:
        """Return the half that stands behind the unit of a number, and where it ends: two years and a half."""
        if mention.form not in (DIGITS, WORDS) or mention.scale != 1:
            return None
        unit = unit_at(self.words, mention.last, self.lexicon)
        return self._and_half_of_it(mention.last + len(unit)) if unit else None

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
            # Arabic writes "a million", as an object, like the "two million" that a noun has to follow.
            total.alone |= {"scale", "scale_atom"} <= {word.kind for word in found[0]} and not self._is_noun(found[1])
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

    def _is_noun(self, place: int) -> bool:
        """Tell whether a word stands at a place that may be a noun."""
        is_word = place < len(self.tokens) and self.tokens[place].kind == WORD
        return is_word and not self._word(place, "and") and not self.lexicon.is_at(self.words, place, "stop", "whole")

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
        if self._word(place, *_MULTIPLIERS) and (number := self._words(place, keep_and, alone=True)):
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
        if multiplier := self._word(joiner[1], *_MULTIPLIERS) if joiner else None:
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
        multiplier = self._word(article[1] if article else place, *_MULTIPLIERS)
        if multiplier:
            return Mention(start, multiplier[1], WORDS, (value * multiplier[0].value,), multiplier[0].value)
        return Mention(start, half[1], FRACTION, (value,)) if joiner or half[0].kind == "share" else None

    def _ordinal(self, start: int) -> Mention | None:
        found = self._word(start, "ordinal")
        return Mention(start, found[1], ORDINAL, (found[0].value,)) if found else None

    def _numeral(self, start: int) -> Mention:
        language = self.lexicon.language
        text = " ".join(self.words[start].split())
        values = numeral_values(text, language.points, language.groups + " ")
        if " " in text and not language.spaced_groups and " 0" not in text:
            values += tuple(Fraction(int(part)) for part in (text.split()[0], text.split()[-1]) if part.isdigit())
        if not values:
            return Mention(start, start + 1, MALFORMED)
        place = start + 1
        counts = self.lexicon.is_at(self.words, place, *COUNTED)
        doubtful = has_doubtful_point(text) and (counts or text.endswith("000"))
        if len(values) == 1 and (doubtful or (values[0].denominator > 1 and counts)):
            # Nobody counts 1.2 people, or writes ten with three decimals: the point may part thousands.
            values += tuple(value for value in numeral_values(text, ",", ".") if value not in values)
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
        while factor < LARGEST and (word := self._word(self._past_hyphen(last), *_MULTIPLIERS)):
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
        return None if self._word(behind, *_MULTIPLIERS) else half

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
