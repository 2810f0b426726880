"""The reader held to whole sentences and the intervals that they print (`tests/gold/README.md`)."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from asreported.reading import Reading, find_counts

GOLD = Path(__file__).parent / "gold"
#: The F1 that may not be fallen below, in hundredths; some annotations can be disputed.
LEAST = {"en": 94, "fr": 95, "es": 95, "ar": 92}
FROM_ABOVE = ("at_most", "up_to", "fewer_than")
ROUNDED = ("about", "nearly")


def annotated(cell: str) -> Counter[str]:
    return Counter(cell.split(" | ") if cell else [])


def printed(readings: list[Reading]) -> Counter[str]:
    """Return the intervals that were read: a number from above alone leaves the lower end open, one number is none."""
    found = Counter()
    for one in readings:
        low = None if one.qualifier in FROM_ABOVE else one.low
        if (low, one.high) != (None, None) and low != one.high and one.qualifier not in ROUNDED:
            found[f"{_told(low)}..{_told(one.high)}"] += 1
    return found


def _told(end: int | Decimal | None) -> str:
    return "" if end is None else format(Decimal(str(end)).normalize(), "f")


@pytest.mark.parametrize("language", LEAST)
def test_the_intervals_of_whole_sentences_are_read(language):
    with (GOLD / f"intervals_{language}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    pairs = [(annotated(row["intervals"]), printed(find_counts(row["sentence"], language))) for row in rows]
    right = sum((gold & read).total() for gold, read in pairs)
    told = sum(gold.total() + read.total() for gold, read in pairs)

    assert len(rows) > 80
    assert 200 * right / told >= LEAST[language], f"F1 {200 * right / told:.1f}"
