"""Files that are not what they are said to be: encodings, quotes, delimiters, line ends, checksums."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Iterator
from dataclasses import replace

from corruptions.operator import Operator, operator
from corruptions.original import Change, Original

__all__ = ["OPERATORS"]

#: What is said of the cells of a file that was read by other signs than it was written by.
_TORN = ("profile missing-label incorrect-label extra-label duplicate-label missing-cell extra-cell blank-row "
         "type-error canonical-form required pattern enum text-form primary-key foreign-key minimum dialect "
         "encoding")  # fmt: skip
#: What leans on a table that cannot be read.
_LEANING = "foreign-key enum profile attribution-complete numbers-account-for-figures majority-has-whole"


def _files(package: Original) -> Iterator[str]:
    return (table.file for table in package.tables.values())


def _first_cell(data: bytes) -> int:
    """Return where the second column of the first row starts."""
    return data.index(b",", data.index(b"\n") + 1) + 1


@operator("encodings", "encoding", follows=_TORN)
def file_in_latin_1(package: Original) -> Iterator[Change]:
    """A letter beyond ASCII is written in Latin-1."""
    for table in package.tables.values():
        data, cell = package.bytes_of(table.file), _first_cell(package.bytes_of(table.file))
        yield table.as_bytes("é in Latin-1", data[:cell] + b"\xe9" + data[cell:], 2)


@operator("encodings", "encoding", follows=f"{_TORN} {_LEANING}")
def file_in_utf_16(package: Original) -> Iterator[Change]:
    """A spreadsheet wrote UTF-16."""
    for table in package.tables.values():
        yield table.as_bytes("in UTF-16", package.bytes_of(table.file).decode().encode("utf-16"))


@operator("encodings", "encoding", follows=_TORN)
def nul_within(package: Original) -> Iterator[Change]:
    """A byte of nothing stands within a cell."""
    for table in package.tables.values():
        data, cell = package.bytes_of(table.file), _first_cell(package.bytes_of(table.file))
        yield table.as_bytes("a NUL in a cell", data[:cell] + b"\0" + data[cell:], 2)


@operator("encodings", "encoding text-form", follows=_TORN)
def mark_of_order_within(package: Original) -> Iterator[Change]:
    """Two files were put together, and the mark of byte order of the second stands within a cell."""
    for table in package.tables.values():
        column = next(name for name in table.of_type("string") if name not in table.key)
        yield from (cell.to(f"\ufeff{cell.text}") for cell in table.filled(column))


@operator("encodings", "encoding", follows=f"{_TORN} {_LEANING}")
def old_line_ends(package: Original) -> Iterator[Change]:
    """Every line ends as it did on old machines, with a carriage return alone."""
    for table in package.tables.values():
        yield table.as_bytes("lines end with CR", package.bytes_of(table.file).replace(b"\n", b"\r"))


@operator("encodings", "encoding")
def mixed_line_ends(package: Original) -> Iterator[Change]:
    """The first row ends with CR and LF, the others with LF."""
    for table in package.tables.values():
        header, row, rest = package.bytes_of(table.file).split(b"\n", 2)
        yield table.as_bytes("one line ends with CR LF", b"\n".join([header, row + b"\r", rest]))


@operator("encodings", "encoding missing-label incorrect-label dialect", follows=f"{_TORN} {_LEANING}")
def file_packed(package: Original) -> Iterator[Change]:
    """A file is packed with gzip, and nothing says so."""
    for table in package.tables.values():
        yield table.as_bytes("packed with gzip", gzip.compress(package.bytes_of(table.file), mtime=0))


@operator("encodings", "missing-label", follows=_LEANING)
def file_emptied(package: Original) -> Iterator[Change]:
    """A file has no byte left."""
    return (table.as_bytes("emptied", b"") for table in package.tables.values())


@operator("quoting", "dialect", follows=f"{_TORN} {_LEANING}")
def file_with_semicolons(package: Original) -> Iterator[Change]:
    """A spreadsheet parted the cells with semicolons."""
    for table in package.tables.values():
        yield table.as_bytes("parted by semicolons", package.bytes_of(table.file).replace(b",", b";"))


@operator("quoting", "dialect", follows=f"{_TORN} {_LEANING}")
def file_with_tabs(package: Original) -> Iterator[Change]:
    """A spreadsheet parted the cells with tabs."""
    for table in package.tables.values():
        yield table.as_bytes("parted by tabs", package.bytes_of(table.file).replace(b",", b"\t"))


@operator("quoting", "dialect", follows=_TORN)
def quote_that_never_ends(package: Original) -> Iterator[Change]:
    """A quote opens in the last row and never closes."""
    for table in package.tables.values():
        lines = package.bytes_of(table.file).rstrip(b"\n").split(b"\n")
        cells = lines[-1].rsplit(b",", 1)
        if b'"' not in lines[-1]:
            lines[-1] = b",".join([cells[0], b'"' + cells[1]])
            yield table.as_bytes("a quote opens in the last row", b"\n".join(lines) + b"\n", len(lines))


@operator("quoting", "dialect", follows=_TORN)
def text_behind_a_quote(package: Original) -> Iterator[Change]:
    """A letter stands behind a quoted cell, before the comma."""
    for table in package.tables.values():
        data, cell = package.bytes_of(table.file), _first_cell(package.bytes_of(table.file))
        end = min(at for at in (data.find(b",", cell), data.find(b"\n", cell)) if at >= 0)
        if b'"' not in data[cell:end]:
            torn = b'"' + data[cell:end] + b'"x'
            yield table.as_bytes("a letter behind a quote", data[:cell] + torn + data[end:], 2)


@operator("quoting", "extra-cell dialect", follows=_TORN)
def quotes_taken_off(package: Original) -> Iterator[Change]:
    """The quotes around a cell with a comma are gone."""
    for table in package.tables.values():
        for at, line in enumerate(package.bytes_of(table.file).split(b"\n")):
            if b'"' in line and b'""' not in line:
                lines = package.bytes_of(table.file).split(b"\n")
                lines[at] = line.replace(b'"', b"")
                yield table.as_bytes(f"no quotes in row {at + 1}", b"\n".join(lines), at + 1)


@operator("quoting", "dialect extra-cell", follows=_TORN)
def quotes_escaped_by_a_backslash(package: Original) -> Iterator[Change]:
    """Quotes within a cell are escaped by a backslash, not doubled."""
    for table in package.tables.values():
        for at, line in enumerate(package.bytes_of(table.file).split(b"\n")):
            if b'""' in line:
                lines = package.bytes_of(table.file).split(b"\n")
                lines[at] = line.replace(b',"""', b',"\\"').replace(b'""', b'\\"')
                yield table.as_bytes(f"backslashes in row {at + 1}", b"\n".join(lines), at + 1)


@operator("encodings", "missing-cell missing-label", follows=f"{_TORN} {_LEANING}")
def file_cut_off(package: Original) -> Iterator[Change]:
    """A file ends in the middle of its last row."""
    for table in package.tables.values():
        lines = package.bytes_of(table.file).rstrip(b"\n").split(b"\n")
        lines[-1] = lines[-1][: lines[-1].index(b",")]
        yield table.as_bytes("cut off in its last row", b"\n".join(lines), len(lines))


@operator("encodings", "missing-label incorrect-label", follows=f"{_TORN} {_LEANING}")
def file_of_another_table(package: Original) -> Iterator[Change]:
    """A file holds the rows of the next table."""
    tables = list(package.tables.values())
    for table, other in zip(tables, [*tables[1:], tables[0]], strict=True):
        yield table.as_bytes(f"holds {other.file}", package.bytes_of(other.file))


@operator("checksums", "path", follows=_LEANING)
def file_gone(package: Original) -> Iterator[Change]:
    """A listed file is not there."""
    for table in package.tables.values():
        yield Change(f"{table.file} is gone", {table.file: None}, "datapackage.json", also=tuple(_files(package)))


@operator("checksums", "hash")
def letter_changed_behind_the_hash(package: Original) -> Iterator[Change]:
    """A letter was changed for another, and the descriptor lists the file as it was."""
    for name, column in {"figures": "title", "agents": "note", "incidents": "title", "sources": "rights",
                         "measures": "definition", "numbers": "note"}.items():  # fmt: skip
        for cell in package[name].filled(column):
            if "e" in cell.text:
                changed = cell.to(cell.text.replace("e", "a", 1))
                yield replace(changed, row=None, columns=(), keeps_facts=True)


@operator("checksums", "bytes", follows="hash rows")
def file_changed_behind_its_size(package: Original) -> Iterator[Change]:
    """The last byte is gone, and the descriptor lists the file as it was."""
    for table in package.tables.values():
        data = package.bytes_of(table.file)
        yield replace(table.as_bytes("without its last byte", data[:-1]), keeps_facts=True)


@operator("checksums", "hash")
def hash_of_another_file(package: Original) -> Iterator[Change]:
    """The descriptor lists a hash that is not the file's."""
    resources = package.descriptor["resources"]
    for resource, other in itertools.pairwise(resources):
        yield replace(package.described("the hash of another", resource=resource["name"], hash=other["hash"]),
                      file=resource["path"])  # fmt: skip


@operator("checksums", "bytes")
def size_of_another_file(package: Original) -> Iterator[Change]:
    """The descriptor lists more or fewer bytes than the file has."""
    for resource in package.descriptor["resources"]:
        for by in (-1, 1):
            change = package.described(f"bytes {by:+}", resource=resource["name"], bytes=resource["bytes"] + by)
            yield replace(change, file=resource["path"])


@operator("checksums", "rows")
def rows_counted_wrongly(package: Original) -> Iterator[Change]:
    """The descriptor lists more or fewer rows than the table has."""
    for resource in package.descriptor["resources"]:
        for by in (-1, 1):
            change = package.described(f"rows {by:+}", resource=resource["name"], rows=resource["rows"] + by)
            yield replace(change, file=resource["path"])


OPERATORS: tuple[Operator, ...] = (
    file_in_latin_1, file_in_utf_16, nul_within, mark_of_order_within, old_line_ends, mixed_line_ends, file_packed,
    file_emptied, file_with_semicolons, file_with_tabs, quote_that_never_ends, text_behind_a_quote, quotes_taken_off,
    quotes_escaped_by_a_backslash, file_cut_off, file_of_another_table, file_gone,
    letter_changed_behind_the_hash, file_changed_behind_its_size, hash_of_another_file, size_of_another_file,
    rows_counted_wrongly,
)  # fmt: skip
