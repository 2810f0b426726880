"""Delimited text whose dialect is not the plain one, record by record: comments, escapes, several header rows.

The csv module of Python tells the cells apart; which lines are comments, and which rows the header, is told here.

Source: Table Dialect, Data Package 2.0, https://datapackage.org/standard/table-dialect/
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

import polars as pl

from asreported.package.decoding import Decoding, told_of_line_ends
from asreported.package.dialect import Dialect
from asreported.package.rows import (
    LINE,
    OPEN_QUOTE,
    ROW,
    WHOLE,
    Fault,
    Rows,
    blank_fault,
    empty,
    header_fault,
    moved,
    shape_fault,
)

__all__ = ["parts_by_record"]

#: So many records make a part.
_RECORDS = 50_000


@dataclass(frozen=True, slots=True)
class _Record:
    """A record and its place; why its quotes are wrong, where they are."""

    row: int
    line: int
    cells: list[str]
    wrong: str | None = None


def parts_by_record(
    blocks: Iterable[bytes], dialect: Dialect, encoding: str, labels: Sequence[str] | None
) -> Iterator[Rows]:
    """Yield the records of a file part by part, the header as a part of its own without records.

    `labels` are those of a file without a header, or of the files before this one, which may have a header of its own.
    Rows and lines count through the file; its last part has their number, and what is wrong with the whole.
    """
    decoding = Decoding(encoding, keeps_line_ends=True)
    lines = _Lines(decoding.over(blocks), dialect.comment)
    records = _records(lines, dialect)
    known = () if labels is None else tuple(labels)
    if dialect.header_rows:
        header, records = _header(records, dialect)
        found = _labels(header, dialect)
        if labels is None:
            known = found
            faults = [_blank(dialect)] if not found and not decoding.faults else []
            yield Rows(found, empty(found), (*faults, *(_quotes(r) for r in header if r.wrong)))
        elif fault := header_fault(found, known):
            yield Rows(known, empty(known), (fault,))
            return
        elif found != known:  # a file behind the first, without a header of its own
            records = chain(header, records)
    batch = _Batch(dialect, known)
    for record in records if known else ():
        if record.row not in dialect.comment_rows:
            batch.take(record)
        if len(batch.cells) == _RECORDS:
            yield batch.rows()
            batch = _Batch(dialect, known)
    yield batch.rows()
    faults, notes = told_of_line_ends(lines.ends)
    faults = [*(moved(fault, lines.number, 0) for fault in decoding.faults), *faults]
    yield Rows(known, empty(known), tuple(faults), (*decoding.notes, *notes), lines.number, lines.records)


class _Lines:
    """The lines of a file with their ends, without those that are comments."""

    def __init__(self, blocks: Iterable[bytes], comment: str) -> None:
        self._lines = (line for block in blocks for line in io.StringIO(block.decode(), newline=""))
        self._comment = comment
        self.number = self.records = self.first = 0
        #: The lines of the record under way.
        self.of_record: list[str] = []
        #: The ends of the lines that end a record.
        self.ends: set[str] = set()
        self._is_between = True

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        # Inside of a record no line is a comment.
        while self._is_between and self._comment and line.startswith(self._comment):
            self.records += 1
            line = next(self._lines)
            self.number += 1
        if self._is_between:
            self.first, self.of_record = self.number, []
        self._is_between = False
        self.of_record.append(line)
        return line

    def end_record(self) -> str:
        """Return the record that ends with the last line, without its line end."""
        self._is_between = True
        self.records += 1
        text = "".join(self.of_record)
        plain = text.rstrip("\r\n")
        self.ends |= {text[len(plain) :]} - {""}
        return plain


def _records(lines: _Lines, dialect: Dialect) -> Iterator[_Record]:
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(
        lines,
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        doublequote=dialect.double_quote,
        escapechar=dialect.escape,
        skipinitialspace=dialect.skips_initial_space,
        strict=True,
    )
    is_sound = _sound_records(dialect)
    while True:
        cells, is_parsed = [], True
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            is_parsed = False
        is_parsed &= is_sound.fullmatch(lines.end_record()) is not None
        wrong = OPEN_QUOTE.format(dialect.quote)
        yield _Record(lines.records, lines.first, cells, None if is_parsed else wrong)


def _sound_records(dialect: Dialect) -> re.Pattern[str]:
    """Return what matches the records whose quotes stand where they may: the csv module lets some pass."""
    if dialect.quote is None:
        return re.compile(".*", re.DOTALL)
    d, q, e = (re.escape(sign or "") for sign in (dialect.delimiter, dialect.quote, dialect.escape))
    escaped = f"|{e}." if e else ""
    doubled = f"|{q}{q}" if dialect.double_quote else ""
    space = " *+" if dialect.skips_initial_space else ""
    cell = f"{space}(?:{q}(?:[^{q}{e}]{escaped}{doubled})*+{q}|(?:[^{d}{q}{e}\r\n]{escaped})*+)"
    return re.compile(f"{cell}(?:{d}{cell})*+", re.DOTALL)


def _header(records: Iterator[_Record], dialect: Dialect) -> tuple[list[_Record], Iterator[_Record]]:
    """Return the rows of the header, and the records behind it; what stands between its rows is no part of it.

    Where it is the first row, that is the first which is no comment.
    """
    header: list[_Record] = []
    for record in records:
        if dialect.header_rows == (1,) and record.row not in dialect.comment_rows:
            return [record], records
        if record.row > dialect.header_rows[-1]:
            return header, chain([record], records)
        if record.row in dialect.header_rows and record.row not in dialect.comment_rows:
            header.append(record)
    return header, records


def _labels(header: list[_Record], dialect: Dialect) -> tuple[str, ...]:
    """Return the labels of a header, which may be of several rows; the last cell of a shorter row goes on to the right.

    A word that stands above itself stands in the label once.
    """
    width = max((len(record.cells) for record in header), default=0)
    rows = [[*record.cells, *record.cells[-1:] * (width - len(record.cells))] for record in header]
    labels = [dialect.header_join.join(word for word, _ in groupby(filter(None, c))) for c in zip(*rows, strict=False)]
    return tuple(labels) if any(label.strip() for label in labels) else ()


class _Batch:
    """Records on their way to be a part."""

    def __init__(self, dialect: Dialect, labels: tuple[str, ...]) -> None:
        self._dialect, self._labels = dialect, labels
        self.cells: list[list[str | None]] = []
        self._places: list[tuple[int, int, bool]] = []
        self._faults: list[Fault] = []

    def take(self, record: _Record) -> None:
        """Take a record, and what is wrong with its shape."""
        width, cells = len(self._labels), record.cells
        fault = _quotes(record) if record.wrong else None
        if not fault and not any(cell.strip() for cell in cells):
            self._faults.append(blank_fault(record.line, record.row))
            return
        if not fault and len(cells) != width:
            shown = self._dialect.delimiter.join(cells)
            fault = shape_fault(len(cells), width, record.line, record.row, shown)
        self._faults += [fault] if fault else []
        filled = [None if cell in ("", self._dialect.null) else cell for cell in cells]
        self.cells.append((filled + [None] * width)[:width])
        self._places.append((record.line, record.row, fault is None))

    def rows(self) -> Rows:
        """Return the records, in their places in the file."""
        names = {str(i): pl.String() for i in range(len(self._labels))}
        cells = pl.DataFrame(self.cells, schema=names, orient="row")
        kinds = {LINE: pl.Int64(), ROW: pl.Int64(), WHOLE: pl.Boolean()}
        places = pl.DataFrame(self._places, schema=kinds, orient="row")
        whole = pl.concat([cells, places], how="horizontal")
        # A null sequence is no text, and cannot be told from a cell of no letters.
        return Rows(self._labels, whole, tuple(self._faults), is_text=self._dialect.null is None)


def _quotes(record: _Record) -> Fault:
    fix = "put the whole cell in quotes, and write a quote inside it as the dialect says"
    return Fault("dialect", str(record.wrong), fix, record.line, record.row)


def _blank(dialect: Dialect) -> Fault:
    row = dialect.header_rows[0]
    return Fault("missing-label", f"row {row} is blank, and the header should stand there", "write it there", row, row)
