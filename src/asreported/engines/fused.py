"""One table, all its rules, one pass: every mask of every rule is computed together over the frame.

All broken rows are counted; of each rule the first rows become findings.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import narwhals as nw
import polars as pl

from asreported.checks import ROW_RULES, Codelists, RowRule
from asreported.checks.rule import Judge, fill
from asreported.engines.masks import Mask, cell_masks, text_of
from asreported.findings import Finding
from asreported.loading.cells import missing
from asreported.loading.csv_text import LINE, ROW, WHOLE, TextTable
from asreported.loading.tables import values
from asreported.package import Resource
from asreported.schemas.table import Schema

__all__ = ["CheckedTable", "check_table"]

_SOUND = "␤sound"


@dataclass
class CheckedTable:
    """A table after the pass: its typed rows, which cells of them are sound, and what was found.

    `frame` has the typed columns, `␤line`, `␤row`, `␤whole` and, for each column, `NAME␤sound`.
    """

    resource: Resource
    schema: Schema
    file: str
    labels: tuple[str, ...]
    frame: pl.DataFrame
    findings: list[Finding] = field(default_factory=list)
    totals: Counter[str] = field(default_factory=Counter)
    rules: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    remarks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.resource.name

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the schema that the file really has."""
        return tuple(name for name in map(str, self.schema.columns) if name in self.frame.columns)

    def sound(self, *columns: str) -> pl.Expr:
        """Return where all these cells are what their schema says."""
        return pl.all_horizontal(*(pl.col(f"{c}{_SOUND}") for c in columns), pl.col(WHOLE))

    @cached_property
    def unsound(self) -> frozenset[str]:
        """The columns of which some cell is not what its schema says; all of them where a row is not whole."""
        if not self.columns:
            return frozenset()
        broken = self.frame.select((~self.sound(name)).any().alias(name) for name in self.columns).row(0, named=True)
        return frozenset(name for name, is_broken in broken.items() if is_broken)

    def add(self, rule: str, rows: pl.DataFrame, limit: int, make: Any) -> None:
        """Count the rows that break a rule, and make findings of the first of them."""
        self.rules.add(rule)
        if rows.is_empty():
            return
        self.totals[rule] += rows.height
        room = max(0, limit - sum(f.rule == rule for f in self.findings))
        self.findings += [make(row) for row in rows.head(room).iter_rows(named=True)]


def check_table(
    resource: Resource, schema: Schema, table: TextTable, codes: Codelists, *, canonical: bool, limit: int
) -> CheckedTable:
    """Return the table with everything that its own cells and rows break."""
    file = resource.paths[0] if resource.paths else f"{resource.name} (inline)"
    fields = {str(f["name"]): f for f in resource.fields}
    places = {name: str(table.labels.index(name)) for name in fields if name in table.labels}
    frame = _typed(resource, table, places)
    checked = CheckedTable(resource, schema, file, table.labels, frame, remarks=table.notes)
    _shape(checked, table, tuple(fields), limit)
    if frame.is_empty() and not places:
        return checked
    masks = list(cell_masks(schema, {n: fields[n] for n in places}, canonical=canonical))
    broken = frame.lazy().select([(m.broken & pl.col(WHOLE)).alias(str(i)) for i, m in enumerate(masks)]).collect()
    sound = [
        (~pl.any_horizontal(pl.lit(False), *(pl.col(str(i)) for i, m in enumerate(masks) if m.column == name))).alias(
            f"{name}{_SOUND}"
        )
        for name in places
    ]
    checked.frame = pl.concat([frame, broken.select(sound)], how="horizontal") if sound else frame
    checked.rules |= {mask.rule for mask in masks}
    for i, mask in enumerate(masks):
        if broken[str(i)].any():
            rows = checked.frame.filter(broken[str(i)])
            checked.add(mask.rule, rows, limit, lambda row, mask=mask: _cell_finding(checked, mask, row))
    _row_rules(checked, [str(c.name) for c in schema.checks], codes, limit)
    return checked


def _typed(resource: Resource, table: TextTable, places: Mapping[str, str]) -> pl.DataFrame:
    if table.cells.is_empty() and not table.labels:
        return pl.DataFrame(schema={LINE: pl.Int64, ROW: pl.Int64, WHOLE: pl.Boolean})
    fields = {str(f["name"]): f for f in resource.fields if f["name"] in places}
    named = table.cells.select(LINE, ROW, WHOLE, *(pl.col(place).alias(name) for name, place in places.items()))
    wanted = [e for e, f in zip(values(resource), resource.fields, strict=True) if f["name"] in places]
    lists = {n: str(f.get("delimiter", ",")) for n, f in fields.items() if named.schema[n].base_type() == pl.List}
    text = named.with_columns(
        pl.col(n).list.join(lists[n]) if n in lists else pl.col(n).cast(pl.String) for n in places
    )
    absent = {n: missing(f, resource.schema) for n, f in fields.items()}
    as_text = [pl.when(~pl.col(n).is_in(absent[n])).then(pl.col(n)).alias(text_of(n)) for n in places]
    return text.select(LINE, ROW, WHOLE, *as_text, *wanted)


def _shape(checked: CheckedTable, table: TextTable, names: Sequence[str], limit: int) -> None:
    """Add what is wrong with the file itself: its encoding, its labels, rows that are too short or too long."""
    checked.rules |= {"encoding", "dialect", "blank-row", "extra-cell", "missing-cell"}
    for fault in table.faults:
        checked.totals[fault.rule] += 1
        if sum(f.rule == fault.rule for f in checked.findings) < limit:
            checked.findings.append(
                Finding(
                    fault.rule,
                    checked.file,
                    fault.why,
                    fault.fix,
                    checked.name,
                    fault.line,
                    fault.row,
                    fault.column,
                    fault.found,
                )
            )
    if table.labels:
        _labels(checked, table.labels, names)


def _labels(checked: CheckedTable, labels: tuple[str, ...], names: Sequence[str]) -> None:
    checked.rules |= {"missing-label", "extra-label", "incorrect-label", "duplicate-label"}

    def add(rule: str, column: str, why: str, fix: str) -> None:
        checked.totals[rule] += 1
        found = None if rule == "missing-label" else column
        checked.findings.append(Finding(rule, checked.file, why, fix, checked.name, 1, 1, column, found))

    for label, times in Counter(labels).items():
        if times > 1:
            add("duplicate-label", label, f"the column stands {times} times", "keep one of them")
    for name in names:
        if name not in labels:
            add("missing-label", name, "the column is missing", f"add the column {name}")
    for label in dict.fromkeys(labels):
        if label not in names:
            add("extra-label", label, "the schema has no such column", "take the column out, or add it to the schema")
    present = [name for name in names if name in labels]
    order = [label for label in dict.fromkeys(labels) if label in names]
    if present != order:
        first = next(a for a, b in zip(order, present, strict=True) if a != b)
        add(
            "incorrect-label",
            first,
            "the columns stand in another order than in the schema",
            "put them in this order: " + ", ".join(names),
        )


def _cell_finding(checked: CheckedTable, mask: Mask, row: Mapping[str, Any]) -> Finding:
    found = row[text_of(mask.column)] or ""
    near = difflib.get_close_matches(found, mask.codes, n=1)
    fix = f"did you mean {near[0]}? {mask.fix}" if near else mask.fix
    return Finding(mask.rule, checked.file, mask.why, fix, checked.name, row[LINE], row[ROW], mask.column, found)


def _row_rules(checked: CheckedTable, ids: Sequence[str], codes: Codelists, limit: int) -> None:
    """Add what the row rules find: the expressions of all of them together, over the whole table."""
    rules = [rule for rule in ROW_RULES if rule.id in ids]
    ready = [rule for rule in rules if set(rule.reads) <= set(checked.columns)]
    checked.waiting |= {rule.id for rule in rules if rule not in ready}
    checked.rules |= {rule.id for rule in ready}
    if not ready:
        return
    holds = _evaluate(checked.frame, {rule.id: (rule.reads, rule.holds(codes)) for rule in ready})
    sound = checked.frame.select(checked.sound(*rule.reads).alias(rule.id) for rule in ready)
    for rule in ready:
        broken = ~holds[rule.id] & sound[rule.id]
        if broken.any():
            rows = _with_expected(checked.frame.filter(broken), rule, codes)
            checked.add(rule.id, rows, limit, lambda row, rule=rule: _row_finding(checked, rule, codes, row))


def _evaluate(
    frame: pl.DataFrame, rules: Mapping[str, tuple[tuple[str, ...], nw.Expr | pl.Expr | Judge]]
) -> dict[str, pl.Series]:
    """Return the boolean column of each rule: the expressions of a kind in one pass, the others one by one."""
    common = [judge.alias(name) for name, (_, judge) in rules.items() if isinstance(judge, nw.Expr)]
    native = [judge.alias(name) for name, (_, judge) in rules.items() if isinstance(judge, pl.Expr)]
    columns = [*nw.from_native(frame).select(*common).to_native()] if common else []
    columns += [*frame.select(*native)] if native else []
    for name, (reads, judge) in rules.items():
        if not isinstance(judge, (nw.Expr, pl.Expr)):
            columns.append(judge(frame.select(reads)).alias(name))
    return {column.name: column for column in columns}


def _with_expected(rows: pl.DataFrame, rule: RowRule, codes: Codelists) -> pl.DataFrame:
    expected = {f"{column}␤expected": make(codes) for column, make in rule.expected.items()}
    return nw.from_native(rows).with_columns(**expected).to_native() if expected else rows


def _row_finding(checked: CheckedTable, rule: RowRule, codes: Codelists, row: Mapping[str, Any]) -> Finding:
    column, why, fix, expected = rule.column, rule.why, rule.fix, None
    differing = [c for c in rule.expected if row[c] != row[f"{c}␤expected"]]
    if differing:
        column = differing[0]
        expected = row[f"{column}␤expected"]
    elif rule.otherwise:
        why, fix = rule.otherwise
    elif rule.fills:
        column = next(c for c in rule.fills if row[c] is None)
    cells = {**row, "column": column, "expected": expected}
    if rule.details:
        cells |= rule.details(row, codes)
    found = row[text_of(column)]
    return Finding(
        rule.id,
        checked.file,
        fill(why, cells),
        fill(fix, cells),
        checked.name,
        row[LINE],
        row[ROW],
        column,
        "" if found is None else str(found),
        None if expected is None else str(expected),
    )
