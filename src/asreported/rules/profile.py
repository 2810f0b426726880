"""The rules of the descriptor: the official profile of Data Package 2.0, and what ours asks for beyond it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from asreported import shipped
from asreported.errors import UnsafePath
from asreported.findings import Finding
from asreported.package import PROFILE, Package, Resource
from asreported.package.descriptor import as_list
from asreported.rules.files import path
from asreported.rules.loosening import is_shipped_schema, loosened
from asreported.rules.rule import Broken, Rule, finding_of, rule
from asreported.rules.shape import misshapen

__all__ = ["RULES", "descriptor", "our_profile", "profile", "schema_fault", "unknown_profile", "unusable"]

OFFICIAL = "https://datapackage.org/profiles/2.0/datapackage.json"
_LONGEST_MESSAGE = 200


@rule("package", stock_type="package-error", why="{wrong}", fix="{mend}")
def descriptor(package: Package) -> Iterator[Broken]:
    """The descriptor keeps the official profile of Data Package 2.0.

    Other tools read the package by the standard.
    """
    official = json.loads(resources.files("asreported.profiles").joinpath("datapackage-2.0.json").read_text("utf-8"))
    # Its copy of the Table Schema profile knows neither lists nor minimums of dates; frictionless judges those.
    del official["properties"]["resources"]["items"]["properties"]["schema"]
    errors = list(_against(package, official))
    yield from errors
    if not errors:
        yield from _by_frictionless(package)


@rule("package", stock_type="package-error", why="{wrong}", fix="{mend}")
def profile(package: Package) -> Iterator[Broken]:
    """A package under our profile leaves out and loosens nothing of it.

    A package that carries the name of the profile can be relied on without looking.
    """
    errors = list(_against(package, {key: value for key, value in our_profile().items() if key != "allOf"}))
    yield from errors
    if not errors:
        for resource in package.tables:
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
        if where.startswith("resources/") and where.rpartition("/")[2] == "path":
            continue  # the rule `path` says it better, with the file
        message = told.schema.get("x-message") if isinstance(told.schema, dict) else None
        yield {
            "wrong": message or _short(told.message),
            "mend": f"mend {where} in the descriptor",
            "column": where,
            "found": _short(json.dumps(told.instance, ensure_ascii=False), 60),
        }


def _by_frictionless(package: Package) -> Iterator[Broken]:
    import frictionless

    names = [resource.name for resource in package.resources]
    # A table whose schema is word for word a shipped one has nothing that was not judged when it was made.
    told = len(set(names)) < len(names)
    judged = [r for r in package.resources if told or "dialect" in r.descriptor or not _is_as_shipped(r)]
    inlined = {**package.descriptor, "$schema": OFFICIAL, "resources": [_inlined(r) for r in judged]}
    for error in frictionless.Package.metadata_validate(inlined):
        yield {
            "wrong": _short(error.note),
            "mend": "mend the descriptor",
            "column": "the descriptor",
            "found": None,
        }
    for resource in package.resources:
        for message in _bad_keys(package, resource):
            yield {
                "wrong": message,
                "mend": "correct the key in the Table Schema",
                "column": f"resources/{resource.name}/schema",
                "found": None,
            }


def _is_as_shipped(resource: Resource) -> bool:
    return "schema" in resource.descriptor and not schema_fault(resource) and is_shipped_schema(resource)


def _inlined(resource: Resource) -> dict[str, Any]:
    """Return the resource with its schema in place and no path, so that frictionless opens no file of a stranger."""
    inlined = {k: v for k, v in resource.descriptor.items() if k not in {"schema", "dialect", "data", "path"}}
    if isinstance(resource.descriptor.get("dialect"), Mapping):
        inlined["dialect"] = resource.descriptor["dialect"]
    inlined["data"] = []
    # A schema that cannot be read or used is told of by `schema_fault`.
    if "schema" in resource.descriptor and not schema_fault(resource) and not is_shipped_schema(resource):
        inlined["schema"] = dict(resource.schema)
    return inlined


def _bad_keys(package: Package, resource: Resource) -> Iterator[str]:
    if schema_fault(resource):
        return
    schema, names = resource.schema, {str(f["name"]): f.get("type", "string") for f in resource.fields}
    tables = {r.name: r for r in package.resources}
    for key in schema.get("foreignKeys", ()):
        target = key["reference"].get("resource") or resource.name
        if target not in tables:
            yield f"a foreign key of {resource.name} points at the resource {target!r}, and there is none"
            continue
        if schema_fault(tables[target]):
            continue
        there = {str(f["name"]): f.get("type", "string") for f in tables[target].fields}
        pairs = [as_list(key["fields"]), as_list(key["reference"]["fields"])]
        if len(pairs[0]) != len(pairs[1]):
            yield f"a foreign key of {resource.name} leads from {len(pairs[0])} fields to {len(pairs[1])}"
            continue
        for name, other in zip(*pairs, strict=True):
            lost = [(name, resource.name)] if name not in names else [(other, target)] if other not in there else []
            for missing, place in lost:
                yield f"a foreign key of {resource.name} names the field {missing!r}, and {place} has none"
            if not lost and names[name] != there[other]:
                yield f"{resource.name}.{name} is {names[name]} and leads to {target}.{other}, which is {there[other]}"


def _short(message: str, longest: int = _LONGEST_MESSAGE) -> str:
    return message if len(message) <= longest else message[: longest - 1] + "…"


def schema_fault(resource: Resource) -> Finding | None:
    """Return the finding for a Table Schema that cannot be read, if it cannot."""
    file = resource.package.descriptor_name
    try:
        schema = resource.schema
    except UnsafePath as error:
        (broken,) = path.broken(resource, error, "schema")
        return finding_of(path, broken, file=file)
    except ValueError as error:
        return unusable(resource, f"is not readable: {error}", "mend the JSON")
    if not is_shipped_schema(resource) and (fault := misshapen(schema) or _twice(schema)):
        fix = "give each column a field with a name" if fault.startswith("fields") else "mend the schema"
        return unusable(resource, f"cannot be used: {fault}", fix)
    return None


def _twice(schema: Mapping[str, Any]) -> str | None:
    names = [str(f["name"]) for f in schema["fields"]]
    twice = next((name for name in names if names.count(name) > 1), None)
    return twice and f"two fields have the name {twice!r}"


def unusable(resource: Resource, wrong: str, mend: str) -> Finding:
    """Return the finding for a Table Schema that cannot be read or applied."""
    given = resource.descriptor.get("schema")
    file = given if isinstance(given, str) else resource.package.descriptor_name
    row = {"wrong": f"the Table Schema {wrong}", "mend": mend, "column": None, "found": None}
    return finding_of(descriptor, row, file=file, table=resource.name)


RULES: tuple[Rule, ...] = (descriptor, profile)
