"""The Pandera classes: the truth of the tables. One file a table; each reads like the codebook."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import polars as pl

from asreported.checks import Codelists
from asreported.errors import AsReportedError, UnknownName
from asreported.loading import load
from asreported.package import Package, open_package
from asreported.schemas.agents import Agents
from asreported.schemas.attributions import Attributions
from asreported.schemas.figures import Figures
from asreported.schemas.incidents import Incidents
from asreported.schemas.measures import Measures
from asreported.schemas.numbers import Numbers
from asreported.schemas.participants import Participants
from asreported.schemas.qualifiers import Qualifiers
from asreported.schemas.relations import Relations
from asreported.schemas.sources import Sources
from asreported.schemas.table import Schema, Table
from asreported.schemas.table_schema import from_table_schema, to_table_schema

__all__ = [
    "TABLES",
    "Agents",
    "Attributions",
    "Figures",
    "Incidents",
    "Measures",
    "Numbers",
    "Participants",
    "Qualifiers",
    "Relations",
    "Schema",
    "Sources",
    "Table",
    "from_table_schema",
    "pandera_schema",
    "to_table_schema",
]

#: The tables of every package under our profile, in the order in which a reader meets them.
TABLES: tuple[type[Table], ...] = (
    Figures,
    Attributions,
    Agents,
    Incidents,
    Participants,
    Relations,
    Numbers,
    Sources,
    Qualifiers,
    Measures,
)


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
        schemas = {str(cls.to_schema().name): cast(Schema, cls.to_schema()) for cls in TABLES}
        if table not in schemas:
            raise UnknownName("table", table, tuple(schemas))
        return schemas[table]
    opened = package if isinstance(package, Package) else open_package(package)
    return from_table_schema(opened.resource(table).schema, table, codelists(opened))


def codelists(package: Package) -> Codelists | None:
    """Return the package's own codelists; None where it has no measures, or none that can be read."""
    try:
        measures = load("measures", package)
    except AsReportedError:
        return None
    rows: list[dict[str, Any]] = measures.with_columns(pl.col("words").list.join("|")).to_dicts()
    try:
        sources = load("sources", package).select("source_id", "language").to_dicts()
    except AsReportedError:
        sources = []
    return Codelists.of(rows, sources)
