"""The figures of one incident side by side, whoever said them; claims that differ are marked, and not resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from asreported.errors import UnknownName
from asreported.findings import one_line
from asreported.package import PackageLike, open_package
from asreported.package.flat import figures
from asreported.package.tables import load_ours
from asreported.rules.review import claims_differ
from asreported.rules.rule import PLACE
from asreported.showing import bounds_in_words, period_in_words, wrapped

__all__ = ["Claims", "side_by_side"]


@dataclass(frozen=True)
class Claims:
    """The figures of one incident, those that count the same side by side.

    `rows` has the columns of `figures()`, and `differs_from`: the figures that count the same and exclude this one.
    """

    incident: Mapping[str, Any]
    rows: pl.DataFrame

    def __str__(self) -> str:
        """Return the page that `asreported show --incident` prints."""
        return "\n".join(_page(self))


def side_by_side(incident_id: str, package: PackageLike = None) -> Claims:
    """Return the figures on one incident, what counts the same side by side, whoever said it.

    Raises:
        UnknownName: no figure is about this incident.
        BadCell, PackageUnreadable: as `load`.

    >>> side_by_side("us-air-raids-2021-06-27").rows.select("measure", "low", "high", "differs_from").row(1)
    ('killed', 5, None, [])
    """
    opened = open_package(package)
    flat = figures(opened)
    found = flat.filter(pl.col("incident_id") == incident_id).sort("measure", "source_id", "at", maintain_order=True)
    if found.is_empty():
        raise UnknownName("incident", incident_id, tuple(flat["incident_id"].unique(maintain_order=True)))
    place = [pl.lit(0, pl.Int64).alias(name) for name in PLACE]
    tables = {"figures": found.with_columns(place), "relations": load_ours("relations", opened).with_columns(place)}
    pairs = claims_differ.broken(tables).select("figure_id", "other_figure_id")
    turned = pairs.select(pl.col("other_figure_id").alias("figure_id"), pl.col("figure_id").alias("other_figure_id"))
    others = pl.concat([pairs, turned]).group_by("figure_id").agg(pl.col("other_figure_id").sort())
    rows = found.join(others.rename({"other_figure_id": "differs_from"}), on="figure_id", how="left")
    incidents = load_ours("incidents", opened).filter(pl.col("incident_id") == incident_id).to_dicts()
    return Claims(
        next(iter(incidents), {"incident_id": incident_id, "title": incident_id}),
        rows.with_columns(pl.col("differs_from").fill_null(pl.lit([], pl.List(pl.String)))),
    )


def _page(claims: Claims) -> Iterator[str]:
    incident, rows = claims.incident, claims.rows.to_dicts()
    when = period_in_words(incident.get("start_on"), incident.get("end_on"), incident.get("date_precision"))
    basis = f" ({when}, {incident['date_basis']})" if when else ""
    yield from wrapped(f"{incident['title']}{basis}")
    for measure in dict.fromkeys(row["measure"] for row in rows):
        of_measure = [row for row in rows if row["measure"] == measure]
        yield f"\n{one_line(measure)}" + (f" ({of_measure[0]['unit']})" if of_measure[0]["unit"] else "")
        for row in of_measure:
            yield from _entry(row)
    differing = [row for row in rows if row["differs_from"]]
    if differing:
        yield ""
        yield from wrapped(
            "≠ marks claims that count the same and exclude each other: no count fits both. Each stands with its "
            "speaker; neither is resolved here."
        )


def _entry(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield one claim: its words, what they allow, who said it, where and when, and what it excludes."""
    mark = "≠" if row["differs_from"] else " "
    yield from wrapped(f'{mark} "{row["phrase"]}": {bounds_in_words(row)}', "", "    ")
    scope = [row["place"], period_in_words(row["period_start"], row["period_end"], row["period_precision"])]
    who = row["said_by"] or "nobody that is coded"
    told = who if who.startswith("no source named") else f"said by {who}"
    yield from wrapped("; ".join([told, *filter(None, scope)]), "    ", "    ")
    differs = f"; differs from {', '.join(row['differs_from'])}" if row["differs_from"] else ""
    yield from wrapped(f"figure {row['figure_id']}{differs}", "    ", "    ")
