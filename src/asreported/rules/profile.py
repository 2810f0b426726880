"""The rules of the descriptor: the official profile of Data Package 2.0, and what ours asks for beyond it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from asreported import shipped
from asreported.errors import UnsafePath
from asreported.findings import Finding
from asreported.package import PROFILE, Package, Resource
from asreported.package.descriptor import as_list
from asreported.package.rows import MOST_COLUMNS
from asreported.package.shape import misshapen
from asreported.rules.files import path
from asreported.rules.loosening import is_shipped_schema, loosened, our_schema
from asreported.rules.rule import Broken, Rule, finding_of, rule

__all__ = ["RULES", "descriptor", "our_profile", "profile", "schema_fault", "unknown_profile", "unusable"]

OFFICIAL = "https://datapackage.org/profiles/2.0/datapackage.json"
_LONGEST_MESSAGE = 200


@rule("package", stock_type="package-error", why="{wrong}", fix="{mend}")
def descriptor(package: Package) -> Iterator[Broken]:
    """The descriptor keeps the official profile of Data Package 2.0.

    Other tools read the package by the standard.
    """
    official = json.loads(resources.files("asreported.profiles").joinpath("datapackage-2.0.json").read_text("utf-8"))
    # Its copy of the Table Schema profile knows neither lists nor minimums of dates: `misshapen` judges those.
    del official["properties"]["resources"]["items"]["properties"]["schema"]
    yield from _against(package, official)
    yield from _inconsistent(package)


@rule("package", stock_type="package-error", why="{wrong}", fix="{mend}")
def profile(package: Package) -> Iterator[Broken]:
    """A package under our profile leaves out and loosens nothing of it.

    A package that carries the name of the profile can be relied on without looking.
    """
    yield from _against(package, {key: value for key, value in our_profile().items() if key != "allOf"})
    for resource in package.tables:
        if "schema" in resource.descriptor and not schema_fault(resource):
            yield from loosened(resource)


def unknown_profile(package: Package) -> Iterator[Broken]:
    """Yield a version of our profile that is not known here: a newer one may mean something else by the same words."""
    named = str(package.descriptor.get("$schema"))
    given = re.search(r"(?:^|/)asreported-profile-([^/]*)\.json$", named)
    if given and not package.is_ours:
        yield {
            "wrong": f"the package names version {given[1]} of our profile, and this asreported knows version 1 alone",
            "mend": "take a newer asreported; or name the profile that the package keeps",
            "column": "$schema",
            "found": named,
            "expected": PROFILE,
        }


@cache
def our_profile() -> Mapping[str, Any]:
    """Return our profile, a JSON Schema that extends the official one."""
    made: Mapping[str, Any] = json.loads((shipped.PACKAGE / PROFILE).read_text("utf-8"))
    return made


def _against(package: Package, schema: Mapping[str, Any]) -> Iterator[Broken]:
    import jsonschema
    from jsonschema.exceptions import best_match
    from referencing import Registry
    from referencing.jsonschema import DRAFT7

    validator = jsonschema.Draft7Validator(
        schema, registry=Registry().with_resource(OFFICIAL, DRAFT7.create_resource({}))
    )
    for error in validator.iter_errors(dict(package.descriptor)):
        # Behind "is not valid under any of the given schemas" stands the one that tells what to do.
        nearest = best_match(error.context) if error.context else None
        told = nearest or error
        where = "/".join(map(str, told.absolute_path)) or "the descriptor"
        last = where.rpartition("/")[2]
        in_resource = where.startswith("resources/")
        may_be = {"path": _is_paths, "dialect": _is_text}.get(last) if in_resource else None
        if may_be and may_be(told.instance):
            continue  # the rule `path` says it better, with the file; and a dialect may lie in a file
        message = told.schema.get("x-message") if isinstance(told.schema, dict) else None
        if in_resource and last == "path":
            message = "a path is the path of a file, or a list of them"
        yield {
            "wrong": message or _short(told.message),
            "mend": f"mend {where} in the descriptor",
            "column": where,
            "found": _short(json.dumps(told.instance, ensure_ascii=False), 60),
        }


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_paths(value: Any) -> bool:
    """Tell whether a value is a path or a list of paths, be they safe or not."""
    return _is_text(value) or (isinstance(value, list) and bool(value) and all(map(_is_text, value)))


def _inconsistent(package: Package) -> Iterator[Broken]:
    """Yield what is wrong between the parts of a descriptor, which no profile can say."""
    for name, times in Counter(resource.name for resource in package.resources).items():
        if times > 1:
            yield {
                "wrong": f"{times} resources have the name {name!r}",
                "mend": "give each a name of its own",
                "column": "resources",
                "found": name,
            }
    created = package.descriptor.get("created")
    if isinstance(created, str) and not _is_instant(created):
        yield {
            "wrong": "created is no date and time as in 2021-06-27T18:00:00Z",
            "mend": "write it in that form",
            "column": "created",
            "found": _short(created, 60),
        }
    tables = {resource.name: resource for resource in package.resources}
    types: dict[str, dict[str, str]] = {}
    for resource in package.resources:
        if "schema" in resource.descriptor and not schema_fault(resource):
            types[resource.name] = {str(f["name"]): str(f.get("type", "any")) for f in resource.fields}
    for resource in package.resources:
        for message in _bad_keys(resource, tables, types) if resource.name in types else ():
            yield {
                "wrong": message,
                "mend": "correct the key in the Table Schema",
                "column": f"resources/{resource.name}/schema",
                "found": None,
            }


def _bad_keys(
    resource: Resource, tables: Mapping[str, Resource], types: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    """Yield what is wrong with the keys of a table; `types` are those of the fields, by table and name."""
    schema, names = resource.schema, types[resource.name]
    for kind in ("primaryKey", "uniqueKeys"):
        for named in as_list(schema.get(kind, ())):
            for name in as_list(named):
                if name not in names:
                    yield f"{kind} of {resource.name} names the field {name!r}, and {resource.name} has none"
    for key in schema.get("foreignKeys", ()):
        target = key["reference"].get("resource") or resource.name
        if target not in tables:
            yield f"a foreign key of {resource.name} points at the resource {target!r}, and there is none"
            continue
        if target not in types:
            told = resource.package.is_ours and our_schema(target)  # the profile tells of each of our tables
            if "schema" not in tables[target].descriptor and not told:
                yield f"a foreign key of {resource.name} leads to {target}, which has no Table Schema to follow it by"
            continue
        there = types[target]
        pairs = [as_list(key["fields"]), as_list(key["reference"]["fields"])]
        if len(pairs[0]) != len(pairs[1]):
            yield f"a foreign key of {resource.name} leads from {len(pairs[0])} fields to {len(pairs[1])}"
            continue
        for name, other in zip(*pairs, strict=True):
            lost = [(name, resource.name)] if name not in names else [(other, target)] if other not in there else []
            for missing, place in lost:
                yield f"a foreign key of {resource.name} names the field {missing!r}, and {place} has none"
            # What stands in a file of text is text in a field of any type, too.
            if not lost and names[name] != there[other] and {names[name], there[other]} != {"any", "string"}:
                yield f"{resource.name}.{name} is {names[name]} and leads to {target}.{other}, which is {there[other]}"


def _is_instant(text: str) -> bool:
    """Tell whether a text is a date and time as JSON Schema has them (RFC 3339), or as the first version had: a day."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:$|[Tt ])", text) is not None


def _short(message: str, longest: int = _LONGEST_MESSAGE) -> str:
    return message if len(message) <= longest else message[: longest - 1] + "…"


def schema_fault(resource: Resource) -> Finding | None:
    """Return the finding for a Table Schema that is there and cannot be read or used; it is judged once."""
    if "schema fault" not in resource.made:
        resource.made["schema fault"] = _schema_fault(resource)
    fault: Finding | None = resource.made["schema fault"]
    return fault


def _schema_fault(resource: Resource) -> Finding | None:
    file = resource.package.descriptor_name
    if "schema" not in resource.descriptor:
        return None
    try:
        schema = resource.schema
    except UnsafePath as error:
        (broken,) = path.broken(resource, error, "schema")
        return finding_of(path, broken, file=file)
    except ValueError as error:
        return unusable(resource, f"is not readable: {error}", "mend the JSON")
    if not is_shipped_schema(resource) and (fault := _too_wide(schema) or misshapen(schema)):
        nameless = fault.startswith("fields is") or "'name' is a required" in fault
        fix = "give each column a field with a name" if nameless else "mend the schema"
        return unusable(resource, f"cannot be used: {fault}", fix)
    return None


def _too_wide(schema: Mapping[str, Any]) -> str | None:
    width = len(fields) if isinstance(fields := schema.get("fields"), list) else 0
    return f"it has {width:,} fields, and no more than {MOST_COLUMNS:,} are examined" if width > MOST_COLUMNS else None


def unusable(resource: Resource, wrong: str, mend: str) -> Finding:
    """Return the finding for a Table Schema that cannot be read or applied."""
    given = resource.descriptor.get("schema")
    file = given if isinstance(given, str) else resource.package.descriptor_name
    place = None if isinstance(given, str) else f"resources/{resource.name}/schema"
    row = {"wrong": f"the Table Schema {wrong}", "mend": mend, "column": place, "found": None}
    return finding_of(descriptor, row, file=file, table=resource.name)


RULES: tuple[Rule, ...] = (descriptor, profile)
