"""What a rule is, and the one place where a row that breaks it becomes a finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from asreported.findings import Finding, Severity
from asreported.package.rows import LINE, ROW

if TYPE_CHECKING:
    import polars as pl

__all__ = ["PLACE", "Broken", "Judge", "Rule", "Scope", "Tables", "finding_of", "rule", "text_column"]

#: What a rule looks at: a cell, a row of one table, a whole table, several tables of our profile, the package with its
#: descriptor and files, or the text of a source.
Scope = Literal["cell", "row", "table", "tables", "package", "text"]
#: Tables by name: the rows of each, typed, with the place of each row in its file.
Tables = Mapping[str, "pl.DataFrame"]
#: What judges rows where no expression can: the reader is Python. It runs outside of Polars' own threads, since a
#: query inside a query may wait for itself.
Judge = Callable[["pl.DataFrame"], "pl.Series"]
#: The columns that say where a row stands; a rule keeps those of the row that a finding points at.
PLACE = (LINE, ROW)
#: A row that breaks a rule: its cells by name, its place, and whatever else the templates of the rule name. `file`,
#: `column`, `found` and `expected` say more of the place than the rule does by itself.
Broken = Mapping[str, Any]


@dataclass(frozen=True)
class Rule:
    """One rule: what it demands and why, how grave it is to break it, and what gives the rows that do.

    What `broken` takes and gives follows from the scope:
    - cell: takes a column (`constraints.Column`); yields masks, an expression that is true where the cell breaks it.
    - row: takes the codelists; gives a Polars expression that is true where the row holds and never null, or a function
      from the columns that it reads to such a series, where the reader is needed, which is Python.
    - table: gives nothing by itself; the reader and the engine find them while the rows pass by.
    - tables: takes the tables; gives a frame, one row for each fault.
    - package: takes the package; yields rows.
    - text: takes the tables, a source and the normal form of its text; gives a frame with `table` and `why`.

    `why` and `fix` are templates over the broken row. `table` and `column` are where a finding points; `reads` names
    the columns that it looks at, table by table: it waits until their cells are sound. An empty cell of the columns
    `fills` is reported by this rule, not as merely required. `details` gives more words for the templates, worked out
    for a row that is shown. `stock_type` is the error type of frictionless that it comes under.
    """

    id: str
    scope: Scope
    sentence: str
    reason: str
    broken: Callable[..., Any]
    why: str = "{why}"
    fix: str = "{fix}"
    stock_type: str = "row-constraint"
    severity: Severity = "error"
    table: str = ""
    column: str = ""
    reads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fills: tuple[str, ...] = ()
    details: Callable[[Broken, Any], Mapping[str, Any]] | None = None

    @property
    def looks_at(self) -> str:
        """What it looks at, in words: the structure of any table, the rows of one of ours, several of them, a text."""
        words = {"cell": "structure", "table": "structure", "tables": "across tables", "text": "with the text"}
        return self.table if self.scope == "row" else words.get(self.scope, self.scope)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it reads of its own table."""
        return self.reads.get(self.table, ())


def rule(
    scope: Scope,
    *,
    reads: Mapping[str, str] | None = None,
    **labels: Any,
) -> Callable[[Callable[..., Any]], Rule]:
    """Label a function as a rule: its name is the id, its docstring the sentence and, behind a blank line, the reason.

    `reads` gives the columns of each table with spaces between; the other labels are those of `Rule`.
    """

    def label(broken: Callable[..., Any]) -> Rule:
        sentence, _, reason = (broken.__doc__ or "").partition("\n\n")
        return Rule(
            id=broken.__name__.removesuffix("_").replace("_", "-"),
            scope=scope,
            sentence=" ".join(sentence.split()),
            reason=" ".join(reason.split()),
            broken=broken,
            reads={table: tuple(columns.split()) for table, columns in (reads or {}).items()},
            **labels,
        )

    return label


#: More of a cell than this helps nobody to find it, and a report of it cannot be sent.
_LONGEST = 1000


def finding_of(
    rule: Rule, row: Broken, *, file: str, table: str = "", key: Sequence[str] = (), codes: Any = None
) -> Finding:
    """Return the finding for a row that breaks a rule. An empty cell reads "empty" in its words.

    `key` are the columns of the primary key, by which the row is named where they are in it.
    """
    words: dict[str, Any] = {"column": rule.column or None, "expected": None}
    words |= {name: f"{w[:_LONGEST]}…" if isinstance(w, str) and len(w) > _LONGEST else w for name, w in row.items()}
    if rule.details:
        words |= rule.details(words, codes)
    column, expected = words["column"], words["expected"]
    cell = words.get(text_column(str(column)), words.get(str(column)))
    found = words.get("found", "" if cell is None else cell)
    shown = {name: "empty" if word is None else word for name, word in words.items()}
    return Finding(
        rule=rule.id,
        file=words.get("file") or file,
        why=rule.why.format_map(shown),
        fix=rule.fix.format_map(shown),
        table=words.get("table") or table,
        line=words.get(LINE),
        row=words.get(ROW),
        key=", ".join(str(row[name]) for name in key) if key and all(row.get(n) is not None for n in key) else None,
        column=column,
        found=None if found is None else str(found),
        expected=None if expected is None else str(expected),
        severity=rule.severity,
    )


def text_column(column: str) -> str:
    """Return the name of the column that holds the cells of a column as text."""
    return f"{column}␤text"
