"""The shipped package as rows and bytes, and one change of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from faults import KEYS

__all__ = ["Cell", "Change", "Original", "Row", "Table", "csv_bytes"]

#: The columns that name a row to rows of other tables.
_NAMES = ("figure_id", "agent_id", "incident_id", "subject_id", "object_id", "measure", "qualifier", "publisher_id")
#: A figure has the codes of a measure and a qualifier; only the rows of the codelists are named by them.
_CODELISTS = {"measures": "measure", "qualifiers": "qualifier", "sources": "source_id"}


@dataclass(frozen=True)
class Change:
    """One corruption: the new bytes of its files, and where it lies.

    `row` is the one that a spreadsheet shows after the change, `through` the last where there are several, `columns`
    are those that were changed, and `names` the keys by which other rows know the changed ones, before and after. What
    follows from the change may lie in the files of `also`, too. None as bytes takes the file away. `keeps_facts`
    leaves the bytes, hash and rows in the descriptor as they were.
    """

    words: str
    files: Mapping[str, bytes | None]
    file: str
    table: str = ""
    row: int | None = None
    through: int | None = None
    columns: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()
    keeps_facts: bool = False

    @property
    def is_of_a_whole_table(self) -> bool:
        """Whether no row or column of the table is as it was, so that anything that leans on it may break."""
        return bool(self.table) and self.row is None and not self.columns and not self.names


def csv_bytes(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a table as the shipped files write it."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([header, *rows])
    return written.getvalue().encode()


@dataclass(frozen=True)
class Cell:
    """One cell of a row."""

    row: Row
    column: str

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.row[self.column]

    def to(self, text: str) -> Change:
        """Return the change of this cell alone."""
        return self.row.to(**{self.column: text})


@dataclass(frozen=True)
class Row:
    """One row of a table: its place from 0, and its cells by name."""

    table: Table
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the text of a cell."""
        return self.cells[column]

    @property
    def key(self) -> str:
        """The cells that make the row its own."""
        return "+".join(self[name] for name in self.table.key)

    def names(self, cells: Mapping[str, str] | None = None) -> frozenset[str]:
        """Return the keys by which rows of other tables know this one."""
        cells = {**self.cells, **(cells or {})}
        shared = set(_CODELISTS.values()) - {_CODELISTS.get(self.table.name)}
        return frozenset(
            cells[name] for name in {*_NAMES, "source_id"} - shared if cells.get(name) and name in self.table.header
        )

    def to(self, **cells: str) -> Change:
        """Return the change of some cells of this row."""
        return self.table.changed({self.number: cells}, at=self.number)


@dataclass(eq=False)
class Table:
    """One table: its file, header and Table Schema, and its rows."""

    name: str
    file: str
    header: tuple[str, ...]
    schema: Mapping[str, Any] = field(repr=False)
    rows: list[Row] = field(default_factory=list, repr=False)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that make a row its own."""
        return KEYS[self.name]

    @property
    def cells(self) -> list[list[str]]:
        """Every cell as text."""
        return [list(row.cells.values()) for row in self.rows]

    def where(self, **cells: str) -> Iterator[Row]:
        """Yield the rows that have these cells."""
        return (row for row in self.rows if all(row[name] == text for name, text in cells.items()))

    def filled(self, *columns: str) -> Iterator[Cell]:
        """Yield the cells of these columns that are not empty."""
        return (Cell(row, name) for row in self.rows for name in columns if row[name])

    def of_type(self, *types: str) -> tuple[str, ...]:
        """Return the columns of these types."""
        return tuple(f["name"] for f in self.schema["fields"] if f["type"] in types)

    def changed(self, edits: Mapping[int, Mapping[str, str]], at: int) -> Change:
        """Return the change of cells in several rows; it lies in the row `at`."""
        rows = [list({**row.cells, **edits.get(row.number, {})}.values()) for row in self.rows]
        names = frozenset[str]().union(*(self.rows[n].names() | self.rows[n].names(e) for n, e in edits.items()))
        told = [
            f"{c}: {self.rows[n][c] or '(empty)'} → {t or '(empty)'}" for n, e in edits.items() for c, t in e.items()
        ]
        return Change(
            f"{self.file}, {self.rows[at].key}: {'; '.join(told)}",
            {self.file: csv_bytes(self.header, rows)},
            self.file,
            self.name,
            row=at + 2,
            columns=tuple(edits[at]),
            names=names,
        )

    def rewritten(self, words: str, rows: Sequence[Sequence[str]], *at: Row, row: int | None = None) -> Change:
        """Return the change to other rows under the same header; it is about the rows `at`, and lies in `row`."""
        data = {self.file: csv_bytes(self.header, rows)}
        names = frozenset[str]().union(*(one.names() for one in at))
        return Change(f"{self.file}, {at[0].key}: {words}", data, self.file, self.name, row, names=names)

    def as_bytes(self, words: str, data: bytes | None, row: int | None = None, columns: tuple[str, ...] = ()) -> Change:
        """Return the change of the whole file to these bytes."""
        return Change(f"{self.file}: {words}", {self.file: data}, self.file, self.name, row, columns=columns)


class Original:
    """The shipped package before any change."""

    def __init__(self, root: Path, text: str | None = None) -> None:
        """Read the package that lies in a folder; `text` is the normal form of the article, where it is there."""
        self.root, self.text = root, text
        self.descriptor: Mapping[str, Any] = json.loads((root / "datapackage.json").read_bytes())
        self.tables = {resource["name"]: self._read(resource) for resource in self.descriptor["resources"]}

    def __getitem__(self, name: str) -> Table:
        """Return a table."""
        return self.tables[name]

    def bytes_of(self, file: str) -> bytes:
        """Return a file as it was."""
        return (self.root / file).read_bytes()

    def described(self, words: str, resource: str | None = None, **facts: Any) -> Change:
        """Return a change of the descriptor, or of a resource in it; a fact that is None is taken out."""
        descriptor = json.loads(self.bytes_of("datapackage.json"))
        part = next(r for r in descriptor["resources"] if r["name"] == resource) if resource else descriptor
        for name, fact in facts.items():
            if fact is None:
                part.pop(name)
            else:
                part[name] = fact
        where, also = (f"{resource}: ", (self[resource].file,)) if resource else ("", ())
        return replace(self.as_json("datapackage.json", f"{where}{words}", descriptor), also=also)

    def as_json(self, file: str, words: str, content: Any, columns: tuple[str, ...] = ()) -> Change:
        """Return the change of a JSON file; what follows from it may lie in the descriptor, and in a schema's table."""
        tables = (r["path"] for r in self.descriptor["resources"] if r["schema"] == file)
        data = {file: json.dumps(content, indent=2).encode()}
        return Change(f"{file}: {words}", data, file, columns=columns, also=("datapackage.json", *tables))

    def _read(self, resource: Mapping[str, Any]) -> Table:
        data = self.bytes_of(resource["path"])
        header, *rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
        schema = json.loads(self.bytes_of(resource["schema"]))
        table = Table(resource["name"], resource["path"], tuple(header), schema)
        table.rows += [Row(table, number, dict(zip(header, row, strict=True))) for number, row in enumerate(rows)]
        return table
