"""The tables of a package as records, so that new rows go to their place and every other line stays as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Mapping
from copy import copy
from typing import Any

from asreported.errors import BadCell
from asreported.package import Resource, UnsafePath
from asreported.package.decoding import decode

__all__ = ["Records"]

Key = tuple[tuple[int, str], ...]


class Records:
    """The records of one CSV table, verbatim, under their keys.

    Raises:
        BadCell: the table is no CSV file of its own, or cannot be read as one.
    """

    def __init__(self, resource: Resource) -> None:
        self.name = resource.name
        if len(resource.paths) != 1 or resource.format != "csv" or resource.descriptor.get("dialect"):
            raise BadCell(resource.name, "rows are added to plain CSV tables of one file only")
        try:
            content = resource.read()
        except UnsafePath as error:
            raise BadCell(resource.name, str(error)) from None
        text, faults, _ = decode(content)
        if faults:
            raise BadCell(resource.name, faults[0].why)
        self.path = resource.paths[0]
        self._ends = "\r\n" if b"\r\n" in content else "\n"
        self._mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
        records = _records(text)
        self.labels = tuple(_cells(records[0])) if records else ()
        types = {str(field["name"]): field.get("type") for field in resource.fields}
        primary = resource.schema.get("primaryKey", [])
        self._key = [primary] if isinstance(primary, str) else list(primary)
        if not self._key or not set(self._key) <= set(self.labels):
            raise BadCell(resource.name, f"the column {', '.join(map(str, self._key)) or 'of its key'} is missing")
        self._places = sorted(self.labels.index(name) for name in self._key)
        self._whole = {place for place in self._places if types.get(self.labels[place]) == "integer"}
        written = [record for record in records[1:] if record.strip()]
        self.rows: dict[Key, str] = {self._key_in(record): record for record in written}
        if len(self.rows) < len(written):
            raise BadCell(resource.name, "two rows have the same key")
        #: The first part of each key.
        self.known = {key[0][1] for key in self.rows}
        self.added: list[dict[str, str]] = []
        self.changed = False

    def dicts(self) -> list[dict[str, str]]:
        """Return every row by column."""
        return [dict(zip(self.labels, _cells(record), strict=False)) for record in self.rows.values()]

    def only(self, first: Container[str]) -> Records:
        """Return the rows whose key begins with one of these."""
        part = copy(self)
        part.rows = {key: record for key, record in self.rows.items() if key[0][1] in first}
        return part

    def put(self, row: Mapping[str, Any]) -> None:
        """Add a row, or put it in the place of the row of the same key; cells of unknown columns are left empty."""
        cells = ["" if row.get(label) is None else str(row.get(label, "")) for label in self.labels]
        key = self._key_of(cells)
        if key not in self.rows:
            self.added.append(dict(zip(self.labels, cells, strict=True)))
        written = io.StringIO()
        csv.writer(written, lineterminator="").writerow(cells)
        self.rows[key] = written.getvalue()
        self.known.add(key[0][1])
        self.changed = True

    def content(self) -> bytes:
        """Return the file with its rows sorted by key."""
        header = io.StringIO()
        csv.writer(header, lineterminator="").writerow(self.labels)
        lines = [header.getvalue(), *(self.rows[key] for key in sorted(self.rows))]
        return self._mark + "".join(f"{line}\n" for line in lines).replace("\n", self._ends).encode()

    def _key_in(self, record: str) -> Key:
        """Return the key of a record; of a plain one only as many cells are cut as the key needs."""
        behind = self._places[-1] + 1
        cells = record.split(",", behind)[:behind]
        return self._key_of(_cells(record) if any('"' in cell for cell in cells) else cells)

    def _key_of(self, cells: list[str]) -> Key:
        values = [(place in self._whole, cells[place] if place < len(cells) else "") for place in self._places]
        return tuple((int(cell) if whole and cell.isdecimal() else 0, cell) for whole, cell in values)


def _records(text: str) -> list[str]:
    """Return the records of a CSV text, each as it is written; one goes on over a line end while a quote is open."""
    records: list[str] = []
    open_quote = False
    for line in text.removesuffix("\n").split("\n"):
        if open_quote:
            records[-1] += "\n" + line
        else:
            records.append(line)
        open_quote ^= line.count('"') % 2 == 1
    return records


def _cells(record: str) -> list[str]:
    if '"' not in record:
        return record.split(",")
    return next(csv.reader(io.StringIO(record, newline="")), [])
