"""Candidate rows as a person gives them back: read strictly, every fault told with its row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from asreported.errors import Unusable
from asreported.suggesting.articles import read_text
from asreported.suggesting.candidates import COLUMNS, Candidate

__all__ = ["Reviewed", "read_reviewed"]

#: Without these columns a row says nothing; the others may be missing and count as empty.
NEEDED = ("accept", "disposition", "phrase", "at", "qualifier", "value", "low", "high", "counted", "measure", "voice")
_YES, _NO = {"yes", "y", "true", "1", "x"}, {"", "no", "n", "false", "0"}
_WHOLE = {field.name for field in fields(Candidate) if "int" in str(field.type)}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A candidate, the row of the file where it stands (the header is 1), and whether a person accepted it."""

    row: int
    candidate: Candidate
    accepted: bool


def read_reviewed(file: str | Path) -> list[Reviewed]:
    """Return the rows of a file of candidates, in order.

    Raises:
        FileUnreadable: there is no such file, or it is no text in UTF-8, or it is empty.
        Unusable: columns are missing, or cells are not what their column holds; all of them are told.
    """
    text = read_text(file)
    header = text.partition("\n")[0]
    # Spreadsheets in many countries write semicolons.
    delimiter = max(",;\t", key=header.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    labels = [label.strip() for label in next(table, [])]
    missing = [name for name in NEEDED if name not in labels]
    if missing:
        fix = "make the file with asreported suggest, and keep its header"
        raise Unusable(f"{file}", [f"has no column {', '.join(missing)}"], fix)
    read, faults = [], []
    for row, cells in enumerate(table, 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(labels):
            faults.append(f"row {row}: has {len(cells)} cells, and the header {len(labels)}")
            continue
        named = {label: cell.strip() for label, cell in zip(labels, cells, strict=True)}
        faults += [f"row {row}: {fault}" for fault in _faults(named)]
        if not faults:
            read.append(Reviewed(row, _candidate(named), named["accept"].lower() in _YES))
    if faults:
        raise Unusable(f"{file}", faults, "mend the cells, then try again")
    return read


def _faults(cells: Mapping[str, str]) -> Iterator[str]:
    if cells["accept"].lower() not in _YES | _NO:
        yield f"accept = {cells['accept']}; write yes, or leave it empty"
    for name in sorted(_WHOLE & set(cells)):
        if cells[name] and not cells[name].isdecimal():
            yield f"{name} = {cells[name]} is no whole number, in digits alone"


def _candidate(cells: Mapping[str, str]) -> Candidate:
    typed = {name: cells[name] for name in COLUMNS if cells.get(name)}
    return Candidate(**{name: int(cell) if name in _WHOLE else cell for name, cell in typed.items()})  # type: ignore[arg-type]
