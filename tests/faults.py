"""Faults as a table: each row of faults.csv is applied to a copy of the shipped package, which is valid before.

columns: rule (that must catch it), file, key, column, from, to. What `column` says:
  a name       the cell of the row whose key is `key` (joined with +) goes from `from` to `to`
  (row)        the row is deleted; with `to` = twice, it stands twice
  (text)       the text `from` of the file becomes `to`, once (\\n, \\r, \\0 and \\ufeff are written out); several such
               changes stand side by side between broken bars, and so do their files where there are several (a file
               that is not there yet is empty)
  (new file)   the file is written with the text `to`
With the key (columns) the column is deleted, or with `to` = last put last, twice written twice, new added empty.
In datapackage.json `key` is a resource ("" for the package) and `to` is JSON. Facts about files (bytes, hash, rows) are
refreshed before a fault in datapackage.json and after every other. A rule that compares with an older version is given
the package without the fault.

edges.csv has the same columns: each row brings the package to the edge of the rule, where it is still valid.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from pathlib import Path

from asreported import shipped
from asreported.explaining import PAIRS, Fault
from asreported.package import open_package
from asreported.package.tables import rows_of

#: What makes a row of each table its own.
KEYS = {
    "figures": ("figure_id",),
    "attributions": ("figure_id", "position"),
    "agents": ("agent_id",),
    "incidents": ("incident_id",),
    "participants": ("incident_id", "agent_id", "role"),
    "relations": ("subject_id", "predicate", "object_id"),
    "numbers": ("source_id", "at"),
    "sources": ("source_id",),
    "qualifiers": ("qualifier",),
    "measures": ("measure",),
}


def edges() -> list[Fault]:
    """Return every row of edges.csv."""
    with Path(__file__).with_name("edges.csv").open(encoding="utf-8", newline="") as rows:
        return [Fault(*row) for row in list(csv.reader(rows))[1:]]


def copy_of_shipped(folder: Path) -> Path:
    """Return a folder with a copy of the shipped package, which is valid."""
    root = shipped.PACKAGE
    for part in ("dataset", "schemas"):
        shutil.copytree(root / part, folder / part)
    for file in ("datapackage.json", "CITATION.cff"):
        shutil.copy(root / file, folder / file)
    return folder


def apply(fault: Fault, folder: Path) -> None:
    """Break a copy of the package in one place."""
    place = folder / fault.file
    if fault.file == "datapackage.json":
        _change_descriptor(place, fault)
        return
    if fault.column == "(new file)":
        place.write_bytes(_plain(fault.after).encode())
    elif fault.column == "(text)":
        _change_texts(folder, fault)
    else:
        _change_row(place, fault)
    refresh(folder)


def refresh(folder: Path) -> None:
    """Write the bytes, hash and rows of each file into the descriptor, as they are now."""
    package = open_package(folder)
    resources = []
    for resource in package.resources:
        content = resource.read()
        facts = {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        resources.append({**resource.descriptor, **facts, "rows": rows_of(resource).cells.height})
    descriptor = {**package.descriptor, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")


def _plain(text: str) -> str:
    for sign, meant in (("\\n", "\n"), ("\\r", "\r"), ("\\0", "\0"), ("\\ufeff", "\ufeff")):
        text = text.replace(sign, meant)
    return text


def _change_texts(folder: Path, fault: Fault) -> None:
    files, befores, afters = (part.split(PAIRS) for part in (fault.file, fault.before, fault.after))
    for file, before, after in zip(files * len(befores) if len(files) == 1 else files, befores, afters, strict=True):
        place = folder / file
        text = place.read_bytes().decode() if place.exists() else ""
        assert _plain(before) in text, f"{fault} changes nothing"
        place.write_bytes(text.replace(_plain(before), _plain(after), 1).encode())


def _change_row(place: Path, fault: Fault) -> None:
    with place.open(encoding="utf-8", newline="") as opened:
        header, *rows = list(csv.reader(opened))
    if fault.key == "(columns)":
        rows = _change_columns([header, *rows], fault)
        with place.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, lineterminator="\n").writerows(rows)
        return
    key = [header.index(name) for name in KEYS[place.stem]]
    number = next(i for i, row in enumerate(rows) if "+".join(row[k] for k in key) == fault.key)
    if fault.column == "(row)":
        rows[number : number + 1] = [rows[number]] * 2 if fault.after == "twice" else []
    else:
        column = header.index(fault.column)
        assert rows[number][column] == fault.before, f"{fault}: the cell is {rows[number][column]!r}"
        rows[number][column] = fault.after
    with place.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows([header, *rows])


def _change_descriptor(place: Path, fault: Fault) -> None:
    descriptor = json.loads(place.read_text("utf-8"))
    part = next(r for r in descriptor["resources"] if r["name"] == fault.key) if fault.key else descriptor
    if fault.after:
        part[fault.column] = json.loads(fault.after)
    else:
        del part[fault.column]
    place.write_text(json.dumps(descriptor), "utf-8")


def _change_columns(rows: list[list[str]], fault: Fault) -> list[list[str]]:
    if fault.after == "new":
        return [[*row, "" if i else fault.column] for i, row in enumerate(rows)]
    at = rows[0].index(fault.column)
    rest = [row[:at] + row[at + 1 :] for row in rows]
    if fault.after == "last":
        return [[*row, old[at]] for row, old in zip(rest, rows, strict=True)]
    return [[*row, row[at]] for row in rows] if fault.after == "twice" else rest
