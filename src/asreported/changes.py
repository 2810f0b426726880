"""What a change between two versions is, how it reads in words, and which version step it asks for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from asreported.findings import one_line, plural
from asreported.versions import Step, greatest, is_enough, least_version

__all__ = ["MAJOR", "MINOR", "Cell", "Change", "Difference", "Kind", "in_words", "step_of"]

Kind = Literal["added", "removed", "renamed", "changed"]
#: What a citation of a figure rests on: what was counted, in which words, by whom. A change asks for a major step.
MAJOR: Mapping[str, Collection[str]] = {
    "figures": ("measure", "counted", "qualifier", "value", "low", "high", "source_id", "phrase"),
    "attributions": ("agent_id", "role", "voice"),
    "agents": ("name", "anonymity"),
    "measures": ("definition", "unit", "kind"),
}
#: What a figure bears on: incident, place, period, other figures. It asks for a minor step; any other for a patch.
MINOR: Mapping[str, Collection[str]] = {
    "figures": (
        "incident_id",
        "place",
        "country_code",
        "period_start",
        "period_end",
        "period_precision",
        "period_basis",
    ),
    "incidents": ("kind", "start_on", "end_on", "date_precision", "date_basis", "place"),
    "participants": ("basis", "said_by"),
    "relations": ("basis",),
    "measures": ("broader",),
    "agents": ("kind", "same_as"),
}
#: A row of these that goes takes with it what was cited.
_CITED = ("figures", "attributions")
_CLAIM = {"measure", "counted", "qualifier", "value", "low", "high"}
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row that changed: empty cells are None."""

    column: str
    before: str | None
    after: str | None

    def in_words(self) -> str:
        """Return the change as a reader says it.

        >>> Cell("low", "40", "41").in_words(), Cell("place", None, "near Arbil").in_words()
        ('low 40 → 41', 'place (empty) → "near Arbil"')
        """
        return f"{self.column} {_told(self.before)} → {_told(self.after)}"


@dataclass(frozen=True, slots=True)
class Change:
    """One row, column, table or entry of the descriptor that differs.

    `figure` is the figure that it is about, if it is about one, by the key that it had; `line` and `row` are the place
    in the new file.
    """

    table: str
    key: str
    kind: Kind
    step: Step
    words: str
    cells: tuple[Cell, ...] = ()
    figure: str | None = None
    line: int | None = None
    row: int | None = None


@dataclass(frozen=True)
class Difference:
    """Everything that changed between two versions of a package, figures first."""

    package: str
    old: str
    new: str
    changes: tuple[Change, ...]

    @property
    def asks_for(self) -> Step | None:
        """The greatest step that a change asks for; None where nothing changed."""
        return greatest([change.step for change in self.changes])

    @property
    def least(self) -> str | None:
        """The least version that these changes allow."""
        return least_version(self.old, self.asks_for) if self.asks_for else self.old

    @property
    def is_enough(self) -> bool:
        """Whether the version went as far as the changes ask."""
        return self.asks_for is None or is_enough(self.old, self.new, self.asks_for)

    def verdict(self) -> str:
        """Return in one sentence which step is asked for and whether it was taken."""
        versions = f"{self.package} {self.old or 'without a version'} → {self.new or 'without a version'}"
        if self.asks_for is None:
            return one_line(f"{versions}: nothing changed")
        number = f"{len(self.changes):,} {plural(len(self.changes), 'change')}"
        least = f", {self.least} or later" if self.least else ""
        taken = "taken" if self.is_enough else "not taken"
        return one_line(f"{versions}: {number}; they ask for a {self.asks_for} step{least}: {taken}")

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as plain values."""
        changes = [
            {
                "table": change.table,
                "key": change.key,
                "kind": change.kind,
                "step": change.step,
                "words": change.words,
                "cells": [{"column": c.column, "before": c.before, "after": c.after} for c in change.cells],
            }
            for change in self.changes
        ]
        versions = {"package": self.package, "old": self.old, "new": self.new}
        verdict = {"asks_for": self.asks_for, "least_version": self.least, "is_enough": self.is_enough}
        return {**versions, **verdict, "changes": changes}


def step_of(table: str, kind: Kind, cells: Collection[Cell] = ()) -> Step:
    """Return the step that a change of a row asks for. Rows of attributions are those of figures in both versions.

    >>> step_of("figures", "added"), step_of("figures", "changed", [Cell("note", None, "x")])
    ('minor', 'patch')
    """
    if table == "numbers":
        return "patch"
    if kind == "added":
        return "major" if table == "attributions" else "minor"
    if kind != "changed":
        return "major" if table in _CITED else "minor"
    columns = {cell.column for cell in cells}
    if columns & set(MAJOR.get(table, ())):
        return "major"
    return "minor" if columns & set(MINOR.get(table, ())) else "patch"


def in_words(kind: Kind, cells: tuple[Cell, ...], row: Mapping[str, str | None], before: str = "") -> str:
    """Return what happened to a row: its cells, or that it came, went or has another key (`before`)."""
    quoted = f': "{_cut(str(row["phrase"]))}"' if row.get("phrase") else ""
    if kind in {"added", "removed"}:
        return f"{kind}{quoted}"
    parts = [f"renamed from {before}"] if kind == "renamed" else []
    parts += [cell.in_words() for cell in cells]
    changed = {cell.column for cell in cells}
    if changed & _CLAIM and "phrase" in row and "phrase" not in changed:
        parts.append("phrase unchanged")
    return "; ".join(parts)


def _told(cell: str | None) -> str:
    if cell is None:
        return "(empty)"
    return cell if " " not in cell and len(cell) <= _LONGEST else f'"{_cut(cell)}"'


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
