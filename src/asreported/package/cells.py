"""Cells: how the text of a cell becomes a value, by the lexical forms of Table Schema.

Our own profile asks for one canonical form of each value; other packages get every form that their descriptor allows.

Source: Table Schema, Data Package 2.0, https://datapackage.org/standard/table-schema/
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import polars as pl

from asreported.package.geojson import is_geojson, is_topojson

__all__ = [
    "CANONICAL",
    "as_value",
    "digits_of",
    "dtype_of",
    "is_applied",
    "is_plain_text",
    "is_strptime",
    "json_length",
    "missing",
    "to_list",
    "to_value",
    "unexamined",
]

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
}
_LABEL = r"[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?"
#: The formats of text, and what the texts of each match.
_TEXTS: Mapping[str, str] = {
    # HTML, valid e-mail address, with letters of every script as in RFC 6531.
    "email": rf"^[\p{{L}}\p{{N}}.!#$%&'*+/=?^_`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})*$",
    # RFC 3986: a scheme, and none but the characters that an address may hold.
    "uri": r"^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$",
    # RFC 4648, base64.
    "binary": r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
    "uuid": r"^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
}
_YEAR = r"-?(?:[1-9][0-9]{3,8}|0[0-9]{3})"
_DURATION = r"^-?P(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?$"
_DATETIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9](?:\.[0-9]+)?"
#: An offset from UTC, at most fourteen hours of it (XML Schema, 3.2.7.3).
_OFFSET = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?$"
_NUMBER = r"^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"
#: What is, or is taken for, a minus: every dash, and the minus of mathematics, raised and lowered too.
_MINUS = r"\p{Pd}−⁻₋"
_SPECIAL = r"^(?i:-?INF|NaN)$"
_TRUE, _FALSE = ["true", "True", "TRUE", "1"], ["false", "False", "FALSE", "0"]
#: The types with formats, and those formats; of `_TIMES` a pattern of strptime is one, as the one that is given here.
_FORMATS: Mapping[str, tuple[str, ...]] = {
    "string": ("default", *_TEXTS),
    "geopoint": ("default", "array", "object"),
    "geojson": ("default", "topojson"),
}
_TIMES = {"date": "%Y-%m-%d", "datetime": "%Y-%m-%dT%H:%M:%S", "time": "%H:%M:%S"}
_ITEMS = {"string", "integer", "boolean", "number", "datetime", "date", "time"}
#: How a number is written in text.
_OF_DIGITS = {"decimalChar", "groupChar", "bareNumber"}
#: What of XML Schema's regular expressions those of Rust read otherwise: names, subtraction and blocks.
_FOREIGN = re.compile(r"\\[icIC]|\[[^\[\]]*-\[|\\[pP]\{Is|&&|~~")


def dtype_of(field: Mapping[str, Any]) -> pl.DataType:
    """Return the Polars type of a field; what Polars has no type for stays text."""
    kind = _kind(field)
    if kind == "list":
        return pl.List(dtype_of({"type": field.get("itemType", "string")}))
    return _DTYPES.get(kind, pl.String())


def is_plain_text(field: Mapping[str, Any]) -> bool:
    """Tell whether any text is a value of a field of text."""
    return _kind(field) == "any" or (_kind(field) == "string" and _format(field) not in _TEXTS)


def missing(field: Mapping[str, Any], schema: Mapping[str, Any]) -> list[str]:
    """Return the texts that stand for an empty cell; the field's own in place of the schema's."""
    values = field.get("missingValues", schema.get("missingValues", [""]))
    return [str(v.get("value") if isinstance(v, Mapping) else v) for v in values if isinstance(values, list)]


def as_value(field: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a field without what says how text writes a number, for columns of numbers."""
    return {key: value for key, value in field.items() if key not in _OF_DIGITS}


def unexamined(field: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each property of a field that is not applied here, and why."""
    kind, form = _kind(field), _format(field)
    constraints = field.get("constraints", {})
    if kind in _TIMES:
        if form == "any":
            yield "format", f"the format any leaves open which {kind} a cell means"
        elif form != "default" and not is_strptime(form):
            yield "format", f"{form!r} is no pattern of strptime, as {_TIMES[kind]} is one"
    elif form not in _FORMATS.get(kind, ("default",)):
        yield "format", f"the type {kind} has no format {form!r}"
    if kind == "duration":
        for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
            if name in constraints:
                yield name, "of two durations, a month and thirty days, neither need be the longer"
    if kind in {"object", "array", "geojson", "geopoint", "list"} and "enum" in constraints:
        yield "enum", f"values of the type {kind} are not compared"
    if isinstance(pattern := constraints.get("pattern"), str) and (found := _FOREIGN.search(pattern)):
        yield "pattern", f"{found[0]} of XML Schema's regular expressions is not read"
    if kind == "list" and str(field.get("itemType", "string")) not in _ITEMS:
        yield "itemType", f"a list has no items of the type {field['itemType']!r}"
    if kind == "number":
        point, group = field.get("decimalChar", "."), field.get("groupChar")
        if point == group or not point:
            name = "decimalChar" if "decimalChar" in field else "groupChar"
            yield name, "a number cannot be told with one sign for its decimals and its groups, or with none"


def is_applied(kind: str, form: str) -> bool:
    """Tell whether cells of a type can be read in a format, as those of a time cannot in every one."""
    return kind not in _TIMES or form == "default" or is_strptime(form)


def is_strptime(form: str) -> bool:
    """Tell whether a format is a pattern that strptime of Python reads, and tells something of a time by."""
    if not re.search("%[^%]", form):
        return False
    try:
        datetime.strptime("", form)
    except ValueError as error:
        return "does not match" in str(error)
    except (re.error, OverflowError, IndexError, KeyError, TypeError):
        return False
    return True


def json_length(text: pl.Expr) -> pl.Expr:
    """Return how many items each array or object in JSON has."""
    return text.map_elements(lambda cell: len(json.loads(cell)), return_dtype=pl.Int64)


def to_value(text: pl.Expr, field: Mapping[str, Any]) -> pl.Expr:
    """Return the value of a text cell: null where the cell is empty or is none of the forms of its type."""
    kind, form = _kind(field), _format(field)
    match kind:
        case "string":
            return _where(text, _TEXTS[form]) if form in _TEXTS else text
        case "integer":
            # Polars takes digits behind at most one sign for a whole number, as the standard does, and nothing else.
            return digits_of(text, field).cast(pl.Int64, strict=False)
        case "year":
            return _where(text, f"^{_YEAR}$").cast(pl.Int64, strict=False)
        case "number":
            return _number(text, field)
        case "boolean":
            yes, no = field.get("trueValues", _TRUE), field.get("falseValues", _FALSE)
            return pl.when(text.is_in(list(yes))).then(True).when(text.is_in(list(no))).then(False)
        case "date" if form == "default":
            return _of_calendar(_where(text, CANONICAL["date"]).str.to_date("%Y-%m-%d", strict=False))
        case "datetime" if form == "default":
            return _of_calendar(_instant(_where(text, _DATETIME + _OFFSET)))
        case "time" if form == "default":
            clock = _where(text, r"^[0-9]{2}:[0-9]{2}:[0-5][0-9]$")
            return clock.str.to_time("%H:%M:%S", strict=False)
        case "date" | "datetime" | "time":
            return text.map_batches(lambda cells: _parsed(cells, form, field), return_dtype=dtype_of(field))
        case "list":
            return to_list(text.str.split(str(field.get("delimiter", ","))), field)
        case "yearmonth":
            return _where(text, f"^{_YEAR}-(?:0[1-9]|1[0-2])$").str.replace("^-0000", "0000")
        case "duration":
            return pl.when(text.str.contains(_DURATION) & ~text.str.contains("[PT]$")).then(text)
        case "object" | "array" | "geojson" | "geopoint":
            judge = _JUDGES[kind, form] if (kind, form) in _JUDGES else _JUDGES[kind, "default"]
            return pl.when(text.map_batches(lambda cells: _judged(cells, judge), return_dtype=pl.Boolean)).then(text)
        case _:
            return text


def to_list(items: pl.Expr, field: Mapping[str, Any]) -> pl.Expr:
    """Return the values of lists of texts: null where one of the items has none."""
    if (inner := str(field.get("itemType", "string"))) == "string":
        return items
    values = items.list.eval(to_value(pl.element(), {"type": inner}))
    return pl.when(~values.list.eval(pl.element().is_null()).list.any()).then(values)


def _kind(field: Mapping[str, Any]) -> str:
    return str(field.get("type", "any"))


def _format(field: Mapping[str, Any]) -> str:
    # Before its first version the standard marked a pattern by `fmt:`.
    return str(field.get("format", "default")).removeprefix("fmt:")


def _where(text: pl.Expr, pattern: str) -> pl.Expr:
    return pl.when(text.str.contains(pattern)).then(text)


def digits_of(text: pl.Expr, field: Mapping[str, Any]) -> pl.Expr:
    """Return a number without what its field allows around and inside it: currency signs, group characters."""
    point = str(field.get("decimalChar", "."))
    mark = re.escape(point)
    if field.get("bareNumber", True) is False:
        # Up to the first digit and its sign, and behind the last. What may negate a number is never stripped.
        before = rf"(?:[^0-9+({_MINUS}]|\([^0-9+(){_MINUS}]*\))*?"
        text = text.str.extract(rf"^{before}([+-]?(?:{mark})?[0-9].*?)[^0-9{_MINUS}]*$")
    if group := re.escape(str(field.get("groupChar") or "")):
        # It parts the digits before the point: elsewhere, or twice, it parts none.
        behind = "" if _kind(field) == "integer" else f"|{mark}.*{group}"  # a whole number has no decimals
        parts_none = text.str.contains(f"(?:^|[^0-9]){group}|{group}(?:[^0-9]|$){behind}")
        text = pl.when(~parts_none).then(text.str.replace_all(group, ""))
    if point != ".":
        text = text.str.replace_all(".", "?", literal=True).str.replace(point, ".", literal=True)
    return text


def _number(text: pl.Expr, field: Mapping[str, Any]) -> pl.Expr:
    value = _where(digits_of(text, field), _NUMBER).cast(pl.Float64, strict=False)
    special = _where(text, _SPECIAL).str.to_lowercase().cast(pl.Float64, strict=False)
    # What is too large to be kept is none of the numbers that are kept.
    return pl.when(text.str.contains(_SPECIAL)).then(special).when(value.is_finite()).then(value)


def _instant(text: pl.Expr) -> pl.Expr:
    """Return the instant in UTC, of a date and time with an offset; one without is taken as it is written."""
    local = text.str.replace(r"(?:Z|[+-][0-9]{2}:[0-9]{2})$", "")
    read = local.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", strict=False, time_unit="us")
    hours, minutes = (
        text.str.extract(rf"[+-]{part}$").cast(pl.Int64) for part in ("([0-9]{2}):[0-9]{2}", "[0-9]{2}:([0-9]{2})")
    )
    offset = pl.duration(hours=hours, minutes=minutes)
    is_east = text.str.contains(r"\+[0-9]{2}:[0-9]{2}$")
    return pl.when(hours.is_null()).then(read).when(is_east).then(read - offset).otherwise(read + offset)


def _of_calendar(value: pl.Expr) -> pl.Expr:
    """Return a date or an instant of the years 1 to 9999: the standard has no others, and neither has Python."""
    return pl.when(value.dt.year().is_between(1, 9999)).then(value)


def _parsed(cells: pl.Series, form: str, field: Mapping[str, Any]) -> pl.Series:
    """Return the values of cells by a pattern of strptime, each distinct cell read once; null where none is told."""
    dtype, kind = dtype_of(field), _kind(field)
    values: list[Any] = []
    distinct = cells.drop_nulls().unique()
    for cell in distinct:
        try:
            moment = datetime.strptime(cell, form)
            if moment.tzinfo:
                moment = moment.astimezone(UTC).replace(tzinfo=None)
        except (ValueError, OverflowError, re.error, IndexError, KeyError, TypeError):
            values.append(None)
            continue
        values.append(moment.date() if kind == "date" else moment.time() if kind == "time" else moment)
    return cells.replace_strict(distinct, pl.Series(values, dtype=dtype), default=None, return_dtype=dtype)


def _judged(cells: pl.Series, judge: Callable[[Any], bool]) -> pl.Series:
    """Return which cells a judge lets pass; each distinct cell is judged once."""
    distinct = cells.drop_nulls().unique()
    return cells.is_in(pl.Series([cell for cell in distinct if judge(cell)], dtype=pl.String).implode())


def _json(cell: str) -> Any:
    def refuse(constant: str) -> Any:
        raise ValueError(constant)

    try:
        return json.loads(cell, parse_constant=refuse)
    except (ValueError, RecursionError):
        return None


def _is_place(values: Any) -> bool:
    """Tell whether values are a longitude and a latitude, in degrees."""
    if len(values) != 2 or any(isinstance(v, bool) or not isinstance(v, int | float) for v in values):
        return False
    longitude, latitude = values
    return bool(-180 <= longitude <= 180 and -90 <= latitude <= 90)


def _is_plain_place(cell: str) -> bool:
    parts = cell.split(",")
    sound = len(parts) == 2 and all(re.fullmatch(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", p.strip(" ")) for p in parts)
    return sound and _is_place([float(part) for part in parts])


def _is_place_in_object(cell: str) -> bool:
    found = _json(cell)
    return isinstance(found, dict) and set(found) == {"lon", "lat"} and _is_place([found["lon"], found["lat"]])


#: What tells the cells of a type and format that are written in JSON, or are a place.
_JUDGES: Mapping[tuple[str, str], Callable[[Any], bool]] = {
    ("object", "default"): lambda cell: isinstance(_json(cell), dict),
    ("array", "default"): lambda cell: isinstance(_json(cell), list),
    ("geojson", "default"): lambda cell: is_geojson(_json(cell)),
    ("geojson", "topojson"): lambda cell: is_topojson(_json(cell)),
    ("geopoint", "default"): _is_plain_place,
    ("geopoint", "array"): lambda cell: isinstance(found := _json(cell), list) and _is_place(found),
    ("geopoint", "object"): _is_place_in_object,
}
