"""Between a Pandera schema and a Table Schema: each is made from the other, and nothing is lost on the way.

Source: Table Schema, Data Package 2.0, https://datapackage.org/standard/table-schema/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import isfinite
from typing import Any

import pandera.polars as pa
import polars as pl

from asreported import shipped
from asreported.package import read_json
from asreported.package.cells import digits_of, dtype_of, is_plain_text, to_value, unexamined
from asreported.package.decimals import Written, beyond
from asreported.package.descriptor import as_list
from asreported.package.exact import is_kept_whole
from asreported.rules.book import of_scope
from asreported.rules.codelists import Codelists
from asreported.rules.rule import Rule
from asreported.schemas.fields import whole
from asreported.schemas.table import Schema, as_check

__all__ = ["from_table_schema", "to_table_schema"]

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_TYPES = {pl.Int64: "integer", pl.String: "string", pl.Date: "date", pl.Boolean: "boolean", pl.List: "list"}
#: The constraints of Table Schema that are comparisons, by the name of Pandera's check and of its statistic.
_COMPARISONS = {
    "minimum": ("greater_than_or_equal_to", "min_value"),
    "maximum": ("less_than_or_equal_to", "max_value"),
    "exclusiveMinimum": ("greater_than", "min_value"),
    "exclusiveMaximum": ("less_than", "max_value"),
}
#: The types whose values have an order.
_ORDERED = {"integer", "number", "year", "date", "datetime", "time", "yearmonth", "duration"}
#: Whole numbers of 64 bits are smaller.
_WHOLE = 2**63
#: Of a pattern with more characters nothing is told but that it is refused.
_LONGEST_PATTERN = 500
#: Such are compared with those of no more than 128.
_COMPARED = 2**127
_SIZED = {"string", "any", "list", "array", "object"}
#: The types that a constraint is for, where it is not for all.
_TYPES_OF: Mapping[str, set[str]] = {
    **dict.fromkeys(_COMPARISONS, _ORDERED),
    **dict.fromkeys(("minLength", "maxLength"), _SIZED),
    "pattern": {"string", "any"},
    "jsonSchema": {"array", "object"},
}
_OWN_KEYS = {"name", "title", "description", "constraints"}


def to_table_schema(schema: Schema) -> dict[str, Any]:
    """Return the Table Schema of a Pandera schema, with the ids of its row rules under `rules`."""
    foreign = [
        {"fields": [name], "reference": {"resource": key["resource"], "fields": [key["field"]]}}
        for name, column in schema.columns.items()
        if (key := (column.metadata or {}).get("foreign_key"))
    ]
    made: dict[str, Any] = {
        "$schema": PROFILE,
        "name": schema.name,
        "description": schema.description,
        "fields": [_field(str(name), column) for name, column in schema.columns.items()],
        "primaryKey": schema.unique,
        "foreignKeys": foreign,
        "missingValues": [""],
        "rules": [str(check.name) for check in schema.checks],
    }
    return {key: value for key, value in made.items() if value}


def from_table_schema(descriptor: Mapping[str, Any], name: str, codes: Codelists | None = None) -> Schema:
    """Return the Pandera schema of a Table Schema.

    Under `rules` it may name row rules of ours; they are judged with the package's own `codes`.

    Raises:
        ValueError: a constraint or a rule that cannot be applied; the message names it.
    """
    ours = {rule.id: rule for rule in of_scope("row")}
    ids = [str(rule) for rule in descriptor.get("rules", ())]
    if unknown := [rule for rule in ids if rule not in ours]:
        raise ValueError(f"there is no row rule {unknown[0]!r}")
    _require_columns([ours[rule] for rule in ids], {str(f["name"]): f for f in descriptor.get("fields", ())})
    keys = {str(k["fields"][0]): k["reference"] for k in _foreign_keys(descriptor) if len(k["fields"]) == 1}
    columns = {str(f["name"]): _column(f, keys.get(str(f["name"]))) for f in descriptor.get("fields", ())}
    primary = as_list(descriptor.get("primaryKey"))
    for name in primary or ():
        # By the standard the cells of a primary key are filled, whether a constraint says so or not.
        if name in columns:
            columns[name].nullable = False
    composite = [k for k in _foreign_keys(descriptor) if len(k["fields"]) > 1]
    metadata = {"foreign_keys": composite} if composite else {}
    if unique := descriptor.get("uniqueKeys"):
        metadata["unique_keys"] = unique
    return Schema(
        columns,
        checks=[as_check(ours[rule], codes) for rule in ids],
        strict=True,
        unique=primary,
        name=str(descriptor.get("name", name)),
        description=descriptor.get("description"),
        metadata=metadata or None,
        codelists=codes,
    )


def _require_columns(rules: Sequence[Rule], fields: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise where a rule of ours reads a column that is not there, or that has another type than in our table."""
    for rule in rules:
        types = _types_of(rule.table)
        for name in rule.columns:
            if name not in fields:
                raise ValueError(f"the rule {rule.id} reads the column {name}, and there is none")
            found, wanted = str(fields[name].get("type", "string")), types.get(name, "string")
            if dtype_of({"type": found}) != dtype_of({"type": wanted}):
                raise ValueError(f"the rule {rule.id} reads {name} as {wanted}, and its type is {found}")


@cache
def _types_of(table: str) -> Mapping[str, str]:
    fields = read_json((shipped.PACKAGE / "schemas" / f"{table}.json").read_bytes())["fields"]
    return {f["name"]: f.get("type", "string") for f in fields}


def _foreign_keys(descriptor: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the foreign keys, their fields always as lists."""
    keys = []
    for key in descriptor.get("foreignKeys", ()):
        reference = key["reference"]
        fields, there = key["fields"], reference["fields"]
        keys.append(
            {
                "fields": [fields] if isinstance(fields, str) else fields,
                "reference": {
                    "resource": reference.get("resource", ""),
                    "fields": [there] if isinstance(there, str) else there,
                },
            }
        )
    return keys


def _field(name: str, column: pa.Column) -> dict[str, Any]:
    words = {k: v for k, v in (column.metadata or {}).items() if k != "foreign_key"}
    made = {
        "name": name,
        "type": _TYPES.get(column.dtype.type.base_type(), "string"),
        "title": column.title,
        "description": column.description,
        **words,
        "constraints": _constraints(column),
    }
    return {key: value for key, value in made.items() if value is not None and value != {}}


def _constraints(column: pa.Column) -> dict[str, Any]:
    made: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.unique:
        made["unique"] = True
    for check in column.checks:
        statistics = check.statistics
        match check.name:
            case "isin":
                made["enum"] = list(statistics["allowed_values"])
            case "str_matches":
                made["pattern"] = str(statistics["pattern"]).removeprefix("^(?:").removesuffix(")$")
            case "str_length":
                lengths = {"minLength": statistics["min_value"], "maxLength": statistics["max_value"]}
                made |= {key: value for key, value in lengths.items() if value is not None}
            case other:
                made |= {key: statistics[s] for key, (check_name, s) in _COMPARISONS.items() if check_name == other}
    return made


def _column(f: Mapping[str, Any], reference: Mapping[str, Any] | None) -> pa.Column:
    constraints: Mapping[str, Any] = f.get("constraints", {})
    words = {k: v for k, v in f.items() if k not in _OWN_KEYS}
    if f.get("type", "string") in _TYPES.values():
        words.pop("type", None)
    if reference:
        words["foreign_key"] = {"resource": reference["resource"], "field": reference["fields"][0]}
    return pa.Column(
        dtype_of(f),
        checks=_checks(f, constraints),
        nullable=not constraints.get("required", False),
        unique=bool(constraints.get("unique", False)),
        name=str(f["name"]),
        title=f.get("title"),
        description=f.get("description"),
        metadata=words or None,
    )


def _checks(f: Mapping[str, Any], constraints: Mapping[str, Any]) -> list[pa.Check]:
    checks = []
    kind, vain = str(f.get("type", "any")), {name for name, _ in unexamined(f)}
    for key, types in _TYPES_OF.items():
        if key in constraints and kind not in types:
            raise ValueError(f"{f['name']}: the constraint {key} is for {_listed(types)}, and its type is {kind}")
    if "pattern" in constraints and "pattern" not in vain:
        pattern = str(constraints["pattern"])
        try:
            pl.Series(["a"]).str.contains(whole(pattern))
            checks.append(pa.Check.str_matches(whole(pattern)))
        except (pl.exceptions.ComputeError, re.error):
            wrong = _malformed(pattern) or "is not a regular expression of linear time"
            raise ValueError(f"{f['name']}: the pattern {pattern!r} {wrong}") from None
    if "minLength" in constraints or "maxLength" in constraints:
        shortest, longest = (constraints.get(key) for key in ("minLength", "maxLength"))
        # No cell is as long as the largest number of 64 bits, or longer.
        within = [None if length is None else min(length, _WHOLE - 1) for length in (shortest, longest)]
        checks.append(pa.Check.str_length(*within))
    enum, categories = (
        [_typed(f, value) for value in given]
        for given in (() if "enum" in vain else constraints.get("enum", ()), _categories(f))
    )
    if categories and (odd := [value for value in enum if value not in categories]):
        raise ValueError(f"{f['name']}: {odd[0]!r} of its enum is none of its categories")
    if enum or categories:
        checks.append(pa.Check.isin(enum or categories))
    for key, (check_name, statistic) in _COMPARISONS.items():
        if key in constraints and key not in vain:
            bound = _typed(f, constraints[key])
            if bound != bound:
                raise ValueError(f"{f['name']}: the constraint {key} is NaN, which is on no side of any number")
            checks.append(getattr(pa.Check, check_name)(**{statistic: bound}))
    return checks


def _malformed(pattern: str) -> str | None:
    """Return why a pattern is none to Python, which reads also those that look back or ahead; None where it is one.

    A long one is not looked at: Python may take long for it, or go too deep.
    """
    if len(pattern) > _LONGEST_PATTERN:
        return None
    try:
        re.compile(pattern)
    except re.error as error:
        return f"is no regular expression: {error}"
    except RecursionError:
        pass
    return None


def _categories(f: Mapping[str, Any]) -> list[Any]:
    return [c["value"] if isinstance(c, Mapping) else c for c in f.get("categories", ())]


def _typed(f: Mapping[str, Any], value: Any) -> Any:
    """Return a constraint's value in the field's type: a descriptor may write it as text."""
    kind = str(f.get("type", "any"))
    if kind == "any" or (isinstance(value, str) and is_plain_text(f)):
        return value if isinstance(value, str) else json.dumps(value)
    typed = None
    if isinstance(value, str):
        typed = _of_text(f, kind, value)
    elif isinstance(value, bool):
        typed = value if kind == "boolean" else None
    elif isinstance(value, int | float) and kind in {"integer", "year"}:
        typed = _of_integer(value)
    elif isinstance(value, int | float) and kind == "number":
        typed = _of_number(value)
    elif kind in {"list", "object", "array", "geojson", "geopoint"}:
        typed = value
    if typed is None:
        raise ValueError(f"{f['name']}: the constraint {value!r} is no {'text' if kind == 'string' else kind}")
    return typed


def _of_text(f: Mapping[str, Any], kind: str, text: str) -> Any:
    """Return the value that a text says; a number that is not kept whole with its text, or as a large integer."""
    if kind in {"list", "object", "array"}:
        return text
    if kind == "datetime" and not is_kept_whole(text, f):
        raise ValueError(f"{f['name']}: the constraint {text!r} is finer than the microseconds that are kept")
    typed = pl.select(to_value(pl.lit(text), f)).item()
    digits = str(pl.select(digits_of(pl.lit(text), f)).item()) if kind in {"integer", "number"} else ""
    if kind == "integer" and typed is None and re.fullmatch("[+-]?[0-9]+", digits):
        return _of_integer(int(digits))
    return Written.of(digits) if kind == "number" and typed is not None and isfinite(typed) else typed


def _of_integer(value: float) -> int | None:
    """Return a whole number, also one that is written with a point; None where it is none, or none can be compared."""
    is_whole = isinstance(value, int) or (value.is_integer() and not beyond(str(value)))
    return int(value) if is_whole and abs(value) < _COMPARED else None


def _of_number(value: float) -> float | None:
    """Return a number as it is kept, or as it is given where it is not kept whole; None where it is too large."""
    try:
        kept = float(value)
    except OverflowError:
        return None
    return None if not isfinite(kept) else value if beyond(str(value)) else kept


def _listed(types: Iterable[str]) -> str:
    return ", ".join(sorted(set(types) - {"any"}))
