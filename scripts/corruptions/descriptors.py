"""Descriptors, Table Schemas and codelists that ask for less, or for something else."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from corruptions.operator import Operator, operator
from corruptions.original import Change, Original

__all__ = ["OPERATORS"]

#: What a changed schema makes of cells that are as they were.
_CELLS = ("descriptor unsupported type-error canonical-form required pattern enum minimum maximum text-form "
          "primary-key foreign-key min-length max-length missing-label incorrect-label extra-label")  # fmt: skip


def _schemas(package: Original) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the file of each Table Schema with its content, to be changed."""
    for resource in package.descriptor["resources"]:
        yield resource["schema"], json.loads(package.bytes_of(resource["schema"]))


def _fields(package: Original) -> Iterator[tuple[str, dict[str, Any], int]]:
    for file, schema in _schemas(package):
        for at in range(len(schema["fields"])):
            yield file, json.loads(json.dumps(schema)), at


@operator("schemas", "profile", follows=_CELLS)
def column_taken_for_another_type(package: Original) -> Iterator[Change]:
    """A column of numbers or days is taken for text."""
    for file, schema, at in _fields(package):
        one = schema["fields"][at]
        if one["type"] in {"integer", "date"}:
            schema["fields"][at] = {"name": one["name"], "type": "string"}
            yield package.as_json(file, f"{one['name']} is text", schema, (one["name"],))


@operator("schemas", "profile", follows=_CELLS)
def number_taken_for_any(package: Original) -> Iterator[Change]:
    """A column may hold anything."""
    for file, schema, at in _fields(package):
        schema["fields"][at] = {"name": schema["fields"][at]["name"], "type": "any"}
        yield package.as_json(file, f"{schema['fields'][at]['name']} is anything", schema,
                              (schema["fields"][at]["name"],))  # fmt: skip


@operator("schemas", "profile")
def constraint_taken_out(package: Original) -> Iterator[Change]:
    """A constraint of a column is gone."""
    for file, schema, at in _fields(package):
        one = schema["fields"][at]
        for name in one.get("constraints", {}):
            changed = json.loads(json.dumps(schema))
            del changed["fields"][at]["constraints"][name]
            yield package.as_json(file, f"{one['name']} without {name}", changed, (one["name"],))


@operator("schemas", "profile")
def code_added_to_a_column(package: Original) -> Iterator[Change]:
    """A column allows a code that our list does not have."""
    for file, schema, at in _fields(package):
        one = schema["fields"][at]
        if codes := one.get("constraints", {}).get("enum"):
            codes.append("guess")
            one.setdefault("categories", []).append({"value": "guess", "label": "A guess."})
            yield package.as_json(file, f"{one['name']} allows guess", schema, (one["name"],))


@operator("schemas", "enum", follows="profile")
def code_in_use_taken_out_of_a_column(package: Original) -> Iterator[Change]:
    """A column no longer allows a code that its cells have."""
    for resource in package.descriptor["resources"]:
        table = package[resource["name"]]
        for at, one in enumerate(table.schema["fields"]):
            used = {row[one["name"]] for row in table.rows}
            codes = one.get("constraints", {}).get("enum", ())
            for code in filter(used.__contains__, codes):
                schema = json.loads(json.dumps(table.schema))
                schema["fields"][at]["constraints"]["enum"] = [c for c in codes if c != code]
                schema["fields"][at].pop("categories", None)
                change = package.as_json(resource["schema"], f"{one['name']} without {code}", schema, (one["name"],))
                yield replace(change, file=table.file)


@operator("schemas", "profile", follows=_CELLS)
def field_taken_out(package: Original) -> Iterator[Change]:
    """A column is gone from the schema, and still in the file."""
    for file, schema, at in _fields(package):
        name = schema["fields"].pop(at)["name"]
        yield package.as_json(file, f"without {name}", schema, (name,))


@operator("schemas", "incorrect-label", follows="profile")
def fields_in_another_order(package: Original) -> Iterator[Change]:
    """Two columns of the schema stand in each other's place."""
    for resource in package.descriptor["resources"]:
        table = package[resource["name"]]
        for at in range(len(table.header) - 1):
            schema = json.loads(json.dumps(table.schema))
            schema["fields"][at : at + 2] = reversed(schema["fields"][at : at + 2])
            names = table.header[at : at + 2]
            yield replace(package.as_json(resource["schema"], f"{' and '.join(names)} are swapped", schema, names),
                          file=table.file)  # fmt: skip


@operator("schemas", "profile")
def key_of_a_table_taken_out(package: Original) -> Iterator[Change]:
    """A table has no primary key."""
    for file, schema in _schemas(package):
        del schema["primaryKey"]
        yield package.as_json(file, "without a primary key", schema)


@operator("schemas", "profile")
def foreign_key_taken_out(package: Original) -> Iterator[Change]:
    """A key may lead anywhere."""
    for file, schema in _schemas(package):
        for at in range(len(schema.get("foreignKeys", ()))):
            changed = json.loads(json.dumps(schema))
            lost = changed["foreignKeys"].pop(at)
            yield package.as_json(file, f"without the foreign key of {lost['fields'][0]}", changed)


@operator("schemas", "descriptor", follows="profile foreign-key")
def foreign_key_to_no_table(package: Original) -> Iterator[Change]:
    """A foreign key names a table that is not there."""
    for file, schema in _schemas(package):
        for at in range(len(schema.get("foreignKeys", ()))):
            changed = json.loads(json.dumps(schema))
            changed["foreignKeys"][at]["reference"]["resource"] = "nowhere"
            change = package.as_json(file, "a foreign key leads nowhere", changed)
            yield replace(change, file="datapackage.json", also=(file,))


@operator("schemas", "profile", follows=f"{_CELLS} value-fits-qualifier bounds-follow-qualifier phrase-says-so "
          "attribution-complete period-basis relation-basis")  # fmt: skip
def sign_for_missing_added(package: Original) -> Iterator[Change]:
    """Another sign than the empty cell means that something is missing: 14, or named."""
    for file, schema in _schemas(package):
        for sign in ("14", "named", "-", "bare"):
            yield package.as_json(file, f"{sign} means missing", {**schema, "missingValues": ["", sign]})


@operator("schemas", "profile")
def rule_taken_out(package: Original) -> Iterator[Change]:
    """A schema no longer names a rule."""
    for file, schema in _schemas(package):
        for rule in schema.get("rules", ()):
            kept = [one for one in schema["rules"] if one != rule]
            yield package.as_json(file, f"without {rule}", {**schema, "rules": kept})


@operator("schemas", "descriptor path", follows=_CELLS)
def schema_cut_off(package: Original) -> Iterator[Change]:
    """A Table Schema ends in the middle."""
    for file in (resource["schema"] for resource in package.descriptor["resources"]):
        data = package.bytes_of(file)
        yield Change(f"{file}: cut off", {file: data[: len(data) // 2]}, file)


@operator("descriptor", "profile descriptor", follows="path foreign-key enum rows unlisted-file")
def table_taken_out(package: Original) -> Iterator[Change]:
    """A table is gone from the descriptor, and its file is still there."""
    for resource in package.descriptor["resources"]:
        kept = [one for one in package.descriptor["resources"] if one is not resource]
        change = package.described(f"without {resource['name']}", resources=kept)
        yield replace(change, also=(resource["path"],))


@operator("descriptor", "profile descriptor")
def table_listed_twice(package: Original) -> Iterator[Change]:
    """Two resources have one name."""
    for resource in package.descriptor["resources"]:
        more = [*package.descriptor["resources"], resource]
        yield package.described(f"{resource['name']} twice", resources=more)


@operator("descriptor", "profile descriptor")
def fact_about_the_package_lost(package: Original) -> Iterator[Change]:
    """The descriptor has no name, title, version, licence or author any more."""
    for fact in ("name", "title", "version", "licenses", "contributors"):
        yield package.described(f"without {fact}", **{fact: None})


@operator("descriptor", "profile")
def fact_about_a_file_lost(package: Original) -> Iterator[Change]:
    """The descriptor lists no bytes, hash or rows of a file."""
    for resource in package.descriptor["resources"]:
        for fact in ("bytes", "hash", "rows"):
            yield package.described(f"without {fact}", resource=resource["name"], **{fact: None})


@operator("descriptor", "path", follows=_CELLS)
def path_of_another_file(package: Original) -> Iterator[Change]:
    """A path leads to no file, out of the package or onto the network."""
    for resource in package.descriptor["resources"]:
        name = resource["name"]
        for path in (f"dataset/{name}s.csv", f"../{resource['path']}", f"/{resource['path']}",
                     f"https://example.org/{name}.csv"):  # fmt: skip
            yield package.described(f"path {path}", resource=name, path=path)


@operator("descriptor", "path descriptor", follows=_CELLS)
def schema_of_no_file(package: Original) -> Iterator[Change]:
    """The path of a Table Schema leads to no file."""
    for resource in package.descriptor["resources"]:
        yield package.described("schema nowhere.json", resource=resource["name"], schema="schemas/nowhere.json")


@operator("descriptor", "profile missing-label incorrect-label extra-label", follows=_CELLS)
def schema_of_another_table(package: Original) -> Iterator[Change]:
    """A table has the Table Schema of the next."""
    resources = package.descriptor["resources"]
    for resource, other in itertools.pairwise(resources):
        change = package.described(f"schema {other['schema']}", resource=resource["name"], schema=other["schema"])
        yield replace(change, file=resource["path"], also=("datapackage.json", other["schema"]))


@operator("descriptor", "missing-label incorrect-label dialect profile", follows=f"{_CELLS} extra-cell missing-cell")
def dialect_of_another_file(package: Original) -> Iterator[Change]:
    """The descriptor names a delimiter that the file does not have."""
    for resource in package.descriptor["resources"]:
        for sign in (";", "\t", "|"):
            change = package.described(f"delimiter {sign!r}", resource=resource["name"], dialect={"delimiter": sign})
            yield replace(change, file=resource["path"])


@operator("descriptor", "encoding profile")
def encoding_of_another_file(package: Original) -> Iterator[Change]:
    """The descriptor names an encoding that does not fit the file, or none that there is."""
    for resource in package.descriptor["resources"]:
        for encoding in ("utf-9", "utf-16"):
            change = package.described(f"encoding {encoding}", resource=resource["name"], encoding=encoding)
            yield replace(change, file=resource["path"])


@operator("descriptor", "versions-agree profile")
def version_of_another_release(package: Original) -> Iterator[Change]:
    """The descriptor gives another version than the file by which the package is cited."""
    for version in ("0.9.0", "1.0.1", "2.0.0", "one"):
        change = package.described(f"version {version}", version=version)
        yield replace(change, file="CITATION.cff", also=("datapackage.json",))


@operator("descriptor", "profile")
def newer_profile_named(package: Original) -> Iterator[Change]:
    """The descriptor names a version of the profile that is not known."""
    for number in (2, 3, "1.1"):
        named = {"$schema": f"schemas/asreported-profile-{number}.json"}
        yield package.described(f"profile {number}", **named)


@operator("codelists", "profile", follows="bounds-follow-qualifier value-fits-qualifier")
def meaning_of_a_qualifier_changed(package: Original) -> Iterator[Change]:
    """What a qualifier makes of a number is changed in the closed list."""
    for row in package["qualifiers"].rows:
        yield row.to(low_from="constant", low_shift="7")
        yield row.to(high_from="constant", high_shift="999")
        yield row.to(definition="Roughly that.")
        yield row.to(number="none" if row["number"] == "required" else "required")


@operator("codelists", "profile", follows="primary-key")
def qualifier_invented(package: Original) -> Iterator[Change]:
    """A row is added to the closed list of qualifiers."""
    table = package["qualifiers"]
    for row in table.rows:
        new = {**row.cells, "qualifier": f"{row['qualifier']}_or_so"}
        yield replace(table.rewritten("a qualifier is added beside it", [*table.cells, list(new.values())], row),
                      row=len(table.rows) + 2)  # fmt: skip


@operator("codelists", "phrase-names-measure", follows="counts-one-measure required")
def words_of_a_measure_changed(package: Original) -> Iterator[Change]:
    """A measure is named by words of which none stands in the phrases that it counts."""
    used = {row["measure"] for row in package["figures"].rows}
    for row in package["measures"].rows:
        if row["measure"] in used:
            yield row.to(words="bridge|bridges")


@operator("codelists", "part-within")
def measure_taken_out_of_a_wider_one(package: Original) -> Iterator[Change]:
    """A measure is no longer a kind of the one that its whole counts."""
    for name in ("rocket_attacks", "drone_attacks"):
        counted = frozenset(figure["figure_id"] for figure in package["figures"].where(measure=name))
        for row in package["measures"].where(measure=name):
            yield from (replace(row.to(broader=other), names=counted) for other in ("", "killed"))


OPERATORS: tuple[Operator, ...] = (
    column_taken_for_another_type, number_taken_for_any, constraint_taken_out, code_added_to_a_column,
    code_in_use_taken_out_of_a_column, field_taken_out, fields_in_another_order, key_of_a_table_taken_out,
    foreign_key_taken_out, foreign_key_to_no_table, sign_for_missing_added, rule_taken_out, schema_cut_off,
    table_taken_out, table_listed_twice, fact_about_the_package_lost, fact_about_a_file_lost, path_of_another_file,
    schema_of_no_file, schema_of_another_table, dialect_of_another_file, encoding_of_another_file,
    version_of_another_release, newer_profile_named, meaning_of_a_qualifier_changed, qualifier_invented,
    words_of_a_measure_changed, measure_taken_out_of_a_wider_one,
)  # fmt: skip
