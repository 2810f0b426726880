"""The Pandera schemas of a package: of ours by their classes, of any other by its Table Schemas."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import polars as pl

from asreported.errors import AsReportedError, UnknownName
from asreported.package import Package, open_package
from asreported.package.tables import load
from asreported.rules.codelists import Codelists
from asreported.schemas.table import Schema
from asreported.schemas.table_schema import from_table_schema

__all__ = ["codelists", "pandera_schema"]


def pandera_schema(table: str, package: Package | str | Path | None = None) -> Schema:
    """Return the Pandera schema of a table: of ours by its class, of a package's by its Table Schema.

    Raises:
        UnknownName: there is no such table.
        ValueError: the Table Schema holds a constraint or a rule that cannot be applied.
        PackageUnreadable: no readable descriptor lies there.

    >>> pandera_schema("figures").unique
    ['figure_id']
    """
    if package is None:
        from asreported.schemas.classes import TABLES

        schemas = {str(cls.to_schema().name): cast(Schema, cls.to_schema()) for cls in TABLES}
        if table not in schemas:
            raise UnknownName("table", table, tuple(schemas))
        return schemas[table]
    opened = open_package(package)
    return from_table_schema(opened.resource(table).schema, table, codelists(opened))


def codelists(package: Package) -> Codelists | None:
    """Return the package's own codelists; None where it has no measures, or none that can be read."""
    # A table that is not sound, or whose Table Schema is no JSON.
    unreadable = (AsReportedError, ValueError)
    try:
        measures = load("measures", package)
    except unreadable:
        return None
    if measures.schema.get("words") != pl.List(pl.String):
        return None
    rows: list[dict[str, Any]] = measures.with_columns(pl.col("words").list.join("|")).to_dicts()
    try:
        sources = load("sources", package)
    except unreadable:
        return Codelists.of(rows, [])
    told = all(sources.schema.get(name) == pl.String for name in ("source_id", "language"))
    return Codelists.of(rows, sources.select("source_id", "language").to_dicts() if told else [])
