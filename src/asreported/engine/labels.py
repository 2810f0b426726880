"""The labels of a file beside the fields of its Table Schema, matched as `fieldsMatch` asks.

Source: Table Schema, `fieldsMatch`, Data Package 2.0, https://datapackage.org/standard/table-schema/
"""

from __future__ import annotations

import difflib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from asreported.package import Resource
from asreported.package.tables import fields_match
from asreported.schemas.table import Schema

__all__ = ["LABELS", "label_faults", "undescribed"]

#: The rules on labels.
LABELS = {"missing-label", "extra-label", "incorrect-label", "duplicate-label"}
#: What parts the cells of files that are not parted by what their dialect says.
_DELIMITERS = ",;\t|"
#: Among more columns that are not known none is searched for as the renamed one.
_FEW = 100
#: Where columns may be left out, and where there may be others.
_MAY_LACK, _MAY_ADD = {"superset", "partial"}, {"subset", "partial"}


def label_faults(labels: Sequence[str], resource: Resource, schema: Schema) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the rule that labels break, and how: column, found, and the words of the finding."""
    names = dict.fromkeys(str(f["name"]) for f in resource.fields)
    match, there = fields_match(resource.schema), dict.fromkeys(labels)
    for label, times in Counter(labels).items():
        if times > 1:
            yield "duplicate-label", {"column": label, "times": times, "found": label}
    if other := _other_delimiter(labels, names):
        why = f"the file parts its cells by {other!r}, and its dialect does not say so"
        fix = f'write "dialect": {json.dumps({"delimiter": other})} into the resource, or save the file as it says'
        yield "dialect", {"column": None, "found": labels[0], "why": why, "fix": fix}
        return
    extra = [label for label in there if label not in names]
    # A file that may lack columns may not lack those whose cells may not be empty.
    needed = _never_empty(resource, schema) if match in _MAY_LACK else dict.fromkeys(names, "")
    for name in names:
        if name in needed and name not in there:
            near = difflib.get_close_matches(name, extra, n=1) if len(extra) < _FEW else []
            fix = f"add the column {name}" + (f", or name {near[0]} so if it is meant" if near else "")
            words = {"why": f"the column is missing{needed[name]}", "fix": fix}
            yield "missing-label", {"column": name, "found": None, **words}
    if match == "partial" and not names.keys() & there.keys():
        words = {"why": "the file has none of the columns of the schema", "fix": f"add one of: {', '.join(names)}"}
        yield "missing-label", {"column": next(iter(names)), "found": None, **words}
    for label in extra if match not in _MAY_ADD else ():
        yield "extra-label", {"column": label, "found": label}
    present = [name for name in names if name in there]
    order = [label for label in there if label in names]
    if match == "exact" and present != order:
        first = next(a for a, b in zip(order, present, strict=True) if a != b)
        yield "incorrect-label", {"column": first, "found": first, "order": ", ".join(names)}


def undescribed(labels: Sequence[str], resource: Resource) -> list[str]:
    """Return the columns that no field describes, where there may be such."""
    names = {str(f["name"]) for f in resource.fields}
    may_add = fields_match(resource.schema) in _MAY_ADD
    return [label for label in dict.fromkeys(labels) if label not in names] if may_add else []


def _other_delimiter(labels: Sequence[str], names: Collection[str]) -> str | None:
    """Return the sign that parts the labels of a file which was read as one column; None where it is none."""
    if len(labels) != 1 or labels[0] in names:
        return None
    return next((sign for sign in _DELIMITERS if set(names) & {one.strip() for one in labels[0].split(sign)}), None)


def _never_empty(resource: Resource, schema: Schema) -> dict[str, str]:
    """Return the columns of a table whose cells may not be empty, each with the end of a sentence that says why."""
    required = [str(f["name"]) for f in resource.fields if f.get("constraints", {}).get("required") is True]
    keys = dict.fromkeys(map(str, schema.unique or ()), ", and is part of the primary key")
    return {**dict.fromkeys(required, ", and is required"), **keys}
