"""Parquet files as rows, typed as they come, a slice at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import polars as pl
from polars import selectors

from asreported.package.rows import Fault, Rows, empty, placed

__all__ = ["parts"]

#: About how many cells are taken at a time, and how many rows at most.
_CELLS, _ROWS = 4_000_000, 200_000
_MOMENTS = selectors.date() | selectors.datetime()


def parts(file: BinaryIO) -> Iterator[Rows]:
    """Yield the rows of an open Parquet file, behind a header of its own without rows.

    Polars maps a file that is open into memory, and reads no more of it than each slice takes. Each slice maps it anew,
    so that what has gone by does not stay in memory.
    """
    try:
        labels = tuple(pl.scan_parquet(file).collect_schema().names())
        if not labels:
            fault = Fault("missing-label", "the file has no columns", "write it again with its columns", row=1)
            yield Rows((), pl.DataFrame(), (fault,))
            return
        height = pl.scan_parquet(file).select(pl.len()).collect().item()
        yield Rows(labels, empty(labels), records=1)
        moments = _moments(pl.scan_parquet(file).select(_MOMENTS))
        size = max(1, min(_ROWS, _CELLS // len(labels)))
        for start in range(0, height, size):
            rows = pl.scan_parquet(file).slice(start, size)
            yield placed(labels, rows.with_columns(moments).collect())
    except (pl.exceptions.PolarsError, OSError) as error:
        why = f"the file is no Parquet: {str(error).splitlines()[0]}"
        yield Rows((), pl.DataFrame(), (Fault("dialect", why, "write it again as Parquet"),))


def _moments(columns: pl.LazyFrame) -> list[pl.Expr]:
    """Return dates and instants as text where a year is none of the calendar, and no finer than any of a column is."""
    schema = columns.collect_schema()
    fine = selectors.datetime("ns", ["*", None])
    odd = columns.select((~pl.all().dt.year().is_between(1, 9999)).any()).collect().row(0, named=True) if schema else {}
    fine_ones = columns.select((fine.dt.nanosecond() % 1000 != 0).any()).collect()
    made = []
    for name, kind in schema.items():
        column = pl.col(name)
        if odd[name]:
            zoned = isinstance(kind, pl.Datetime) and kind.time_zone
            column = column.dt.convert_time_zone("UTC") if zoned else column
            made.append(column.cast(pl.String) if kind == pl.Date else column.dt.strftime("%Y-%m-%dT%H:%M:%S%.9f"))
        elif name in fine_ones.columns and not fine_ones[name].item():
            made.append(column.dt.cast_time_unit("us"))
    return made
