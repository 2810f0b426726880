"""One table, all its rules, one pass: its parts are checked two at a time, and their outcomes are added up in order.

All broken rows are counted; of each rule the first rows become findings. What stays in memory is the columns that later
steps name, and eight bytes for each row and key.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import Any, TypeVar

import polars as pl

from asreported.engine.compiled import Compiled, ForeignKey, PartOutcome, columns_of, types_of, values_of
from asreported.engine.labels import LABELS, label_faults, undescribed
from asreported.findings import Finding
from asreported.package import Resource
from asreported.package.parts import Tally, read_parts
from asreported.package.rows import LINE, ROW, Fault, Part, Rows, moved, shifted
from asreported.rules.book import BOOK, of_scope
from asreported.rules.codelists import Codelists
from asreported.rules.rule import finding_of
from asreported.schemas.table import Schema

__all__ = ["CheckedTable", "check_table", "key_sets", "two_at_a_time"]

Item = TypeVar("Item")
Done = TypeVar("Done")

_WORKERS = 2
#: A file of which so many rows are no rows of the table is another kind of file.
_MOST_BROKEN = 1_000_000
#: The rules on the shape of a file.
_SHAPE = {"encoding", "dialect", "blank-row", "extra-cell", "missing-cell"}


@dataclass
class CheckedTable:
    """A table after the pass: what was found, and what later steps need of its rows.

    `frame` has the columns that were asked for, typed, with the place of each row. Part by part, `starts` tells how
    many lines and records stand before it, and `hashes` gives the hash of each row's key, null where it has none.
    `lost` are the rows of each foreign key that point at no row known so far. Lines and rows count through the files of
    a table that lies in several: `files` tells how many stand before each.
    """

    resource: Resource
    schema: Schema
    codes: Codelists
    file: str
    limit: int
    kept: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    canonical: bool = False
    labels: tuple[str, ...] = ()
    is_cut_off: bool = False
    frame: pl.DataFrame = field(default_factory=pl.DataFrame)
    height: int = 0
    findings: list[Finding] = field(default_factory=list)
    totals: Counter[str] = field(default_factory=Counter)
    rules: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    unsound: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    starts: list[tuple[int, int]] = field(default_factory=list)
    files: list[tuple[int, int, str]] = field(default_factory=list)
    hashes: dict[tuple[str, ...], dict[int, pl.Series]] = field(default_factory=dict)
    lost: dict[ForeignKey, list[pl.DataFrame]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.resource.name

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the schema that the file really has."""
        there = set(self.labels)
        return tuple(name for name in map(str, self.schema.columns) if name in there)

    def is_left_out(self, names: Iterable[str]) -> bool:
        """Tell whether the file lacks one of these fields and may do so, so that all its cells are empty."""
        lacks = set(names) <= set(self.schema.columns) and not set(names) <= set(self.labels)
        return lacks and bool(self.labels) and "missing-label" not in self.totals

    @property
    def is_whole(self) -> bool:
        """Whether all its rows were read: an open quote swallows some, and bytes that are no text end the reading."""
        return not self.is_cut_off and "dialect" not in self.totals

    @property
    def named(self) -> Mapping[str, Any]:
        """How its findings are named: by file, table and primary key."""
        return {"file": self.file, "table": self.name, "key": tuple(self.schema.unique or ())}

    def room(self, rule: str) -> int:
        """Return how many findings of a rule are still wanted."""
        return max(0, self.limit - self.totals[rule])

    def in_its_file(self, finding: Finding) -> Finding:
        """Return a finding on a row as it stands in its own file, where the table lies in several."""
        if finding.file != self.file or finding.row is None:
            return finding
        for lines, records, path in reversed(self.files):
            if finding.row > records:
                return replace(moved(finding, -lines, -records), file=path)
        return finding

    def named_row(self, row: int) -> str:
        """Return a row as it is spoken of: by its number, and its file where the table lies in several."""
        before = next(((records, f" of {path}") for _, records, path in reversed(self.files) if row > records), (0, ""))
        return f"{row - before[0]}{before[1]}"

    def add(self, rule: str, row: Mapping[str, Any]) -> None:
        """Count a row that breaks a rule, and make a finding of it while any is wanted."""
        if self.room(rule):
            self.findings.append(finding_of(BOOK[rule], row, codes=self.codes, **self.named))
        self.totals[rule] += 1


def check_table(
    resource: Resource,
    schema: Schema,
    codes: Codelists,
    *,
    limit: int,
    keep: Iterable[str] = (),
    foreign_keys: Iterable[ForeignKey] = (),
    tally: Tally | None = None,
) -> CheckedTable:
    """Return a table with everything that its own file, cells and rows break; `keep` are columns that later steps need.

    Raises:
        UnsafePath: a file is missing, or its path is not one that a package may name.
    """
    file = resource.paths[0] if resource.paths else f"{resource.name} (inline)"
    table = CheckedTable(
        resource, schema, codes, file, limit, tuple(keep), tuple(foreign_keys), resource.package.is_ours
    )
    table.rules |= _SHAPE
    frames: list[pl.DataFrame] = []
    shown: Counter[str] = Counter()
    lines = records = 0
    compiler = _Compiler(table)
    for rows, outcome in two_at_a_time(read_parts(resource, tally), compiler.outcome):
        if rows.labels and not table.labels:
            _check_labels(table, rows.labels)
        if rows.path and rows.path not in (path for *_, path in table.files):
            table.files.append((lines, records, rows.path))
        for fault in rows.faults:
            if table.room(fault.rule) and fault.times == 1:
                table.add(fault.rule, _row_of(moved(fault, lines, records), table.files))
            else:
                table.totals[fault.rule] += fault.times
            table.is_cut_off = table.is_cut_off or fault.is_end
        if not compiler.is_given_up and sum(table.totals[rule] for rule in _SHAPE) > _MOST_BROKEN:
            compiler.is_given_up = table.is_cut_off = True
            why = f"more than {_MOST_BROKEN:,} rows are broken, and those behind were not examined"
            table.add(
                "dialect", _row_of(Fault("dialect", why, "write the table anew", lines + rows.lines), table.files)
            )
        table.notes += rows.notes
        if outcome is not None:
            for finding in outcome.findings:
                shown[finding.rule] += 1
                if shown[finding.rule] <= limit:
                    table.findings.append(moved(finding, lines, records))
            table.totals += outcome.totals
            table.unsound |= outcome.unsound
            if table.kept:
                frames.append(shifted(outcome.frame, lines, records))
            for key, hashes in outcome.keys.items():
                table.hashes.setdefault(key, {})[len(table.starts)] = hashes
            for foreign, rows_lost in outcome.lost.items():
                if rows_lost.height:
                    table.lost.setdefault(foreign, []).append(shifted(rows_lost, lines, records))
            table.height += outcome.height
        table.starts.append((lines, records))
        lines, records = lines + rows.lines, records + rows.records
    table.frame = pl.concat(frames) if frames else pl.DataFrame(schema={LINE: pl.Int64, ROW: pl.Int64})
    return table


def key_sets(schema: Schema) -> list[tuple[str, tuple[str, ...]]]:
    """Return the sets of columns whose values must not repeat, each with the rule that says so."""
    metadata: Mapping[str, Any] = schema.metadata or {}
    sets = [("primary-key", tuple(dict.fromkeys(schema.unique)))] if schema.unique else []
    sets += [("unique", tuple(dict.fromkeys(key))) for key in metadata.get("unique_keys", ())]
    return sets + [("unique", (str(name),)) for name, column in schema.columns.items() if column.unique]


class _Compiler:
    """The rules of a table, made into expressions when the first rows show their labels and types."""

    def __init__(self, table: CheckedTable) -> None:
        self.table = table
        self._made: dict[tuple[Any, ...], Compiled] = {}
        #: What comes behind goes by, counted and hashed, and is not looked at.
        self.is_given_up = False

    def outcome(self, part: Part) -> tuple[Rows, PartOutcome | None]:
        """Return a part without its cells, and what its rows break."""
        if self.is_given_up:
            return Rows((), pl.DataFrame()), None
        rows = part.rows()
        found = self.check(rows)
        return replace(rows, cells=rows.cells.clear()), found

    def check(self, rows: Rows) -> PartOutcome | None:
        """Return what the rows break; None where there is no column to look at."""
        if not rows.labels or not rows.cells.width:
            return None
        descriptor = self.table.resource.schema
        dtypes = types_of(rows)
        key = tuple(dtypes.items())
        if key not in self._made:
            self._made[key] = self._compiled(dtypes)
        compiled = self._made[key]
        frame = values_of(rows, descriptor, compiled.columns, dtypes)
        return compiled.check(frame, {rule: self.table.room(rule) for rule in BOOK})

    def _compiled(self, dtypes: Mapping[str, pl.DataType]) -> Compiled:
        table = self.table
        columns = columns_of(table.schema, table.resource.schema, dtypes, canonical=table.canonical)
        named = [str(check.name) for check in table.schema.checks]
        rules = [rule for rule in of_scope("row") if rule.id in named]
        ready = tuple(rule for rule in rules if set(rule.columns) <= set(columns))
        compiled = Compiled(
            columns,
            table.codes,
            ready,
            tuple(dict.fromkeys(key for _, key in key_sets(table.schema) if set(key) <= set(columns))),
            tuple(key for key in table.foreign_keys if set(key.columns) <= set(columns)),
            tuple(name for name in dict.fromkeys(table.kept) if name in columns),
            table.named,
        )
        table.waiting |= {rule.id for rule in rules if rule not in ready}
        # Every cell is read by its type, also where nothing that could be written there has another.
        table.rules |= {"type-error"} | {mask.rule.id for mask in compiled.masks} | {rule.id for rule in ready}
        return compiled


def two_at_a_time(items: Iterator[Item], work: Callable[[Item], Done]) -> Iterator[Done]:
    """Yield what is made of each item, in order; a second one is under way while the first is awaited."""
    few = list(islice(items, 3))
    if len(few) < 3:  # a header and one part: no thread is worth starting
        yield from map(work, few)
        return
    with ThreadPoolExecutor(_WORKERS) as pool:
        waiting: deque[Future[Done]] = deque(pool.submit(work, item) for item in few)
        for item in items:
            yield waiting.popleft().result()
            waiting.append(pool.submit(work, item))
        while waiting:
            yield waiting.popleft().result()


def _check_labels(table: CheckedTable, labels: tuple[str, ...]) -> None:
    """Add what is wrong with the labels of a table."""
    table.labels = labels
    table.rules |= LABELS
    for rule, row in label_faults(labels, table.resource, table.schema):
        table.add(rule, {LINE: 1, ROW: 1, **row})
    if extra := undescribed(labels, table.resource):
        table.notes.append(f"has columns that the schema does not describe, and nobody examined: {', '.join(extra)}")


def _row_of(fault: Fault, files: Sequence[tuple[int, int, str]]) -> dict[str, Any]:
    """Return a fault of a file as a row that breaks its rule; one without a row is told in the last of these files."""
    words = asdict(fault)
    row = {**words, **words.pop("words"), LINE: words.pop("line"), ROW: words.pop("row")}
    if not files or fault.row is not None:
        return row
    lines, _, path = files[-1]
    return {**row, "file": path, LINE: None if fault.line is None else fault.line - lines}
