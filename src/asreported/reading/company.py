"""Why a number in this company is no count: a year, a date, an age, a duration, a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from asreported.reading.mentions import DIGITS, FRACTION, MALFORMED, ORDINAL, PASSED, RANGE, WORDS, Mention
from asreported.reading.tokens import WORD, Token
from asreported.words.lexicon import Lexicon

__all__ = ["OPTIONS", "Company"]

#: What is passed over unless it is asked for by name.
OPTIONS = ("ordinal", "article", "duration", "age", "span")
#: Reasons of numbers that measure time where their unit is printed: five weeks, 12 years old.
_TIMES = ("duration", "age")

#: How far behind a number its unit of time may stand: five - more weeks.
_TO_UNIT = 4


class Company:
    """The words around the numbers of one text."""

    def __init__(self, tokens: Sequence[Token], words: Sequence[str], lexicon: Lexicon) -> None:
        self.tokens, self.words, self.lexicon = tokens, words, lexicon

    def reason(self, mention: Mention, own_start: int, cue_start: int, has_cue: bool) -> tuple[str, bool] | None:
        """Return why a mention is no count and whether that is certain; `own_start` is where its currency begins."""
        if mention.form in (PASSED, MALFORMED):
            return mention.meaning or mention.form, True
        if mention.form == FRACTION and self._is_rank(mention.first):
            return "rank", True
        if mention.form not in (DIGITS, WORDS, RANGE, ORDINAL):
            return None
        matched = self._rows(mention, {mention.first, own_start, mention.number}, cue_start)
        counted = has_cue or own_start != mention.first or self._counts(mention.counted)
        for place in matched:
            row = self.lexicon.not_counts[place]
            if _FORMS[row.form](mention, self._plain(mention)) and not (counted and row.form in _DOUBTFUL):
                return row.reason, row.certain
        if mention.form == ORDINAL:
            return "ordinal", True
        return ("compound", True) if self._is_compound(mention.last) else None

    def measures_time(self, mention: Mention, reason: str) -> bool:
        """Tell whether a number that is passed over as a duration or an age has a unit of time: five weeks."""
        if reason not in _TIMES or mention.form not in (DIGITS, WORDS, RANGE):
            return False
        near = range(mention.counted, mention.counted + _TO_UNIT)
        return any(self.lexicon.is_at(self.words, place, "span") for place in near)

    def _is_rank(self, place: int) -> bool:
        """Tell whether an ordinal or a month stands before: the second half of, the June quarter of."""
        found = self.lexicon.numbers.before(self.words, place)
        is_ordinal = found is not None and any(word.kind == "ordinal" for word in found[0])
        return is_ordinal or self.lexicon.is_before(self.words, place, "month")

    def _is_compound(self, place: int) -> bool:
        """Tell whether a word, no unit or cue, is written onto the number with a hyphen: a four-storey building.

        The hyphen may wait for its word: six- and seven-storey buildings.
        """
        if place + 1 >= len(self.words) or self.words[place] != "-":
            return False
        hyphen, word = self.tokens[place], self.tokens[place + 1]
        if (
            self.words[place + 1] in self.lexicon.and_words
            and self.tokens[place - 1].end == hyphen.start < word.start - 1
        ):
            return True
        glued = hyphen.start == self.tokens[place - 1].end and hyphen.end == word.start
        is_unit = self.lexicon.is_at(self.words, place + 1, "unit", "glued_unit")
        known = is_unit or self.lexicon.after.at(self.words, place)
        return glued and word.kind == WORD and not known

    def continues(self, previous: Mention, reason: str, mention: Mention) -> bool:
        """Tell whether a number goes on a list: aged 19, 22 and 25; resolutions 2118 and 2119."""
        form = _FORMS.get(reason)
        if form is None or reason not in _LISTED or mention.form != DIGITS:
            return False
        joined = self.lexicon.is_listed(tuple(self.words[previous.last : mention.first]), "and")
        follows = mention.last < len(self.tokens) and self.tokens[mention.last].kind == WORD
        noun = follows and not self._goes_on(mention.last)
        # Behind a name another number may count: in sector 4 and 20 died.
        other = {"age": noun, "identifier": follows}.get(reason, False)
        return joined and self._plain(mention) and form(mention, True) and not other

    def _goes_on(self, place: int) -> bool:
        """Tell whether no noun stands at a place, but an "and" or a word before which a noun phrase ends."""
        return self.words[place] in self.lexicon.and_words or self.lexicon.is_at(self.words, place, "stop")

    def _rows(self, mention: Mention, starts: set[int], cue_start: int) -> list[int]:
        """Return the rows whose words stand around the mention, in the order of the table."""
        before = {row for start in starts for rows, _ in self._before(start) for row in rows}
        # "Aged over 60": of all reasons only an age takes a cue.
        before |= {
            row for rows, _ in self._before(cue_start) for row in rows if self.lexicon.not_counts[row].form == "age"
        }
        after = {row for rows, _ in self.lexicon.not_counts_after.all_at(self.words, mention.counted) for row in rows}
        rows = enumerate(self.lexicon.not_counts)
        return [
            place for place, row in rows if (place in before or not row.before) and (place in after or not row.after)
        ]

    def _before(self, place: int) -> Iterator[tuple[tuple[int, ...], int]]:
        return self.lexicon.not_counts_before.all_before(self.words, place)

    def _counts(self, place: int) -> bool:
        """Tell whether a unit or a plural of people follows, so that four digits are no year."""
        return self.lexicon.is_at(self.words, place, "unit", "people")

    def _plain(self, mention: Mention) -> bool:
        """Tell whether a mention is digits alone, as a year is printed."""
        numerals = [token.text for token in self.tokens[mention.first : mention.last] if token.text[0].isdigit()]
        return mention.scale == 1 and bool(numerals) and all(numeral.isdigit() for numeral in numerals)


def _between(low: int, high: int) -> Callable[[Mention, bool], bool]:
    return lambda mention, plain: plain and all(low <= value <= high for value in mention.values)


#: The forms of not_counts.csv; the second argument tells whether the mention is plain digits.
_FORMS: Mapping[str, Callable[[Mention, bool], bool]] = {
    "": lambda mention, _plain: mention.form != ORDINAL,
    "ordinal": lambda mention, _plain: mention.form == ORDINAL,
    "first": lambda mention, _plain: mention.form == ORDINAL and tuple(map(int, mention.values)) == (1,),
    "digits": lambda mention, _plain: mention.form in (DIGITS, RANGE),
    "words": lambda mention, _plain: mention.form == WORDS,
    "one": lambda mention, _plain: mention.form == WORDS and tuple(map(int, mention.values)) == (1,),
    "whole": lambda mention, _plain: (
        mention.form == DIGITS and not mention.opened and all(value.denominator == 1 for value in mention.values)
    ),
    "small": lambda mention, _plain: all(value <= 24 for value in mention.values),
    "age": lambda mention, _plain: all(value <= 120 for value in mention.values),
    "year": _between(1000, 2199),
    "recent": _between(1900, 2099),
    "identifier": lambda _mention, plain: plain,
}
#: Reasons that hold for a whole list of numbers, and are the name of their form.
_LISTED = ("age", "year", "identifier")
#: Forms that say nothing where a cue, a currency, a unit or people show that the number counts.
_DOUBTFUL = ("year", "recent")
