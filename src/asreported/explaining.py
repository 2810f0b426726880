"""What a rule demands and why, with a row that keeps it and one that breaks it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from asreported import shipped
from asreported.errors import UnknownName
from asreported.rules.book import BOOK
from asreported.rules.rule import Rule

__all__ = ["PAIRS", "Explanation", "Fault", "explain", "faults"]

#: Between the parts of a fault that changes a text in several places.
PAIRS = " ¦ "


@dataclass(frozen=True, slots=True)
class Fault:
    """A change that breaks a rule of the shipped package: a row of faults.csv."""

    rule: str
    file: str
    key: str
    column: str
    before: str
    after: str

    @property
    def is_cell(self) -> bool:
        """Whether it changes one cell of a row that a key finds."""
        return bool(self.key) and not self.column.startswith("(") and not self.key.startswith("(")

    def in_words(self) -> str:
        """Return the change as a sentence.

        >>> Fault("x", "dataset/figures.csv", "", "(text)", "a", "b").in_words()
        'in dataset/figures.csv: a becomes b'
        """
        if self.file == "datapackage.json":
            return f"in {self.file}, {self.key or 'the package'}: {self.column} becomes {self.after or 'missing'}"
        if self.is_cell:
            before, after = self.before or "(empty)", self.after or "(empty)"
            return f"in {self.file}, {self.key}: {self.column} = {before} becomes {after}"
        if self.key == "(columns)":
            ways = {"": "deleted", "last": "put last", "twice": "written twice", "new": "added"}
            return f"in {self.file}: the column {self.column} is {ways[self.after]}"
        if self.column == "(row)":
            return f"in {self.file}: the row {self.key} {'stands twice' if self.after else 'is deleted'}"
        if self.column == "(new file)":
            return f"a file {self.file} is put there"
        pairs = zip(self.before.split(PAIRS), self.after.split(PAIRS), strict=True)
        return f"in {self.file}: " + ", and ".join(f"{a or 'nothing'} becomes {b or 'nothing'}" for a, b in pairs)


@dataclass(frozen=True)
class Explanation:
    """A rule with its faults, and for the first of them that changes one cell the row before and after."""

    rule: Rule
    faults: tuple[Fault, ...]
    reads: tuple[str, ...]
    passing: Mapping[str, str] | None
    failing: Mapping[str, str] | None

    def __str__(self) -> str:
        """Return the page that `asreported explain RULE` prints."""
        kind = {"error": "", "warning": ", a warning", "note": ", a point for a person to judge"}[self.rule.severity]
        lines = [f"{self.rule.id}  ({self.rule.looks_at}{kind})", "", self.rule.sentence, self.rule.reason]
        if self.passing and self.failing:
            lines += ["", "This row keeps it:", *_cells(self.passing, self.reads)]
            lines += ["This one breaks it:", *_cells(self.failing, self.reads)]
        if self.faults:
            lines += ["", "It catches, among others:", *(f"  {fault.in_words()}" for fault in self.faults)]
        return "\n".join(line for i, line in enumerate(lines) if line or i != 3)


def explain(rule: str) -> Explanation:
    """Return what a rule demands, why, and what breaks it.

    Raises:
        UnknownName: there is no such rule.

    >>> explain("bounds-follow-qualifier").failing["low"]
    '40'
    """
    if rule not in BOOK:
        raise UnknownName("rule", rule, tuple(BOOK))
    found = tuple(fault for fault in faults() if fault.rule == rule)
    cell = next((fault for fault in found if fault.is_cell and fault.file != "datapackage.json"), None)
    row = _row(cell) if cell else None
    changed = {**row, cell.column: cell.after} if row and cell else None
    return Explanation(BOOK[rule], found, _reads(rule, cell), row, changed)


def faults() -> list[Fault]:
    """Return every fault of faults.csv, which the tests apply to the shipped package one by one."""
    with shipped.FAULTS.open(encoding="utf-8", newline="") as rows:
        return [Fault(*row) for row in list(csv.reader(rows))[1:]]


def _reads(rule: str, cell: Fault | None) -> tuple[str, ...]:
    """Return the columns that show the rule in the table that a fault changes."""
    if cell is None:
        return ()
    table = PurePosixPath(cell.file).stem
    reads = BOOK[rule].reads.get(table, ())
    return reads if cell.column in reads else (cell.column,)


def _row(fault: Fault) -> dict[str, str] | None:
    """Return the row of the shipped package that a fault changes, as text."""
    with (shipped.PACKAGE / fault.file).open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            cells = list(row.values())
            if any("+".join(cells[:n]) == fault.key for n in (1, 2, 3)) and row[fault.column] == fault.before:
                return row
    return None


def _cells(row: Mapping[str, str], columns: tuple[str, ...]) -> list[str]:
    wide = max(map(len, columns), default=0)
    return [f"  {column:<{wide}}  {row[column] or '(empty)'}" for column in columns]
