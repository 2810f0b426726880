"""Two numbers that the words between them join: a range, a score, a ratio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from asreported.reading.entries import Joiner
from asreported.reading.lexicon import Lexicon
from asreported.reading.mentions import DIGITS, FRACTION, PASSED, RANGE, WORDS, Mention

__all__ = ["join_ranges"]

#: A higher number is no score.
_HIGHEST_SCORE = 300
#: Wholes by which shares are told: nine in ten.
_SHARED_WHOLES = (10, 100, 1000)
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


class _Ranges:
    def __init__(self, words: Sequence[str], lexicon: Lexicon) -> None:
        self.words, self.lexicon = words, lexicon

    def pair(self, left: Mention, right: Mention) -> Mention | None:
        """Return what two neighbours make together, None where they stay two."""
        if not all(mention.form in (DIGITS, WORDS) and len(mention.values) == 1 for mention in (left, right)):
            return None
        before_right = self._before(right.first, "currency")
        after_left = self._after(left.last, "unit")
        found = next(
            (pair for pair in self.lexicon.joiners.all_at(self.words, after_left) if pair[1] == before_right), None
        )
        if found is None and after_left != left.last:
            after_left = left.last
            found = next(
                (pair for pair in self.lexicon.joiners.all_at(self.words, left.last) if pair[1] == before_right), None
            )
        if found is None:
            return None
        start = self._before(left.first, "currency")
        for joiner in sorted(found[0], key=lambda joiner: -len(joiner.opener)):
            if not joiner.opener:
                return self._made(joiner, left, right, start, after_left, found[1])
            opener = start - len(joiner.opener)
            if opener >= 0 and tuple(self.words[opener:start]) == joiner.opener:
                return self._made(joiner, left, right, opener, after_left, found[1])
        return None

    def _made(
        self, joiner: Joiner, left: Mention, right: Mention, start: int, after_left: int, end: int
    ) -> Mention | None:
        low, high = self._scaled(left, right)
        pair = replace(
            left,
            first=start,
            last=right.last,
            form=RANGE,
            values=(low, high),
            scale=right.scale,
            opened=left.first - start,
        )
        if joiner.makes == "ratio" or (joiner.makes == "one_in" and self._is_share(low, high, right.last)):
            return (
                replace(pair, form=FRACTION, values=(low / high,), opened=0, role="share") if 0 < low < high else None
            )
        if joiner.makes != "between":
            return None
        bare = not joiner.opener and after_left == left.last
        if (
            self.words[after_left:end] == ["-"]
            and not joiner.opener
            and (low >= high or (high < _HIGHEST_SCORE and self._is_score(start, right.last)))
        ):
            return replace(pair, form=PASSED, meaning="score")
        if self._is_change(start, joiner) and joiner.opener:
            return replace(left, role="earlier")
        if low >= high:
            return (
                replace(pair, form=PASSED, meaning="score")
                if bare and self.words[after_left] == "to" and low < 100
                else None
            )
        return None if self._units_differ(left, right, after_left, joiner) or self._is_change(start, joiner) else pair

    def _scaled(self, left: Mention, right: Mention) -> tuple[Fraction, Fraction]:
        """Return both ends, the smaller sharing the other's multiplier: 10 to 15 million."""
        low, high = left.values[0], right.values[0]
        shares = left.scale == 1 and right.scale > 1 and low < high / right.scale
        return (low * right.scale if shares else low), high

    def _units_differ(self, left: Mention, right: Mention, after_left: int, joiner: Joiner) -> bool:
        first = tuple(self.words[left.last : after_left])
        last = tuple(self.words[right.last : self._after(right.last, "unit")])
        if first and first != last and not joiner.opener:
            return True
        priced = [self._before(mention.first, "currency") != mention.first for mention in (left, right)]
        return (bool(first) and bool(last) and first != last) or priced == [False, True]

    def _is_share(self, low: Fraction, high: Fraction, end: int) -> bool:
        """Tell whether "in" makes a share of two numbers: one in five, nine in ten; not "nine in ten attacks"."""
        counted = any(
            self.lexicon.classes[name].at(self.words, end)
            for name in ("people", "events")
            if name in self.lexicon.classes
        )
        return low < high and (low == 1 or (high in _SHARED_WHOLES and not counted))

    def _is_score(self, start: int, end: int) -> bool:
        scores = self.lexicon.classes.get("score_word")
        return bool(scores and (scores.at(self.words, end) or scores.before(self.words, start)))

    def _is_change(self, start: int, joiner: Joiner) -> bool:
        """Tell whether a verb of change makes the ends two counts: rose from 10 to 15."""
        changes = self.lexicon.classes.get("change")
        reach = range(start, max(0, start - _VERB_REACH), -1) if joiner.opener else (start,)
        return joiner.opener != ("between",) and bool(
            changes and any(changes.before(self.words, place) for place in reach)
        )

    def _before(self, place: int, name: str) -> int:
        found = name in self.lexicon.classes and self.lexicon.classes[name].before(self.words, place)
        return found[1] if found else place

    def _after(self, place: int, name: str) -> int:
        found = name in self.lexicon.classes and self.lexicon.classes[name].at(self.words, place)
        return found[1] if found else place
