"""A spreadsheet to audit: CSV, Parquet or xlsx, told by what the file holds and not by its name."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from asreported.errors import FileUnreadable, Misuse, UnknownName
from asreported.package.decoding import decode
from asreported.package.delimited import read_csv
from asreported.package.rows import ROW, Fault

__all__ = ["chosen", "read_sheet"]

#: How files begin that are no table, what they are, and what to do about it.
_NOT_TABLES = (
    (b"%PDF", "it is a PDF", "copy its table into a spreadsheet, and save that as CSV"),
    (b"\xd0\xcf\x11\xe0", "it is a spreadsheet of the old kind (.xls)", "save it as .xlsx or CSV"),
    (b"\x1f\x8b", "it is compressed (gzip)", "unpack it first"),
    (b"{\\rtf", "it is a text document (RTF)", "save its table as CSV"),
)
_DELIMITERS = (",", ";", "\t", "|")
#: Faults of a CSV file that keep its rows from being told apart. Blank lines and mixed line ends do not.
_GRAVE = {"missing-label", "missing-cell", "extra-cell", "dialect"}


def read_sheet(path: str | os.PathLike[str], columns: Sequence[str]) -> pl.DataFrame:
    """Return the named columns of a file, and `row`, the row as a spreadsheet counts it (the header is 1).

    Raises:
        FileUnreadable: the file is not there, or holds no table that can be read.
        UnknownName: the table has no such column.
        Misuse: the columns are given twice, or what reads xlsx is not installed.
    """
    place = Path(path)
    try:
        content = place.read_bytes()
    except OSError as error:
        raise FileUnreadable(place, (error.strerror or str(error)).lower()) from None
    if not content.strip():
        raise FileUnreadable(place, "the file is empty")
    for begin, what, hint in _NOT_TABLES:
        if content.startswith(begin):
            raise FileUnreadable(place, f"{what}, and not a table", hint)
    if content.startswith(b"PAR1"):
        return chosen(_parquet(place, content), columns).with_row_index("row", 2)
    if content.startswith(b"PK\x03\x04"):
        return chosen(_xlsx(place, content), columns).with_row_index("row", 2)
    return _csv(place, content, columns)


def chosen(frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Return the named columns of a frame.

    Raises:
        UnknownName: it has no such column.
        Misuse: a column is given twice.
    """
    for name in columns:
        if name not in frame.columns:
            raise UnknownName("column", name, tuple(frame.columns))
    if len(set(columns)) < len(columns):
        raise Misuse(f"the columns have to be different ones, not {', '.join(columns)}")
    return frame.select(columns)


def _parquet(place: Path, content: bytes) -> pl.DataFrame:
    try:
        return pl.read_parquet(io.BytesIO(content))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise FileUnreadable(place, f"it begins as Parquet and cannot be read: {_first_line(error)}") from None


def _xlsx(place: Path, content: bytes) -> pl.DataFrame:
    try:
        import fastexcel
    except ModuleNotFoundError:
        raise Misuse(
            "to read .xlsx, install what reads it (the extra asreported[xlsx]): pip install fastexcel"
        ) from None
    try:
        # Every cell as text: a column that begins with numbers may go on with words.
        sheet = fastexcel.read_excel(content).load_sheet(0, dtypes="string")
        frame = pl.DataFrame(sheet)
    except (fastexcel.FastExcelError, pl.exceptions.PolarsError, ValueError) as error:
        reason = f"it is a zip file that is no .xlsx table: {_first_line(error)}"
        raise FileUnreadable(place, reason, "save the table as .xlsx or CSV") from None
    if frame.is_empty():
        raise FileUnreadable(place, "its first sheet has no rows below a header")
    return frame


def _csv(place: Path, content: bytes, columns: Sequence[str]) -> pl.DataFrame:
    text, faults, _ = decode(content)
    if any(fault.is_end for fault in faults):
        hint = "a spreadsheet saves it so as CSV UTF-8; Windows-1252 and other old encodings lose letters"
        raise FileUnreadable(place, _described(faults[0]), f"{faults[0].fix} ({hint})")
    header = text.split("\n", 1)[0]
    table = read_csv(content, {"delimiter": max(_DELIMITERS, key=header.count)})
    grave = [fault for fault in table.faults if fault.rule in _GRAVE]
    if grave:
        more = f", and {len(grave) - 1} more such rows" if len(grave) > 1 else ""
        raise FileUnreadable(place, _described(grave[0]) + more, grave[0].fix)
    twice = next((name for name in columns if table.labels.count(name) > 1), None)
    if twice:
        raise Misuse(f"the header has the column {twice!r} more than once")
    for name in columns:
        if name not in table.labels:
            raise UnknownName("column", name, table.labels)
    cells = table.cells.rename({str(table.labels.index(name)): name for name in columns if name != "row"})
    if table.cells.is_empty():
        raise FileUnreadable(place, "it has a header, and no rows below it")
    return chosen(cells, columns).with_columns(row=table.cells[ROW].cast(pl.UInt32)).select("row", *columns)


def _described(fault: Fault) -> str:
    at = f"line {fault.line}: " if fault.line else ""
    return f"{at}{fault.why}" + (f" ({fault.found})" if fault.found else "")


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "")[:200]
