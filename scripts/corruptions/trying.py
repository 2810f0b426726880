"""Trying a corruption: apply it to a copy of the package, validate, and judge what is found."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

from faults import copy_of_shipped, refresh

from asreported.findings import Finding
from asreported.rules.book import BOOK
from asreported.validating import validate
from corruptions.operator import Operator
from corruptions.original import Change, Original

__all__ = ["Bench", "Outcome"]

#: The rules that compare a row with others by its key.
_BY_KEY = {"primary-key", "unique", "foreign-key"}


@dataclass(frozen=True)
class Outcome:
    """What came of one corruption: the rules that caught it, and findings that do not follow from it."""

    operator: str
    words: str
    caught: tuple[str, ...]
    elsewhere: tuple[str, ...]
    false_alarms: tuple[str, ...]
    frictionless: bool | None

    @property
    def is_caught(self) -> bool:
        """Whether a right rule found it, wherever it pointed."""
        return bool(self.caught or self.elsewhere)

    @property
    def is_right(self) -> bool:
        """Whether a right rule found it at the right place, and nothing else was said."""
        return bool(self.caught) and not self.false_alarms

    def __str__(self) -> str:
        """Return what was missed, in a line."""
        told = [f"{what}: {', '.join(found)}" for what, found in
                (("caught by", self.caught), ("at another place", self.elsewhere), ("false alarm", self.false_alarms))
                if found]  # fmt: skip
        return f"{self.operator}: {self.words}: {'; '.join(told) or 'nothing of its rules found'}"


class Bench:
    """A copy of the package that is corrupted and restored, again and again."""

    def __init__(self, folder: Path, original: Original, article: str | None, *, against_frictionless: bool) -> None:
        """Lay the copy into an empty folder."""
        self.folder, self.original, self.article = copy_of_shipped(folder), original, article
        self.against_frictionless = against_frictionless

    def try_out(self, operator: Operator, change: Change) -> Outcome | None:
        """Return what came of a corruption; None where it changes nothing that the package means."""
        if all(_same(file, data, self.original.bytes_of(file)) for file, data in change.files.items()):
            return None
        descriptor = self.folder / "datapackage.json"
        facts = descriptor.read_bytes()
        try:
            for file, data in change.files.items():
                if data is None:
                    (self.folder / file).unlink()
                else:
                    (self.folder / file).write_bytes(data)
            listed = all(data is not None and file.endswith(".csv") for file, data in change.files.items())
            if listed and not change.keeps_facts:
                refresh(self.folder)
            return self._judged(operator, change)
        finally:
            for file in change.files:
                (self.folder / file).write_bytes(self.original.bytes_of(file))
            descriptor.write_bytes(facts)

    def _judged(self, operator: Operator, change: Change) -> Outcome:
        texts = {row["source_id"]: self.article for row in self.original["sources"].rows} if self.article else None
        try:
            report = validate(self.folder, texts=texts)
        except Exception as error:  # a traceback is a miss, and the others are tried all the same
            return Outcome(operator.name, change.words, (), (), (f"raised {error!r}",), None)
        caught, elsewhere, follows, false_alarms = [], [], [], []
        for finding in (one for one in report.findings if one.severity != "note"):
            told = f"{finding.rule} at {finding.place} {finding.column or ''}".rstrip()
            place = self._is_place(finding, change)
            may_follow = place or finding.file in change.also or change.is_of_a_whole_table
            if finding.rule in operator.rules and finding.severity == "error":
                (caught if place else follows if may_follow else elsewhere).append(told)
            elif finding.rule not in operator.follows or not may_follow:
                false_alarms.append(told)
        # Where a right rule points at the right place, what it says of another that nothing leads to is a false alarm.
        if caught:
            elsewhere, false_alarms = [], [*false_alarms, *elsewhere]
        invalid = not _frictionless_says_valid(self.folder) if self.against_frictionless else None
        return Outcome(operator.name, change.words, tuple(caught), (*follows, *elsewhere), tuple(false_alarms), invalid)

    def _is_place(self, finding: Finding, change: Change) -> bool:
        """Tell whether a finding lies where the change does, or in a row that names the changed one."""
        if finding.file == change.file and (change.row is None or finding.row is None or _within(finding.row, change)):
            return not change.columns or finding.column is None or self._is_column(finding, change)
        # What is said of a source as a whole rests on every row that quotes it.
        named = finding.table == "sources" or self._names(finding, change)
        return bool(change.table) and self._compares(finding, change) and named

    def _is_column(self, finding: Finding, change: Change) -> bool:
        """Tell whether a finding points at a changed column, or at one that its rule compares with it."""
        if finding.column in change.columns or change.row is None:
            return finding.column in change.columns
        return self._compares(finding, change)

    def _compares(self, finding: Finding, change: Change) -> bool:
        """Tell whether a rule looks at what was changed."""
        rule = BOOK[finding.rule]
        if rule.id in _BY_KEY or rule.scope == "text" or change.table in {"measures", "qualifiers"}:
            return True
        read = rule.reads.get(change.table, ())
        return bool(read) and (not change.columns or bool(set(read) & set(change.columns)))

    def _names(self, finding: Finding, change: Change) -> bool:
        """Tell whether the row that a finding points at has a key of the changed row in one of its cells."""
        if finding.row is None:
            return False
        data = change.files.get(finding.file) or self.original.bytes_of(finding.file)
        rows = list(csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline="")))
        if finding.row > len(rows):
            return False
        found = rows[finding.row - 1]
        if finding.file == change.file and finding.rule in _BY_KEY and change.row is not None:
            key = [rows[0].index(name) for name in self.original[change.table].key]
            return [found[at] for at in key] == [rows[change.row - 1][at] for at in key]
        return not change.names.isdisjoint(found)


def _within(row: int, change: Change) -> bool:
    return change.row is not None and change.row <= row <= (change.through or change.row)


def _same(file: str, data: bytes | None, before: bytes) -> bool:
    """Tell whether a file means what it meant: the same bytes, or the same JSON."""
    if data is None or not file.endswith(".json"):
        return data == before
    try:
        return bool(json.loads(data) == json.loads(before))
    except ValueError:
        return False


def _frictionless_says_valid(folder: Path) -> bool:
    import frictionless

    try:
        return bool(frictionless.validate(str(folder / "datapackage.json")).valid)
    except Exception:  # a refusal in whatever form: frictionless lets errors of Python through
        return False
