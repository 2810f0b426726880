"""Whether a package tightens our tables, as it may, or loosens them, as it may not."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from asreported import shipped
from asreported.package import PROFILE, Resource, read_json
from asreported.package.cells import dtype_of
from asreported.package.descriptor import as_list
from asreported.rules.rule import Broken

__all__ = ["is_shipped_schema", "loosened", "our_schema", "retyped"]

#: For each constraint: whether theirs asks for at least as much as ours.
_AS_STRICT: Mapping[str, Callable[[Any, Any], bool]] = {
    "required": lambda theirs, ours: bool(theirs) or not ours,
    "unique": lambda theirs, ours: bool(theirs) or not ours,
    "enum": lambda theirs, ours: theirs is not None and set(map(str, theirs)) <= set(map(str, ours)),
    "pattern": lambda theirs, ours: theirs == ours,
    "minimum": lambda theirs, ours: _number(theirs, below=True) >= ours,
    "minLength": lambda theirs, ours: _number(theirs, below=True) >= ours,
    "maximum": lambda theirs, ours: _number(theirs, below=False) <= ours,
    "maxLength": lambda theirs, ours: _number(theirs, below=False) <= ours,
}
#: What decides how the text of a cell is read: it has to be ours.
_FORMS = {
    "type",
    "format",
    "delimiter",
    "itemType",
    "missingValues",
    "bareNumber",
    "groupChar",
    "decimalChar",
    "trueValues",
    "falseValues",
}


def loosened(resource: Resource) -> Iterator[Broken]:
    """Yield each way in which the Table Schema of one of our tables asks for less than ours."""
    ours = our_schema(resource.name)
    if not ours or is_shipped_schema(resource):
        return
    path = resource.descriptor.get("schema")
    file = path if isinstance(path, str) else resource.package.descriptor_name
    for column, why, fix in _differences(ours, resource.schema):
        row = {"wrong": why, "mend": fix, "column": column, "found": None}
        yield {**row, "file": file, "table": resource.name}


def is_shipped_schema(resource: Resource) -> bool:
    """Tell whether the Table Schema of a resource is, word for word, the shipped one of its name.

    Such a schema was checked when it was made, and need not be checked again.

    Raises:
        UnsafePath, ValueError: the schema cannot be read.
    """
    return bool(ours := our_schema(resource.name)) and resource.schema == ours


def retyped(resource: Resource) -> bool:
    """Tell whether a field of one of our tables has another type than ours: no rule across tables can read it."""
    if is_shipped_schema(resource):
        return False
    types = {f["name"]: dtype_of(f) for f in our_schema(resource.name).get("fields", ())}
    return any(types.get(str(f["name"]), dtype_of(f)) != dtype_of(f) for f in resource.fields)


@cache
def our_schema(table: str) -> Mapping[str, Any]:
    """Return our Table Schema of this name; empty where there is none."""
    place = shipped.PACKAGE / "schemas" / f"{table}.json"
    if table not in {p.stem for p in place.parent.glob("*.json")} - {Path(PROFILE).stem}:
        return {}
    ours: Mapping[str, Any] = read_json(place.read_bytes())
    return ours


def _differences(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    fields = {f["name"]: f for f in theirs["fields"]}
    for field in ours["fields"]:
        name = field["name"]
        if name not in fields:
            yield name, f"the field {name} is missing", f"take the field {name} over from our schema"
            continue
        for form in sorted(_FORMS):
            if field.get(form) != fields[name].get(form):
                given, wanted = fields[name].get(form), field.get(form)
                yield name, f"the {form} of {name} is {given}, not {wanted}", f"give {name} our {form}"
        given = fields[name].get("constraints", {})
        for constraint, value in field.get("constraints", {}).items():
            if not _AS_STRICT[constraint](given.get(constraint), value):
                # Of two patterns nobody can tell which asks for more.
                less = "is not ours" if constraint == "pattern" else "asks for less than ours"
                yield name, f"the constraint {constraint} of {name} {less}", f"set it to {value}"
    if ours.get("primaryKey") != as_list(theirs.get("primaryKey")):
        yield "primaryKey", "the primary key is not ours", f"set it to {ours.get('primaryKey')}"
    if theirs.get("missingValues", [""]) != [""]:
        yield "missingValues", "an empty cell is the only sign of a missing value", 'set missingValues to [""]'
    keys = [_key(k) for k in theirs.get("foreignKeys", ())]
    for key in ours.get("foreignKeys", ()):
        if _key(key) not in keys:
            yield (
                "foreignKeys",
                f"the foreign key of {', '.join(key['fields'])} is missing",
                "take it over from our schema",
            )
    for rule in ours.get("rules", ()):
        if rule not in theirs.get("rules", ()):
            yield "rules", f"the rule {rule} is missing", "take it over from our schema"


def _number(value: Any, *, below: bool) -> float:
    """Return the number that a descriptor may also write as text; what is none asks for nothing."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return -math.inf if below else math.inf


def _key(key: Mapping[str, Any]) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    reference = key["reference"]
    return tuple(as_list(key["fields"])), reference.get("resource", ""), tuple(as_list(reference["fields"]))
