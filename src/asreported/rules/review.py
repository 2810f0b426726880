"""What is listed for a person to judge: nothing here is wrong, and nothing here is called verified."""

from __future__ import annotations

import polars as pl

from asreported.reading import languages, read_column
from asreported.rules.expressions import closed, prefixed
from asreported.rules.rule import PLACE, Rule, Tables, rule

__all__ = ["RULES"]

#: So many figures of one incident and measure are compared each with each.
_CROWD = 200


@rule(
    "tables",
    table="relations",
    column="basis",
    reads={"relations": "subject_id predicate object_id basis"},
    why="{subject_id} {predicate} {object_id} is inferred; the words do not assert it",
    fix="judge it against the text",
    severity="note",
)
def inferred_relation(tables: Tables) -> pl.DataFrame:
    """A relation was inferred."""
    return tables["relations"].filter(pl.col("basis") == "inferred")


@rule(
    "tables",
    table="relations",
    column="basis",
    reads={"relations": "subject_id predicate object_id basis phrase"},
    why="'{phrase}' may refer to {object_id} or to something else",
    fix="judge it against the text",
    severity="note",
)
def ambiguous_relation(tables: Tables) -> pl.DataFrame:
    """The words of a relation allow two antecedents."""
    return tables["relations"].filter(pl.col("basis") == "ambiguous")


@rule(
    "tables",
    table="sources",
    column="metadata_basis",
    reads={"sources": "source_id metadata_basis"},
    why="title, address or day of {source_id} were found elsewhere and not verified",
    fix="compare them with the published report, then code external_verified",
    severity="note",
)
def external_metadata(tables: Tables) -> pl.DataFrame:
    """What is known of a source was found elsewhere, and nobody has verified it."""
    return tables["sources"].filter(pl.col("metadata_basis") == "external_unverified")


@rule(
    "tables",
    table="figures",
    column="period_basis",
    reads={"figures": "figure_id period_basis period_start period_end"},
    why="the period of {figure_id} ({period_start} to {period_end}) is inferred",
    fix="judge it against the text",
    severity="note",
)
def inferred_date(tables: Tables) -> pl.DataFrame:
    """The period of a figure was inferred."""
    return tables["figures"].filter(pl.col("period_basis") == "inferred")


@rule(
    "tables",
    table="incidents",
    column="date_basis",
    reads={"incidents": "incident_id date_basis start_on end_on"},
    why="the days of {incident_id} ({start_on} to {end_on}) are inferred",
    fix="judge them against the text",
    severity="note",
)
def inferred_incident_date(tables: Tables) -> pl.DataFrame:
    """The days of an incident were inferred."""
    return tables["incidents"].filter(pl.col("date_basis") == "inferred")


@rule(
    "tables",
    table="figures",
    column="figure_id",
    reads={
        "figures": "figure_id incident_id measure counted country_code period_start period_end low high phrase",
        "relations": "subject_id predicate object_id",
    },
    why="'{phrase}' and '{other_phrase}' ({other_figure_id}) count the same, and no count fits both",
    fix="keep both, each with its speaker; neither is resolved here",
    severity="note",
)
def claims_differ(tables: Tables) -> pl.DataFrame:
    """Two figures count the same thing of the same incident, and their bounds exclude each other."""
    low, high = closed("low", "high")
    same = ["incident_id", "measure"]
    scope = ("country_code", "period_start", "period_end")
    figures = tables["figures"].with_columns(low.alias("low"), high.alias("high"))
    # Only where the lowest high lies below the highest low can any two exclude each other.
    split = figures.filter(pl.col("high").min().over(same) < pl.col("low").max().over(same))
    names = ("figure_id", "phrase", "low", "high", *same, *scope)
    # In a crowd each is compared with the lowest alone: whatever excludes any lower one excludes that too.
    lowest = split.sort("high", "figure_id").unique(same, keep="first")
    others = pl.concat([split.filter(pl.len().over(same) <= _CROWD), lowest]).unique("figure_id")
    two = prefixed(others, "other_", *names)
    # In parts, and a few columns of them: of a crowd there are thousands of times as many pairs as exclude each other.
    pairs = (
        split.lazy().select(*PLACE, *names).join(two.lazy(), left_on=same, right_on=[f"other_{name}" for name in same])
    )
    pairs = pairs.filter(
        pl.col("low") > pl.col("other_high"),
        *(pl.col(name).eq(pl.col(f"other_{name}")).fill_null(True) for name in scope),
    )
    related = tables["relations"].lazy().filter(pl.col("predicate") != "restates")
    for left, right in (("subject_id", "object_id"), ("object_id", "subject_id")):
        keys = related.select(pl.col(left).alias("figure_id"), pl.col(right).alias("other_figure_id"))
        pairs = pairs.join(keys, on=["figure_id", "other_figure_id"], how="anti")
    told = pairs.select(*PLACE, "figure_id", "phrase", "other_figure_id", "other_phrase")
    return told.collect(engine="streaming").sort("figure_id", "other_figure_id")


@rule(
    "tables",
    table="figures",
    column="phrase",
    reads={"figures": "figure_id phrase source_id", "sources": "source_id language"},
    why="'{phrase}' can be read in more than one way",
    fix="judge it against the text",
    severity="note",
)
def phrase_ambiguous(tables: Tables) -> pl.DataFrame:
    """The words of a figure allow more than one reading."""
    tongue = pl.col("language").str.split("-").list.first().alias("tongue")
    rows = tables["figures"].drop_nulls("phrase").join(tables["sources"].select("source_id", tongue), on="source_id")
    parts = [rows.clear()]
    for (language,), group in rows.filter(pl.col("tongue").is_in(languages())).group_by("tongue"):
        read = read_column(group["phrase"], str(language)).filter(pl.col("status") == "ambiguous")
        parts.append(group.join(read.select("phrase"), on="phrase", how="semi"))
    return pl.concat(parts)


@rule(
    "tables",
    table="sources",
    column="language",
    reads={"sources": "source_id language", "figures": "source_id"},
    why="the reader knows no words of the language {language}: what the {figures} figures of {source_id} say was not "
    "compared with their phrases",
    fix="compare each figure with its phrase: the qualifier, the number, and that it is told as a fact",
    severity="note",
)
def words_not_read(tables: Tables) -> pl.DataFrame:
    """A source with figures is in a language that the reader does not know."""
    counted = tables["figures"].group_by("source_id").agg(pl.len().alias("figures"))
    tongue = pl.col("language").str.split("-").list.first()
    unknown = tables["sources"].filter(~tongue.is_in(languages()))
    return unknown.join(counted, on="source_id", maintain_order="left")


@rule(
    "tables",
    table="figures",
    column="reviewed_by",
    reads={"figures": "figure_id reviewed_by coded_by"},
    why="nobody but {coded_by}, who coded it, has read {figure_id} against the text",
    fix="read it against the text, then write your name into reviewed_by",
    severity="note",
)
def no_review(tables: Tables) -> pl.DataFrame:
    """Nobody has reviewed a figure, or its coder alone."""
    own = (pl.col("reviewed_by") == pl.col("coded_by")).fill_null(True)
    return tables["figures"].filter(own)


RULES: tuple[Rule, ...] = (
    inferred_relation,
    ambiguous_relation,
    external_metadata,
    inferred_date,
    inferred_incident_date,
    claims_differ,
    phrase_ambiguous,
    words_not_read,
    no_review,
)
