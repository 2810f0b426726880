"""The counts that words allow: whole numbers between two ends, either of which may be open."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from asreported.errors import EmptyBounds

__all__ = ["Bounds", "Number"]

#: Exact numbers only: an article's "1.2" must not become 1.1999999999999999556.
Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that the words allow, both included; None is an end that they leave open.

    Raises:
        EmptyBounds: `low` is above `high`.

    >>> Bounds(41, None).in_words()
    '41 or more'
    """

    low: Number | None
    high: Number | None

    def __post_init__(self) -> None:
        """Refuse bounds that hold no count."""
        if self.low is not None and self.high is not None and self.low > self.high:
            raise EmptyBounds(self.low, self.high)

    def __contains__(self, count: Number) -> bool:
        """Tell whether the words allow this count."""
        return (self.low is None or self.low <= count) and (self.high is None or count <= self.high)

    def in_words(self) -> str:
        """Return the bounds as a reader says them: "41 or more", "at most 6", "10 to 15", "14".

        >>> [Bounds(*ends).in_words() for ends in ((14, 14), (0, 6), (10, 15), (None, None))]
        ['14', 'at most 6', '10 to 15', 'no bounds follow from the words']
        """
        low, high = self.low, self.high
        if low is None and high is None:
            return "no bounds follow from the words"
        if high is None:
            return f"{low:,} or more"
        if low == high:
            return f"{low:,}"
        if not low:
            return f"at most {high:,}"
        return f"{low:,} to {high:,}"
