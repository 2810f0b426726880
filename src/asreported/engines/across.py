"""The rules across tables, run over the checked tables: each waits until the cells that it reads are sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from asreported.checks.rule import fill
from asreported.engines.fused import CheckedTable
from asreported.findings import Finding, Severity
from asreported.loading.csv_text import LINE, ROW
from asreported.rules.book import PACKAGE_RULES, TEXT_RULES
from asreported.rules.package_rule import PLACE, PackageRule
from asreported.rules.quotation import QUOTING
from asreported.rules.with_text import TextRule, phrases_found

__all__ = ["Across", "check_across", "check_texts"]


@dataclass
class Across:
    """What the rules across tables found: findings, exact totals, the rules that ran and those that wait."""

    findings: list[Finding] = field(default_factory=list)
    totals: Counter[tuple[str, str]] = field(default_factory=Counter)
    rules: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)


def check_across(tables: Mapping[str, CheckedTable], limit: int) -> Across:
    """Return what every rule across tables finds."""
    across = Across()
    for rule in PACKAGE_RULES:
        if not _ready(tables, rule.reads):
            across.waiting.add(rule.id)
            continue
        across.rules.add(rule.id)
        broken = rule.broken(
            {name: tables[name].frame.select(*PLACE, *columns) for name, columns in rule.reads.items()}
        )
        if not broken.is_empty():
            broken = broken.sort(LINE, ROW, nulls_last=True)
            table = tables[rule.table]
            across.totals[table.file, rule.id] += broken.height
            across.findings += [_finding(rule, table, row) for row in broken.head(limit).iter_rows(named=True)]
    return across


def check_texts(tables: Mapping[str, CheckedTable], texts: Mapping[str, str], limit: int) -> Across:
    """Return what the rules that need the text find. `texts` gives the normal form of each source's text."""
    across = Across()
    reads = {table: (words, start, by) for table, words, start, by in QUOTING}
    if not _ready(tables, {**reads, "sources": ("source_id", "text_sha256", "text_length", "language")}):
        across.waiting |= {rule.id for rule in TEXT_RULES}
        return across
    frames = {name: table.frame for name, table in tables.items()}
    for source, text in texts.items():
        for rule in TEXT_RULES:
            across.rules.add(rule.id)
            _add_broken(across, rule, rule.broken(frames, source, text), tables, limit)
        across.remarks.append(phrases_found(frames, source, text))
    return across


def _add_broken(
    across: Across, rule: TextRule, broken: pl.DataFrame, tables: Mapping[str, CheckedTable], limit: int
) -> None:
    for (name,), rows in broken.sort(LINE, ROW, nulls_last=True).group_by("table", maintain_order=True):
        table = tables[str(name)]
        across.totals[table.file, rule.id] += rows.height
        across.findings += [
            Finding(
                rule.id,
                table.file,
                row["why"],
                rule.fix,
                table.name,
                row[LINE],
                row[ROW],
                row["column"],
                str(row["found"]),
                severity=rule.severity,
            )
            for row in rows.head(limit).iter_rows(named=True)
        ]


def _ready(tables: Mapping[str, CheckedTable], reads: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether every table is there, with all its rows, and sound in the columns that are read."""
    for name, columns in reads.items():
        table = tables.get(name)
        if table is None or "dialect" in table.totals or not set(columns) <= set(table.columns):
            return False
        if table.unsound & set(columns):
            return False
    return True


def _finding(rule: PackageRule, table: CheckedTable, row: Mapping[str, Any]) -> Finding:
    found = row.get(rule.column)
    severity: Severity = rule.severity
    return Finding(
        rule.id,
        table.file,
        fill(rule.why, row),
        fill(rule.fix, row),
        table.name,
        row[LINE],
        row[ROW],
        rule.column,
        "" if found is None else str(found),
        severity=severity,
    )
