"""What became of a count between the words and the cell: the verdict on one row, and the words that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from asreported.auditing.headline_counts import HeadlineCount
from asreported.auditing.kinds import BOTH, NEAR, OTHER, SAME
from asreported.bounds import Bounds, Number

__all__ = [
    "CANNOT_BE_READ",
    "KEPT",
    "NOT_FOUND",
    "NUMBER_CHANGED",
    "QUALIFIER_LOST",
    "VERDICTS",
    "Judgement",
    "Stored",
    "judge",
]

KEPT, QUALIFIER_LOST, NUMBER_CHANGED, NOT_FOUND, CANNOT_BE_READ = (
    "kept",
    "qualifier_lost",
    "number_changed",
    "not_found",
    "cannot_be_read",
)
#: The verdicts, and what each of them claims.
VERDICTS = {
    KEPT: "the words print the stored number bare or as exact, or the stored bounds leave open what the words do",
    QUALIFIER_LOST: "the words qualify the stored number, and it is stored as exact",
    NUMBER_CHANGED: "the one count of that kind in the words is another number, or the stored bounds deny the words",
    NOT_FOUND: "no count in the words is the stored number, and none can be told to be the one that was stored",
    CANNOT_BE_READ: "the words or the cell allow no verdict",
}


@dataclass(frozen=True, slots=True)
class Stored:
    """What a row stores: the number, and its bounds (None: the cell is empty, or there is no such column)."""

    number: int
    low: int | None = None
    high: int | None = None
    has_columns: bool = False

    @property
    def has_bounds(self) -> bool:
        """Whether at least one bound is stored."""
        return self.low is not None or self.high is not None

    @property
    def is_exact(self) -> bool:
        """Whether nothing stored leaves room beside the number."""
        return not self.has_bounds or self.low == self.high == self.number


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a row, the count that shows it (None: none does), and the reason in words."""

    code: str
    count: HeadlineCount | None = None
    reason: str = ""


def judge(counts: Sequence[HeadlineCount], stored: Stored, measure: str | None = None) -> Judgement:
    """Return what became of the counts of a cell in the row that stores them.

    >>> five = HeadlineCount("at_least", 5, 5, None, "killed", words="at least five")
    >>> [judge([five], Stored(5, *bounds)).code for bounds in ((5, 5), (5, None), (None, None), (5, 9), (2, 5))]
    ['qualifier_lost', 'kept', 'qualifier_lost', 'kept', 'number_changed']
    >>> judge([five], Stored(6)).code
    'number_changed'
    """
    if stored.low is not None and stored.high is not None and stored.low > stored.high:
        return Judgement(CANNOT_BE_READ, reason=f"the stored low {stored.low:,} is above the high {stored.high:,}")
    if not counts:
        return Judgement(NOT_FOUND, reason="the words hold no count")
    equal = [one for one in counts if one.prints(stored.number)]
    relations = [(one, one.relation(measure)) for one in equal]
    here = [one for one, told in relations if told == SAME] or [one for one, told in relations if told == NEAR]
    if here:
        return _of_equal(here, stored)
    if any(told == BOTH for _, told in relations):
        return Judgement(CANNOT_BE_READ, reason=f"{stored.number:,} counts the killed together with others")
    return _of_others(counts, stored, measure, bool(equal))


def _of_equal(here: Sequence[HeadlineCount], stored: Stored) -> Judgement:
    """Return the verdict where counts of the right kind print the stored number."""
    sure = [one for one in here if not one.doubt]
    bare = next((one for one in sure if one.is_point), None)
    if bare:
        others = [one.words for one in here if not one.is_point]
        return Judgement(KEPT, bare, f'other words say "{others[0]}"' if others else "")
    if len(sure) < len(here):
        return Judgement(CANNOT_BE_READ, reason=next(one.doubt for one in here if one.doubt))
    told = [_of_qualified(one, stored) for one in here]
    words = "; ".join(dict.fromkeys(one.words for one in here))
    if len({one.code for one in told}) > 1:
        return Judgement(CANNOT_BE_READ, reason=f"the words differ: {words}")
    if len({(one.qualifier, one.low, one.high) for one in here}) > 1:
        return Judgement(told[0].code, _merged(here), f"the words differ: {words}")
    return told[0]


def _of_qualified(one: HeadlineCount, stored: Stored) -> Judgement:
    """Return the verdict where the words qualify the stored number."""
    if stored.has_columns and not stored.has_bounds and one.low is None and one.high is None:
        return Judgement(CANNOT_BE_READ, reason="the bounds are empty: open, as the words are, or never coded")
    if stored.is_exact:
        return Judgement(QUALIFIER_LOST, one)
    if _same_bounds(one, stored):
        return Judgement(KEPT, one)
    reason = f"stored as {_in_words(stored.low, stored.high)}; the words say {_in_words(one.low, one.high)}"
    return Judgement(KEPT if _leaves_open(one, stored) else NUMBER_CHANGED, one, reason)


def _merged(several: Sequence[HeadlineCount]) -> HeadlineCount:
    """Return several counts of one number as one that says what all of them say."""
    lows, highs = ({getattr(one, end) for one in several} for end in ("low", "high"))
    return replace(
        several[0],
        qualifier="|".join(dict.fromkeys(one.qualifier for one in several)),
        words="; ".join(dict.fromkeys(one.words for one in several)),
        low=lows.pop() if len(lows) == 1 else None,
        high=highs.pop() if len(highs) == 1 else None,
    )


def _leaves_open(one: HeadlineCount, stored: Stored) -> bool:
    """Tell whether the stored bounds leave room on a side on which the words do."""
    number = stored.number
    above = (one.high is None or one.high > number) and (stored.high is None or stored.high > number)
    below = (one.low is None or one.low < number) and (stored.low is None or stored.low < number)
    return above or below


def _of_others(counts: Sequence[HeadlineCount], stored: Stored, measure: str | None, elsewhere: bool) -> Judgement:
    """Return the verdict where no count of the right kind prints the stored number."""
    like = [one for one in counts if one.relation(measure) != OTHER]
    bounded = [one for one in like if not one.doubt and stored.has_bounds and _same_bounds(one, stored)]
    if len(bounded) == 1:
        return Judgement(KEPT, bounded[0])
    if elsewhere:
        return Judgement(
            NOT_FOUND, reason=f"{stored.number:,} stands in the words, which do not say that it counts {measure}"
        )
    if not like:
        return Judgement(NOT_FOUND, reason=f"no count in the words is said to be of {measure}")
    if len(like) > 1:
        return Judgement(NOT_FOUND, reason=f"{len(like)} counts stand in the words, and none is {stored.number:,}")
    return _of_the_only(like[0], measure)


def _of_the_only(one: HeadlineCount, measure: str | None) -> Judgement:
    """Return the verdict where one count stands in the words, and it is not the stored number."""
    if one.relation(measure) != SAME:
        return Judgement(NOT_FOUND, reason=f'"{one.words}" may count something else')
    if one.value is None and not one.ends and not one.is_point:
        return Judgement(NOT_FOUND, reason=f'the words print no number: "{one.words}"')
    if one.doubt:
        return Judgement(CANNOT_BE_READ, reason=one.doubt)
    if one.is_whole:
        return Judgement(NOT_FOUND, reason=f'"{one.words}" may be the count of a longer time or a larger place')
    return Judgement(NUMBER_CHANGED, one)


def _same_bounds(one: HeadlineCount, stored: Stored) -> bool:
    return (one.low, one.high) == (stored.low, stored.high)


def _in_words(low: Number | None, high: Number | None) -> str:
    return "about that number" if low is None and high is None else Bounds(low, high).in_words()
