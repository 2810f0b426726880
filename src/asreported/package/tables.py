"""Tables of a package as frames: as they lie in their files, or typed by their Table Schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl
from polars.io.plugins import register_io_source

from asreported.errors import BadCell, UnsafePath
from asreported.package import delimited, parquet, snapshot
from asreported.package.cells import dtype_of, is_plain_text, missing, to_value
from asreported.package.rows import LINE, Fault, Part, Rows, ToldApart, joined, placed
from asreported.package.snapshot import PackageLike, Resource, open_package

__all__ = ["load", "read_parts", "rows_of", "scan", "typed"]

#: The types of whole numbers of which every value is one of 64 bits.
_NARROWER = {pl.Int8, pl.Int16, pl.Int32, pl.UInt8, pl.UInt16, pl.UInt32}
#: Takes the bytes of a file as they are read, to count and to hash them.
Tally = Callable[[bytes], None]


def load(table: str, package: PackageLike = None) -> pl.DataFrame:
    """Return a table of a package as a Polars frame, its columns typed by the Table Schema; empty cells are null.

    `package` is a folder, a datapackage.json or an opened package; the shipped one where none is named.

    Raises:
        UnknownName: the package has no such table.
        BadCell: a row or a cell is not what the schema says; nothing is dropped or converted in silence.
        PackageUnreadable: no readable descriptor lies there.

    >>> load("figures").filter(pl.col("figure_id") == "fighters-killed").select("qualifier", "low", "high").row(0)
    ('at_least', 5, None)
    """
    resource = open_package(package).resource(table)
    if "frame" not in resource.made:
        resource.made["frame"] = _sound(resource, _rows(resource))
    frame: pl.DataFrame = resource.made["frame"].clone()
    return frame


def scan(table: str, package: PackageLike = None) -> pl.LazyFrame:
    """Return a table as a LazyFrame, which holds what `load` gives; a large file is read part by part when collected.

    A cell that its schema does not allow raises BadCell then.

    Raises:
        UnknownName: the package has no such table.
        BadCell: the file is not there, or lacks a column.
    """
    resource = open_package(package).resource(table)
    schema = {str(f["name"]): dtype_of(f) for f in resource.fields}
    empty = pl.DataFrame(schema=schema)

    def source(
        columns: list[str] | None, predicate: pl.Expr | None, most: int | None, _: int | None
    ) -> Iterator[pl.DataFrame]:
        lines = 0
        for part in _parts(resource):
            frame = _sound(resource, part, lines) if part.labels or part.faults else empty
            lines += part.lines
            frame = frame if most is None else frame.head(most)
            most = None if most is None else most - frame.height
            chosen = frame if predicate is None else frame.filter(predicate)
            yield chosen if columns is None else chosen.select(columns)
            if most == 0:
                return

    _sound(resource, next(_parts(resource)))
    return register_io_source(source, schema=schema, is_pure=True)


def typed(resource: Resource, rows: Rows, names: Sequence[str]) -> pl.DataFrame:
    """Return these columns of the rows by their names, typed by their fields; null where a cell is none of its type."""
    fields = {str(f["name"]): f for f in resource.fields}
    named = {name: str(rows.labels.index(name)) for name in names}
    cells = rows.cells.select(pl.col(place).alias(name) for name, place in named.items())
    return cells.select(value_of(fields[name], resource.schema, cells.schema[name]).alias(name) for name in names)


def value_of(field: Mapping[str, Any], schema: Mapping[str, Any], found: pl.DataType) -> pl.Expr:
    """Return the expression that gives the values of a column, which comes as text or with a type of its own."""
    if comes_typed(field, found) and found != pl.String:
        return pl.col(str(field["name"])).cast(dtype_of(field), strict=False)
    return to_value(text_of(field, schema, found), field)


def comes_typed(field: Mapping[str, Any], found: pl.DataType) -> bool:
    """Tell whether cells of this type need no reading: they are values already, or texts that may be anything."""
    wanted = dtype_of(field)
    if found == wanted:
        return found != pl.String or is_plain_text(field)
    if wanted == pl.Int64:
        return found in _NARROWER
    if isinstance(found, pl.Datetime):
        return isinstance(wanted, pl.Datetime) and found.time_zone is None
    return isinstance(found, pl.List) and isinstance(wanted, pl.List) and not found.inner.is_nested()


def text_of(field: Mapping[str, Any], schema: Mapping[str, Any], found: pl.DataType) -> pl.Expr:
    """Return the expression that gives the cells of a column as text; null where the text says that none is there."""
    column, absent = pl.col(str(field["name"])), missing(field, schema)
    if found.base_type() == pl.List:
        column = column.cast(pl.List(pl.String)).list.join(str(field.get("delimiter", ",")))
    elif isinstance(found, pl.Struct):
        column = column.struct.json_encode()
    elif found == pl.Binary:
        column = pl.concat_str(pl.lit("bytes "), column.bin.encode("hex"))
    elif isinstance(found, pl.Duration):
        column = column.dt.to_string("iso")
    elif found != pl.String:
        column = column.cast(pl.String)
    return column if absent == [""] else pl.when(~column.is_in(absent)).then(column)


def rows_of(resource: Resource) -> Rows:
    """Return all rows of a resource as they lie in its file, read once and kept.

    Raises:
        UnsafePath: a file is missing, or its path is not one that a package may name.
    """
    if "rows" not in resource.made:
        resource.made["rows"] = joined(part.rows() for part in read_parts(resource))
    rows: Rows = resource.made["rows"]
    return rows


def read_parts(resource: Resource, tally: Tally | None = None) -> Iterator[Part]:
    """Yield the parts of a resource, read in order, each to be told apart by itself.

    Rows that have been read whole already come as one part. `tally` takes the bytes of the files as they pass by.

    Raises:
        UnsafePath: a file is missing, or its path is not one that a package may name.
    """
    if "rows" in resource.made:
        for _ in _passing(resource, tally) if tally else ():
            pass
        yield ToldApart(resource.made["rows"])
    elif "data" in resource.descriptor:
        yield ToldApart(_inline(resource.descriptor["data"]))
    elif resource.format in {"csv", "tsv"} and not resource.descriptor.get("compression"):
        given = resource.descriptor.get("dialect")
        dialect: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
        if resource.format == "tsv":
            dialect = {"delimiter": "\t", **dialect}
        labels = [str(f["name"]) for f in resource.fields] if dialect.get("header") is False else None
        encoding = str(resource.descriptor.get("encoding", "utf-8"))
        blocks = _passing(resource, tally)
        yield from delimited.parts(blocks, dialect, encoding, labels)
        # What is behind bytes that are no text is counted and hashed all the same.
        for _ in blocks if tally else ():
            pass
    elif resource.format == "parquet":
        first: tuple[str, ...] = ()
        for path in resource.paths:
            with resource.package.open(path) as file:
                while tally and (block := file.read(snapshot.BLOCK)):
                    tally(block)
                file.seek(0)
                for part in parquet.parts(file):
                    if first and part.labels and part.labels != first:
                        why = f"{path} has other columns than {resource.paths[0]}, or in another order"
                        fix = "write both with the same columns"
                        yield ToldApart(Rows(first, pl.DataFrame(), (Fault("dialect", why, fix, is_end=True),)))
                        break
                    first = first or part.labels
                    yield ToldApart(part)
    else:
        for _ in _passing(resource, tally):
            pass
        why = f"tables in the format {resource.format} are not read"
        fault = Fault("dialect", why, "save the table as CSV or Parquet")
        yield ToldApart(Rows((), pl.DataFrame(), (fault,)))


def _passing(resource: Resource, tally: Tally | None) -> Iterator[bytes]:
    for block in resource.blocks():
        if tally:
            tally(block)
        yield block


def _rows(resource: Resource) -> Rows:
    try:
        return rows_of(resource)
    except UnsafePath as error:
        raise BadCell(resource.name, str(error)) from None


def _parts(resource: Resource) -> Iterator[Rows]:
    try:
        yield from (part.rows() for part in read_parts(resource))
    except UnsafePath as error:
        raise BadCell(resource.name, str(error)) from None


def _sound(resource: Resource, rows: Rows, lines: int = 0) -> pl.DataFrame:
    """Return the rows typed, if nothing is wrong with them; they stand behind so many lines."""
    if rows.faults:
        fault = rows.faults[0]
        raise BadCell(resource.name, fault.why if fault.line is None else f"line {fault.line + lines}: {fault.why}")
    names = [str(f["name"]) for f in resource.fields]
    if len(set(names)) < len(names):
        raise BadCell(resource.name, "two fields of its schema have the same name")
    for name in names:
        if name not in rows.labels:
            raise BadCell(resource.name, f"the column {name} is missing")
    frame = typed(resource, rows, names)
    for f in resource.fields:
        name = str(f["name"])
        cells = rows.cells.select(LINE, pl.col(str(rows.labels.index(name))).alias(name))
        text = cells.select(text_of(f, resource.schema, cells.schema[name])).to_series()
        broken = text.is_not_null() & frame[name].is_null()
        if broken.any():
            line, found = cells.filter(broken).row(0)
            place = "" if line is None else f"line {line + lines}: "
            raise BadCell(resource.name, f"{place}{name} = {found} is no {f.get('type', 'string')}")
    return frame


def _inline(data: Any) -> Rows:
    if isinstance(data, list) and data and all(isinstance(row, dict) for row in data):
        labels = tuple(dict.fromkeys(key for row in data for key in row))
        rows = [[_text(row.get(label)) for label in labels] for row in data]
    elif isinstance(data, list) and data and all(isinstance(row, list) for row in data):
        labels, rows = tuple(map(str, data[0])), [[_text(cell) for cell in row] for row in data[1:]]
        rows = [(row + [None] * len(labels))[: len(labels)] for row in rows]
    else:
        why = "inline data are neither a list of objects nor a list of lists"
        return Rows((), pl.DataFrame(), (Fault("dialect", why, "move the rows into a CSV file"),))
    schema = {str(i): pl.String() for i in range(len(labels))}
    return placed(labels, pl.DataFrame(rows, schema=schema, orient="row"), header=1)


def _text(cell: Any) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell or None
    return json.dumps(cell, ensure_ascii=False)
