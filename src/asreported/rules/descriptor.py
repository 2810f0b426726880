"""The rules of the descriptor: the official profile of Data Package 2.0, and what ours asks for beyond it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from asreported import shipped
from asreported.findings import Finding
from asreported.package import PROFILE, Package, Resource, UnsafePath
from asreported.rules.loosening import as_list, is_shipped_schema, loosened
from asreported.rules.shape import misshapen

__all__ = ["check_descriptor", "check_profile", "profile", "schema_fault", "unknown_profile"]

OFFICIAL = "https://datapackage.org/profiles/2.0/datapackage.json"
_LONGEST_MESSAGE = 200


def check_descriptor(package: Package) -> Iterator[Finding]:
    """Yield what the official profile, and frictionless beyond it, find wrong with the descriptor."""
    official = json.loads(resources.files("asreported.profiles").joinpath("datapackage-2.0.json").read_text("utf-8"))
    # Its copy of the Table Schema profile knows neither lists nor minimums of dates; frictionless judges those.
    del official["properties"]["resources"]["items"]["properties"]["schema"]
    errors = list(_against(package, "descriptor", official))
    yield from errors
    if not errors:
        yield from _by_frictionless(package)


def check_profile(package: Package) -> Iterator[Finding]:
    """Yield where a package under our profile leaves out or loosens what the profile asks for."""
    errors = list(_against(package, "profile", profile()))
    yield from errors
    if not errors:
        for resource in package.tables:
            yield from loosened(resource)


def unknown_profile(package: Package) -> Iterator[Finding]:
    """Yield a version of our profile that is not known here: a newer one may mean something else by the same words."""
    named = str(package.descriptor.get("$schema"))
    given = re.search(r"(?:^|/)asreported-profile-([^/]*)\.json$", named)
    if given and not package.is_ours:
        yield Finding(
            "profile",
            package.descriptor_name,
            f"the package names version {given[1]} of our profile, and this asreported knows version 1 alone",
            "take a newer asreported; or name the profile that the package keeps",
            column="$schema",
            found=named,
            expected=PROFILE,
        )


@cache
def profile() -> Mapping[str, Any]:
    """Return our profile, a JSON Schema that extends the official one."""
    made: Mapping[str, Any] = json.loads((shipped.PACKAGE / PROFILE).read_text("utf-8"))
    return made


def _against(package: Package, rule: str, schema: Mapping[str, Any]) -> Iterator[Finding]:
    import jsonschema
    from jsonschema.exceptions import best_match
    from referencing import Registry
    from referencing.jsonschema import DRAFT7

    own = {key: value for key, value in schema.items() if key != "allOf"} if rule == "profile" else schema
    validator = jsonschema.Draft7Validator(own, registry=Registry().with_resource(OFFICIAL, DRAFT7.create_resource({})))
    for error in validator.iter_errors(dict(package.descriptor)):
        # Behind "is not valid under any of the given schemas" stands the one that tells what to do.
        nearest = best_match(error.context) if error.context else None
        told = nearest or error
        path = "/".join(map(str, told.absolute_path)) or "the descriptor"
        if path.startswith("resources/") and path.rpartition("/")[2] == "path":
            continue  # the rule `path` says it better, with the file
        message = told.schema.get("x-message") if isinstance(told.schema, dict) else None
        yield Finding(
            rule,
            package.descriptor_name,
            message or _short(told.message),
            f"mend {path} in the descriptor",
            column=path,
            found=_short(json.dumps(told.instance, ensure_ascii=False), 60),
        )


def _by_frictionless(package: Package) -> Iterator[Finding]:
    import frictionless

    inlined = {**package.descriptor, "$schema": OFFICIAL, "resources": [_inlined(r) for r in package.resources]}
    for error in frictionless.Package.metadata_validate(inlined):
        yield Finding(
            "descriptor", package.descriptor_name, _short(error.note), "mend the descriptor", column="the descriptor"
        )
    for resource in package.resources:
        for message in _bad_keys(package, resource):
            yield Finding(
                "descriptor",
                package.descriptor_name,
                message,
                "correct the key in the Table Schema",
                column=f"resources/{resource.name}/schema",
            )


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
    """Return why the Table Schema of a resource cannot be read, if it cannot."""
    path = resource.descriptor.get("schema")
    file = path if isinstance(path, str) else resource.package.descriptor_name
    try:
        schema = resource.schema
    except UnsafePath as error:
        return Finding(
            "path",
            resource.package.descriptor_name,
            f"the schema {error}",
            error.fix,
            resource.name,
            column=f"resources/{resource.name}/schema",
            found=error.path,
        )
    except ValueError as error:
        return Finding("descriptor", file, f"the Table Schema is not readable: {error}", "mend the JSON", resource.name)
    if not is_shipped_schema(resource) and (fault := misshapen(schema)):
        fix = "give each column a field with a name" if fault.startswith("fields") else "mend the schema"
        return Finding("descriptor", file, f"the Table Schema cannot be used: {fault}", fix, resource.name)
    return None
