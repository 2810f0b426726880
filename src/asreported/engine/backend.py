"""The engine as the Pandera backend of our schemas: Pandera declares and prepares, the one pass judges.

What Pandera prepares stays its own: missing columns, strictness, order, coercion, defaults. So do the columns and
checks that our rules have no word for: patterns of column names, and checks of a user's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.backends.base import CoreCheckResult
from pandera.backends.polars.container import DataFrameSchemaBackend
from pandera.constants import CHECK_OUTPUT_KEY
from pandera.errors import SchemaError, SchemaErrorReason

from asreported.engine.compiled import Compiled
from asreported.engine.keys import repeats_in
from asreported.package.rows import LINE, ROW, WHOLE
from asreported.rules.book import of_scope
from asreported.rules.constraints import CHECKS_OF, Column
from asreported.rules.rule import Rule
from asreported.schemas.table import Schema

__all__ = ["Backend"]

#: How many rows are judged at a time.
_ROWS = 200_000


class Backend(DataFrameSchemaBackend):
    """Runs the rules of a schema over a frame, and tells of what they find as Pandera does."""

    def run_schema_component_checks(
        self, check_obj: pl.LazyFrame, schema: Schema, schema_components: list[Any], lazy: bool
    ) -> list[CoreCheckResult]:
        """Return what the cells and rows of the frame break, and for columns that only Pandera knows what it finds."""
        there = set(check_obj.collect_schema().names())
        ours = [column for column in schema_components if _is_ours(column, check_obj) and column.name in there]
        others = [column for column in schema_components if column not in ours]
        results = super().run_schema_component_checks(check_obj, schema, others, lazy)
        frame = check_obj.collect()
        return [*results, *self._judged(frame, schema, {str(column.name): column for column in ours})]

    def run_checks(self, check_obj: pl.LazyFrame, schema: Schema) -> list[CoreCheckResult]:
        """Return what checks of a user's own find; our rules have been judged with the cells."""
        ours = {rule.id for rule in of_scope("row")}
        numbered = enumerate(schema.checks)
        return [self.run_check(check_obj, schema, c, i) for i, c in numbered if c.name not in ours]

    def check_column_values_are_unique(self, check_obj: pl.LazyFrame, schema: Schema) -> CoreCheckResult:
        """Return where a row repeats the key of an earlier one."""
        there = set(check_obj.collect_schema().names())
        key = [name for name in schema.unique or () if name in there]
        frame = check_obj.select(key).collect() if key else pl.DataFrame()
        repeated = repeats_in(frame) if key else pl.Series(dtype=pl.Boolean)
        return CoreCheckResult(
            passed=not repeated.any(),
            check="multiple_fields_uniqueness",
            reason_code=SchemaErrorReason.DUPLICATES,
            message=f"columns '{(*key,)}' not unique",
            failure_cases=frame.filter(repeated) if repeated.any() else None,
            check_output=(~repeated).to_frame(CHECK_OUTPUT_KEY),
        )

    def _judged(
        self, frame: pl.DataFrame, schema: Schema, declared: Mapping[str, pa.Column]
    ) -> Iterator[CoreCheckResult]:
        named = [str(check.name) for check in schema.checks]
        typed = {str(n) for n, c in schema.columns.items() if c.dtype and frame.schema.get(str(n)) == c.dtype.type}
        rules = tuple(r for r in of_scope("row") if r.id in named and set(r.columns) <= typed)
        columns = {name: _column(name, column, frame.schema[name]) for name, column in declared.items()}
        compiled = Compiled(columns, schema.codelists, rules)
        broken: dict[tuple[str, str], list[pl.Series]] = {}
        told: dict[tuple[str, str], Rule] = {}
        for start in range(0, frame.height, _ROWS):
            part = frame.slice(start, _ROWS).with_columns(
                pl.lit(None, pl.Int64).alias(LINE), pl.int_range(pl.len()).alias(ROW), pl.lit(True).alias(WHOLE)
            )
            for rule, words, mask in compiled.broken(part, {}):
                place = (rule.id, str(words.get("column", "")))
                told[place] = rule
                broken.setdefault(place, []).append((mask.arg_true() + start).cast(pl.UInt32))
        for place, rows in broken.items():
            yield _result(schema, frame, told[place], place[1], pl.concat(rows))


def _is_ours(column: pa.Column, frame: pl.LazyFrame) -> bool:
    """Tell whether our rules on cells say all that a column declares, for cells of the type that it declares."""
    if column.regex or column.unique or column.drop_invalid_rows or column.dtype is None:
        return False
    known = {name for names in CHECKS_OF.values() for name in names}
    checks = [
        check
        for check in column.checks
        if check.name not in known or check.raise_warning or (check.statistics or {}).get("exact_value") is not None
    ]
    found = frame.collect_schema().get(str(column.name))
    return not checks and found is not None and not found.is_float() and found == column.dtype.type


def _column(name: str, declared: pa.Column, found: pl.DataType) -> Column:
    kind = "list" if found.base_type() == pl.List else str((declared.metadata or {}).get("type", "string"))
    text = pl.col(name).cast(pl.List(pl.String)).list.join("|") if kind == "list" else pl.col(name).cast(pl.String)
    return Column(name, declared, kind, pl.col(name), text, is_typed=True)


def _result(schema: Schema, frame: pl.DataFrame, rule: Rule, column: str, rows: pl.Series) -> CoreCheckResult:
    """Return the rows that break a rule as Pandera tells of a check that failed."""
    holds = pl.DataFrame({CHECK_OUTPUT_KEY: pl.repeat(value=True, n=frame.height, eager=True)})
    holds = holds.with_columns(pl.Series(CHECK_OUTPUT_KEY, holds[CHECK_OUTPUT_KEY]).scatter(rows, False))
    if not column:
        index, check = next((i, c) for i, c in enumerate(schema.checks) if c.name == rule.id)
        cases = frame[rows].select(rule.columns)
        examples = cases.head().rows(named=True)
        return CoreCheckResult(
            passed=False,
            check=check,
            check_index=index,
            check_output=holds,
            reason_code=SchemaErrorReason.DATAFRAME_CHECK,
            message=f"{schema.name} breaks the rule {check.error} failure case examples: {examples}",
            failure_cases=cases,
        )
    declared = schema.columns[column]
    known = CHECKS_OF.get(rule.id, ())
    numbered = ((i, c) for i, c in enumerate(declared.checks) if c.name in known)
    number, check = next(numbered, (None, "not_nullable"))
    cases = frame[rows].select(column)
    nulls, failed = SchemaErrorReason.SERIES_CONTAINS_NULLS, SchemaErrorReason.DATAFRAME_CHECK
    reason = nulls if number is None else failed
    error = SchemaError(  # type: ignore[no-untyped-call]
        schema=declared,
        data=frame.lazy(),
        message=f"column '{column}' breaks the rule {rule.id}: {rule.sentence} "
        f"failure case examples: {cases.head().rows(named=True)}",
        failure_cases=cases,
        check=check,
        check_index=number,
        check_output=holds,
        reason_code=reason,
        column_name=column,
    )
    return CoreCheckResult(passed=False, check=check, reason_code=reason, schema_error=error)


for _kind in (pl.DataFrame, pl.LazyFrame):
    Schema.register_backend(_kind, Backend)
