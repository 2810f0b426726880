"""The rules on who said it: every figure has a chain of speakers, and every link is shown by its words."""

from __future__ import annotations

import polars as pl

from asreported.rules.codelists import Codelists
from asreported.rules.rule import PLACE, Rule, Tables, rule
from asreported.rules.whole_words import in_words

__all__ = ["ROW_RULES", "RULES"]


@rule(
    "tables",
    table="figures",
    column="figure_id",
    reads={
        "figures": "figure_id source_id",
        "attributions": "figure_id position agent_id role voice phrase",
        "agents": "agent_id name also_called kind",
        "sources": "source_id publisher_id",
    },
    why="the chain of {figure_id} is {chain}: {fault}",
    fix="number the links from 1, end with the publisher of the report, and name everyone in between",
)
def attribution_complete(tables: Tables) -> pl.DataFrame:
    """A figure has a chain of speakers, numbered from 1, that ends with the publisher of its report.

    Where the publisher stands alone, the voice is unattributed: the text names no source. Where others are named, it
    is not. A news agency that the words of the chain name is one of its links.
    """
    links = tables["attributions"].sort("figure_id", "position")
    link = pl.concat_str(pl.col("position").cast(pl.String), pl.lit(" "), pl.col("agent_id"))
    last = pl.col("position").arg_max()
    chains = links.group_by("figure_id").agg(
        pl.len().alias("links"),
        pl.col("position").min().alias("first"),
        pl.col("position").max().alias("last"),
        pl.col("agent_id").get(last).alias("last_agent"),
        pl.col("role").get(last).alias("last_role"),
        pl.col("voice").get(last).alias("last_voice"),
        (pl.col("role") == "publisher").sum().alias("publishers"),
        link.str.join(", ").alias("chain"),
    )
    publishers = tables["sources"].select("source_id", "publisher_id")
    rows = tables["figures"].select(*PLACE, "figure_id", "source_id").join(publishers, on="source_id")
    judged = rows.join(chains, on="figure_id", how="left", maintain_order="left")
    judged = judged.join(_unlinked_agencies(tables), on="figure_id", how="left", maintain_order="left")
    alone = (pl.col("links") == 1) != (pl.col("last_voice") == "unattributed")
    fault = (
        pl.when(pl.col("links").is_null())
        .then(pl.lit("nobody is named, not even the publisher"))
        .when((pl.col("first") != 1) | (pl.col("last") != pl.col("links")))
        .then(pl.lit("a link is missing, for its positions are not 1, 2, 3 and so on"))
        .when(pl.col("last_agent") != pl.col("publisher_id"))
        .then(pl.lit("the last link is not the publisher of the report, ") + pl.col("publisher_id"))
        .when((pl.col("last_role") != "publisher") | (pl.col("publishers") != 1))
        .then(pl.lit("the last link, and no other, has the role publisher"))
        .when(alone & (pl.col("links") == 1))
        .then(pl.lit("the publisher stands alone, so its voice is unattributed"))
        .when(alone)
        .then(pl.lit("others are named, so the voice of the publisher is not unattributed"))
        .when(pl.col("agency").is_not_null())
        .then(pl.lit("its words name a news agency that is no link of it, ") + pl.col("agency"))
    )
    return judged.with_columns(fault.alias("fault"), pl.col("chain").fill_null("empty")).filter(
        pl.col("fault").is_not_null()
    )


@rule(
    "tables",
    table="attributions",
    column="role",
    reads={"attributions": "figure_id position agent_id role"},
    why="{agent_id} is a {role} and stands first in the chain of {figure_id}: nobody is named who said it before them",
    fix="put whoever said it first before them, as originator; or code a statement of their own, as originator",
)
def chain_has_originator(tables: Tables) -> pl.DataFrame:
    """A chain of more than its publisher begins with an originator, who said it first.

    A relay passes on what another has said. Where it stands first, that other one is lost.
    """
    links = tables["attributions"]
    first = pl.col("position") == pl.col("position").min().over("figure_id")
    return links.filter(first, pl.len().over("figure_id") > 1, pl.col("role") == "relay")


@rule(
    "tables",
    table="attributions",
    column="phrase",
    reads={"attributions": "figure_id position agent_id phrase", "agents": "agent_id name also_called"},
    why="'{phrase}' contains neither the name of {agent_id} ({name}) nor another word for them",
    fix="correct the agent, quote the words that name them, or add those words to also_called",
)
def speaker_in_phrase(tables: Tables) -> pl.DataFrame:
    """The phrase that shows a link of the chain names its agent, by the name or by another word for them.

    So a count is not put into the mouth of somebody else.
    """
    links = tables["attributions"].drop_nulls("phrase").join(_names(tables), on="agent_id")
    named = in_words(pl.col("phrase")).str.contains(in_words(pl.col("called")), literal=True)
    found = links.with_columns(named.alias("named")).group_by("figure_id", "position").agg(pl.col("named").any())
    silent = found.filter(~pl.col("named")).select("figure_id", "position")
    names = tables["agents"].select("agent_id", "name")
    return tables["attributions"].join(silent, on=["figure_id", "position"], how="semi").join(names, on="agent_id")


@rule(
    "tables",
    table="attributions",
    column="voice",
    reads={"attributions": "figure_id position agent_id role voice", "agents": "agent_id kind"},
    why="{agent_id} is a news agency, so it passes on what others say, and its voice here is {voice}",
    fix="name the first speaker as originator and the agency as relay; or code a statement of the agency's own",
)
def relay_is_not_originator(tables: Tables) -> pl.DataFrame:
    """A news agency is the first speaker only by a statement of its own.

    An agency passes on what others say; whoever said it first is lost where the agency stands first.
    """
    agencies = tables["agents"].filter(pl.col("kind") == "agency").select("agent_id")
    first = (pl.col("role") == "originator") & (pl.col("voice") != "statement")
    return tables["attributions"].filter(first).join(agencies, on="agent_id", how="semi", maintain_order="left")


@rule(
    "row",
    table="agents",
    column="same_as",
    reads={"agents": "anonymity same_as"},
    why="the agent is {anonymity}, so nothing may identify them",
    fix="leave same_as empty",
)
def unnamed_has_no_identity(_: Codelists) -> pl.Expr:
    """An agent whom the text does not name is not identified from elsewhere either.

    Those who asked not to be named stay unnamed, and nobody else is guessed.
    """
    return (pl.col("anonymity") == "named").fill_null(False) | pl.col("same_as").is_null()


def _unlinked_agencies(tables: Tables) -> pl.DataFrame:
    """Return figure_id and agency for each news agency that the words of a chain name and the chain leaves out.

    A relay that is left out makes a second-hand count look first-hand.
    """
    kinds = tables["agents"].filter(pl.col("kind") == "agency").select("agent_id")
    agencies = _names(tables).join(kinds, on="agent_id", how="semi").rename({"agent_id": "agency"})
    quoted = tables["attributions"].drop_nulls("phrase").select("figure_id", "phrase")
    # Distinct phrases first: a report repeats them, and each is compared with every agency.
    heard = quoted.select("phrase").unique().join(agencies, how="cross")
    heard = heard.filter(in_words(pl.col("phrase")).str.contains(in_words(pl.col("called")), literal=True))
    named = quoted.join(heard.select("phrase", "agency").unique(), on="phrase")
    linked = tables["attributions"].select("figure_id", pl.col("agent_id").alias("agency"))
    lost = tables["attributions"].join(tables["agents"], on="agent_id", how="anti")  # a foreign key tells of these
    missing = named.join(linked, on=["figure_id", "agency"], how="anti").join(lost, on="figure_id", how="anti")
    return missing.select("figure_id", "agency").unique("figure_id")


def _names(tables: Tables) -> pl.DataFrame:
    """Return a row for each word that stands for an agent: agent_id, called."""
    other = pl.col("also_called").fill_null(pl.lit([], pl.List(pl.String)))
    called = pl.concat_list(pl.col("name"), other).alias("called")
    return tables["agents"].select("agent_id", called).explode("called").drop_nulls("called")


RULES: tuple[Rule, ...] = (
    chain_has_originator,
    attribution_complete,
    speaker_in_phrase,
    relay_is_not_originator,
)
ROW_RULES: tuple[Rule, ...] = (unnamed_has_no_identity,)
