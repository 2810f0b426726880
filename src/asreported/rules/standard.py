"""Every property of the Data Package standard, and what becomes of it here: applied, told, or said not to be applied.

The table on the page about the standard is made of `PROPERTIES`, and so is the rule `unsupported`: what a descriptor
asks for and nothing here applies is never passed over in silence.

Source: Data Package, Data Resource, Table Dialect and Table Schema, Data Package 2.0, https://datapackage.org/standard/,
with what their first version has beside them, https://specs.frictionlessdata.io/
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from asreported.errors import UnsafePath
from asreported.package import PROFILE, Package, Resource
from asreported.package.cells import unexamined
from asreported.package.dialect import LINE_ENDS
from asreported.package.snapshot import TABULAR
from asreported.rules.profile import unknown_profile
from asreported.rules.rule import Broken, Rule, rule

__all__ = ["PROPERTIES", "RULES", "Property", "unsupported"]


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a part of a descriptor, and what `asreported validate` does with it.

    `only` are the values that are applied; None where every value is, or none.
    """

    part: str
    name: str
    does: str
    applied: Literal["yes", "no", "has no use here"] = "yes"
    only: tuple[Any, ...] | None = None

    def asks_in_vain(self, value: Any) -> bool:
        """Tell whether a value asks for something that is not done."""
        if value in ("", None):
            return False
        if self.only is not None:
            return not any(value == known and type(value) is type(known) for known in self.only)
        return self.applied == "no"


def _properties(part: str, does: str, names: str) -> tuple[Property, ...]:
    return tuple(Property(part, name, does) for name in names.split())


_VAIN: Final = "has no use here"
_DESCRIBED = "describes the data; its form is checked, and it changes no reading"
_OFFICIAL = tuple(
    f"https://datapackage.org/profiles/{version}/{kind}.json"
    for version in ("1.0", "2.0", "2.1")
    for kind in ("datapackage", "dataresource", "tableschema", "tabledialect")
)
_FIRST = (
    "data-package",
    "tabular-data-package",
    "data-resource",
    *(f"https://specs.frictionlessdata.io/schemas/{kind}.json" for kind in ("data-package", "data-resource")),
    "https://specs.frictionlessdata.io/schemas/tabular-data-package.json",
    *sorted(TABULAR),
)
_ORDERED = "cells are compared with it as values, to the last digit that is written; NaN is on no side of any number"
PROPERTIES: tuple[Property, ...] = (
    Property(
        "package",
        "$schema",
        "the official profiles and ours are applied; nothing is fetched",
        only=(*_OFFICIAL, PROFILE),
    ),
    Property("package", "profile", "that of the first version", only=_FIRST),
    Property("package", "resources", "each is checked as below"),
    *_properties(
        "package",
        _DESCRIBED,
        "name id title description homepage version created contributors keywords image licenses sources",
    ),
    Property("resource", "$schema", "the official profiles are applied; nothing is fetched", only=_OFFICIAL),
    Property("resource", "profile", "a tabular one says that the resource is a table", only=_FIRST),
    Property("resource", "name", "tables are known by it; no two have the same"),
    Property("resource", "path", "each of several files is read by itself, with or without a header of its own"),
    Property("resource", "url", "what the standard called `path` before its first version"),
    Property("resource", "data", "rows in JSON, or CSV in a text"),
    Property("resource", "type", "says that the resource is a table"),
    Property("resource", "schema", "applied; inline or a path inside the package"),
    Property("resource", "dialect", "applied; inline or a path inside the package"),
    Property(
        "resource",
        "format",
        "csv, tsv, parquet and json are read; of any other a finding `dialect` says that it is not",
    ),
    Property("resource", "mediatype", "tells the format where neither `format` nor the ending of the path does"),
    Property("resource", "encoding", "applied to CSV and TSV; UTF-8 where none is given"),
    Property("resource", "compression", "gz is unpacked; of any other a finding `dialect` says that it is not"),
    Property("resource", "bytes", "compared with the size of the files, as they lie there"),
    Property("resource", "hash", "compared with the files, as they lie there"),
    Property("resource", "rows", "compared with how many rows were read"),
    *_properties("resource", _DESCRIBED, "title description homepage licenses sources"),
    Property("resource", "innerpath", "files inside of archives are not read", applied="no"),
    Property("resource", "extrapaths", "write them under `path`", applied="no"),
    Property("resource", "control", "a part of another program's dialect", applied="no"),
    Property("resource", "layout", "a part of another program's dialect", applied="no"),
    Property("resource", "detector", "types are not guessed", applied="no"),
    Property("dialect", "$schema", "the official profiles are applied; nothing is fetched", only=_OFFICIAL),
    Property("dialect", "header", "applied to CSV, TSV and JSON; labels are then the names of the fields"),
    *_properties("dialect", "applied to CSV and TSV", "headerRows headerJoin commentRows commentChar"),
    *_properties(
        "dialect",
        "applied to CSV and TSV; under a key `csv` too",
        "delimiter quoteChar doubleQuote escapeChar nullSequence skipInitialSpace",
    ),
    Property(
        "dialect",
        "lineTerminator",
        "LF, CRLF or CR ends every line of a file, whichever is named",
        only=tuple(LINE_ENDS),
    ),
    *_properties("dialect", "applied to JSON", "property itemType itemKeys"),
    *(
        Property(
            "dialect",
            name,
            "ignored, as the standard asks, but with spreadsheets and databases; these are not read",
            _VAIN,
        )
        for name in ("sheetNumber", "sheetName", "table")
    ),
    Property("dialect", "caseSensitiveHeader", "labels are compared letter by letter", only=(True,)),
    Property("dialect", "csvddfVersion", "tells the version of the CSV dialect; changes no reading"),
    Property("dialect", "csv", "what belongs to CSV may stand under this key"),
    *_properties("dialect", _DESCRIBED, "name type title description"),
    Property("dialect", "skipBlankRows", "a blank row is a fault of the file", only=(False,)),
    Property("dialect", "headerCase", "labels are compared letter by letter", only=(True,)),
    Property("schema", "$schema", "the official profiles are applied; nothing is fetched", only=_OFFICIAL),
    Property("schema", "fields", "every cell is read by its field"),
    Property("schema", "fieldsMatch", "all five; columns that no field describes are said not to be examined"),
    Property("schema", "missingValues", "with labels or without"),
    Property("schema", "primaryKey", "a name or a list of names; its cells are filled, and no two rows have the same"),
    Property("schema", "uniqueKeys", "no two rows have the same; empty cells are left out"),
    Property("schema", "foreignKeys", "each finds its row; empty cells are left out"),
    Property("schema", "rules", "row rules of ours, by their ids: asreported explain"),
    *_properties("schema", _DESCRIBED, "name title description"),
    Property("foreignKeys", "fields", "a name or a list of names"),
    Property("foreignKeys", "reference", "applied"),
    Property("reference", "fields", "a name or a list of names"),
    Property("reference", "resource", "a table of the package; left out or empty it is the table itself"),
    Property("reference", "package", "keys of other packages are not followed", applied="no"),
    Property("field", "name", "columns are found by it; a schema in which two are the same is not applied"),
    Property("field", "type", "all sixteen; where none is given, any"),
    Property("field", "format", "applied, or a finding `unsupported` says that it is not"),
    Property("field", "constraints", "applied as below"),
    Property("field", "missingValues", "in place of those of the schema"),
    Property("field", "categories", "a cell is one of them"),
    Property("field", "categoriesOrdered", "tells an order; changes no reading"),
    *_properties("field", "applied to numbers", "decimalChar groupChar bareNumber"),
    *_properties("field", "applied to booleans", "trueValues falseValues"),
    *_properties("field", "applied to lists", "delimiter itemType"),
    *_properties("field", _DESCRIBED, "title description example examples rdfType"),
    Property("constraints", "required", "a cell is filled"),
    Property("constraints", "unique", "no value stands twice in all files of the table; empty cells are left out"),
    Property("constraints", "enum", "a cell is one of these values"),
    Property("constraints", "pattern", "the whole cell matches"),
    *_properties("constraints", "how many characters or items", "minLength maxLength"),
    *_properties("constraints", _ORDERED, "minimum maximum exclusiveMinimum exclusiveMaximum"),
    Property("constraints", "jsonSchema", "objects and arrays are told to be JSON, and no more", applied="no"),
)
_BY_PART: Mapping[str, Mapping[str, Property]] = {
    part: {p.name: p for p in PROPERTIES if p.part == part} for part in dict.fromkeys(p.part for p in PROPERTIES)
}
#: The parts in which a name that is none of the standard's asks for something, and may not be left unread.
_CLOSED = {"constraints", "dialect"}
#: Those in which one that is so nearly a name of the standard is taken for it, miswritten.
_TOLD_OF, _CLOSE, _SLIPS = {"package", "resource", "schema", "field", "foreignKeys", "reference"}, 0.84, 100
_MEND = "take it out if the table is right without it; else write the table so that it needs none"


@rule("package", stock_type="package-error", why="{wrong}", fix="{mend}")
def unsupported(package: Package) -> Iterator[Broken]:
    """Whatever a descriptor asks for is applied, or said not to be.

    A table that was read otherwise than its descriptor asks is not the table that was published.
    """
    named = dict(package.descriptor)
    if any(unknown_profile(package)):
        del named["$schema"]
    yield from _of(named, "package", "")
    for resource in package.resources:
        yield from _of_resource(resource)


def _of_resource(resource: Resource) -> Iterator[Broken]:
    place = f"resources/{resource.name}"
    yield from _of(resource.descriptor, "resource", place)
    try:
        dialect, schema = resource.dialect, resource.schema
    except (UnsafePath, ValueError):
        return  # the rules `path`, `dialect` and `descriptor` tell of it
    nested = dialect.get("csv")
    for given in (dialect, nested if isinstance(nested, Mapping) else {}):
        yield from _of(given, "dialect", f"{place}/dialect")
    yield from _of(schema, "schema", f"{place}/schema")
    for field in resource.fields:
        at = f"{place}/schema/{field.get('name')}"
        yield from _of(field, "field", at)
        asked = field.get("constraints")
        constraints: Mapping[str, Any] = asked if isinstance(asked, Mapping) else {}
        yield from _of(constraints, "constraints", f"{at}/constraints")
        for name, why in unexamined({**field, "constraints": constraints}):
            inner = "" if name in field else "/constraints"
            yield _told(name, {**constraints, **field}.get(name), at + inner, f"{name} is not applied: {why}")
    keys = schema.get("foreignKeys", ())
    for key in keys if isinstance(keys, list) else ():
        if isinstance(key, Mapping):
            yield from _of(key, "foreignKeys", f"{place}/schema/foreignKeys")
            if isinstance(reference := key.get("reference"), Mapping):
                yield from _of(reference, "reference", f"{place}/schema/foreignKeys/reference")


def _of(given: Mapping[str, Any], part: str, place: str) -> Iterator[Broken]:
    """Yield what a part of a descriptor asks for in vain."""
    known, strange = _BY_PART[part], 0
    for name, value in given.items():
        if name in known:
            if known[name].asks_in_vain(value):
                yield _told(name, value, place, f"{name} is not applied with this value: {known[name].does}")
            continue
        if part not in _CLOSED | _TOLD_OF:
            continue
        strange += 1
        # A thousand strange names are no slips of the pen, and each is compared with every known one.
        near = difflib.get_close_matches(name, known, n=1, cutoff=_CLOSE) if strange < _SLIPS else []
        if part in _CLOSED or (part in _TOLD_OF and near and known[near[0]].does != _DESCRIBED):
            mend = f"write {near[0]} if that is meant; else take it out" if near else _MEND
            yield _told(name, value, place, f"{name} is no property of the standard, and was not applied", mend)


def _told(name: str, value: Any, place: str, wrong: str, mend: str = _MEND) -> Broken:
    return {"wrong": wrong, "mend": mend, "column": f"{place}/{name}".lstrip("/"), "found": str(value)[:60]}


RULES: tuple[Rule, ...] = (unsupported,)
