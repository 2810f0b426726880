"""Two versions of a package, compared row by row: what came, went, changed or has another key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from asreported.changes import Cell, Change, Difference, Kind, in_words, step_of
from asreported.errors import Incomparable, UnsafePath
from asreported.package import Package, Resource, open_package
from asreported.package.rows import LINE, ROW
from asreported.package.tables import rows_of

__all__ = ["Incomparable", "diff"]

#: What the descriptor says of each file, and its version, change with every version.
_FACTS = {"resources", "version", "created", "bytes", "hash", "rows"}
#: The columns that name a figure, table by table.
_FIGURE = {
    "figures": ("figure_id",),
    "attributions": ("figure_id",),
    "numbers": ("figure_id",),
    "relations": ("subject_id", "object_id"),
}
#: A figure with the same words, at the same place, counting the same, is the same figure under another key.
_SAME = ("source_id", "at", "phrase", "measure")
_OLD = "␤old"


def diff(old: Package | str | Path, new: Package | str | Path) -> Difference:
    """Return what changed from one version of a package to another, figures first, each change in words.

    Raises:
        PackageUnreadable: no readable descriptor lies there.
        Incomparable: a table is not there, or is no table; `asreported validate` says why.

    >>> from asreported import open_package
    >>> diff(open_package(), open_package()).verdict()
    'us-air-raids-2021-06 1.0.0 → 1.0.0: nothing changed'
    """
    before = open_package(old)
    after = open_package(new)
    return Difference(after.name, before.version, after.version, tuple(_changes(before, after)))


def _changes(before: Package, after: Package) -> Iterator[Change]:
    was = {resource.name: resource for resource in before.tables}
    became = {resource.name: resource for resource in after.tables}
    both = [name for name in became if name in was]
    olds = {name: _cells(was[name]) for name in both}
    news = {name: _cells(became[name]) for name in both}
    renamed = _renamed(olds, news)
    for name, columns in _FIGURE.items():
        if name in olds and renamed:
            known = [column for column in columns if column in olds[name].columns]
            olds[name] = olds[name].with_columns(pl.col(known).replace(renamed))
    come_or_gone = _figures(olds) ^ _figures(news)
    for name in both:
        yield from _of_columns(name, olds[name], news[name])
        for change in _of_rows(name, _key(became[name]), olds[name], news[name], renamed):
            # Who said a figure that came or went comes and goes with it.
            if name not in {"attributions", "numbers"} or change.figure not in come_or_gone:
                yield change
    for name in became:
        if name not in was:
            yield Change(name, name, "added", "minor", "the table was added")
    for name in was:
        if name not in became:
            yield Change(name, name, "removed", "major", "the table was removed")
    yield from _of_descriptor(before, after)


def _cells(resource: Resource) -> pl.DataFrame:
    """Return the cells as text under their labels, and the line of each row."""
    try:
        table = rows_of(resource)
    except (UnsafePath, ValueError) as error:
        raise _incomparable(resource, str(error)) from None
    if table.faults or len(set(table.labels)) < len(table.labels):
        fault = table.faults[0] if table.faults else None
        raise _incomparable(resource, fault.why if fault else "a column stands twice")
    joined = [name for name, kind in table.cells.schema.items() if kind == pl.List]
    cells = table.cells.with_columns(pl.col(joined).cast(pl.List(pl.String)).list.join("|"))
    texts = [pl.col(str(i)).cast(pl.String, strict=False).alias(n) for i, n in enumerate(table.labels)]
    return cells.select(LINE, ROW, *(pl.when(text != "").then(text) for text in texts))


def _incomparable(resource: Resource, reason: str) -> Incomparable:
    return Incomparable(resource.package.folder, resource.name, reason)


def _key(resource: Resource) -> list[str]:
    """Return the primary key; every field where there is none that can be read."""
    try:
        key, fields = resource.schema.get("primaryKey"), resource.fields
    except (UnsafePath, ValueError) as error:
        raise _incomparable(resource, f"its schema cannot be read: {error}") from None
    if isinstance(key, list) and key:
        return list(map(str, key))
    return [key] if isinstance(key, str) else [str(f.get("name")) for f in fields]


def _figures(tables: Mapping[str, pl.DataFrame]) -> set[str]:
    figures = tables.get("figures", pl.DataFrame())
    return set(figures["figure_id"].drop_nulls()) if "figure_id" in figures.columns else set()


def _renamed(olds: Mapping[str, pl.DataFrame], news: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """Return the new key of each figure that has another one and the same words."""
    if "figures" not in olds or not {"figure_id", *_SAME} <= set(olds["figures"].columns) & set(
        news["figures"].columns
    ):
        return {}
    old, new = olds["figures"], news["figures"]
    gone = old.join(new, on="figure_id", how="anti").unique(_SAME, keep="none")
    came = new.join(old, on="figure_id", how="anti").unique(_SAME, keep="none")
    pairs = gone.select("figure_id", *_SAME).join(came.select(pl.col("figure_id").alias("now"), *_SAME), on=_SAME)
    return dict(pairs.select("figure_id", "now").iter_rows())


def _of_columns(table: str, old: pl.DataFrame, new: pl.DataFrame) -> Iterator[Change]:
    for column in new.columns:
        if column not in old.columns:
            yield Change(table, column, "added", "minor", f"the column {column} was added")
    for column in old.columns:
        if column not in new.columns:
            yield Change(table, column, "removed", "major", f"the column {column} was removed")


def _of_rows(
    table: str, key: Sequence[str], old: pl.DataFrame, new: pl.DataFrame, renamed: Mapping[str, str]
) -> Iterator[Change]:
    keys = [name for name in key if name in old.columns and name in new.columns]
    if not keys:
        return
    shared = [name for name in new.columns if name in old.columns and name not in {*keys, LINE, ROW}]
    both = new.join(old, on=keys, how="inner", suffix=_OLD, nulls_equal=True, maintain_order="left")
    names = {now: was for was, now in renamed.items()} if table == "figures" else {}
    differs = pl.any_horizontal(pl.lit(False), *(pl.col(c).ne_missing(pl.col(f"{c}{_OLD}")) for c in shared))
    for row in both.filter(differs | pl.col(keys[0]).is_in(list(names))).iter_rows(named=True):
        cells = tuple(Cell(c, row[f"{c}{_OLD}"], row[c]) for c in shared if row[c] != row[f"{c}{_OLD}"])
        yield _change(table, keys, "changed", row, cells, names.get(str(row[keys[0]])))
    ways: tuple[tuple[Kind, pl.DataFrame, pl.DataFrame], ...] = (("added", new, old), ("removed", old, new))
    for kind, there, other in ways:
        for row in there.join(other, on=keys, how="anti", nulls_equal=True, maintain_order="left").iter_rows(
            named=True
        ):
            yield _change(table, keys, kind, row if kind == "added" else {**row, LINE: None, ROW: None})


def _change(
    table: str,
    keys: Sequence[str],
    kind: Kind,
    row: Mapping[str, Any],
    cells: tuple[Cell, ...] = (),
    before: str | None = None,
) -> Change:
    kind = "renamed" if before else kind
    figure = str(row[_FIGURE[table][0]]) if table in _FIGURE and row.get(_FIGURE[table][0]) else None
    key = "+".join(str(row[name] or "") for name in keys)
    words = in_words(kind, cells, row, before or "")
    return Change(table, key, kind, step_of(table, kind, cells), words, cells, before or figure, row[LINE], row[ROW])


def _of_descriptor(before: Package, after: Package) -> Iterator[Change]:
    was, became = before.descriptor, after.descriptor
    for key in dict.fromkeys([*became, *was]):
        if key not in _FACTS and was.get(key) != became.get(key):
            yield Change("datapackage", key, "changed", "patch", f"{key} changed")
