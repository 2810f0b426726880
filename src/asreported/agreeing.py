"""Two codings of the same texts compared: which figures both found, and how far they agree on each column.

Source: Krippendorff, Content Analysis (4th edition, 2019), chapter 12: alpha for nominal data. Computed by NLTK.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from asreported.errors import Misuse, NoAlpha
from asreported.findings import one_line
from asreported.matching import matched, same_sources
from asreported.package import Package, open_package
from asreported.package.tables import load

__all__ = ["COLUMNS", "Agreement", "ColumnAgreement", "Disagreement", "NoAlpha", "agree"]

#: What is compared: columns of figures, and `speaker` and `speakers`, the first of the chain and the chain by name.
COLUMNS = (
    "phrase",
    "qualifier",
    "value",
    "low",
    "high",
    "counted",
    "measure",
    "place",
    "country_code",
    "period_start",
    "period_end",
    "period_precision",
    "period_basis",
    "speaker",
    "speakers",
    "voice",
)
#: The sign for an empty cell: two coders who leave a cell empty agree that the words do not tell.
_EMPTY = "(empty)"


@dataclass(frozen=True, slots=True)
class ColumnAgreement:
    """How far two codings agree on a column: figures compared, figures alike, and alpha.

    `alpha` is None where all figures have one value: chance would agree as well, and alpha says nothing.
    """

    column: str
    figures: int
    alike: int
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One cell on which two codings of a figure differ, with the phrases that each coded."""

    column: str
    figure: str
    other_figure: str
    found: str
    other_found: str
    phrase: str
    other_phrase: str
    source_id: str
    at: int


@dataclass(frozen=True)
class Agreement:
    """Two codings of the same texts: what both found, what one alone did, and where they agree."""

    coders: tuple[str, str]
    sources: int
    both: int
    only_one: tuple[Mapping[str, Any], ...]
    only_other: tuple[Mapping[str, Any], ...]
    columns: tuple[ColumnAgreement, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def found_by_both(self) -> float | None:
        """The share of all figures, whoever found them, that both found."""
        total = self.both + len(self.only_one) + len(self.only_other)
        return self.both / total if total else None

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as plain values."""
        names = ("figure_id", "phrase", "source_id", "at")
        alone = [[{n: row[n] for n in names} for row in rows] for rows in (self.only_one, self.only_other)]
        return {
            "coders": list(self.coders),
            "sources": self.sources,
            "figures": {"both": self.both, "only_one": alone[0], "only_other": alone[1]},
            "columns": [asdict(column) for column in self.columns],
            "disagreements": [asdict(disagreement) for disagreement in self.disagreements],
        }


def agree(one: Package | str | Path, other: Package | str | Path) -> Agreement:
    """Return how far two codings of the same texts agree, column by column, and where they do not.

    Only texts that both have count. How figures are matched and why alpha is nominal stands in docs/guide.md.

    Raises:
        NoAlpha: NLTK is not installed.
        Misuse: the two have no text in common.
        BadCell, PackageUnreadable: as `load`.

    >>> agreement = agree(open_package(), open_package())
    >>> agreement.both, agreement.disagreements
    (16, ())
    """
    packages = [open_package(p) for p in (one, other)]
    tables = [load("sources", package).to_dicts() for package in packages]
    twins = same_sources(*tables)
    if not twins:
        raise Misuse("the two packages have no text in common: neither a text_sha256 nor a source_id is in both")
    mine, theirs = (_figures(package) for package in packages)
    mine = [row for row in mine if row["source_id"] in twins]
    theirs = [row for row in theirs if row["source_id"] in twins.values()]
    pairs = matched(mine, theirs, twins)
    columns = [_compared(column, pairs) for column in COLUMNS]
    return Agreement(
        coders=(_coders(packages[0], mine), _coders(packages[1], theirs)),
        sources=len(twins),
        both=len(pairs),
        only_one=_alone(mine, [a for a, _ in pairs]),
        only_other=_alone(theirs, [b for _, b in pairs]),
        columns=tuple(agreement for agreement, _ in columns),
        disagreements=tuple(d for _, found in columns for d in found),
    )


def alpha(labels: Sequence[tuple[str, str]]) -> float | None:
    """Return Krippendorff's alpha for two coders' labels of each unit; None where there is only one label.

    >>> alpha([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5333...
    """
    try:
        from nltk.metrics.agreement import AnnotationTask
    except ImportError:
        raise NoAlpha from None
    if len({label for pair in labels for label in pair}) < 2:
        return None
    data = [(coder, unit, pair[coder]) for unit, pair in enumerate(labels) for coder in (0, 1)]
    return float(AnnotationTask(data=data).alpha())


def _figures(package: Package) -> list[dict[str, Any]]:
    """Return the figures with who said them, by name: keys are each coder's own."""
    names = dict(load("agents", package).select("agent_id", "name").iter_rows())
    chains: dict[str, list[tuple[str, str]]] = {}
    for link in load("attributions", package).sort("figure_id", "position").iter_rows(named=True):
        name = names.get(link["agent_id"], link["agent_id"]).casefold()
        chains.setdefault(link["figure_id"], []).append((name, link["voice"]))
    rows = load("figures", package).sort("source_id", "at", "figure_id").to_dicts()
    for row in rows:
        chain = chains.get(row["figure_id"], [])
        row["speaker"], row["voice"] = chain[0] if chain else (None, None)
        row["speakers"] = ", ".join(name for name, _ in chain) or None
    return rows


def _compared(
    column: str, pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]
) -> tuple[ColumnAgreement, list[Disagreement]]:
    labels = [(_label(a[column]), _label(b[column])) for a, b in pairs]
    differ = [
        Disagreement(
            column, a["figure_id"], b["figure_id"], left, right, a["phrase"], b["phrase"], a["source_id"], a["at"]
        )
        for (a, b), (left, right) in zip(pairs, labels, strict=True)
        if left != right
    ]
    return ColumnAgreement(column, len(pairs), len(pairs) - len(differ), alpha(labels)), differ


def _label(cell: Any) -> str:
    return _EMPTY if cell is None else str(cell)


def _alone(rows: Sequence[Mapping[str, Any]], paired: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    found = {row["figure_id"] for row in paired}
    return tuple(row for row in rows if row["figure_id"] not in found)


def _coders(package: Package, rows: Sequence[Mapping[str, Any]]) -> str:
    names = list(dict.fromkeys(row["coded_by"] for row in rows))
    return one_line(f"{', '.join(names[:3])}{' and others' if len(names) > 3 else ''} ({package.folder})".strip())
