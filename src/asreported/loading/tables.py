"""Tables of a package as frames: as text with every record in its place, or typed by their Table Schema."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from asreported.errors import BadCell
from asreported.loading.cells import dtype_of, missing, to_value
from asreported.loading.csv_text import LINE, ROW, WHOLE, Fault, TextTable, read_csv
from asreported.package import Package, Resource, UnsafePath, open_package

__all__ = ["load", "read_table", "scan", "values"]

PackageLike = Package | str | Path | None


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
    resource = _opened(package).resource(table)
    read = _read(resource)
    if read.faults:
        fault = read.faults[0]
        raise BadCell(table, fault.why if fault.line is None else f"line {fault.line}: {fault.why}")
    _require_labels(resource, read.labels)
    names = {name: str(read.labels.index(name)) for name in (str(f["name"]) for f in resource.fields)}
    cells = read.cells.select(LINE, *(pl.col(place).alias(name) for name, place in names.items()))
    typed = cells.select(*values(resource))
    for name in names:
        broken = cells.filter(
            cells[name].is_not_null() & typed[name].is_null() & ~_is_missing(cells[name], resource, name)
        )
        if not broken.is_empty():
            line, found = broken.select(LINE, name).row(0)
            raise BadCell(table, f"line {line}: {name} = {found} is no {_type_of(resource, name)}")
    return typed


def scan(table: str, package: PackageLike = None) -> pl.LazyFrame:
    """Return a table as a LazyFrame that reads and types its columns when it is collected.

    A cell that its schema does not allow raises then. Rows are not counted and checked as `load` does: validate first.

    Raises:
        UnknownName: the package has no such table.
        BadCell: the file is not there, or lacks a column.
    """
    resource = _opened(package).resource(table)
    if (resource.format != "csv" and resource.format != "parquet") or len(resource.paths) != 1:
        return load(table, resource.package).lazy()
    try:
        content = resource.read()
    except UnsafePath as error:
        raise BadCell(table, str(error)) from None
    if resource.format == "parquet":
        return pl.scan_parquet(io.BytesIO(content))
    lazy = pl.scan_csv(io.BytesIO(content), infer_schema=False, separator=_separator(resource))
    _require_labels(resource, tuple(lazy.collect_schema().names()))
    return lazy.select(*(_typed_or_raise(table, f, resource) for f in resource.fields))


def values(resource: Resource) -> list[pl.Expr]:
    """Return, for each field, the expression that types the text column of its name; null where it cannot."""
    schema = resource.schema
    return [_value(f, missing(f, schema)).alias(str(f["name"])) for f in resource.fields]


def read_table(resource: Resource, content: bytes | None = None) -> TextTable:
    """Return the table as text. Parquet and inline data have no lines; their rows are counted from 2, as in CSV.

    `content` are the bytes of its files, where they have been read already.

    Raises:
        UnsafePath: a file is missing, or its path is not one that a package may name.
    """
    if "data" in resource.descriptor:
        return _inline(resource.descriptor["data"])
    if resource.format in {"csv", "tsv"} and not resource.descriptor.get("compression"):
        given = resource.descriptor.get("dialect")
        dialect: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
        if resource.format == "tsv":
            dialect = {"delimiter": "\t", **dialect}
        labels = [str(f["name"]) for f in resource.fields] if dialect.get("header") is False else None
        encoding = str(resource.descriptor.get("encoding", "utf-8"))
        return read_csv(resource.read() if content is None else content, dialect, encoding, labels)
    if resource.format == "parquet":
        return _parquet(resource.read() if content is None else content)
    why = f"tables in the format {resource.format} are not read"
    return TextTable((), pl.DataFrame(), (Fault("dialect", why, "save the table as CSV or Parquet"),))


def _opened(package: PackageLike) -> Package:
    return package if isinstance(package, Package) else open_package(package)


def _read(resource: Resource) -> TextTable:
    try:
        return read_table(resource)
    except UnsafePath as error:
        raise BadCell(resource.name, str(error)) from None


def _require_labels(resource: Resource, labels: Sequence[str]) -> None:
    for f in resource.fields:
        if f["name"] not in labels:
            raise BadCell(resource.name, f"the column {f['name']} is missing")


def _value(f: Mapping[str, Any], absent: list[str]) -> pl.Expr:
    text = pl.col(str(f["name"]))
    return to_value(pl.when(text.is_in(absent)).then(None).otherwise(text) if absent != [""] else text, f)


def _is_missing(column: pl.Series, resource: Resource, name: str) -> pl.Series:
    f = next(f for f in resource.fields if f["name"] == name)
    return column.is_in(missing(f, resource.schema))


def _type_of(resource: Resource, name: str) -> str:
    return str(next(f for f in resource.fields if f["name"] == name).get("type", "string"))


def _separator(resource: Resource) -> str:
    given = resource.descriptor.get("dialect")
    dialect: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    return str(dialect.get("delimiter", ","))


def _typed_or_raise(table: str, f: Mapping[str, Any], resource: Resource) -> pl.Expr:
    absent = missing(f, resource.schema)

    def judge(text: pl.Series) -> pl.Series:
        typed = text.to_frame(str(f["name"])).select(_value(f, absent)).to_series()
        bad = text.filter(text.is_not_null() & typed.is_null() & ~text.is_in(absent) & (text != ""))
        if len(bad):
            raise BadCell(table, f"{f['name']} = {bad[0]} is no {f.get('type', 'string')}")
        return typed

    return pl.col(str(f["name"])).map_batches(judge, return_dtype=dtype_of(f))


def _parquet(content: bytes) -> TextTable:
    try:
        frame = pl.read_parquet(io.BytesIO(content))
    except (pl.exceptions.PolarsError, OSError) as error:
        fault = Fault("dialect", f"the file is no Parquet: {str(error).splitlines()[0]}", "write it again as Parquet")
        return TextTable((), pl.DataFrame(), (fault,))
    return _placed(tuple(frame.columns), frame)


def _inline(data: Any) -> TextTable:
    if isinstance(data, list) and data and all(isinstance(row, dict) for row in data):
        labels = tuple(dict.fromkeys(key for row in data for key in row))
        rows = [[_text(row.get(label)) for label in labels] for row in data]
    elif isinstance(data, list) and data and all(isinstance(row, list) for row in data):
        labels, rows = tuple(map(str, data[0])), [[_text(cell) for cell in row] for row in data[1:]]
        rows = [(row + [None] * len(labels))[: len(labels)] for row in rows]
    else:
        why = "inline data are neither a list of objects nor a list of lists"
        return TextTable((), pl.DataFrame(), (Fault("dialect", why, "move the rows into a CSV file"),))
    schema = {str(i): pl.String() for i in range(len(labels))}
    return _placed(labels, pl.DataFrame(rows, schema=schema, orient="row"))


def _text(cell: Any) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell or None
    return json.dumps(cell, ensure_ascii=False)


def _placed(labels: tuple[str, ...], frame: pl.DataFrame) -> TextTable:
    frame = frame.rename(dict(zip(frame.columns, map(str, range(frame.width)), strict=True)))
    row = pl.int_range(2, frame.height + 2, dtype=pl.Int64)
    return TextTable(
        labels, frame.with_columns(row.alias(ROW), pl.lit(None, pl.Int64).alias(LINE), pl.lit(True).alias(WHOLE))
    )
