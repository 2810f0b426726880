"""Rows that lie in JSON: a list of objects, or of lists behind a list of labels.

Source: Table Dialect (structured formats) and Data Resource, Data Package 2.0, https://datapackage.org/standard/
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from asreported.package.cells import missing
from asreported.package.descriptor import fields_of
from asreported.package.rows import AS_JSON, MOST_COLUMNS, WHOLE, Fault, Rows, placed, shape_fault

__all__ = ["rows_of_json"]

_LISTS = {"array": "a list of lists", "object": "a list of objects, each a row"}
#: The types whose values JSON writes as text.
_TEXTS = {"string", "date", "time", "datetime", "yearmonth", "duration"}


def rows_of_json(data: Any, dialect: Mapping[str, Any], schema: Mapping[str, Any]) -> Rows:
    """Return the rows of a table in JSON as text, and what keeps them from being a plain table.

    A key that an object lacks is an empty cell. An object has no order: its keys take that of the fields.
    """
    fields = fields_of(schema)
    name = dialect.get("property")
    if name is not None:
        data = data.get(name) if isinstance(data, Mapping) else None
    kind = _kind_of(data)
    wanted = dialect.get("itemType", kind or "object")
    if kind is None or kind != wanted:
        where = f"what stands under {name!r}" if name is not None else "what should be the rows"
        why = f"{where} is not {_LISTS.get(str(wanted), 'a list that can be read')}"
        return _unread(why)
    names = [str(f.get("name", "")) for f in fields]
    if not data:
        labels, rows, header = tuple(names), [], 0
    elif kind == "object":
        keys = dict.fromkeys(key for row in data for key in row)
        ordered = [*(name for name in names if name in keys), *(key for key in keys if key not in names)]
        first = dialect.get("itemKeys") or ()
        if not isinstance(first, list | tuple) or not all(isinstance(key, str) for key in first):
            return _unread("itemKeys is no list of keys")
        labels = tuple(first or ordered or names)  # rows without a key are rows all the same
        rows, header = [[row.get(label) for label in labels] for row in data], 1
    elif dialect.get("header") is False:
        labels, rows, header = tuple(names), data, 0
    elif not data[0]:
        fault = Fault("missing-label", "the first row has no labels", "write the labels of the columns there", row=1)
        return Rows((), pl.DataFrame(), (fault,))
    else:
        labels, rows, header = tuple(map(str, data[0])), data[1:], 1
    if len(labels) > MOST_COLUMNS:
        return Rows(labels, pl.DataFrame())
    named = {str(f.get("name", "")): f for f in fields}
    types = {name: str(f.get("type", "any")) for name, f in named.items()}
    faults = [
        replace(shape_fault(len(row), len(labels), None, number, json.dumps(row, ensure_ascii=False)), fix=_CELLS)
        for number, row in enumerate(rows, header + 1)
        if len(row) != len(labels)
    ]
    faults += [
        Fault("type-error", "", "", None, number, label, json.dumps(cell, ensure_ascii=False), words=words)
        for number, row in enumerate(rows, header + 1)
        for label, cell in zip(labels, row, strict=False)
        if (words := _wanted(cell, types.get(label)))
    ]
    width = len(labels)
    cells = [
        [_cell(cell, named.get(label, {}), schema) for label, cell in zip(labels, row, strict=False)] for row in rows
    ]
    kinds = {str(i): _CELLS_OF.get(types.get(label, "any"), pl.String()) for i, label in enumerate(labels)}
    frame = pl.DataFrame([(row + [None] * width)[:width] for row in cells], schema=kinds, orient="row")
    made = placed(labels, frame, header=header)
    whole = pl.Series(WHOLE, [len(row) == width for row in rows], dtype=pl.Boolean())
    quoted = {
        f"{place}{AS_JSON}": pl.Series([_quoted(row[place : place + 1]) for row in rows], dtype=pl.String())
        for place, label in enumerate(labels)
        if types.get(label) == "any"
    }
    return Rows(labels, made.cells.with_columns(whole, **quoted), tuple(faults), records=made.records)


def _unread(why: str) -> Rows:
    fault = Fault("dialect", why, "write the rows so, or move them into a CSV file", is_end=True)
    return Rows((), pl.DataFrame(), (fault,))


def _kind_of(data: Any) -> str | None:
    """Return what the rows of a list are, object or array; None where they are neither, or not all the same."""
    for kind, name in ((dict, "object"), (list, "array")):
        if isinstance(data, list) and all(isinstance(row, kind) for row in data):
            return name
    return None


#: Lists are kept as they are given, so that an item may hold what parts the items of a text.
_CELLS_OF: Mapping[str, pl.DataType] = {"list": pl.List(pl.String())}
_LIST = {"kind": "list of single values", "a_kind": "a list of texts, numbers, or true and false"}
_TEXT = {"kind": "text", "a_kind": "it in quotes"}
_CELLS = "give the row a value for each label, null where it has none"


def _wanted(cell: Any, kind: str | None) -> Mapping[str, str] | None:
    """Return in words what a cell should be, if it is a value of JSON that can be none of its type."""
    if kind in _TEXTS:
        return None if cell is None or isinstance(cell, str) else _TEXT
    return _LIST if kind == "list" and not _is_flat(cell) else None


def _quoted(cells: list[Any]) -> str | None:
    """Return the cell in quotes if it is a text that reads as another value of JSON without them."""
    for cell in cells:
        try:
            json.loads(cell)
        except (ValueError, TypeError, RecursionError):
            return None
        return json.dumps(cell, ensure_ascii=False)
    return None


def _is_flat(cell: Any) -> bool:
    """Tell whether a value of JSON is a list of single values; a single one stands for a list in a text."""
    items = cell if isinstance(cell, list) else ["" if cell is None else cell]
    return not any(item is None or isinstance(item, dict | list) for item in items)


def _cell(cell: Any, field: Mapping[str, Any], schema: Mapping[str, Any]) -> str | list[str] | None:
    """Return a value of JSON as the cell of a field."""
    if field.get("type") != "list":
        return _text(cell, field)
    one = {"type": field.get("itemType", "string")}
    if isinstance(cell, list):
        return [_text(item, one) or "" for item in cell] if _is_flat(cell) else []
    if not _is_flat(cell):
        return []
    text = _text(cell, one)
    return None if text is None or text in missing(field, schema) else text.split(str(field.get("delimiter", ",")))


def _text(cell: Any, field: Mapping[str, Any]) -> str | None:
    """Return a value of JSON as the text of a cell: a number, or true and false, as its field has them in text."""
    kind = field.get("type", "any")
    if cell is None or isinstance(cell, str):
        return cell
    if type(cell) is int:
        return str(cell)
    if isinstance(cell, float) and cell.is_integer() and kind in {"integer", "year"}:
        return str(int(cell))  # 2.0 and 2 are one number
    if isinstance(cell, float):
        return str(cell).replace(".", str(field.get("decimalChar", "."))) if kind == "number" else str(cell)
    signs = field.get("trueValues" if cell is True else "falseValues")
    if isinstance(cell, bool) and kind == "boolean" and isinstance(signs, list) and signs:
        return str(signs[0])
    return json.dumps(cell, ensure_ascii=False)
