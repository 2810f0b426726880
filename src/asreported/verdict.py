"""A report in the forms that people and machines read: text, JSON (the shape of a frictionless Report), CSV."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from asreported.findings import COLUMNS, Finding, Report, numbered, one_line
from asreported.rules.book import BOOK

__all__ = ["as_csv", "as_descriptor", "as_github", "as_text"]


def as_text(report: Report, *, notes: bool = False) -> tuple[list[str], str]:
    """Return what is wrong as lines, and the verdict. What is counted and not listed is said with its number.

    With `notes`, what is left for a person to judge stands under the verdict.
    """
    wrong = [finding for finding in report.findings if finding.severity != "note"]
    verdict = [*_verdict(report)]
    if notes:
        judged = ["For a person to judge, not verified:", *_grouped(report, report.notes)]
        verdict += ["", *judged] if report.notes else ["  Nothing of it is left for a person to judge."]
    return list(_grouped(report, wrong)), "\n".join(verdict)


def as_github(report: Report) -> Iterator[str]:
    """Yield each finding as a workflow command that annotates the line of the file.

    Source: GitHub, Workflow commands for GitHub Actions.
    """
    kinds = {"error": "error", "warning": "warning", "note": "notice"}
    for finding in report.findings:
        place = f"file={_property(one_line(finding.file))}" + (f",line={finding.line}" if finding.line else "")
        message = one_line(f"{finding.why}; fix: {finding.fix}").replace("%", "%25")
        yield f"::{kinds[finding.severity]} {place},title={_property(finding.rule)}::{message}"


def _property(text: str) -> str:
    for sign, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        text = text.replace(sign, code)
    return text


def _grouped(report: Report, findings: Sequence[Finding]) -> Iterator[str]:
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.file, finding.rule].append(finding)
    for (file, rule), group in groups.items():
        for finding in group:
            yield from _lines(finding)
        if (more := report.totals.get((file, rule), len(group)) - len(group)) > 0:
            yield f"{one_line(file)}  and {more:,} more  [{rule}]"


def _lines(finding: Finding) -> Iterator[str]:
    cell = f"  {finding.column} = {_cell(finding)}" if finding.column and finding.found is not None else ""
    if finding.column and finding.found is None:
        cell = f"  {finding.column}"
    mark = " (warning)" if finding.severity == "warning" else ""
    yield one_line(f"{finding.place}{cell}  [{finding.rule}]{mark}")
    yield f"    {one_line(finding.why)}"
    yield f"    fix: {one_line(finding.fix)}"


def _cell(finding: Finding) -> str:
    return finding.found if finding.found else "(empty)"


def _verdict(report: Report) -> Iterator[str]:
    yield report.verdict
    if judged := report.total("note"):
        yield f"  {numbered(judged, 'point')} left for a person to judge: asreported validate --notes"
    if not report.profiled:
        yield "  The descriptor does not name our profile, so this was read as a plain data package: the rules on"
        yield "  qualifiers, words and speakers apply only to tables whose schema asks for them."
    if report.waiting:
        why = "until the faults above are mended" if report.total("error") else "where columns are left out"
        yield f"  Not checked {why}: {', '.join(report.waiting)}"
    for remark in report.remarks:
        yield f"  {one_line(remark)}"


def as_csv(report: Report) -> str:
    """Return the findings as CSV, a row each, under a header."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows([getattr(finding, column) for column in COLUMNS] for finding in report.findings)
    return written.getvalue()


def as_descriptor(report: Report) -> dict[str, Any]:
    """Return the report in the shape of a frictionless Report, which `frictionless.Report.from_descriptor` reads.

    What is left for a person to judge stands under `notes`, beside the standard members.

    Each error has frictionless's own `type` and, beside it, our `rule`, `why`, `fix` and exact place. Warnings are not
    among the errors, since these make a report invalid; they stand in `warnings` of their task as sentences.
    """
    files = {table.file: table for table in report.tables}
    tasks = []
    for file in dict.fromkeys([*files, *(f.file for f in report.findings if f.severity != "note")]):
        found = [f for f in report.findings if f.file == file]
        errors = [_error(f) for f in found if f.severity == "error"]
        warnings = [f"{f.place}: {f.why}" for f in found if f.severity == "warning"]
        total = sum(n for (at, rule), n in report.totals.items() if at == file and BOOK[rule].severity == "error")
        table = files.get(file)
        stats = {"errors": total, "warnings": len(warnings), "seconds": 0.0}
        tasks.append(
            {
                "name": table.name if table else file,
                "type": "table" if table else "file",
                "valid": not errors,
                "place": file,
                "labels": list(table.labels) if table else [],
                "stats": {**stats, "rows": table.rows, "fields": len(table.labels)} if table else stats,
                "warnings": warnings,
                "errors": errors,
            }
        )
    return {
        "valid": report.valid,
        "stats": {
            "tasks": len(tasks),
            "errors": report.total("error"),
            "warnings": report.total("warning"),
            "seconds": round(report.seconds, 3),
        },
        "warnings": [],
        "errors": [],
        "tasks": tasks,
        "package": report.package,
        "version": report.version,
        "rules": list(report.rules),
        "notChecked": list(report.waiting),
        "notes": [_error(f) for f in report.notes],
    }


def _error(finding: Finding) -> dict[str, Any]:
    error: dict[str, Any] = {
        "type": BOOK[finding.rule].stock_type,
        "title": finding.rule,
        "description": BOOK[finding.rule].sentence,
        "message": f"{finding.place}: {finding.why}",
        "tags": [],
        "note": finding.why,
        "rule": finding.rule,
        "why": finding.why,
        "fix": finding.fix,
        "file": finding.file,
        "line": finding.line,
        "expected": finding.expected,
    }
    if finding.row is not None:
        error |= {"rowNumber": finding.row, "cells": [], "key": finding.key}
    if finding.column is not None:
        error |= {"fieldName": finding.column, "cell": finding.found or ""}
    return error
