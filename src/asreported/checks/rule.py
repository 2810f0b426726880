"""What a row rule is: one expression that is true where the row holds, with its id, its reason and its remedy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import narwhals as nw

from asreported.checks.codelists import Codelists
from asreported.texts import sentence_and_reason

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Judge", "RowRule", "empty", "fill", "present", "row_rule", "same"]

Expression = Callable[[Codelists], nw.Expr]
#: What judges rows where no expression can: the reader is Python. It runs outside of Polars' own threads, since a
#: query inside a query may wait for itself.
Judge = Callable[["pl.DataFrame"], "pl.Series"]


@dataclass(frozen=True)
class RowRule:
    """A rule that reads one row of one table, and the codelists.

    `holds` gives a narwhals expression, or a Polars one where only Polars can say it, or a function of the rows where
    the reader has to; none ever yields null.
    `reads` are the columns it looks at. `column` is where a finding points; where `expected` gives several columns,
    it points at the first that differs. `why` and `fix` are templates over the row's own cells, `{column}` and
    `{expected}`; `otherwise` is the why and fix of a row that breaks the rule though no expected cell differs. An
    empty cell of the columns `fills` is reported by this rule, not as merely required. `details` gives more for the
    templates, worked out for a row that is shown.
    """

    id: str
    table: str
    column: str
    reads: tuple[str, ...]
    sentence: str
    reason: str
    holds: Callable[[Codelists], nw.Expr | pl.Expr | Judge]
    why: str
    fix: str
    otherwise: tuple[str, str] | None = None
    fills: tuple[str, ...] = ()
    details: Callable[[Mapping[str, Any], Codelists], Mapping[str, str]] | None = None
    expected: Mapping[str, Expression] = field(default_factory=dict)


def row_rule(
    table: str,
    *,
    column: str,
    reads: tuple[str, ...],
    why: str,
    fix: str,
    otherwise: tuple[str, str] | None = None,
    fills: tuple[str, ...] = (),
    details: Callable[[Mapping[str, Any], Codelists], Mapping[str, str]] | None = None,
    expected: Mapping[str, Expression] | None = None,
) -> Callable[[Callable[[Codelists], nw.Expr | pl.Expr | Judge]], RowRule]:
    """Label a function as a rule: its name is the id, its docstring the sentence."""

    def label(holds: Callable[[Codelists], nw.Expr | pl.Expr | Judge]) -> RowRule:
        name: str = getattr(holds, "__name__", "")
        sentence, reason = sentence_and_reason(holds.__doc__)
        return RowRule(
            id=name.replace("_", "-"),
            table=table,
            column=column,
            reads=reads,
            sentence=sentence,
            reason=reason,
            holds=holds,
            why=why,
            fix=fix,
            otherwise=otherwise,
            fills=fills,
            details=details,
            expected=expected or {},
        )

    return label


def same(left: nw.Expr, right: nw.Expr) -> nw.Expr:
    """Return where two cells are the same; two empty cells are, an empty and a full one are not."""
    return (left == right).fill_null(False) | (left.is_null() & right.is_null())


def present(*columns: str) -> nw.Expr:
    """Return where all these cells are filled."""
    return nw.all_horizontal(*(~nw.col(c).is_null() for c in columns), ignore_nulls=False)


def empty(*columns: str) -> nw.Expr:
    """Return where all these cells are empty."""
    return nw.all_horizontal(*(nw.col(c).is_null() for c in columns), ignore_nulls=False)


def fill(template: str, cells: Mapping[str, Any]) -> str:
    """Return the template with the row's cells in it; an empty cell reads "empty".

    >>> fill("the value is {value}", {"value": None})
    'the value is empty'
    """
    return template.format_map({k: "empty" if v is None else v for k, v in cells.items()})
