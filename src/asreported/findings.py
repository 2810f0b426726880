"""What validation finds, and the report that carries it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "COLUMNS",
    "Finding",
    "Report",
    "Severity",
    "TableReport",
    "as_lines",
    "is_shown",
    "numbered",
    "one_line",
    "plural",
]

#: An error refuses the package, a warning does not; a note is for a person to judge and is never called verified.
Severity = Literal["error", "warning", "note"]
#: What stands of a finding in a table, in this order.
COLUMNS = ("severity", "rule", "file", "line", "row", "key", "column", "found", "expected", "why", "fix")
#: How much of a report its `repr` shows: so many findings, each in a line of so many characters.
_SHOWN, _WIDE = 10, 160


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: where it stands, what was found, why it is wrong and how to mend it.

    `line` is the line in the file, `row` the row of a spreadsheet (the header is 1), `key` its primary key.
    """

    rule: str
    file: str
    why: str
    fix: str
    table: str = ""
    line: int | None = None
    row: int | None = None
    key: str | None = None
    column: str | None = None
    found: str | None = None
    expected: str | None = None
    severity: Severity = "error"

    @property
    def place(self) -> str:
        """The file and the line, as an editor opens them; row and key where a file has no lines."""
        if self.line is not None:
            return f"{self.file}:{self.line}"
        keyed = f" ({self.key})" if self.key else ""
        return self.file if self.row is None else f"{self.file} row {self.row}{keyed}"


@dataclass(frozen=True)
class TableReport:
    """What was read of one table."""

    name: str
    file: str
    labels: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class Report:
    """The outcome of a validation: every broken rule with its exact total, the first findings of each.

    `totals` counts the findings by file and rule, whether they are kept in `findings` or not; `severities` gives the
    severity of each rule. `waiting` names the rules that could not run before others hold.
    """

    package: str
    version: str
    place: str
    tables: tuple[TableReport, ...]
    rules: tuple[str, ...]
    findings: tuple[Finding, ...]
    totals: Mapping[tuple[str, str], int]
    severities: Mapping[str, Severity]
    waiting: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    seconds: float = 0.0
    profiled: bool = True

    @property
    def valid(self) -> bool:
        """Whether there is no error. Warnings and notes do not refuse a package."""
        return not self.total("error")

    @property
    def verdict(self) -> str:
        """The verdict in one line: valid or not, what was checked, how much is wrong."""
        checked = ", ".join(
            (numbered(len(self.tables), "table"), numbered(self.rows, "row"), numbered(len(self.rules), "rule"))
        )
        counted = [(self.total("error"), "error"), (self.total("warning"), "warning")]
        found = ", ".join(numbered(number, noun) for number, noun in counted if number) or "nothing wrong found"
        name = f"{self.package} {self.version}".strip()
        return one_line(f"{'valid' if self.valid else 'not valid'}: {name}: {checked} checked; {found}")

    def __repr__(self) -> str:
        """Return the verdict and the first findings, in a screen."""
        wrong = [finding for finding in self.findings if finding.severity != "note"]
        shown = [one_line(f"  {f.place}  {f.column or ''}  [{f.rule}]  {f.why}")[:_WIDE] for f in wrong[:_SHOWN]]
        more = self.total("error") + self.total("warning") - len(shown)
        return "\n".join([self.verdict, *shown, *([f"  and {more:,} more"] if more > 0 else [])])

    def _repr_html_(self) -> str:
        """Return the same for a notebook, as a table; texts of the package are escaped."""
        wrong = [finding for finding in self.findings if finding.severity != "note"]
        cells = [(f.place, f.column or "", f.found or "", f.rule, f.why, f.fix) for f in wrong[:_SHOWN]]
        rows = "".join("<tr>" + "".join(f"<td>{escape(one_line(c))}</td>" for c in row) + "</tr>" for row in cells)
        head = "".join(f"<th>{name}</th>" for name in ("where", "column", "found", "rule", "why", "fix"))
        more = self.total("error") + self.total("warning") - len(cells)
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if cells else ""
        return f"<p>{escape(self.verdict)}</p>{table}" + (f"<p>and {more:,} more</p>" if more > 0 else "")

    def to_frame(self) -> pl.DataFrame:
        """Return the findings that are kept as a Polars frame, one a row.

        Columns: severity, rule, file, line, row, key, column, found, expected, why, fix.
        """
        import polars as pl

        schema = {name: pl.Int64() if name in {"line", "row"} else pl.String() for name in COLUMNS}
        return pl.DataFrame([[getattr(f, name) for name in COLUMNS] for f in self.findings], schema, orient="row")

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return sum(table.rows for table in self.tables)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is listed for a person to judge; none of it is wrong, and none of it is verified."""
        return tuple(finding for finding in self.findings if finding.severity == "note")

    def total(self, severity: Severity = "error") -> int:
        """How many findings of this severity there are, shown or not."""
        return sum(n for (_, rule), n in self.totals.items() if self.severities[rule] == severity)


def numbered(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> numbered(1_200, "row")
    '1,200 rows'
    """
    return f"{number:,} {plural(number, noun)}"


def plural(number: int, noun: str) -> str:
    """Return a noun as it stands behind a number.

    >>> plural(1, "row"), plural(0, "row")
    ('row', 'rows')
    """
    return noun if number == 1 else f"{noun}s"


def is_shown(sign: str) -> bool:
    """Tell whether a terminal shows a character as it is, and obeys nothing: one that prints, a space or a joiner."""
    return sign.isprintable() or sign in "\u00a0\u202f\u200c\u200d"


def one_line(text: Any) -> str:
    """Return a text as one line that a terminal shows as it is: control and format characters are written out.

    >>> one_line("a\\x1b[31mb\\u202e")
    'a\\\\x1b[31mb\\\\u202e'
    """
    return "".join(c if is_shown(c) else c.encode("unicode_escape").decode() for c in str(text))


def as_lines(text: Any) -> str:
    """Return a text of several lines, each as `one_line` gives it.

    >>> as_lines("a\\x1b[31m\\nb")
    'a\\\\x1b[31m\\nb'
    """
    parts = re.split("(\r?\n|\t)", str(text))  # every second one is what parts them
    return "".join(part if place % 2 else one_line(part) for place, part in enumerate(parts))
