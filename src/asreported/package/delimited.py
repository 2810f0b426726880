"""CSV files as rows of text: every record with the line it starts on, none padded, none lost.

A file comes in blocks and goes on in parts that end where a record ends. Polars alone pads short rows with empty cells
and skips blank ones. So a part without quotes is believed only where its lines and delimiters add up; in any other the
records are told apart and measured first, and the few that are not whole are cut by hand.

Source: RFC 4180, with the delimiter and quote character of the resource's dialect.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from asreported.package.by_record import parts_by_record
from asreported.package.decoding import Decoding
from asreported.package.dialect import Dialect
from asreported.package.rows import (
    LINE,
    OPEN_QUOTE,
    ROW,
    WHOLE,
    Fault,
    Part,
    Rows,
    ToldApart,
    blank_fault,
    cut_short,
    empty,
    header_fault,
    joined,
    shape_fault,
)

__all__ = ["CsvPart", "parts", "read_csv"]

#: So many rows of a part that are not whole are told one by one, and cut by hand where no reader can tell their cells.
_TOLD = 1000
#: A record that is longer is none: a quote was left open.
_LONGEST = 16 << 20


def read_csv(
    content: bytes,
    dialect: Mapping[str, Any] | None = None,
    encoding: str = "utf-8",
    labels: Sequence[str] | None = None,
) -> Rows:
    """Return the records of a CSV file as text, and everything that keeps it from being a plain table.

    `labels` are given for a file without a header.
    """
    return joined(part.rows() for part in parts([content], Dialect.of(dialect or {}), encoding, labels))


@dataclass(frozen=True)
class CsvPart:
    """Some whole records of a file, not told apart yet."""

    labels: tuple[str, ...]
    content: bytes = b""
    delimiter: str = ","
    quote: str = '"'
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    lines: int = 0
    records: int = 0

    def some(self, chosen: pl.Series) -> Rows:
        """Return those rows that are chosen, without what is wrong with the others."""
        lines = self.content.split(b"\n") if self.quote.encode() not in self.content else []
        if len(lines) - (not lines or not lines[-1]) != len(chosen):
            rows = self.rows()
            return replace(rows, cells=rows.cells.filter(chosen))
        # Each line is a row, so that the others need no reading.
        places = chosen.arg_true()
        few = replace(self, content=b"\n".join(lines[place] for place in places)).rows()
        place = (places + 1).cast(pl.Int64)
        return replace(few, cells=few.cells.with_columns(place.alias(ROW), place.alias(LINE)))

    def rows(self) -> Rows:
        """Return the records of the part, told apart."""
        if not self.content:
            return Rows(self.labels, empty(self.labels), self.faults, self.notes, self.lines, self.records)
        cells = _plain_cells(self.content, self.delimiter, self.quote, len(self.labels))
        if cells is not None:
            return Rows(self.labels, cells, self.faults, self.notes, cells.height, cells.height, is_text=True)
        text = self.content.decode()
        body = _measure(_records(text, self.quote), self.delimiter, self.quote)
        width = len(self.labels)
        faults = (*self.faults, *_shape_faults(body, width, self.delimiter, self.quote))
        lines = text.count("\n") + (not text.endswith("\n"))
        cells = _cells(body, self.delimiter, self.quote, width)
        return Rows(self.labels, cells, faults, self.notes, lines, body.height, is_text=True)


def parts(
    blocks: Iterable[bytes],
    dialect: Dialect | None = None,
    encoding: str = "utf-8",
    labels: Sequence[str] | None = None,
) -> Iterator[Part]:
    """Yield the records of a CSV file part by part, the header first as a part of its own without records.

    `labels` are those of a file without a header, or of the files before this one, which may have a header of its own.
    What is wrong with the encoding of the whole comes last.
    """
    dialect = dialect or Dialect()
    quote = dialect.quote
    if quote is None or not dialect.is_plain:
        yield from map(ToldApart, parts_by_record(blocks, dialect, encoding, labels))
        return
    delimiter = dialect.delimiter
    decoding = Decoding(encoding, quote.encode())
    known = None if labels is None else tuple(labels)
    expects_header = bool(dialect.header_rows)
    for content in _whole_records(decoding.over(blocks), quote.encode(), decoding.faults):
        rest = content
        if expects_header:
            expects_header = False
            header, behind = _cut_header(content, quote.encode())
            first = _header(header, delimiter, quote, is_blank=not content.strip())
            if known is None or first.labels == known:
                known, rest = first.labels, behind
                yield first
            elif fault := header_fault(first.labels, known):
                yield CsvPart(known, faults=(fault,))
                return
        if rest and known:
            yield CsvPart(known, rest, delimiter, quote)
    if known is None and not decoding.faults:
        yield _header(b"", delimiter, quote, is_blank=True)
    if decoding.faults or decoding.notes:
        yield CsvPart(known or (), faults=tuple(decoding.faults), notes=tuple(decoding.notes))


def _whole_records(lines: Iterable[bytes], quote: bytes, faults: list[Fault]) -> Iterator[bytes]:
    """Yield whole lines as whole records: a record goes on over a line end while a quote is open.

    The quotes up to the end of a record are even in number; so each block is counted once, however long a record is.
    """
    held: list[bytes] = []
    is_open = False
    for block in lines:
        is_open ^= quote in block and block.count(quote) % 2 == 1
        if not is_open:
            yield b"".join([*held, block])
            held = []
            continue
        start = _start_of_open(block, quote)
        if start:
            yield b"".join([*held, block[:start]])
            held = []
        held.append(block[start:])
        if sum(map(len, held)) > _LONGEST:
            why = f"a record of more than {_LONGEST >> 20} MiB begins here; a quote is left open, and no more is read"
            faults.append(Fault("dialect", why, "close the quote", 1, is_end=True))
            return
    if held:
        yield b"".join(held)


def _start_of_open(block: bytes, quote: bytes) -> int:
    """Return where the record starts whose last quote of the block is open; 0 where it does not start in the block.

    Up to that quote all others are closed. So the record starts behind the last line end with an even number of them
    between: a line end with an odd number stands inside a cell.
    """
    end = block.rfind(quote)
    is_inside = False
    while (cut := block.rfind(b"\n", 0, max(0, end))) >= 0:
        is_inside ^= block.count(quote, cut, end) % 2 == 1
        if not is_inside:
            return cut + 1
        end = cut
    return 0


def _cut_header(content: bytes, quote: bytes) -> tuple[bytes, bytes]:
    """Return the first record, and what stands behind it."""
    end, is_open = 0, False
    while end < len(content):
        start, end = end, content.find(b"\n", end) + 1 or len(content)
        is_open ^= content.count(quote, start, end) % 2 == 1
        if not is_open:
            break
    return content[:end], content[end:]


def _header(content: bytes, delimiter: str, quote: str, *, is_blank: bool) -> CsvPart:
    """Return the header as a part without records, with the labels that it gives; none where it is blank."""
    record = content.decode()
    lines = record.count("\n") + (not record.endswith("\n"))
    header = _measure(_records(record, quote), delimiter, quote)
    if header.is_empty() or header.item(0, "blank"):
        why = "the file is empty" if is_blank else "the first line is blank, and the header should stand there"
        fault = Fault("missing-label", why, "write the header first, then the rows", 1, 1)
        return CsvPart((), faults=(fault,), lines=lines, records=1)
    labels = tuple(_cut(header.item(0, "record"), delimiter, quote))
    faults = tuple(_shape_faults(header, len(labels), delimiter, quote))
    return CsvPart(labels, b"", delimiter, quote, faults, lines=lines, records=1)


def _plain_cells(content: bytes, delimiter: str, quote: str, width: int) -> pl.DataFrame | None:
    """Return the cells of records without quotes, if each line is one record of this width; None where it may not be.

    A record that is too long is an error of Polars; where none is, and all delimiters together are as many as they
    should be, none is too short either.
    """
    if quote.encode() in content:
        return None
    names = [str(i) for i in range(width)]
    try:
        cells = pl.read_csv(
            content,
            has_header=False,
            schema=dict.fromkeys(names, pl.String()),
            separator=delimiter,
            quote_char=None,
        )
    except pl.exceptions.PolarsError:
        return None
    if content.count(delimiter.encode()) != (width - 1) * cells.height:
        return None
    # A row may be blank only if its first cell is; a blank line has only empty cells.
    first = pl.col("0").is_null() | pl.col("0").str.contains(r"^\s")
    if cells.lazy().select(first.any()).collect().item():
        return None
    row = pl.int_range(1, cells.height + 1, dtype=pl.Int64)
    return cells.with_columns(row.alias(ROW), row.alias(LINE), pl.lit(True).alias(WHOLE))


def _records(text: str, quote: str) -> pl.DataFrame:
    """Return columns record, line and row. A record goes on over a line end while a quote is open."""
    # The end of the last line is no record; a file without it is as good.
    lines = pl.Series("record", [text.removesuffix("\n")] if text else [], pl.String).str.split("\n").explode()
    frame = lines.to_frame().with_row_index("line", 1)
    odd = frame["record"].str.count_matches(quote, literal=True) % 2 if quote in text else pl.Series([0])
    if (odd == 1).any():
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
    for row, record, line, blank, sound, _ in odd.head(_TOLD).iter_rows():
        if blank:
            faults.append(blank_fault(line, row))
        elif not sound:
            fix = f"put the whole cell in quotes, and write a quote inside it twice ({quote}{quote})"
            faults.append(Fault("dialect", OPEN_QUOTE.format(quote), fix, line, row, found=cut_short(record)))
        else:
            faults.append(shape_fault(len(_cut(record, delimiter, quote)), width, line, row, record))
    more = odd.slice(_TOLD)
    kinds = pl.when("blank").then(pl.lit("blank-row")).when(~pl.col("sound")).then(pl.lit("dialect"))
    kind = kinds.when(pl.col("count") > width).then(pl.lit("extra-cell")).otherwise(pl.lit("missing-cell"))
    counted = more.group_by(kind.alias("rule")).len().rows() if more.height else ()
    return faults + [Fault(rule, "", "", times=times) for rule, times in counted]


def _cells(body: pl.DataFrame, delimiter: str, quote: str, width: int) -> pl.DataFrame:
    """Return the cells of every record as text. A record that is not whole is kept, and marked, for its key."""
    names = [str(i) for i in range(width)]
    empty_is_null = [pl.when(pl.col(n) != "").then(pl.col(n)).alias(n) for n in names]
    sound = body.filter(~pl.col("blank") & pl.col("sound"))
    frames = []
    if not sound.is_empty():
        header = delimiter.join(names)  # it tells the width, which the first record may not have
        cells = pl.read_csv(
            io.BytesIO("\n".join([header, *sound["record"]]).encode()),
            schema=dict.fromkeys(names, pl.String()),
            separator=delimiter,
            empty_string_is_null=True,
            quote_char=quote,
            truncate_ragged_lines=True,
        )
        frames.append(cells.with_columns(*empty_is_null, *_places(sound, sound["count"] == width)))
    if sound.height == body.height and frames:
        return frames[0]
    unsound = body.filter(~pl.col("blank") & ~pl.col("sound"))
    cut = [(_cut(record, delimiter, quote) + [None] * width)[:width] for record in unsound["record"].head(_TOLD)]
    cells = pl.DataFrame(cut, schema=dict.fromkeys(names, pl.String()), orient="row")
    if unsound.height > _TOLD:
        cells = pl.concat([cells, cells.clear(unsound.height - _TOLD)])
    frames.append(cells.with_columns(*empty_is_null, *_places(unsound, pl.lit(value=False))))
    return pl.concat(frames).sort(ROW)


def _places(body: pl.DataFrame, is_whole: pl.Series | pl.Expr) -> list[pl.Series | pl.Expr]:
    return [body[ROW], body["line"].alias(LINE), is_whole.alias(WHOLE)]


def _cut(record: str, delimiter: str, quote: str) -> list[str]:
    csv.field_size_limit(2**31 - 1)
    return next(csv.reader(io.StringIO(record, newline=""), delimiter=delimiter, quotechar=quote), [])
