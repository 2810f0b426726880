"""The codelists that row rules read: what the qualifiers make of a number, and the measures of a package."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from asreported import shipped
from asreported.qualifiers import Qualifier, qualifiers

__all__ = ["Codelists", "Measure", "shipped_codelists"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of measures.csv, as far as rules read it."""

    code: str
    kind: str
    broader: str | None
    words: tuple[str, ...]
    unit: str = ""

    @classmethod
    def of(cls, row: Mapping[str, str | None]) -> Measure:
        """Return the measure that a row of text cells describes."""
        words = tuple(word for word in (row.get("words") or "").split("|") if word)
        code, kind, unit = (row.get(name) or "" for name in ("measure", "kind", "unit"))
        return cls(code, kind, row.get("broader") or None, words, unit)


@dataclass(frozen=True)
class Codelists:
    """Qualifiers are the same for everyone; measures and the languages of the sources are a package's own.

    `languages` gives the BCP 47 primary language of each source; a source that is not there may be in any.
    """

    measures: tuple[Measure, ...]
    languages: Mapping[str, str] = field(default_factory=dict)
    qualifiers: Mapping[str, Qualifier] = field(default_factory=qualifiers)

    @classmethod
    def of(
        cls, measures: Iterable[Mapping[str, str | None]], sources: Iterable[Mapping[str, str | None]] = ()
    ) -> Codelists:
        """Return the codelists of a package from the rows of its measures and its sources."""
        tongues = {row.get("source_id") or "": (row.get("language") or "").partition("-")[0] for row in sources}
        return cls(tuple(Measure.of(row) for row in measures), tongues)


@cache
def shipped_codelists() -> Codelists:
    """Return the codelists of the shipped package, which the Pandera classes check against."""
    folder = shipped.PACKAGE / "dataset"
    with (
        (folder / "codelists" / "measures.csv").open(encoding="utf-8", newline="") as measures,
        (folder / "sources.csv").open(encoding="utf-8", newline="") as sources,
    ):
        return Codelists.of(csv.DictReader(measures), csv.DictReader(sources))
