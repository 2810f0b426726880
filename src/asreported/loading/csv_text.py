"""CSV files as text: every record with the line it starts on, none padded, none lost.

Polars alone pads short rows with empty cells and skips blank ones. So the records are first told apart and measured,
in Polars expressions over the lines; only whole ones are handed to Polars' reader, and the few others are cut by hand.

Source: RFC 4180, with the delimiter and quote character of the resource's dialect.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

__all__ = ["Fault", "TextTable", "decode", "read_csv"]

#: Columns that go beside the cells: the line in the file, the row as a spreadsheet counts it, whether it was whole.
LINE, ROW, WHOLE = "␤line", "␤row", "␤whole"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the file itself: the rule, where, what is there and how to mend it."""

    rule: str
    why: str
    fix: str
    line: int | None = None
    row: int | None = None
    column: str | None = None
    found: str | None = None


@dataclass(frozen=True)
class TextTable:
    """The labels of a table and its cells as text, one column `0`, `1`, … for each label; empty cells are null."""

    labels: tuple[str, ...]
    cells: pl.DataFrame
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = field(default=())


def decode(content: bytes, encoding: str = "utf-8") -> tuple[str, list[Fault], list[str]]:
    """Return the text of a file, what is wrong with its encoding, and what is worth a note (a BOM, CRLF)."""
    faults: list[Fault] = []
    notes: list[str] = []
    if encoding.lower().replace("_", "-") not in {"utf-8", "utf8"}:
        try:
            content = content.decode(encoding).encode()
        except (LookupError, UnicodeDecodeError):
            return (
                "",
                [Fault("encoding", f"the file is not {encoding}, as the descriptor says", "save it as UTF-8")],
                [],
            )
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]
        notes.append("starts with a byte order mark")
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", [Fault("encoding", "the file is UTF-16", "save it as UTF-8")], []
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = content[max(0, error.start - 20) : error.start + 10].decode("utf-8", "replace")
        return (
            "",
            [Fault("encoding", f"byte {error.start} of the file is not UTF-8", "save it as UTF-8", line, found=found)],
            [],
        )
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return "", [Fault("encoding", "the file has a NUL character", "take it out, and save it as UTF-8", line)], []
    if "\r" in text:
        crlf, cr, lf = text.count("\r\n"), text.count("\r"), text.count("\n")
        if cr != crlf or lf != crlf:
            ends = "CR only" if not lf else "mixed line ends (LF, CR or CRLF)"
            faults.append(Fault("encoding", f"the file has {ends}", "save it with LF at the end of each line"))
        else:
            notes.append("has CRLF line ends")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, faults, notes


def read_csv(
    content: bytes,
    dialect: Mapping[str, Any] | None = None,
    encoding: str = "utf-8",
    labels: Sequence[str] | None = None,
) -> TextTable:
    """Return the records of a CSV file as text, and everything that keeps it from being a plain table.

    `labels` are given for a file without a header.
    """
    text, faults, notes = decode(content, encoding)
    if faults and not text:
        return TextTable((), pl.DataFrame(), tuple(faults), tuple(notes))
    delimiter, quote = _marks(dialect or {})
    body = _measure(_records(text, quote), delimiter, quote)
    if labels is None:
        header, body = body.head(1), body.slice(1)
        if header.is_empty() or header.item(0, "blank"):
            why = (
                "the file is empty"
                if not text.strip()
                else "the first line is blank, and the header should stand there"
            )
            faults.append(Fault("missing-label", why, "write the header first, then the rows", 1, 1))
            return TextTable((), pl.DataFrame(), tuple(faults), tuple(notes))
        labels = _cut(header.item(0, "record"), delimiter, quote)
        faults += _shape_faults(header, len(labels), delimiter, quote)
    faults += _shape_faults(body, len(labels), delimiter, quote)
    cells = _cells(body, delimiter, quote, len(labels))
    return TextTable(tuple(labels), cells, tuple(faults), tuple(notes))


def _marks(dialect: Mapping[str, Any]) -> tuple[str, str]:
    nested = dialect.get("csv") if isinstance(dialect.get("csv"), Mapping) else {}
    given = {**dialect, **(nested or {})}
    return str(given.get("delimiter", ","))[:1] or ",", str(given.get("quoteChar", '"'))[:1] or '"'


def _records(text: str, quote: str) -> pl.DataFrame:
    """Return columns record, line and row. A record goes on over a line end while a quote is open."""
    # The end of the last line is no record; a file without it is as good.
    lines = text.removesuffix("\n").split("\n") if text else []
    frame = pl.DataFrame({"record": pl.Series(lines, dtype=pl.String)}).with_row_index("line", 1)
    if quote in text:
        odd = pl.col("record").str.count_matches(quote, literal=True) % 2
        # The quotes up to the end of the line before: an odd number means that one of them is still open.
        frame = frame.with_columns(((odd.cum_sum() - odd) % 2 == 0).cum_sum().alias("start"))
        frame = frame.group_by("start", maintain_order=True).agg(
            pl.col("line").first(), pl.col("record").str.join("\n")
        )
    row = pl.int_range(1, frame.height + 1, dtype=pl.Int64).alias(ROW)
    return frame.select(row, "record", pl.col("line").cast(pl.Int64))


def _measure(records: pl.DataFrame, delimiter: str, quote: str) -> pl.DataFrame:
    """Add blank, sound (quotes where they may stand) and cells (how many) to each record."""
    d, q = re.escape(delimiter), re.escape(quote)
    quoted = f"{q}(?:[^{q}]|{q}{q})*{q}"
    cell = f"(?:{quoted}|[^{d}{q}\\n]*)"
    record = pl.col("record")
    bare = record.str.replace_all(quoted, "") if records["record"].str.contains(quote, literal=True).any() else record
    return records.with_columns(
        blank=record.str.contains(f"^[\\s{d}]*$"),
        sound=record.str.contains(f"^{cell}(?:{d}{cell})*$"),
        count=bare.str.count_matches(d).cast(pl.Int64) + 1,
    )


def _shape_faults(body: pl.DataFrame, width: int, delimiter: str, quote: str) -> list[Fault]:
    faults = []
    odd = body.filter(pl.col("blank") | ~pl.col("sound") | (pl.col("count") != width))
    for row, record, line, blank, sound, count in odd.iter_rows():
        found = record if len(record) <= 60 else record[:57] + "..."
        if blank:
            faults.append(Fault("blank-row", "the row is blank", "delete the line", line, row))
        elif not sound:
            faults.append(
                Fault(
                    "dialect",
                    f"a quote {quote} is left open, or stands inside a cell that is not quoted",
                    f"put the whole cell in quotes, and write a quote inside it twice ({quote}{quote})",
                    line,
                    row,
                    found=found,
                )
            )
        else:
            count = len(_cut(record, delimiter, quote))
            more = count > width
            faults.append(
                Fault(
                    "extra-cell" if more else "missing-cell",
                    f"the row has {count} cells, and the header {width}",
                    "put a cell that holds the delimiter in quotes, or take the cell out"
                    if more
                    else "write the missing cells; an empty cell needs its delimiter too",
                    line,
                    row,
                    found=found,
                )
            )
    return faults


def _cells(body: pl.DataFrame, delimiter: str, quote: str, width: int) -> pl.DataFrame:
    """Return the cells of every record as text. A record that is not whole is kept, and marked, for its key."""
    names = [str(i) for i in range(width)]
    empty_is_null = [pl.when(pl.col(n) != "").then(pl.col(n)).alias(n) for n in names]
    is_whole = pl.col("sound") & (pl.col("count") == width)
    whole = body.filter(~pl.col("blank") & is_whole)
    frames = []
    if not whole.is_empty():
        cells = pl.read_csv(
            io.BytesIO("\n".join(whole["record"]).encode()),
            has_header=False,
            new_columns=names,
            infer_schema=False,
            separator=delimiter,
            empty_string_is_null=True,
            quote_char=quote,
        )
        frames.append(cells.with_columns(*empty_is_null, *_places(whole, is_whole=True)))
    if whole.height == body.height and frames:
        return frames[0]
    ragged = body.filter(~pl.col("blank") & ~is_whole)
    cut = [(_cut(record, delimiter, quote) + [None] * width)[:width] for record in ragged["record"]]
    cells = pl.DataFrame(cut, schema=dict.fromkeys(names, pl.String()), orient="row")
    frames.append(cells.with_columns(*empty_is_null, *_places(ragged, is_whole=False)))
    return pl.concat(frames).sort(ROW)


def _places(body: pl.DataFrame, *, is_whole: bool) -> list[pl.Series | pl.Expr]:
    return [body[ROW], body["line"].alias(LINE), pl.lit(is_whole).alias(WHOLE)]


def _cut(record: str, delimiter: str, quote: str) -> list[str]:
    csv.field_size_limit(2**31 - 1)
    return next(csv.reader(io.StringIO(record, newline=""), delimiter=delimiter, quotechar=quote), [])
