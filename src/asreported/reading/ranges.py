"""Two numbers that the words between them join: a range, a score, a ratio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from asreported.reading.mentions import DIGITS, FRACTION, ORDINAL, PASSED, RANGE, WORDS, Mention
from asreported.reading.nouns import same_unit, unit_at
from asreported.reading.numerals import has_doubtful_point
from asreported.words.lexicon import Joiner, Lexicon

__all__ = ["is_opened", "join_ranges"]

#: What can be an end of a range; an end that is no whole number of things says what the range does.
_ENDS = (DIGITS, WORDS, FRACTION, ORDINAL)
_ROLES = {FRACTION: "share", ORDINAL: "measure"}
#: A higher number is no score.
_HIGHEST_SCORE = 300
#: Wholes by which shares are told: nine in ten.
_SHARED_WHOLES = (10, 100, 1000)
#: The wholes of shares that have their noun between: one home in five.
_WHOLES = (2, 3, 4, 5, *_SHARED_WHOLES)
#: What a joiner makes of two numbers that is a share.
_SHARES = ("one_in", "ratio", "part_of")
#: Of more than these, "out of" tells how many there were: 13 out of 27 districts.
_MOST_PARTS = 10
#: Four digits from the one to the other are a year rather than a count.
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
#: How far before a range the verb may stand that makes its ends two counts: "rose in a week from 10 to 15".
_VERB_REACH = 6


def join_ranges(mentions: Sequence[Mention], words: Sequence[str], lexicon: Lexicon) -> list[Mention]:
    """Return the mentions with each pair that makes a range, score or ratio put together."""
    ranges = _Ranges(words, lexicon)
    joined: list[Mention] = []
    for mention in mentions:
        pair = ranges.pair(joined[-1], mention) if joined else None
        if pair:
            joined[-1] = pair
        if pair is None or pair.last != mention.last:
            joined.append(mention)
    return joined


def is_opened(first: int, last: int, end: int, words: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a number opens a range whose other end has a cue of its own: from 80 to [well over] 200.

    It stands from `first` to `last`, and the cue begins at `end`. Behind a verb of change both are counts.
    """
    ranges = _Ranges(words, lexicon)
    for joiner in (one for many, stop in lexicon.joiners.all_at(words, last) if stop == end for one in many):
        opener = first - len(joiner.opener)
        if joiner.opener and joiner.makes == "between" and tuple(words[max(0, opener) : first]) == joiner.opener:
            return not ranges.is_change(opener, joiner, measured=True)
    return False


class _Ranges:
    def __init__(self, words: Sequence[str], lexicon: Lexicon) -> None:
        self.words, self.lexicon = words, lexicon

    def pair(self, left: Mention, right: Mention) -> Mention | None:
        """Return what two neighbours make together, None where they stay two.

        A range has the ends of each way to read it, one behind the other: 15-20,000 is 15,000 to 20,000, or begins
        with 15; the points of 10.000 to 20.000 part thousands or decimals.
        """
        left = self._like(left, right)
        if not all(mention.form in _ENDS for mention in (left, right)):
            return None
        told = [self._pair(replace(left, values=(a,)), replace(right, values=(b,))) for a, b in self._ends(left, right)]
        made = [one for one in told if one]
        alike = [one for one in made if one.form == RANGE] or made
        return replace(alike[0], values=tuple(end for one in alike for end in one.values)) if alike else None

    def _ends(self, left: Mention, right: Mention) -> list[tuple[Fraction, Fraction]]:
        """Return each pair of ends that two numbers can be."""
        sizes, doubtful = (len(left.values), len(right.values)), (self._is_doubtful(left), self._is_doubtful(right))
        if not all(size == 1 or doubt for size, doubt in zip(sizes, doubtful, strict=True)):
            return []
        if sizes == (2, 2):  # who writes one in this way writes both
            return list(zip(left.values, right.values, strict=True))
        pairs = [(a, b) for a in left.values for b in right.values if sizes == (1, 1) or a < b]
        thousands = [(a * 1000, b) for a, b in pairs if self._shares_thousands(left, right, a, b)]
        return [*thousands, *pairs]

    def _is_doubtful(self, mention: Mention) -> bool:
        return mention.form == DIGITS and has_doubtful_point(self.words[mention.first])

    def _shares_thousands(self, left: Mention, right: Mention, low: Fraction, high: Fraction) -> bool:
        """Tell whether the thousands of the larger end may be those of the smaller: 15-20,000."""
        if left.form != DIGITS or right.form != DIGITS or left.scale != 1 or right.scale != 1:
            return False
        plain = self.words[left.first].isdigit() and right.last == right.first + 1
        grouped = not self.words[right.first].isdigit()
        return plain and grouped and high % 1000 == 0 and 0 < low < high / 1000

    def _pair(self, left: Mention, right: Mention) -> Mention | None:
        """Return what two neighbours of one number each make together, None where they stay two."""
        before_right = self._before(right.first, "currency")
        after_left = left.last + len(unit_at(self.words, left.last, self.lexicon))
        found = next(
            (pair for pair in self.lexicon.joiners.all_at(self.words, after_left) if pair[1] == before_right), None
        )
        if found is None and after_left != left.last:
            after_left = left.last
            found = next(
                (pair for pair in self.lexicon.joiners.all_at(self.words, left.last) if pair[1] == before_right), None
            )
        if found is None:
            return self._share_of(left, right)
        start = self._before(left.first, "currency")
        for joiner in sorted(found[0], key=lambda joiner: -len(joiner.opener)):
            if not joiner.opener:
                is_pair = left.form in (DIGITS, WORDS) and right.form in (DIGITS, WORDS) and not self._is_listed(start)
                return self._made(joiner, left, right, start, after_left, found[1]) if is_pair else None
            for end in (start, cue[1] if (cue := self.lexicon.before.before(self.words, start)) else start):
                opener = end - len(joiner.opener)
                if opener >= 0 and tuple(self.words[opener:end]) == joiner.opener:  # from [up to] 252 to 287
                    return self._made(joiner, left, right, opener, after_left, found[1])
        return None

    def _share_of(self, left: Mention, right: Mention) -> Mention | None:
        """Return the share whose noun stands between its numbers: neuf maisons sur dix, nine homes out of ten."""
        noun = left.last
        if (
            left.form not in (DIGITS, WORDS)
            or right.first < noun + 2
            or not self.words[noun].isalpha()
            or right.values[0] not in _WHOLES
        ):
            return None
        found = [pair[0] for pair in self.lexicon.joiners.all_at(self.words, noun + 1) if pair[1] == right.first]
        joiner = next((one for many in found for one in many if one.makes in _SHARES and not one.opener), None)
        counted = any(self.lexicon.is_at(self.words, place, "events") for place in (noun, right.last))
        if joiner is None or not left.values[0] < right.values[0] or counted:
            return None
        return replace(left, last=right.last, form=FRACTION, values=(left.values[0] / right.values[0],), role="share")

    def _made(
        self, joiner: Joiner, left: Mention, right: Mention, start: int, after_left: int, end: int
    ) -> Mention | None:
        years = self._is_year(left), self._is_year(right)
        if years == (True, False) and not joiner.opener and self.lexicon.is_before(self.words, start, "year_before"):
            return None  # rose in 2023 to 3.9 million
        low, high = self._scaled(left, right)
        if joiner.makes == "inside":
            low, high = _shifted(low, 1), _shifted(high, -1)
        pair = replace(
            left,
            first=start,
            last=right.last,
            noun=left.noun if right.noun is None else right.noun,
            form=RANGE,
            values=(low, high),
            scale=right.scale,
            opened=left.first - start,
            role=_ROLES.get(left.form) or _ROLES.get(right.form) or left.role,
        )
        usual = joiner.makes == "part_of" and (high <= _MOST_PARTS or high in _SHARED_WHOLES)
        if usual or joiner.makes == "ratio" or (joiner.makes == "one_in" and self._is_share(low, high, right.last)):
            return (
                replace(pair, form=FRACTION, values=(low / high,), opened=0, role="share") if 0 < low < high else None
            )
        if joiner.makes not in ("between", "inside"):
            return None
        if years == (True, True) and joiner.opener and low < high:
            return replace(pair, form=PASSED, meaning="year")
        bare = not joiner.opener and after_left == left.last
        is_score = high < _HIGHEST_SCORE and self._is_score(start, right.last) and not self._counts(right.last)
        if self.words[after_left:end] == ["-"] and not joiner.opener and (low >= high or is_score):
            return replace(pair, form=PASSED, meaning="score")
        measured = after_left != left.last or left.noun is not None
        changes = self.is_change(start, joiner, measured)
        if changes and joiner.opener:
            return replace(left, role="earlier")
        if low >= high:
            return (
                replace(pair, form=PASSED, meaning="score")
                if bare and self.lexicon.is_listed((self.words[after_left],), "score_joiner") and low < 100
                else None
            )
        alone = not measured and self._before(left.first, "currency") == left.first
        shares_unit = alone and bool(unit_at(self.words, right.last, self.lexicon))
        differ = self._units_differ(left, right, after_left, joiner)
        return None if differ or (changes and not shares_unit) else pair

    def _scaled(self, left: Mention, right: Mention) -> tuple[Fraction, Fraction]:
        """Return both ends, the smaller sharing the other's multiplier: 10 to 15 million, two or three hundred."""
        low, high = left.values[0], right.values[0]
        hundreds = right.scale * 100
        # Of "five hundred thousand" the scale is the thousand; its hundreds are words of their own.
        scale = hundreds if right.form == WORDS and right.scale > 100 and low < high / hundreds < 10 else right.scale
        shares = left.scale == 1 and scale > 1 and low < high / scale
        return (low * scale if shares else low), high

    def _like(self, left: Mention, right: Mention) -> Mention:
        """Return the left end with the multiplier that the right one shows to be meant: 15m to 16m people."""
        doubtful = left.form == DIGITS and len(left.values) == 2 and len(right.values) == 1
        factor = left.values[1] / left.values[0] if doubtful and left.values[0] else 0
        meant = doubtful and factor == right.scale > 1 and left.last + 1 < right.first
        return replace(left, values=left.values[1:], last=left.last + 1, scale=right.scale) if meant else left

    def _units_differ(self, left: Mention, right: Mention, after_left: int, joiner: Joiner) -> bool:
        first = tuple(self.words[left.last : after_left])
        last = unit_at(self.words, right.last, self.lexicon)
        same = same_unit(first, last, self.lexicon)
        if first and not same and not joiner.opener:
            return True
        priced = [self._before(mention.first, "currency") != mention.first for mention in (left, right)]
        return (bool(first) and bool(last) and not same) or priced == [False, True]

    def _is_share(self, low: Fraction, high: Fraction, end: int) -> bool:
        """Tell whether "in" makes a share of two numbers: one in five, nine in ten; not "nine in ten attacks"."""
        counted = self.lexicon.is_at(self.words, end, "events")
        return low < high and (low == 1 or (high in _SHARED_WHOLES and not counted))

    def _is_year(self, mention: Mention) -> bool:
        """Tell whether a number is printed as the years of our time are."""
        plain = mention.form == DIGITS and mention.scale == 1 and self.words[mention.last - 1].isdigit()
        return plain and _FIRST_YEAR <= mention.values[0] <= _LAST_YEAR

    def _is_listed(self, start: int) -> bool:
        """Tell whether another number stands before, parted by a comma: 10, 15 or 20."""
        return start > 1 and self.words[start - 1] == "," and self.words[start - 2][-1].isdigit()

    def _counts(self, end: int) -> bool:
        """Tell whether a noun follows that is no word of a match: won 220-240 seats."""
        if end >= len(self.words) or not self.words[end].isalpha():
            return False
        return not self.lexicon.is_at(self.words, end, "stop", "score_word")

    def _is_score(self, start: int, end: int) -> bool:
        at, before = self.lexicon.is_at, self.lexicon.is_before
        return at(self.words, end, "score_word") or before(self.words, start, "score_word")

    def is_change(self, start: int, joiner: Joiner, measured: bool) -> bool:
        """Tell whether a verb of change makes the ends two counts: rose from 10 to 15; rose [in May] $6 to $85.

        Of "rose by 12 to 46" the first is the change, and the second what came of it.
        """
        while cue := self.lexicon.before.before(self.words, start):
            start = cue[1]  # jumped almost $6 to $85
        if not joiner.opener:
            start = self._before(start, "change_by")
        reach = range(start, max(0, start - _VERB_REACH), -1) if joiner.opener or measured else (start,)
        changed = any(self.lexicon.is_before(self.words, place, "change") for place in reach)
        return changed and not self.lexicon.is_listed(joiner.opener, "steady_opener")

    def _before(self, place: int, name: str) -> int:
        found = name in self.lexicon.classes and self.lexicon.classes[name].before(self.words, place)
        return found[1] if found else place


def _shifted(end: Fraction, by: int) -> Fraction:
    """Return the next whole number within an end that is left out; an end that is not whole stays, as everywhere."""
    return end + by if end.denominator == 1 else end
