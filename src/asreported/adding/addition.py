"""Reviewed candidates become rows of a package: checked with the text first, then written whole or not at all."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from asreported.adding.new_report import NewReport
from asreported.adding.new_rows import TABLES, put_rows
from asreported.adding.records import Records
from asreported.adding.reviewed import Reviewed, read_reviewed
from asreported.adding.staging import part_of, staged
from asreported.errors import Invalid, Misuse, PackageUnreadable, UnknownName
from asreported.findings import Report
from asreported.package import PROFILE, Package, open_package
from asreported.package.building import refreshed, written
from asreported.package.writing import writing
from asreported.reading import languages
from asreported.suggesting import find_candidates
from asreported.suggesting.articles import read_text
from asreported.validating import validate
from asreported.words.wording import wording

__all__ = ["LARGE", "Addition", "add"]

#: With more figures than these, only the new report and what its rows point at is checked, so that nobody waits. New
#: rows have keys of their own, so the others stay as valid as they were.
LARGE = 5_000


@dataclass(frozen=True)
class Addition:
    """What was added, or would be: the new rows by table, the known agents that speak in them, and the verdict.

    `checked_in_part`: the package is large, and the verdict is on the new report and what its rows point at.
    """

    source_id: str
    rows: Mapping[str, tuple[Mapping[str, str], ...]]
    reused: Mapping[str, str]
    report: Report
    files: tuple[str, ...]
    checked_in_part: bool
    written: bool


def add(
    candidates: str | Path,
    article: str | Path,
    package: Package | str | Path,
    *,
    source: str = "",
    publisher: str = "",
    title: str = "",
    published_on: str = "",
    url: str = "",
    body_start: int = 0,
    incident: str = "",
    incident_title: str = "",
    coded_by: str = "",
    dry_run: bool = False,
) -> Addition:
    """Add the accepted candidates of a report to a package, and return what was added.

    The package is validated with the new rows and the text before a file is touched; with `dry_run` none is. Without
    `incident` a new one is made for figures that name none; without `coded_by` the first contributor is named.

    Raises:
        Unusable: candidates that cannot be used, or the source is there already.
        Invalid: the package would not be valid; the report says why.
        Misuse: no row is accepted, no publisher is named, or a date is none.
        FileUnreadable, PackageUnreadable: a file is none that can be read.
        Busy, WriteFailed: the package cannot be written to.
    """
    text, reviewed = read_text(article), read_reviewed(candidates)
    opened = _ours(package)
    chosen = [one.candidate for one in reviewed if one.accepted]
    if not chosen:
        raise Misuse(f"{candidates}: no row is accepted; write yes into accept where you agree")
    report = NewReport(
        text,
        source or next((one.source_id for one in chosen if one.source_id), ""),
        publisher,
        next((one.language for one in chosen if one.language), "en"),
        title,
        _day(published_on),
        url,
        body_start,
        coded_by or _first_contributor(opened),
        incident,
        incident_title,
    )
    _check(report)
    if dry_run:
        return _prepared(opened, report, reviewed, article)[0]
    with writing(opened.folder) as write:
        addition, contents = _prepared(_ours(opened.folder / opened.descriptor_name), report, reviewed, article)
        write(contents)
    return replace(addition, written=True)


def _prepared(
    package: Package, report: NewReport, reviewed: list[Reviewed], article: str | Path
) -> tuple[Addition, dict[str, bytes]]:
    """Return the addition, which is valid, and the contents of the files that it changes."""
    measures = {row["measure"]: row["title"] for row in Records(package.resource("measures")).dicts()}
    tables = {name: Records(package.resource(name)) for name in TABLES}
    language = report.language.partition("-")[0]
    every = find_candidates(report.text, language, package=package) if language in languages() else []
    outlet = wording(language).outlets.at(tuple(report.publisher.lower().split()), 0)
    agents = put_rows(tables, measures, report, reviewed, every, outlet[0] if outlet else "media")
    contents = {table.path: table.content() for table in tables.values() if table.changed}
    contents[package.descriptor_name] = written(package, refreshed(package, contents))
    source = tables["sources"].added[0]["source_id"]
    large = len(tables["figures"].rows) > LARGE
    checked = part_of(package, contents, tables, source) if large else contents
    found = validate(staged(package, checked), texts={source: article})
    if not found.valid:
        raise Invalid(found)
    rows = {name: tuple(table.added) for name, table in tables.items()}
    return Addition(source, rows, agents.reused, found, tuple(contents), large, False), contents


def _ours(package: Package | str | Path) -> Package:
    """Return the package, under the version of our profile that is known here.

    Raises:
        PackageUnreadable: it names a profile of another version.
        Misuse: it names none of ours.
    """
    opened = open_package(package)
    if opened.is_ours:
        return opened
    named, known = PurePosixPath(str(opened.descriptor.get("$schema", ""))).name, PurePosixPath(PROFILE).name
    if named.startswith(known.rstrip("0123456789.json-")):
        why = f"keeps {named}, and this version of asreported knows {known}"
        raise PackageUnreadable(opened.folder / opened.descriptor_name, why, "fix: install a newer asreported")
    raise Misuse(f"{opened.folder}: its descriptor does not name our profile; rows are added only to packages that do")


def _check(report: NewReport) -> None:
    if not report.publisher:
        raise Misuse("no publisher is named: whoever published the report is the last link of every chain")
    if (report.source_id and report.source_id != report.source_id.strip("-")) or " " in report.source_id:
        raise Misuse(f"the source {report.source_id!r} is no key: small letters, digits and hyphens")
    if report.body_start >= len(report.normal):
        raise Misuse(f"the body starts at {report.body_start}, and the text has {len(report.normal)} code points")
    if report.language.partition("-")[0] not in languages():
        raise UnknownName("language", report.language, languages())


def _day(given: str) -> str:
    try:
        return datetime.date.fromisoformat(given).isoformat() if given else ""
    except ValueError:
        raise Misuse(f"the day of publication {given!r} is no date; write it as 2024-05-31") from None


def _first_contributor(package: Package) -> str:
    listed = package.descriptor.get("contributors")
    titles = [one.get("title") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    named = next((str(title) for title in titles if title), "")
    if not named:
        raise Misuse("nobody is named as the coder, and the package names no contributor; say who codes")
    return named
