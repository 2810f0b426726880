"""Validation: every rule over every row of a package, reported in one run."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

import polars as pl

from asreported.comparing import Incomparable, diff
from asreported.engine.across import (
    TEXT_READS,
    broken_across,
    broken_beside_texts,
    read_texts,
    remarks_on_texts,
    sources_of,
)
from asreported.engine.compiled import ForeignKey
from asreported.engine.keys import check_foreign_keys, check_repeats, foreign_keys, is_searchable
from asreported.engine.one_pass import CheckedTable, check_table
from asreported.errors import Misuse, UnsafePath
from asreported.findings import Finding, Report, TableReport
from asreported.package import Package, PackageLike, Resource, open_package
from asreported.package.rows import LINE, ROW
from asreported.package.tables import text_of
from asreported.package.writing import is_interrupted
from asreported.rules.book import BOOK, of_scope
from asreported.rules.closed_codelist import changed_qualifiers
from asreported.rules.codelists import Codelists, shipped_codelists
from asreported.rules.files import (
    CITATION,
    Measured,
    bytes_,
    hash_,
    path,
    refused_beside,
    rows_,
    unlisted_file,
    versions_agree,
)
from asreported.rules.loosening import retyped
from asreported.rules.profile import descriptor, profile, schema_fault, unknown_profile, unusable
from asreported.rules.recorded import CHANGELOG, change_recorded
from asreported.rules.rule import PLACE, Broken, Rule, finding_of
from asreported.rules.standard import unsupported
from asreported.schemas.of_package import codelists
from asreported.schemas.table import Schema
from asreported.schemas.table_schema import from_table_schema

__all__ = ["LIMIT", "validate"]

#: How many findings of one rule in one file are kept, so that no report is too large to send. All are counted.
LIMIT = 100
#: The formats of files that hold rows and columns, or may; data inline are in JSON.
_TABULAR = {
    *("csv", "tsv", "tab", "psv", "txt", "json", "jsonl", "ndjson", "parquet", "feather", "arrow"),
    *("xlsx", "xls", "ods", "dta", "sav", "por", "sas7bdat", "xpt", "rds", "dbf", "sqlite"),
}


def validate(
    package: PackageLike = None,
    *,
    texts: Mapping[str, str | Path] | None = None,
    against: PackageLike = None,
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
    return _Validation(open_package(package), limit).report(texts or {}, against)


@dataclass
class _Validation:
    """The validation of one package, as far as it has come."""

    package: Package
    limit: int
    began: float = field(default_factory=time.perf_counter)
    findings: list[Finding] = field(default_factory=list)
    totals: Counter[tuple[str, str]] = field(default_factory=Counter)
    rules: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    tables: dict[str, CheckedTable] = field(default_factory=dict)

    def report(self, texts: Mapping[str, str | Path], against: PackageLike) -> Report:
        """Run every rule, and return what was found."""
        self._descriptor()
        # Before the pass, so that it goes over what was read for it: no file is read twice.
        difference = self._difference(against) if against is not None else None
        codes = codelists(self.package) or shipped_codelists()
        schemas = {r.name: s for r in self.package.tables if (s := self._schema(r, codes)) is not None}
        pointed_at: dict[str, list[str]] = {}
        for name, schema in schemas.items():
            for key in foreign_keys(name, schema):
                pointed_at.setdefault(key.target, []).extend(key.there)
        for resource in self._in_order(schemas):
            kept = (*pointed_at.get(resource.name, ()), *self._kept(resource.name, schemas))
            self._resource(resource, schemas.get(resource.name), kept, codes)
        in_order = [r.name for r in self.package.resources if r.name in self.tables]
        self.tables = {name: self.tables[name] for name in in_order}
        for table in self.tables.values():
            check_repeats(table)
            check_foreign_keys(table, self.tables)
        self._across(texts)
        self._folder()
        self._unexamined()
        if difference is not None:
            self.findings += difference
        for table in self.tables.values():
            self.findings += table.findings
            self.totals += Counter({(table.file, rule): n for rule, n in table.totals.items()})
            if table.files:
                self._refile(table)
            self.rules |= table.rules
            self.waiting |= table.waiting
            self.remarks = [*(f"{table.file} {note}" for note in table.notes), *self.remarks]
        order = {name: i for i, name in enumerate(BOOK)}
        self.findings.sort(key=lambda f: (f.file, f.line or 0, order[f.rule], f.column or ""))
        return Report(
            package=self.package.name,
            version=self.package.version,
            place=str(self.package.folder),
            tables=tuple(TableReport(t.name, t.file, t.labels, t.height) for t in self.tables.values()),
            rules=tuple(rule for rule in BOOK if rule in self.rules),
            findings=tuple(self.findings),
            totals=dict(self.totals),
            severities={name: rule.severity for name, rule in BOOK.items()},
            waiting=tuple(rule for rule in BOOK if rule in self.waiting),
            remarks=tuple(self.remarks),
            seconds=time.perf_counter() - self.began,
            profiled=self.package.is_ours,
        )

    def _refile(self, table: CheckedTable) -> None:
        """Put the findings of a table that lies in several files under the file in which each of them stands."""
        placed = [(f, table.in_its_file(f)) for f in self.findings]
        self.findings = [now for _, now in placed]
        for was, now in placed:
            if now.file != was.file:
                self.totals[was.file, was.rule] -= 1
                self.totals[now.file, now.rule] += 1
        self.totals = +self.totals

    def _add(self, rule: Rule, rows: Iterable[Broken], file: str = "") -> None:
        """Count every row that breaks a rule, and keep the first as findings."""
        self.rules.add(rule.id)
        for row in rows:
            self._keep(finding_of(rule, row, file=file or self.package.descriptor_name))

    def _keep(self, finding: Finding) -> None:
        self.totals[finding.file, finding.rule] += 1
        if self.totals[finding.file, finding.rule] <= self.limit:
            self.findings.append(finding)

    def _descriptor(self) -> None:
        self.rules |= {"path"}
        self._add(descriptor, descriptor.broken(self.package))
        self._add(unsupported, unsupported.broken(self.package))
        if self.package.is_ours:
            self._add(profile, profile.broken(self.package))
        for row in unknown_profile(self.package):
            self._keep(finding_of(profile, row, file=self.package.descriptor_name))

    def _schema(self, resource: Resource, codes: Codelists) -> Schema | None:
        """Return the Pandera schema of a table; None, and a finding, where none can be made."""
        if "schema" not in resource.descriptor:
            return None
        if fault := schema_fault(resource):
            self._keep(fault)
            return None
        try:
            return from_table_schema(resource.schema, resource.name, codes)
        except (ValueError, KeyError, TypeError) as error:
            self._keep(unusable(resource, f"cannot be applied: {error}", "mend the schema"))
            return None

    def _unexamined(self) -> None:
        """Say of which files nobody looked at the rows: of those that no Table Schema describes."""
        for resource in self.package.resources:
            if "schema" not in resource.descriptor and (resource.is_table or resource.format in _TABULAR):
                place = ", ".join(resource.paths) or resource.name
                self.remarks.append(f"{place} has no Table Schema: nobody examined its rows")

    def _in_order(self, schemas: Mapping[str, Schema]) -> Iterator[Resource]:
        """Yield the resources, each behind those that its foreign keys point at, as far as they point at no circle."""
        named = {resource.name: resource for resource in self.package.resources}
        done: set[str] = set()
        # A chain of keys may be longer than calls can be deep.
        waiting = [iter(named)]
        under_way: list[str] = []
        while waiting:
            name = next(waiting[-1], None)
            if name is None:
                waiting.pop()
                if under_way:
                    yield named[under_way.pop()]
            elif name in named and name not in done:
                done.add(name)
                under_way.append(name)
                keys = foreign_keys(name, schemas[name]) if name in schemas else ()
                waiting.append(iter([key.target for key in keys]))

    def _resource(self, resource: Resource, schema: Schema | None, kept: Iterable[str], codes: Codelists) -> None:
        measured = Measured(resource)
        try:
            if schema is None:
                for block in resource.blocks():
                    measured(block)
            else:
                keys = [self._known(key, schema) for key in foreign_keys(resource.name, schema)]
                table = check_table(
                    resource,
                    schema,
                    codes,
                    limit=self.limit,
                    keep=kept,
                    foreign_keys=keys,
                    tally=measured,
                )
                self.tables[resource.name] = table
                measured.rows = table.height if table.labels and not table.is_cut_off else None
        except UnsafePath as error:
            self._add(path, path.broken(resource, error))
            return
        if resource.paths:
            self._add(bytes_, bytes_.broken(measured))
            self._add(hash_, hash_.broken(measured))
        if measured.rows is not None:
            self._add(rows_, rows_.broken(measured))

    def _known(self, key: ForeignKey, schema: Schema) -> ForeignKey:
        """Return a foreign key with the keys that it may point at, if they are read already and are few enough."""
        other = self.tables.get(key.target)
        if other is None or other.height > _FEW or not is_searchable(key, schema, set(key.columns), other):
            return key
        return replace(key, known=other.frame.select(key.there).unique())

    def _kept(self, table: str, schemas: Mapping[str, Schema]) -> Iterator[str]:
        """Yield the columns of a table that rules across tables, and with the texts, need later."""
        if self.package.is_ours:
            for rule in of_scope("tables"):
                yield from rule.reads.get(table, ())
            yield from TEXT_READS.get(table, ())
            if table == "qualifiers" and table in schemas:
                yield from map(str, schemas[table].columns)

    def _across(self, texts: Mapping[str, str | Path]) -> None:
        """Run the rules across tables, and with the texts those that need them, where what they read is sound."""
        if not self.package.is_ours:
            if texts and not self._is_broken():
                raise Misuse("texts are compared with packages under our profile only; this one names none")
            unread = "the package is not under our profile"
            self.remarks += [f"the text of {source} was not compared: {unread}" for source in texts]
            return
        self._qualifiers()
        ours = {name: t for name, t in self.tables.items() if not retyped(self.package.resource(name))}
        told = self._told(texts)
        for rule, broken in chain(broken_across(ours), broken_beside_texts(ours, told)):
            if broken is None:
                self.waiting.add(rule.id)
                continue
            self.rules.add(rule.id)
            for name, rows in broken:
                self._frame(rule, rows, ours[name])
        self.remarks += remarks_on_texts(ours, told)

    def _told(self, texts: Mapping[str, str | Path]) -> dict[str, str]:
        """Return the normal form of each text by its source.

        A broken package may have lost the row of a source: what is wrong with it is worth more than a refusal.
        """
        known = sources_of(self.tables)
        lost = [source for source in texts if source not in known] if self._is_broken() else []
        self.remarks += [f"the text of {source} was not compared: no row of sources has this key" for source in lost]
        return read_texts({source: file for source, file in texts.items() if source not in lost}, known)

    def _is_broken(self) -> bool:
        """Tell whether an error was found so far."""
        counted = [(rule, n) for (_, rule), n in self.totals.items()]
        counted += [pair for table in self.tables.values() for pair in table.totals.items()]
        return any(n and BOOK[rule].severity == "error" for rule, n in counted)

    def _frame(self, rule: Rule, broken: pl.DataFrame, table: CheckedTable) -> None:
        """Count the rows of a frame that break a rule, and make findings of the first of them."""
        rows = broken.sort(LINE, ROW, nulls_last=True)
        before = self.totals[table.file, rule.id]
        self.totals[table.file, rule.id] += rows.height
        self.findings += [
            finding_of(rule, row, **table.named) for row in rows.head(max(0, self.limit - before)).iter_rows(named=True)
        ]

    def _qualifiers(self) -> None:
        table = self.tables.get("qualifiers")
        if table is None or not set(map(str, table.schema.columns)) <= set(table.columns):
            return
        resource = table.resource
        fields = {str(f["name"]): f for f in resource.fields}
        dtypes = table.frame.schema
        text = table.frame.select(
            *PLACE, *(text_of(fields[name], resource.schema, dtypes[name]).alias(name) for name in table.columns)
        )
        for row in changed_qualifiers(text):
            self._keep(finding_of(profile, row, **table.named))

    def _folder(self) -> None:
        if not any(f.rule == "path" for f in self.findings):  # a mistyped path makes its own file look unlisted
            self._add(unlisted_file, unlisted_file.broken(self.package))
        self._add(path, refused_beside(self.package, CITATION))
        self._add(versions_agree, versions_agree.broken(self.package))
        self.rules |= {"unlisted-file"}
        if is_interrupted(self.package.folder):
            self.remarks.append("a write was interrupted here: asreported build finishes it")

    def _difference(self, against: PackageLike) -> list[Finding] | None:
        """Return the changes that are not recorded; None while a table cannot be compared."""
        old = open_package(against)
        try:
            rows = list(change_recorded.broken(old, self.package, diff(old, self.package)))
        except Incomparable as error:
            if error.folder == old.folder:
                raise Misuse(f"the older version cannot be compared: {error}") from None
            self.waiting.add("change-recorded")
            return None
        self.rules.add("change-recorded")
        self._add(path, refused_beside(self.package, CHANGELOG))
        found = [finding_of(change_recorded, row, file=self.package.descriptor_name) for row in rows]
        self.totals += Counter((f.file, f.rule) for f in found)
        return found[: self.limit]


#: So many keys of another table are compared with each part of a file as it passes by.
_FEW = 500_000
