"""Keys across rows and tables: primary keys and unique sets within a table, foreign keys by membership."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from asreported.engines.fused import CheckedTable
from asreported.findings import Finding
from asreported.loading.csv_text import LINE, ROW

__all__ = ["check_foreign_keys", "check_primary_key"]

#: So many keys are no longer searched for one that looks like a lost one.
_MANY = 10_000


def check_primary_key(table: CheckedTable, limit: int) -> None:
    """Add every row whose primary key, or unique set of columns, stands in an earlier row."""
    metadata: Mapping[str, Any] = table.schema.metadata or {}
    sets = [("primary-key", list(table.schema.unique or []))] + [
        ("unique", list(k)) for k in metadata.get("unique_keys", [])
    ]
    for rule, columns in sets:
        if not columns or not set(columns) <= set(table.columns):
            continue
        rows = table.frame.lazy().filter(table.sound(*columns), *(pl.col(c).is_not_null() for c in columns))
        first = pl.col(ROW).first().over(columns)
        repeats = rows.with_columns(first.alias("␤first")).filter(pl.col(ROW) != pl.col("␤first")).collect()
        table.add(rule, repeats, limit, lambda row, r=rule, c=columns: _repeat(table, r, c, row))


def _repeat(table: CheckedTable, rule: str, columns: list[str], row: Mapping[str, Any]) -> Finding:
    key = ", ".join(str(row[c]) for c in columns)
    return Finding(
        rule,
        table.file,
        f"the key ({', '.join(columns)}) stands in row {row['␤first']} already",
        "give the row its own key, or delete it",
        table.name,
        row[LINE],
        row[ROW],
        columns[0],
        key,
    )


def foreign_keys(table: CheckedTable) -> Iterator[tuple[list[str], str, list[str]]]:
    """Yield columns, target table and target columns of each foreign key."""
    for name, column in table.schema.columns.items():
        if key := (column.metadata or {}).get("foreign_key"):
            yield [str(name)], key["resource"] or table.name, [key["field"]]
    metadata: Mapping[str, Any] = table.schema.metadata or {}
    for key in metadata.get("foreign_keys", []):
        reference = key["reference"]
        yield list(key["fields"]), reference["resource"] or table.name, list(reference["fields"])


def check_foreign_keys(table: CheckedTable, tables: Mapping[str, CheckedTable], limit: int) -> None:
    """Add every row that points at a row which is not there. A table that could not be read is not searched."""
    for columns, target, there in foreign_keys(table):
        other = tables.get(target)
        # An open quote swallows rows, so that a table with one lacks keys that are there to see.
        if (
            other is None
            or "dialect" in other.totals
            or not set(columns) <= set(table.columns)
            or not set(there) <= set(other.columns)
            or _types(table, columns) != _types(other, there)  # the rule `descriptor` tells of it
        ):
            table.waiting.add("foreign-key")
            continue
        rows = table.frame.lazy().filter(table.sound(*columns), *(pl.col(c).is_not_null() for c in columns))
        known = other.frame.lazy().select(there)
        lost = rows.join(known, left_on=columns, right_on=there, how="anti", maintain_order="left").collect()
        names = _names(other, there) if not lost.is_empty() else []
        table.add(
            "foreign-key",
            lost,
            limit,
            lambda row, c=columns, t=target, th=there, n=names: _lost(table, c, t, th, n, row),
        )


def _names(table: CheckedTable, columns: list[str]) -> list[str]:
    """Return the keys that a lost one may have been meant for; none where there are too many to compare."""
    known = table.frame[columns[0]].unique()
    if len(columns) > 1 or known.len() >= _MANY or known.dtype.is_nested():
        return []
    return known.drop_nulls().cast(pl.String, strict=False).to_list()


def _types(table: CheckedTable, columns: list[str]) -> list[pl.DataType]:
    return [table.frame.schema[column] for column in columns]


def _lost(
    table: CheckedTable, columns: list[str], target: str, there: list[str], known: list[str], row: Mapping[str, Any]
) -> Finding:
    found = ", ".join(str(row[c]) for c in columns)
    close = difflib.get_close_matches(found, known, n=1)
    fix = f"write {close[0]}, or add the row to {target}" if close else f"add the row to {target}, or correct the key"
    return Finding(
        "foreign-key",
        table.file,
        f"no row of {target} has {', '.join(there)} = {found}",
        fix,
        table.name,
        row[LINE],
        row[ROW],
        columns[0],
        found,
        close[0] if close else None,
    )
