"""Cells that are empty, the same, or an open end."""

import polars as pl
from tiny import table

from asreported.rules.expressions import closed, empty, present, same


def test_cells_are_the_same_full_empty_and_open():
    cells = table("low high", (1, 1), (1, 2), (None, None), (1, None), (None, 1))

    def of(*expressions):
        return [cells.select(expression).to_series().to_list() for expression in expressions]

    assert [[True, False, True, False, False]] == of(same(pl.col("low"), pl.col("high")))
    assert [[True, True, False, False, False]] == of(present("low", "high"))
    assert [[False, False, True, False, False]] == of(empty("low", "high"))
    assert [[1, 1, 0, 1, 0], [1, 2, 2**60, 2**60, 1]] == of(*closed("low", "high"))
