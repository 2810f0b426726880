"""Rows as they lie in a file, each in its place, and what keeps the file from being a plain table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

import polars as pl

from asreported.findings import Finding, numbered

__all__ = [
    "AS_JSON",
    "LINE",
    "MARK",
    "MOST_COLUMNS",
    "OPEN_QUOTE",
    "ROW",
    "WHOLE",
    "Fault",
    "Part",
    "Rows",
    "ToldApart",
    "blank_fault",
    "cut_short",
    "header_fault",
    "joined",
    "moved",
    "placed",
    "places_of",
    "shape_fault",
    "shifted",
]

Told = TypeVar("Told", "Fault", Finding)

#: More columns than a spreadsheet has are no table, and cost the square of their number.
MOST_COLUMNS = 16_384
#: What the names of columns of our own have, and those of no others.
MARK = "␤"
#: What is wrong where a quote does not close, or closes nothing.
OPEN_QUOTE = "a quote {} is left open, or stands inside a cell that is not quoted"
#: Columns that go beside the cells: the line in the file, the row as a spreadsheet counts it, whether it was whole.
LINE, ROW, WHOLE = f"{MARK}line", f"{MARK}row", f"{MARK}whole"
#: How the column is named that goes beside one of any type: the texts that JSON tells by quotes from another value.
AS_JSON = f"{MARK}json"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the file itself: the rule, where, what is there and how to mend it.

    `is_end` says that nothing is read behind it; `words` fill the templates of a rule that has some. A fault of many
    rows may stand for so many `times`: all are counted, and no more than the first of them told one by one.
    """

    rule: str
    why: str
    fix: str
    line: int | None = None
    row: int | None = None
    column: str | None = None
    found: str | None = None
    is_end: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    times: int = 1


@dataclass(frozen=True)
class Rows:
    """The labels of a table and its cells, one column `0`, `1`, … for each label; empty cells are null.

    Cells of CSV are text; those of Parquet come with their types. Lines and rows are counted from 1 on within the part
    of a file that this is: `lines` and `records` are how many the part takes, the header and blank ones included.
    `path` names the file of a table that lies in several, and `is_text` tells that a null is a cell of no letters.
    """

    labels: tuple[str, ...]
    cells: pl.DataFrame
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = field(default=())
    lines: int = 0
    records: int = 0
    path: str = ""
    is_text: bool = False


def places_of(labels: Sequence[str]) -> dict[str, str]:
    """Return the column of the cells that stands under each label; under one that stands twice, the first.

    >>> places_of(("a", "b", "a"))
    {'a': '0', 'b': '1'}
    """
    places: dict[str, str] = {}
    for place, label in enumerate(labels):
        places.setdefault(label, str(place))
    return places


class Part(Protocol):
    """A part of a table that has been read, its rows not told apart yet."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of its columns."""

    def rows(self) -> Rows:
        """Return its rows."""

    def some(self, chosen: pl.Series) -> Rows:
        """Return those rows that are chosen."""


@dataclass(frozen=True)
class ToldApart:
    """A part whose rows come told apart."""

    told: Rows

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of its columns."""
        return self.told.labels

    def rows(self) -> Rows:
        """Return its rows."""
        return self.told

    def some(self, chosen: pl.Series) -> Rows:
        """Return those rows that are chosen."""
        return replace(self.told, cells=self.told.cells.filter(chosen))


def placed(labels: tuple[str, ...], frame: pl.DataFrame, header: int = 0) -> Rows:
    """Return the rows of a frame, which lie in no lines; `header` is how many records stand before them."""
    cells = frame.rename(dict(zip(frame.columns, map(str, range(frame.width)), strict=True)))
    row = pl.int_range(1 + header, frame.height + 1 + header, dtype=pl.Int64)
    places = (row.alias(ROW), pl.lit(None, pl.Int64).alias(LINE), pl.lit(True).alias(WHOLE))
    return Rows(labels, cells.with_columns(*places), records=frame.height + header)


def joined(parts: Iterable[Rows]) -> Rows:
    """Return the parts of a file as one, their lines and rows counted through."""
    labels: tuple[str, ...] = ()
    cells: list[pl.DataFrame] = []
    faults: list[Fault] = []
    notes: list[str] = []
    lines = records = 0
    is_text = False
    for part in parts:
        labels, is_text = part.labels or labels, part.is_text or is_text
        if part.cells.height:
            cells.append(shifted(part.cells, lines, records))
        faults += [moved(fault, lines, records) for fault in part.faults]
        notes += part.notes
        lines += part.lines
        records += part.records
    # Of two Parquet files one may hold narrower numbers, or nothing but nulls in a column.
    frame = pl.concat(cells, how="vertical_relaxed") if cells else empty(labels)
    return Rows(labels, frame, tuple(faults), tuple(notes), lines, records, is_text=is_text)


def shifted(frame: pl.DataFrame, lines: int, records: int) -> pl.DataFrame:
    """Return the rows of a part in their places in the file, behind so many lines and records."""
    return frame.with_columns(pl.col(LINE) + lines, pl.col(ROW) + records)


def moved(told: Told, lines: int, records: int) -> Told:
    """Return what is told of a part as it stands in the file, behind so many lines and records."""
    line = None if told.line is None else told.line + lines
    return replace(told, line=line, row=None if told.row is None else told.row + records)


def shape_fault(count: int, width: int, line: int | None, row: int, record: str) -> Fault:
    """Return the fault of a row that has more or fewer cells than the header."""
    more = count > width
    return Fault(
        "extra-cell" if more else "missing-cell",
        f"the row has {numbered(count, 'cell')}, and the header {width}",
        "put a cell that holds the delimiter in quotes, or take the cell out"
        if more
        else "write the missing cells; an empty cell needs its delimiter too",
        line,
        row,
        found=cut_short(record),
    )


def blank_fault(line: int, row: int) -> Fault:
    """Return the fault of a row that is blank."""
    return Fault("blank-row", "the row is blank", "delete the line", line, row)


def cut_short(record: str) -> str:
    """Return as much of a record as is shown of it."""
    return record if len(record) <= 60 else record[:57] + "..."


def header_fault(found: Sequence[str], labels: Sequence[str]) -> Fault | None:
    """Return what is wrong with the first row of a file behind the first, if it is a header but not the table's."""
    if tuple(found) == tuple(labels) or 2 * len(set(found) & set(labels)) < len(labels):
        return None
    why = f"the file has the columns {', '.join(found)}, and the first of the table has {', '.join(labels)}"
    return Fault("dialect", why, "write all files of a table with the same columns, in one order", 1, 1, is_end=True)


def empty(labels: tuple[str, ...]) -> pl.DataFrame:
    """Return the cells of a table without rows."""
    names = {str(i): pl.String() for i in range(len(labels))}
    return pl.DataFrame(schema={**names, ROW: pl.Int64, LINE: pl.Int64, WHOLE: pl.Boolean})
