"""What the reader gives back: a figure as the words give it, or a number that it passed over and why."""

from __future__ import annotations

from dataclasses import dataclass

from asreported.bounds import Bounds, Number

__all__ = ["AMBIGUOUS", "NO_FACT", "READ", "UNREADABLE", "PassedOver", "Reading", "Span"]

#: The note of a count whose clause is denied or doubted.
NO_FACT = "may not be told as a fact"

#: Where something stands: first code point, and the one after the last, so that `text[start:end]` is it.
Span = tuple[int, int]

#: The three ways in which a reading can end.
READ, AMBIGUOUS, UNREADABLE = "read", "ambiguous", "unreadable"


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure as its words give it.

    `qualifier` is a code of qualifiers.csv; `value` the number as printed, exact; `low` and `high` what follows from
    the two. Where the words allow several readings (`status` ambiguous), `alternatives` lists those that a code can
    say, and the likelier is filled in; where none is likelier, only what all of them share. `start` and `end` enclose
    cue and number; `cue_span` encloses every cue, on both sides too. `role` tells what the number does: count, or
    measure (it has a unit), share (half of), whole (of the five), earlier (up from 22), aside (not just 10), repeat
    (twenty (20)).

    >>> Reading("more_than", 40, 41, None, 0, 12, number_span=(10, 12), cue_span=(0, 9), noun="attacks").bounds
    Bounds(low=41, high=None)
    """

    qualifier: str | None
    value: Number | None
    low: Number | None
    high: Number | None
    start: int
    end: int
    number_span: Span | None = None
    cue_span: Span | None = None
    noun: str | None = None
    status: str = READ
    role: str = "count"
    alternatives: tuple[Reading, ...] = ()
    note: str = ""

    @property
    def bounds(self) -> Bounds:
        """Return low and high as one value."""
        return Bounds(self.low, self.high)

    def in_words(self) -> str:
        """Return what the words say, as a message has it; of several ways to read them each, the likelier first.

        >>> Reading("at_least", 5, 5, None, 0, 13).in_words()
        'at_least 5'
        """
        if self.status == UNREADABLE:
            return "no count"
        if self.status == AMBIGUOUS:
            return " or ".join(dict.fromkeys(one.in_words() for one in self.alternatives))
        if self.qualifier == "between":
            return f"between {self.low} and {self.high}"
        return f"{self.qualifier or 'value'}{'' if self.value is None else f' {self.value}'}"

    @property
    def doubt(self) -> str:
        """Return why it is ambiguous, with the ways to read it; empty where it is not."""
        if self.status != AMBIGUOUS:
            return ""
        return f"{self.note or 'the words allow more than one reading'}: {self.in_words()}"


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A number that is no count, and why: a year, a date, a duration, a product name."""

    span: Span
    text: str
    reason: str
