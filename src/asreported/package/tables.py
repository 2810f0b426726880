"""Tables of a package as frames: as they lie in their files, or typed by their Table Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import polars as pl
from polars.io.plugins import register_io_source

from asreported import shipped
from asreported.errors import BadCell, UnsafePath
from asreported.package.cells import as_value, dtype_of, is_plain_text, missing, to_list, to_value
from asreported.package.parts import read_parts
from asreported.package.rows import LINE, Rows, joined, places_of
from asreported.package.shape import misshapen
from asreported.package.snapshot import PackageLike, Resource, open_package

__all__ = ["fields_match", "load", "load_ours", "require_schema", "rows_of", "scan", "typed"]

#: The types of text, and of whole numbers of which every value is one of 64 bits.
_TEXTS = {pl.String, pl.Categorical, pl.Enum, pl.Null}
_FINE = "%Y-%m-%dT%H:%M:%S%.9f"
_NARROWER = {pl.Int8, pl.Int16, pl.Int32, pl.UInt8, pl.UInt16, pl.UInt32}


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
    require_schema(resource)
    if "frame" not in resource.made:
        several = len(resource.paths) > 1
        resource.made["frame"] = (
            scan(table, resource.package).collect() if several else _sound(resource, _rows(resource))
        )
    frame: pl.DataFrame = resource.made["frame"].clone()
    return frame


def load_ours(table: str, package: PackageLike = None, *columns: str) -> pl.DataFrame:
    """Return a table of our profile as `load` does; it has these columns, or all of ours, with values of our type.

    Raises:
        BadCell: as `load`, and where the Table Schema of the package lacks such a field, or gives it another type.
    """
    frame, ours = load(table, package), _our_columns(table)
    for name in columns or ours:
        if name not in frame.columns:
            raise BadCell(table, f"the column {name} is missing, which our profile asks for")
        if frame.schema[name] != ours[name]:
            raise BadCell(table, f"the column {name} has another type than our profile gives it")
    return frame


@cache
def _our_columns(table: str) -> Mapping[str, pl.DataType]:
    return {str(f["name"]): dtype_of(f) for f in open_package().resource(table).fields}


def scan(table: str, package: PackageLike = None) -> pl.LazyFrame:
    """Return a table as a LazyFrame, which holds what `load` gives; a large file is read part by part when collected.

    A cell that its schema does not allow raises BadCell then.

    Raises:
        UnknownName: the package has no such table.
        BadCell: the file is not there, or lacks a column.
    """
    resource = open_package(package).resource(table)
    require_schema(resource)
    schema = {str(f["name"]): dtype_of(f) for f in resource.fields}
    empty = pl.DataFrame(schema=schema)

    def source(
        columns: list[str] | None, predicate: pl.Expr | None, most: int | None, _: int | None
    ) -> Iterator[pl.DataFrame]:
        lines, path = 0, ""
        for part in _parts(resource):
            lines, path = (lines, path) if part.path == path else (0, part.path)
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


def require_schema(resource: Resource) -> None:
    """Raise where the Table Schema is not as it must be: nothing is read by a schema that says nothing.

    Raises:
        BadCell: there is none, or it cannot be read or used.
    """
    if "schema" not in resource.descriptor:
        raise BadCell(resource.name, "it has no Table Schema, which tells its columns")
    if resource.package.folder == shipped.PACKAGE:
        return
    try:
        fault = misshapen(resource.schema)
    except UnsafePath as error:
        raise BadCell(resource.name, str(error)) from None
    except ValueError as error:
        raise BadCell(resource.name, f"its schema cannot be read: {error}") from None
    if fault:
        raise BadCell(resource.name, f"its schema cannot be used: {fault}")


def fields_match(schema: Mapping[str, Any]) -> str:
    """Return how the columns of a file are to match the fields of its schema: exact, equal, subset, superset, partial.

    >>> fields_match({"fields": []})
    'exact'
    """
    given = schema.get("fieldsMatch", "exact")
    # The profile of version 2.0 asked for a list of one, by mistake.
    return str(given[0] if isinstance(given, list) and given else given)


def typed(resource: Resource, rows: Rows, names: Sequence[str]) -> pl.DataFrame:
    """Return these columns of the rows by their names, typed by their fields; null where a cell is none of its type."""
    fields = {str(f["name"]): f for f in resource.fields}
    places = places_of(rows.labels)
    cells = rows.cells.select(pl.col(places[name]).alias(name) for name in names)
    schema, kinds = resource.schema, cells.schema
    return cells.select(value_of(fields[name], schema, kinds[name], is_text=rows.is_text).alias(name) for name in names)


def value_of(
    field: Mapping[str, Any], schema: Mapping[str, Any], found: pl.DataType, *, is_text: bool = False
) -> pl.Expr:
    """Return the expression that gives the values of a column, which comes as text or with a type of its own."""
    column = pl.col(str(field["name"]))
    if isinstance(found, pl.Datetime) and found.time_zone:
        column = column.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
    is_typed = comes_typed(field, found) and found != pl.String
    if is_typed and not found.is_nested():
        value = column.cast(dtype_of(field), strict=False)
        return (
            value
            if missing(field, schema) == [""]
            else pl.when(text_of(field, schema, found).is_not_null()).then(value)
        )
    if field.get("type") == "string" and found.base_type() not in _TEXTS:
        return pl.lit(None, pl.String)  # a number is no text, however it prints
    text = text_of(field, schema, found, is_text=is_text)
    if field.get("type") == "list" and found.is_nested():
        if not _is_list(found):
            return pl.lit(None, dtype_of(field))  # nor is JSON a list with commas
        value = column.cast(dtype_of(field), strict=False) if is_typed else to_list(_items(column, found), field)
        return value if missing(field, schema) == [""] else pl.when(text.is_not_null()).then(value)
    return to_value(text, field if found == pl.String else as_value(field))


def comes_typed(field: Mapping[str, Any], found: pl.DataType) -> bool:
    """Tell whether cells of this type need no reading: they are values already, or texts that may be anything."""
    wanted = dtype_of(field)
    if found == wanted:
        return found != pl.String or is_plain_text(field)
    if wanted == pl.Int64:
        return found in _NARROWER
    if isinstance(found, pl.Datetime):
        return isinstance(wanted, pl.Datetime)
    if not isinstance(found, pl.List) or not isinstance(wanted, pl.List):
        return False
    return comes_typed({"type": field.get("itemType", "string")}, found.inner)  # type: ignore[arg-type]


def _is_list(found: pl.DataType) -> bool:
    """Tell whether cells of this type are lists of values, each of which prints as a text."""
    if not isinstance(found, (pl.List, pl.Array)):
        return False
    return not found.inner.is_nested() and found.inner.base_type() not in {pl.Binary, pl.Duration}


def _items(column: pl.Expr, found: pl.DataType) -> pl.Expr:
    """Return lists of values as lists of texts."""
    return (column.arr.to_list() if isinstance(found, pl.Array) else column).cast(pl.List(pl.String))


def _holds_bytes(found: Any) -> bool:
    if isinstance(found, pl.Struct):
        return any(_holds_bytes(f.dtype) for f in found.fields)
    return _holds_bytes(found.inner) if isinstance(found, (pl.List, pl.Array)) else bool(found == pl.Binary)


def text_of(
    field: Mapping[str, Any], schema: Mapping[str, Any], found: pl.DataType, *, is_text: bool = False
) -> pl.Expr:
    """Return the expression that gives the cells of a column as text; null where the text says that none is there."""
    column, absent = pl.col(str(field["name"])), missing(field, schema)
    # An empty list prints as an empty text and is none; and the cells of CSV that have no letters are null already.
    signs = [sign for sign in absent if sign or (found == pl.String and not is_text)]
    numbers = pl.Series(signs, dtype=pl.String).cast(found, strict=False) if signs and found.is_numeric() else None
    # A number is no text: -99.0 is what -99 says.
    is_absent = None if numbers is None else column.is_in(numbers.drop_nulls().implode())
    if _is_list(found):
        column = _items(column, found).list.join(str(field.get("delimiter", ",")))
    elif found.is_nested():
        # Polars writes no bytes as JSON.
        text = pl.lit("bytes among other values") if _holds_bytes(found) else column.struct.json_encode()
        column = pl.when(column.is_not_null()).then(text)
    elif found == pl.Binary:
        column = pl.concat_str(pl.lit("bytes "), column.bin.encode("hex"))
    elif isinstance(found, pl.Datetime) and found.time_unit == "ns":
        column = (column.dt.convert_time_zone("UTC") if found.time_zone else column).dt.strftime(_FINE)
    elif isinstance(found, pl.Duration):
        column = column.dt.to_string("iso")
    elif found != pl.String:
        column = column.cast(pl.String)
    if is_text and "" not in absent:
        column = column.fill_null("")  # by the standard the empty text is then a text like any other
    if not signs:
        return column
    # One sign is compared, and not looked up: long texts would be copied to be.
    is_sign = column == signs[0] if len(signs) == 1 else column.is_in(signs)
    return pl.when(~(is_sign if is_absent is None else is_absent)).then(column)


def rows_of(resource: Resource) -> Rows:
    """Return all rows of a resource as they lie in its file, read once and kept.

    Raises:
        UnsafePath: a file is missing, or its path is not one that a package may name.
    """
    if "rows" not in resource.made:
        resource.made["rows"] = joined(part.rows() for part in read_parts(resource))
    rows: Rows = resource.made["rows"]
    return rows


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
    """Return the rows typed, if nothing is wrong with them; they stand behind so many lines of their file."""
    file = f"{rows.path}, " if rows.path else ""
    if rows.faults:
        fault = rows.faults[0]
        place = "" if fault.line is None else f"{file}line {fault.line + lines}: "
        why = f"{fault.column} = {fault.found} is no {fault.words['kind']}" if fault.words else fault.why
        raise BadCell(resource.name, f"{place}{why}")
    names = [str(f["name"]) for f in resource.fields]
    places = places_of(rows.labels)
    here = [name for name in names if name in places]
    lacking = [name for name in names if name not in places]
    if lacking and (fields_match(resource.schema) not in {"superset", "partial"} or not here):
        raise BadCell(resource.name, f"the column {lacking[0]} is missing")
    frame = typed(resource, rows, here)
    for f in resource.fields:
        if (name := str(f["name"])) not in places:
            continue
        cells = rows.cells.select(LINE, pl.col(places[name]).alias(name))
        text = cells.select(text_of(f, resource.schema, cells.schema[name], is_text=rows.is_text)).to_series()
        broken = text.is_not_null() & frame[name].is_null()
        if broken.any():
            line, found = cells.filter(broken).row(0)
            place = "" if line is None else f"{file}line {line + lines}: "
            raise BadCell(resource.name, f"{place}{name} = {found} is no {f.get('type', 'text')}")
    absent = (pl.lit(None, dtype_of(f)).alias(str(f["name"])) for f in resource.fields if str(f["name"]) in lacking)
    return frame.with_columns(absent).select(names)
