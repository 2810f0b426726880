"""All figures as one flat frame, with who said each in words."""

from __future__ import annotations

import polars as pl

from asreported.package import PackageLike
from asreported.package.tables import load_ours

__all__ = ["OF_AGENTS", "figures", "said_by"]

_ANONYMITY = {"named": "", "unnamed": " (unnamed)", "anonymous_on_request": " (anonymous on request)"}
#: How each role of a chain reads before the agent's name.
_ROLES = {"originator": "", "relay": "via ", "publisher": "in "}
#: The columns that are read of each table.
_OF_FIGURES = ("figure_id", "title", "measure", "counted", "qualifier", "value", "low", "high", "phrase", "place",
               "country_code", "period_start", "period_end", "period_precision", "period_basis", "period_phrase",
               "incident_id", "source_id", "at", "reviewed_by", "note")  # fmt: skip
_OF_SOURCES = ("source_id", "url", "published_on", "title")
_OF_LINKS = ("figure_id", "position", "agent_id", "role", "voice")
#: What `said_by` takes of the agents.
OF_AGENTS = ("agent_id", "name", "anonymity")


def figures(package: PackageLike = None) -> pl.DataFrame:
    """Return one row per figure, in the order of the text, with all that is needed to read it alone.

    Columns: figure_id, title, measure, unit, counted, qualifier, value, low, high, phrase, said_by, place,
    country_code, period_start, period_end, period_precision, period_basis, period_phrase, incident_id, source_id,
    source_title, url, published_on, at, reviewed_by, note. `low` and `high` are whole numbers, both included; null is
    an end that the words leave open.

    Raises:
        UnknownName, BadCell, PackageUnreadable: as `load`.

    >>> figures().filter(pl.col("figure_id") == "drone-attacks")["said_by"].item()
    'two US officials (anonymous on request), via Reuters, in Al Jazeera'
    """
    rows = load_ours("figures", package, *_OF_FIGURES)
    units = load_ours("measures", package, "measure", "unit").select("measure", "unit")
    sources = load_ours("sources", package, *_OF_SOURCES).select(*_OF_SOURCES).rename({"title": "source_title"})
    links = load_ours("attributions", package, *_OF_LINKS)
    chains = said_by(links, load_ours("agents", package, *OF_AGENTS))
    joined = (
        rows.join(units, on="measure", how="left", maintain_order="left")
        .join(sources, on="source_id", how="left", maintain_order="left")
        .join(chains, on="figure_id", how="left", maintain_order="left")
        .sort("source_id", "at", "figure_id")
    )
    return joined.select(
        "figure_id",
        "title",
        "measure",
        "unit",
        "counted",
        "qualifier",
        "value",
        "low",
        "high",
        "phrase",
        "said_by",
        "place",
        "country_code",
        "period_start",
        "period_end",
        "period_precision",
        "period_basis",
        "period_phrase",
        "incident_id",
        "source_id",
        "source_title",
        "url",
        "published_on",
        "at",
        "reviewed_by",
        "note",
    )


def said_by(attributions: pl.DataFrame, agents: pl.DataFrame) -> pl.DataFrame:
    """Return figure_id and said_by: the chain in words, publisher last; "no source named" where it names none."""
    name = pl.col("name") + pl.col("anonymity").replace_strict(_ANONYMITY, default="")
    link = pl.col("role").replace_strict(_ROLES, default="") + name
    unattributed = pl.when(pl.col("voice") == "unattributed").then(pl.lit("no source named, ") + link).otherwise(link)
    return (
        attributions.join(agents.select(*OF_AGENTS), on="agent_id", how="left", maintain_order="left")
        .sort("figure_id", "position")
        .group_by("figure_id", maintain_order=True)
        .agg(unattributed.drop_nulls().str.join(", ").alias("said_by"))
    )
