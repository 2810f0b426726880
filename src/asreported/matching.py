"""Which figure of one coding is which of another: the same text, and phrases that overlap in it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

__all__ = ["matched", "same_sources"]

Row = Mapping[str, Any]


def same_sources(one: Sequence[Row], other: Sequence[Row]) -> dict[str, str]:
    """Return the source of the other coding for each source of the first: of the same text, else of the same key.

    >>> text = {"text_sha256": "ab"}
    >>> same_sources([{"source_id": "a", **text}], [{"source_id": "b", **text}])
    {'a': 'b'}
    """
    by_text = {row["text_sha256"]: row["source_id"] for row in reversed(other)}
    keys = {row["source_id"] for row in other}
    found = {}
    for row in one:
        key = row["source_id"]
        twin = by_text.get(row["text_sha256"]) or (key if key in keys else None)
        if twin is not None:
            found[key] = twin
    return found


def matched(one: Sequence[Row], other: Sequence[Row], sources: Mapping[str, str]) -> list[tuple[Row, Row]]:
    """Return the figures of both that are the same, in the order of the first; each stands in one pair at most.

    Two figures can be the same where their phrases overlap in one text. Of several that can, those go together whose
    phrases share the larger part, then those with the same measure, counted noun and value: one phrase may carry two
    figures ("killed or injured").

    >>> a = [{"source_id": "s", "at": 0, "phrase": "at least five", "measure": "killed", "counted": "x", "value": 5}]
    >>> len(matched(a, [{**a[0], "at": 9}], {"s": "s"})), len(matched(a, [{**a[0], "at": 13}], {"s": "s"}))
    (1, 0)
    """
    scored = []
    for i, j in _overlapping(one, other, sources):
        mine, theirs = one[i], other[j]
        same = sum(mine[column] == theirs[column] for column in ("measure", "counted", "value"))
        scored.append((-_share(mine, theirs), -same, i, j))
    taken: dict[int, int] = {}
    given: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in taken and j not in given:
            taken[i] = j
            given.add(j)
    return [(one[i], other[j]) for i, j in sorted(taken.items())]


def _overlapping(one: Sequence[Row], other: Sequence[Row], sources: Mapping[str, str]) -> Iterable[tuple[int, int]]:
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for j, row in enumerate(other):
        places[row["source_id"]].append((row["at"], j))
    longest = max((len(row["phrase"]) for row in other), default=0)
    for listed in places.values():
        listed.sort()
    for i, row in enumerate(one):
        listed = places.get(sources.get(row["source_id"], ""), [])
        start, end = row["at"], row["at"] + len(row["phrase"])
        for at, j in listed[bisect_left(listed, (start - longest,)) : bisect_left(listed, (end,))]:
            if at + len(other[j]["phrase"]) > start:
                yield i, j


def _share(mine: Row, theirs: Row) -> float:
    """Return how much of the two phrases together both cover."""
    start, end = mine["at"], mine["at"] + len(mine["phrase"])
    there, over = theirs["at"], theirs["at"] + len(theirs["phrase"])
    return float((min(end, over) - max(start, there)) / (max(end, over) - min(start, there)))
