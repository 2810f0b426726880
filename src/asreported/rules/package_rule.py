"""What a rule across tables is: a function from typed tables to the rows that break it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from asreported.findings import Severity
from asreported.loading.csv_text import LINE, ROW
from asreported.texts import sentence_and_reason

__all__ = ["PLACE", "PackageRule", "Tables", "closed", "package_rule", "rows_of"]

#: Tables by name: the sound rows of each, typed, with the place of each row in its file.
Tables = Mapping[str, pl.DataFrame]
#: The columns that say where a row stands; a rule keeps those of the row that a finding points at.
PLACE = (LINE, ROW)
#: How far an end lies that the words leave open: beyond every count that a cell can hold.
_BEYOND = 2**60


@dataclass(frozen=True)
class PackageRule:
    """A rule that reads several tables.

    `reads` gives the columns that it looks at, table by table: it waits until their cells are sound. `broken` returns
    one row for each fault: the place, the cell of `column`, and whatever the templates `why` and `fix` name.
    """

    id: str
    table: str
    column: str
    reads: Mapping[str, tuple[str, ...]]
    sentence: str
    reason: str
    broken: Callable[[Tables], pl.DataFrame]
    why: str
    fix: str
    severity: Severity = "error"


def package_rule(
    table: str,
    *,
    column: str,
    reads: Mapping[str, str],
    why: str,
    fix: str,
    severity: Severity = "error",
) -> Callable[[Callable[[Tables], pl.DataFrame]], PackageRule]:
    """Label a function as a rule: its name is the id, its docstring the sentence."""

    def label(broken: Callable[[Tables], pl.DataFrame]) -> PackageRule:
        name: str = getattr(broken, "__name__", "")
        sentence, reason = sentence_and_reason(broken.__doc__)
        return PackageRule(
            id=name.replace("_", "-"),
            table=table,
            column=column,
            reads={other: tuple(columns.split()) for other, columns in reads.items()},
            sentence=sentence,
            reason=reason,
            broken=broken,
            why=why,
            fix=fix,
            severity=severity,
        )

    return label


def rows_of(frame: pl.DataFrame, prefix: str, *columns: str) -> pl.DataFrame:
    """Return these columns, each with the prefix before its name, so that two rows of one table can stand side by side.

    >>> rows_of(pl.DataFrame({"low": [1], "high": [2]}), "whole_", "low").columns
    ['whole_low']
    """
    return frame.select(pl.col(name).alias(f"{prefix}{name}") for name in columns)


def closed(low: str, high: str) -> tuple[pl.Expr, pl.Expr]:
    """Return two ends without nulls: an open low is zero, as nothing counts below it; an open high lies beyond all."""
    return pl.col(low).fill_null(0), pl.col(high).fill_null(_BEYOND)
