"""Cells: how the text of a cell becomes a value, by the lexical forms of Table Schema.

Our own profile asks for one canonical form of each value; other packages get every form that their descriptor allows.

Source: Table Schema, Data Package 2.0, https://datapackage.org/standard/table-schema/
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import polars as pl

__all__ = ["CANONICAL", "dtype_of", "is_plain_text", "missing", "to_value"]

#: One way to write each value, so that files can be compared byte for byte.
CANONICAL: Mapping[str, str] = {
    "integer": r"^(?:0|-?[1-9][0-9]{0,15})$",
    "number": r"^(?:0|-?(?:[1-9][0-9]*|0)(?:\.[0-9]*[1-9])?)$",
    "boolean": r"^(?:true|false)$",
    "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
}

_DTYPES: Mapping[str, pl.DataType] = {
    "integer": pl.Int64(),
    "year": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "datetime": pl.Datetime("us"),
    "time": pl.Time(),
    "list": pl.List(pl.String),
}
_PATTERNS: Mapping[str, str] = {
    "yearmonth": r"^-?[0-9]{4}-(?:0[1-9]|1[0-2])$",
    "duration": r"^-?P(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$",
    "object": r"^\s*\{(?s:.*)\}\s*$",
    "geojson": r"^\s*\{(?s:.*)\}\s*$",
    "array": r"^\s*\[(?s:.*)\]\s*$",
    "geopoint": r"^[\[{]?.*-?\d+(?:\.\d+)?.*,.*-?\d+(?:\.\d+)?[\]}]?$",
}
_NUMBER = r"^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$|^-?INF$|^NaN$"
_TRUE, _FALSE = ["true", "True", "TRUE", "1"], ["false", "False", "FALSE", "0"]


def dtype_of(field: Mapping[str, Any]) -> pl.DataType:
    """Return the Polars type of a field; what Polars has no type for stays text."""
    return _DTYPES.get(str(field.get("type", "string")), pl.String())


def is_plain_text(field: Mapping[str, Any]) -> bool:
    """Tell whether any text is a value of a field of text."""
    return str(field.get("type", "string")) not in _PATTERNS


def missing(field: Mapping[str, Any], schema: Mapping[str, Any]) -> list[str]:
    """Return the texts that stand for an empty cell; the field's own before the schema's."""
    values = field.get("missingValues", schema.get("missingValues", [""]))
    return [str(v["value"] if isinstance(v, Mapping) else v) for v in values]


def to_value(text: pl.Expr, field: Mapping[str, Any]) -> pl.Expr:
    """Return the value of a text cell: null where the cell is empty or is none of the forms of its type."""
    kind, form = str(field.get("type", "string")), str(field.get("format", "default"))
    match kind:
        case "integer" | "year":
            if kind == "year":
                return _where(text, r"^-?[0-9]{4}$").cast(pl.Int64, strict=False)
            # Polars takes digits behind at most one sign for a whole number, as the standard does, and nothing else.
            return _bare(text, field, r"[^0-9+\-]").cast(pl.Int64, strict=False)
        case "number":
            plain = _bare(text, field, r"[^0-9+\-.eEINFaN]")
            return _where(plain, _NUMBER).str.replace("INF", "inf").cast(pl.Float64, strict=False)
        case "boolean":
            yes, no = field.get("trueValues", _TRUE), field.get("falseValues", _FALSE)
            return pl.when(text.is_in(list(yes))).then(True).when(text.is_in(list(no))).then(False)
        case "date":
            if form == "default":
                return _where(text, CANONICAL["date"]).str.to_date("%Y-%m-%d", strict=False)
            return text.str.to_date(None if form == "any" else form, strict=False)
        case "datetime":
            if form == "default":
                instant = _where(text, r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9]{2}:?[0-9]{2})?$")
                return instant.str.replace(r"(?:Z|[+-]\d{2}:?\d{2})$", "").str.to_datetime(
                    "%Y-%m-%dT%H:%M:%S%.f", strict=False, time_unit="us"
                )
            return text.str.to_datetime(None if form == "any" else form, strict=False, time_unit="us")
        case "time":
            if form == "default":
                return (
                    _where(text, r"^[0-9]{2}:[0-9]{2}:[0-9]{2}").str.slice(0, 8).str.to_time("%H:%M:%S", strict=False)
                )
            return text.str.to_time(None if form == "any" else form, strict=False)
        case "list":
            return pl.when(text != "").then(text.str.split(str(field.get("delimiter", ","))))
        case _:
            return _where(text, _PATTERNS[kind]) if kind in _PATTERNS else text


def _where(text: pl.Expr, pattern: str) -> pl.Expr:
    return pl.when(text.str.contains(pattern)).then(text)


def _bare(text: pl.Expr, field: Mapping[str, Any], foreign: str) -> pl.Expr:
    """Return the number without what its field allows around and inside it: currency signs, group characters."""
    if field.get("bareNumber", True) is False:
        text = text.str.replace_all(rf"^{foreign}+|{foreign}+$", "")
    if group := field.get("groupChar"):
        text = text.str.replace_all(re.escape(str(group)), "")
    if (point := field.get("decimalChar", ".")) != ".":
        text = text.str.replace_all(".", "?", literal=True).str.replace(str(point), ".", literal=True)
    return text
