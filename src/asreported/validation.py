"""Validation: every rule over every row of a package, reported in one run."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from asreported.checks import Codelists, shipped_codelists
from asreported.comparing import Incomparable, diff
from asreported.engines.across import check_across, check_texts
from asreported.engines.fused import CheckedTable, check_table
from asreported.engines.keys import check_foreign_keys, check_primary_key
from asreported.engines.masks import text_of
from asreported.errors import Misuse, UnknownName
from asreported.findings import Finding, Report, TableReport
from asreported.loading.csv_text import LINE, ROW
from asreported.loading.tables import read_table
from asreported.package import Package, Resource, UnsafePath, open_package
from asreported.rules.book import BOOK
from asreported.rules.codelist import changed_qualifiers
from asreported.rules.descriptor import check_descriptor, check_profile, schema_fault, unknown_profile
from asreported.rules.files import check_content, check_rows, path_finding, unlisted_files, versions_agree
from asreported.rules.loosening import retyped
from asreported.rules.recorded import changes_recorded
from asreported.schemas.of_package import codelists
from asreported.schemas.table_schema import from_table_schema
from asreported.texts import normal_form
from asreported.writing import is_interrupted

__all__ = ["LIMIT", "validate"]

#: How many findings of one rule in one file are kept. All are counted.
LIMIT = 1000


def validate(
    package: Package | str | Path | None = None,
    *,
    texts: Mapping[str, str | Path] | None = None,
    against: Package | str | Path | None = None,
    limit: int = LIMIT,
) -> Report:
    """Return a report on a package: a folder, a datapackage.json or an opened one; the shipped one where none is named.

    Everything is checked and counted; `limit` is how many findings of one rule in one file are kept. `texts` gives the
    file with the text of a source, for the rules that need it; `against` is an older version, from which every change
    has to be recorded. Findings of severity "note" are for a person to judge.

    Raises:
        PackageUnreadable: no readable descriptor lies there. Whatever is wrong behind one is a finding.
        Misuse: a text that cannot be read, or one of a source that the package does not have; an older version that
            cannot be read.

    >>> validate().valid
    True
    """
    began = time.perf_counter()
    opened = package if isinstance(package, Package) else open_package(package)
    findings = [*check_descriptor(opened), *unknown_profile(opened)]
    across: list[Finding] = []
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
    waiting: set[str] = set()
    remarks: list[str] = []
    totals: Counter[tuple[str, str]] = Counter()
    if opened.is_ours:
        if "qualifiers" in tables:
            findings += _check_qualifiers(tables["qualifiers"])
        ours = {name: table for name, table in tables.items() if not retyped(opened.resource(name))}
        outcomes = [check_across(ours, limit)]
        if texts:
            outcomes.append(check_texts(ours, _read_texts(texts, tables), limit))
        for outcome in outcomes:
            across += outcome.findings
            totals += outcome.totals
            rules |= outcome.rules
            waiting |= outcome.waiting
            remarks += outcome.remarks
    elif texts:
        raise Misuse("texts are compared with packages under our profile only; this one names none")
    if not any(f.rule == "path" for f in findings):  # a mistyped path makes its own file look unlisted
        findings += unlisted_files(opened)
    findings += versions_agree(opened)
    rules |= {"unlisted-file", "versions-agree"}
    if is_interrupted(opened.folder):
        remarks = [*remarks, "a write was interrupted here: asreported build finishes it"]
    if against is not None:
        recorded = _changes_recorded(against, opened)
        across += (recorded or [])[:limit]
        totals += Counter((f.file, f.rule) for f in recorded or [])
        (waiting if recorded is None else rules).add("change-recorded")
    totals += Counter((f.file, f.rule) for f in findings)
    for table in tables.values():
        findings += table.findings
        totals += Counter({(table.file, rule): n for rule, n in table.totals.items()})
        waiting |= table.waiting
        remarks = [*(f"{table.file} {remark}" for remark in table.remarks), *remarks]
    order = {name: i for i, name in enumerate(BOOK)}
    findings = [replace(f, severity=BOOK[f.rule].severity) for f in [*findings, *across]]
    findings.sort(key=lambda f: (f.file, f.line or 0, order[f.rule], f.column or ""))
    return Report(
        package=opened.name,
        version=opened.version,
        place=str(opened.folder),
        tables=tuple(TableReport(t.name, t.file, t.labels, t.frame.height) for t in tables.values()),
        rules=tuple(rule for rule in BOOK if rule in rules),
        findings=tuple(findings),
        totals=dict(totals),
        severities={name: rule.severity for name, rule in BOOK.items()},
        waiting=tuple(rule for rule in BOOK if rule in waiting),
        remarks=tuple(remarks),
        seconds=time.perf_counter() - began,
        profiled=opened.is_ours,
    )


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


def _changes_recorded(against: Package | str | Path, new: Package) -> list[Finding] | None:
    """Return the changes that are not recorded; None while a table cannot be compared."""
    old = against if isinstance(against, Package) else open_package(against)
    try:
        return list(changes_recorded(old, new, diff(old, new)))
    except Incomparable as error:
        if error.folder == old.folder:
            raise Misuse(f"the older version cannot be compared: {error}") from None
        return None


def _read_texts(texts: Mapping[str, str | Path], tables: Mapping[str, CheckedTable]) -> dict[str, str]:
    """Return the normal form of each text by its source."""
    frame = tables["sources"].frame if "sources" in tables else pl.DataFrame()
    known = tuple(frame["source_id"].drop_nulls()) if "source_id" in frame.columns else ()
    read = {}
    for source, file in texts.items():
        if source not in known:
            raise UnknownName("source", source, known)
        try:
            read[source] = normal_form(Path(file).read_bytes().decode("utf-8-sig"))
        except OSError as error:
            raise Misuse(f"{file}: the text of {source} cannot be read: {error.strerror}") from None
        except UnicodeDecodeError as error:
            raise Misuse(f"{file}: the text of {source} is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    return read
