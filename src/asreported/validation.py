"""Validation: every rule over every row of a package, reported in one run."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import polars as pl

from asreported.checks import Codelists, shipped_codelists
from asreported.engines.fused import CheckedTable, check_table
from asreported.engines.keys import check_foreign_keys, check_primary_key
from asreported.engines.masks import text_of
from asreported.findings import Finding, Report, TableReport
from asreported.loading.csv_text import LINE, ROW
from asreported.loading.tables import read_table
from asreported.package import Package, Resource, UnsafePath, open_package
from asreported.rules.book import BOOK
from asreported.rules.codelist import changed_qualifiers
from asreported.rules.descriptor import check_descriptor, check_profile, schema_fault
from asreported.rules.files import check_content, check_rows, path_finding, unlisted_files, versions_agree
from asreported.schemas import codelists, from_table_schema

__all__ = ["LIMIT", "validate"]

#: How many findings of one rule in one file are kept. All are counted.
LIMIT = 1000


def validate(package: Package | str | Path | None = None, *, limit: int = LIMIT) -> Report:
    """Return a report on a package: a folder, a datapackage.json or an opened one; the shipped one where none is named.

    Everything is checked and counted; `limit` is how many findings of one rule in one file are kept.

    Raises:
        PackageUnreadable: no readable descriptor lies there. Whatever is wrong behind one is a finding.

    >>> validate().valid
    True
    """
    began = time.perf_counter()
    opened = package if isinstance(package, Package) else open_package(package)
    findings = [*check_descriptor(opened)]
    rules = {"descriptor", "path"}
    if opened.is_ours:
        rules.add("profile")
        findings += [f for r in opened.tables if (f := schema_fault(r))] or [*check_profile(opened)]
    codes = codelists(opened) or shipped_codelists()
    tables: dict[str, CheckedTable] = {}
    for resource in opened.resources:
        findings += _check_resource(resource, codes, tables, rules, limit)
    for table in tables.values():
        check_primary_key(table, limit)
        check_foreign_keys(table, tables, limit)
        rules |= table.rules
    if opened.is_ours and "qualifiers" in tables:
        findings += _check_qualifiers(tables["qualifiers"])
    if not any(f.rule == "path" for f in findings):  # a mistyped path makes its own file look unlisted
        findings += unlisted_files(opened)
    findings += versions_agree(opened)
    rules |= {"unlisted-file", "versions-agree"}
    return _report(opened, tables, findings, rules, time.perf_counter() - began)


def _check_resource(
    resource: Resource, codes: Codelists, tables: dict[str, CheckedTable], rules: set[str], limit: int
) -> Iterable[Finding]:
    try:
        content = resource.read()
    except UnsafePath as error:
        return [path_finding(resource, error)]
    rules |= {"hash", "bytes"} if resource.paths else set()
    findings = [*check_content(resource, content)] if resource.paths else []
    if not resource.is_table:
        return findings
    if fault := schema_fault(resource):
        return [*findings, fault]
    try:
        schema = from_table_schema(resource.schema, resource.name, codes)
    except (ValueError, KeyError, TypeError) as error:
        where = resource.descriptor["schema"] if isinstance(resource.descriptor["schema"], str) else None
        return [
            *findings,
            Finding(
                "descriptor",
                where or resource.package.descriptor_name,
                f"the Table Schema cannot be applied: {error}",
                "mend the schema",
                resource.name,
            ),
        ]
    table = read_table(resource, content)
    checked = check_table(resource, schema, table, codes, canonical=resource.package.is_ours, limit=limit)
    tables[resource.name] = checked
    if table.labels:
        rules.add("rows")
        findings += check_rows(resource, table.cells.height)
    return findings


def _check_qualifiers(table: CheckedTable) -> Iterable[Finding]:
    if set(map(str, table.schema.columns)) <= set(table.columns):
        text = table.frame.select(LINE, ROW, *(pl.col(text_of(name)).alias(name) for name in table.columns))
        yield from changed_qualifiers(text, table.file, LINE, ROW)


def _report(
    package: Package, tables: dict[str, CheckedTable], findings: list[Finding], rules: set[str], seconds: float
) -> Report:
    totals: Counter[tuple[str, str]] = Counter((f.file, f.rule) for f in findings)
    for table in tables.values():
        findings += table.findings
        totals.update({(table.file, rule): n for rule, n in table.totals.items()})
    graded = [replace(f, severity=BOOK[f.rule].severity) for f in findings]
    order = {name: i for i, name in enumerate(BOOK)}
    graded.sort(key=lambda f: (f.file, f.line or 0, order[f.rule], f.column or ""))
    return Report(
        package=package.name,
        version=package.version,
        place=str(package.folder),
        tables=tuple(TableReport(t.name, t.file, t.labels, t.frame.height) for t in tables.values()),
        rules=tuple(rule for rule in BOOK if rule in rules),
        findings=tuple(graded),
        totals=dict(totals),
        waiting=tuple(sorted({rule for t in tables.values() for rule in t.waiting})),
        remarks=tuple(f"{t.file} {remark}" for t in tables.values() for remark in t.remarks),
        seconds=seconds,
        profiled=package.is_ours,
    )
