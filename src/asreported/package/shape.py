"""The shape of a Table Schema: lists where lists belong, names where names do. Everything else builds on it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from asreported.package.rows import MARK

__all__ = ["misshapen"]

_SEVERAL = {"type": "array", "minItems": 1, "items": {"type": "string"}, "uniqueItems": True}
_NAMES: Mapping[str, Any] = {
    "anyOf": [{"type": "string"}, _SEVERAL],
    "x-message": "is neither a name nor a list of names, each once",
}
#: A longer list is no codelist, and each of its values is looked at.
_MOST = 100_000
#: The types of Table Schema, Data Package 2.0.
_TYPES = [
    "string",
    "number",
    "integer",
    "boolean",
    "object",
    "array",
    "list",
    "datetime",
    "date",
    "time",
    "year",
    "yearmonth",
    "duration",
    "geopoint",
    "geojson",
    "any",
]
_MATCH = {"enum": ["exact", "equal", "subset", "superset", "partial"]}
_WORDS = {"type": "array", "items": {"type": "string"}}
#: What a value of a descriptor can be: in an object it stands under `value`.
_SCALARS = ["string", "number", "integer", "boolean", "object"]
_BOUND = {"type": ["number", "string", "boolean"]}
_LENGTH = {"type": "integer", "minimum": 0}
_CONSTRAINTS = {
    "type": "object",
    "properties": {
        "required": {"type": "boolean"},
        "unique": {"type": "boolean"},
        "enum": {"type": "array", "minItems": 1},
        "pattern": {"type": "string"},
        "minLength": _LENGTH,
        "maxLength": _LENGTH,
        **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _BOUND),
    },
}
_REFERENCE = {
    "type": "object",
    "required": ["fields"],
    "properties": {"resource": {"type": "string"}, "fields": _NAMES},
}
_ABSENT = {
    "type": "array",
    "items": {"anyOf": [{"type": "string"}, {"type": "object", "required": ["value"]}]},
}
_SHAPE: Mapping[str, Any] = {
    "type": "object",
    "required": ["fields"],
    "properties": {
        "fields": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "minLength": 1},
                    "type": {"enum": _TYPES},
                    **{key: {"type": "string"} for key in ("format", "groupChar", "decimalChar", "itemType")},
                    **dict.fromkeys(("trueValues", "falseValues"), _WORDS),
                    "bareNumber": {"type": "boolean"},
                    "delimiter": {"type": "string", "minLength": 1},
                    "constraints": _CONSTRAINTS,
                    "missingValues": _ABSENT,
                    "categories": {"type": "array", "minItems": 1, "items": {"type": _SCALARS, "required": ["value"]}},
                },
            },
        },
        "fieldsMatch": {"anyOf": [_MATCH, {"type": "array", "minItems": 1, "maxItems": 1, "items": _MATCH}]},
        "primaryKey": _NAMES,
        "uniqueKeys": {"type": "array", "items": _SEVERAL},
        "foreignKeys": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["fields", "reference"],
                "properties": {"fields": _NAMES, "reference": _REFERENCE},
            },
        },
        "missingValues": _ABSENT,
        "rules": {"type": "array", "items": {"type": "string"}},
    },
}


def misshapen(schema: Mapping[str, Any]) -> str | None:
    """Return what of a Table Schema has not the shape that it must have, or None.

    >>> misshapen({"fields": [{"name": "low"}], "primaryKey": 5})
    'primaryKey is neither a name nor a list of names, each once: 5'
    """
    import jsonschema

    if long := next((key for key, many in _lists(schema) if len(many) > _MOST), None):
        return f"{long} has more than {_MOST:,} values"
    for error in jsonschema.Draft7Validator(_SHAPE).iter_errors(dict(schema)):
        place = "/".join(map(str, error.absolute_path)) or "the schema"
        message = error.schema.get("x-message") if isinstance(error.schema, dict) else None
        found = json.dumps(error.instance, ensure_ascii=False)
        if message:
            return f"{place} {message}: {found[:60]}"
        if error.validator == "enum":
            return f"{place} is {found[:60]}, and none of: {', '.join(map(str, error.validator_value))}"
        return f"{place} is not as it must be: {error.message[:120]}"
    return _unusable_name(schema) or _of_two_minds(schema)


def _lists(schema: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield the lists of a schema and of its fields, each with its name."""
    fields = schema.get("fields")
    for part in (schema, *(f for f in (fields if isinstance(fields, list) else ()) if isinstance(f, Mapping))):
        yield from ((key, value) for key, value in part.items() if isinstance(value, list))


def _unusable_name(schema: Mapping[str, Any]) -> str | None:
    names = Counter(str(f["name"]) for f in schema["fields"])
    if inner := next((name for name in names if MARK in name), None):
        return f"the name {inner!r} has {MARK}, by which columns of our own are told"
    if meant := next((name for name in names if name == "*" or re.fullmatch(r"(?s)\^.*\$", name)), None):
        return f"the name {meant!r} is a pattern to what reads the columns, and stands for more than one of them"
    twice = next((name for name, times in names.items() if times > 1), None)
    return twice and f"two fields have the name {twice!r}"


def _of_two_minds(schema: Mapping[str, Any]) -> str | None:
    """Return what is said of a boolean field that has one text for true and for false."""
    for f in schema["fields"]:
        both = set(f.get("trueValues", ())) & set(f.get("falseValues", ()))
        if both and f.get("type") == "boolean":
            return f"{min(both)!r} of the field {f['name']!r} stands for true and for false"
    return None
