"""Keys across rows and tables: primary keys and unique sets within a table, foreign keys by membership."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from asreported.engine.compiled import ForeignKey, hash_of, keys_of
from asreported.engine.one_pass import CheckedTable, key_sets, two_at_a_time
from asreported.package.parts import read_parts
from asreported.package.rows import ROW, Part, shifted
from asreported.schemas.table import Schema

__all__ = ["check_foreign_keys", "check_repeats", "foreign_keys", "is_searchable", "repeats_in"]

#: The row in which a key stands first.
_FIRST = "␤first"
#: So many keys are no longer searched for one that looks like a lost one, and for no more than so many lost ones.
_MANY, _HELPED = 10_000, 10


def check_repeats(table: CheckedTable) -> None:
    """Add every row whose primary key, or unique set of columns, stands in an earlier row.

    Equal hashes show which rows may repeat a key; only the parts of the file that hold them are looked at again.
    """
    for rule, key in key_sets(table.schema):
        if not set(key) <= set(table.columns):
            (table.rules if table.is_left_out(key) else table.waiting).add(rule)
            continue
        table.rules.add(rule)
        hashes = table.hashes.get(key, {})
        repeated = _repeated(list(hashes.values()))
        if repeated.is_empty():
            continue
        seen = pl.DataFrame()
        chosen = {number: series.is_in(repeated.implode()) for number, series in hashes.items()}
        for rows in _candidates(table, key, {number: mask for number, mask in chosen.items() if mask.any()}):
            first = rows.unique(key, keep="first", maintain_order=True).select(*key, pl.col(ROW).alias(_FIRST))
            fresh = first if seen.is_empty() else first.join(seen, on=key, how="anti")
            seen = fresh if seen.is_empty() else pl.concat([seen, fresh])
            again = rows.join(seen, on=key, maintain_order="left").filter(pl.col(ROW) != pl.col(_FIRST))
            room = table.room(rule)
            for row in again.head(room).iter_rows(named=True):
                found = ", ".join(str(row[name]) for name in key)
                words = {"column": key[0], "key": ", ".join(key), "first": table.named_row(row[_FIRST]), "found": found}
                table.add(rule, {**row, **words})
            table.totals[rule] += max(0, again.height - room)


def repeats_in(frame: pl.DataFrame) -> pl.Series:
    """Return where a row of a frame repeats an earlier one; a row with an empty cell repeats none."""
    hashes = frame.select(pl.when(pl.all_horizontal(pl.all().is_not_null())).then(hash_of(frame.columns))).to_series()
    repeated = _repeated([hashes])
    if repeated.is_empty():
        return pl.repeat(value=False, n=frame.height, eager=True)
    candidates = frame.with_row_index("␤at").filter(hashes.is_in(repeated.implode()))
    again = candidates.filter(~pl.struct(frame.columns).is_first_distinct())["␤at"]
    return pl.int_range(frame.height, dtype=pl.UInt32, eager=True).is_in(again.implode())


def _repeated(hashes: Sequence[pl.Series]) -> pl.Series:
    """Return the hashes that stand more than once."""
    if not hashes:
        return pl.Series(dtype=pl.UInt64)
    every = pl.concat(hashes, rechunk=False).drop_nulls().sort()
    return every.filter(every == every.shift()).unique()


def _candidates(table: CheckedTable, key: Sequence[str], chosen: Mapping[int, pl.Series]) -> Iterator[pl.DataFrame]:
    """Yield the chosen rows, part by part: their key, line and row. Parts without any are not told apart again."""

    def rows_of_part(numbered: tuple[int, Part]) -> pl.DataFrame:
        number, part = numbered
        rows, (lines, records) = part.some(chosen[number]), table.starts[number]
        return shifted(keys_of(rows, table.schema, table.resource.schema, key), lines, records)

    parts = enumerate(read_parts(table.resource))
    yield from two_at_a_time((one for one in parts if one[0] in chosen), rows_of_part)


def foreign_keys(table: str, schema: Schema) -> Iterator[ForeignKey]:
    """Yield the foreign keys of a table, those of one column first."""
    for name, column in schema.columns.items():
        if key := (column.metadata or {}).get("foreign_key"):
            yield ForeignKey((str(name),), key["resource"] or table, (key["field"],))
    metadata: Mapping[str, Any] = schema.metadata or {}
    for key in metadata.get("foreign_keys", []):
        reference = key["reference"]
        yield ForeignKey(tuple(key["fields"]), reference["resource"] or table, tuple(reference["fields"]))


def check_foreign_keys(table: CheckedTable, tables: Mapping[str, CheckedTable]) -> None:
    """Add every row that points at a row which is not there. A table that could not be read is not searched."""
    for key in table.foreign_keys:
        other = tables.get(key.target)
        if table.is_left_out(key.columns):
            table.rules.add("foreign-key")  # an empty key leads nowhere
            continue
        if other is None or not is_searchable(key, table.schema, set(table.columns), other):
            table.waiting.add("foreign-key")
            continue
        table.rules.add("foreign-key")
        if key not in table.lost:
            continue
        rows = pl.concat(table.lost[key])
        lost = rows if key.known is not None else key.lost(rows, other.frame.select(key.there))
        names = _names(other, key.there) if lost.height else []
        room = table.room("foreign-key")
        for number, row in enumerate(lost.head(room).iter_rows(named=True)):
            table.add("foreign-key", {**row, **_told(key, names if number < _HELPED else (), row)})
        table.totals["foreign-key"] += max(0, lost.height - room)


def is_searchable(key: ForeignKey, schema: Schema, columns: set[str], other: CheckedTable) -> bool:
    """Tell whether a foreign key can be followed: all its columns are there, of the same types, and all rows are read.

    An open quote swallows rows, so that a table with one lacks keys that are there to see.
    """
    if not other.is_whole or not set(key.columns) <= columns or not set(key.there) <= set(other.columns):
        return False
    types = [schema.columns[name].dtype for name in key.columns]
    return types == [other.schema.columns[name].dtype for name in key.there]  # the rule `descriptor` tells of it


def _names(table: CheckedTable, columns: Sequence[str]) -> list[str]:
    """Return the keys that a lost one may have been meant for; none where there are too many to compare."""
    known = table.frame[columns[0]].unique()
    if len(columns) > 1 or known.len() >= _MANY or known.dtype.is_nested():
        return []
    return known.drop_nulls().cast(pl.String).to_list()


def _told(key: ForeignKey, known: Sequence[str], row: Mapping[str, Any]) -> dict[str, Any]:
    found = ", ".join(str(row[name]) for name in key.columns)
    close = difflib.get_close_matches(found, known, n=1)
    add = f"add the row to {key.target}"
    return {
        "column": key.columns[0],
        "found": found,
        "expected": close[0] if close else None,
        "target": key.target,
        "key": ", ".join(key.there),
        "fix": f"write {close[0]}, or {add}" if close else f"{add}, or correct the key",
    }
