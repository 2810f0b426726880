"""The rules on how figures bear on each other: parts fit their wholes, and nothing is part of itself."""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from asreported.rules.codelists import Codelists
from asreported.rules.expressions import empty, last_day, prefixed, present
from asreported.rules.rule import PLACE, Rule, Tables, rule

__all__ = ["ROW_RULES", "RULES"]

#: How often a part is looked at, of all wholes, to find the parts that are too many together.
_STEPS = 5_000_000
_RELATIONS = "subject_id predicate object_id"


@rule(
    "tables",
    table="relations",
    column="subject_id",
    reads={"relations": _RELATIONS, "figures": "figure_id qualifier low high"},
    why="{needed} is the least that the words on {parts} allow together, and {object_id} is at most {whole_high}",
    fix="correct the bounds, or the relation",
)
def parts_fit_whole(tables: Tables) -> pl.DataFrame:
    """The least that parts allow is not more than the most that their whole allows.

    That holds for each part, for all parts together that share nothing with each other, and with a majority, which is
    more than half.
    """
    parts = _with_bounds(tables, "part_of", "majority_of")
    # More than half of at most H is at least H // 2 + 1, whatever the words around "majority" leave open.
    half = pl.when(pl.col("predicate") == "majority_of").then(pl.col("whole_high") // 2 + 1)
    parts = parts.filter(pl.col("whole_high").is_not_null()).with_columns(
        pl.max_horizontal(pl.col("part_low").fill_null(0), half).alias("least")
    )
    alone = parts.with_columns(pl.col("least").alias("needed"), pl.col("subject_id").alias("parts"))
    apart = tables["relations"].filter(pl.col("predicate") == "disjoint_with")
    apart = apart.select(pl.col("subject_id").alias("one"), pl.col("object_id").alias("other"))
    other = parts.select(pl.col("subject_id").alias("other"), "object_id", pl.col("least").alias("other_least"))
    pairs = (
        parts.join(apart, left_on="subject_id", right_on="one")
        .join(other, on=["other", "object_id"])
        .with_columns(
            (pl.col("least") + pl.col("other_least")).alias("needed"),
            pl.concat_str("subject_id", pl.lit(" and "), "other").alias("parts"),
        )
    )
    shown = [*PLACE, "subject_id", "object_id", "parts", "needed", "whole_high"]
    judged = pl.concat([alone.select(shown), pairs.select(shown)]).filter(pl.col("needed") > pl.col("whole_high"))
    several = parts.join(judged, on="object_id", how="anti", maintain_order="left")
    several = several.filter(pl.col("least").sum().over("object_id") > pl.col("whole_high"))
    return pl.concat([judged, _too_many_together(several, apart).select(shown)])


@rule(
    "tables",
    table="relations",
    column="subject_id",
    reads={
        "relations": f"{_RELATIONS} basis",
        "figures": "figure_id measure country_code period_start period_end period_precision source_id",
        "measures": "measure broader",
        "sources": "source_id published_on",
    },
    why="{subject_id} cannot be part of {object_id}: {fault}",
    fix="correct the relation, or what differs",
)
def part_within(tables: Tables) -> pl.DataFrame:
    """A stated or inferred part has the measure of its whole or a narrower one, its country, and lies in its period.

    Drones are no attacks, and what happened elsewhere or at another time is no part. A month has all its days, and what
    has no end goes on until the report.
    """
    columns = ("measure", "country_code", "period_start", "period_end", "starts_by", "ends_by", "published_on")
    figures = tables["figures"].join(tables["sources"], on="source_id", how="left")
    figures = figures.with_columns(last_day("period_start").alias("starts_by"), last_day("period_end").alias("ends_by"))
    parts = tables["relations"].filter(
        (pl.col("predicate") == "part_of") & pl.col("basis").is_in(["stated", "inferred"])
    )
    parts = parts.join(
        prefixed(figures, "part_", "figure_id", *columns), left_on="subject_id", right_on="part_figure_id"
    )
    parts = parts.join(
        prefixed(figures, "whole_", "figure_id", *columns), left_on="object_id", right_on="whole_figure_id"
    )
    narrower = _narrower(tables["measures"])
    fits = parts.join(
        narrower, left_on=["part_measure", "whole_measure"], right_on=["measure", "wider"], how="semi"
    ).select("subject_id", "object_id", fits="subject_id")
    judged = parts.join(fits, on=["subject_id", "object_id"], how="left", maintain_order="left")
    outlasts = pl.col("part_published_on").dt.offset_by("-1d") > pl.col("whole_ends_by")
    fault = (
        pl.when(pl.col("fits").is_null())
        .then(pl.concat_str(pl.lit("the measure "), "part_measure", pl.lit(" is not part of "), "whole_measure"))
        .when(pl.col("part_country_code") != pl.col("whole_country_code"))
        .then(pl.concat_str(pl.lit("it is in "), "part_country_code", pl.lit(", the whole in "), "whole_country_code"))
        .when(pl.col("part_starts_by") < pl.col("whole_period_start"))
        .then(pl.lit("its period starts before that of the whole"))
        .when(pl.col("part_ends_by") < pl.col("whole_period_start"))
        .then(pl.lit("its period ends before that of the whole starts"))
        .when(pl.col("part_period_end") > pl.col("whole_ends_by"))
        .then(pl.lit("its period ends after that of the whole"))
        .when(pl.col("part_period_start") > pl.col("whole_ends_by"))
        .then(pl.lit("its period starts after that of the whole"))
        .when(pl.col("part_period_end").is_null() & pl.col("part_period_start").is_not_null() & outlasts)
        .then(pl.lit("its period goes on until the report, and that of the whole has ended before"))
    )
    return judged.with_columns(fault.alias("fault")).filter(pl.col("fault").is_not_null())


@rule(
    "tables",
    table="relations",
    column="subject_id",
    reads={"relations": _RELATIONS},
    why="{subject_id} leads back to itself by {predicate}",
    fix="take out the relation that turns back",
)
def relation_acyclic(tables: Tables) -> pl.DataFrame:
    """No figure is related to itself, and none is part of itself at any distance.

    Sums along such a circle would never end.
    """
    relations = tables["relations"]
    to_itself = relations.filter(pl.col("subject_id") == pl.col("object_id"))
    parts = relations.filter(
        pl.col("predicate").is_in(["part_of", "majority_of"]) & (pl.col("subject_id") != pl.col("object_id"))
    )
    turning = _on_cycles(parts["subject_id"].to_list(), parts["object_id"].to_list())
    return pl.concat([to_itself, parts.filter(pl.Series(turning, dtype=pl.Boolean))])


@rule(
    "tables",
    table="relations",
    column="subject_id",
    reads={"relations": f"{_RELATIONS} basis", "figures": "figure_id low high"},
    why="{subject_id} says {object_id} again, and its bounds are {part_low} to {part_high}, "
    "not {whole_low} to {whole_high}",
    fix="correct the bounds; or code the relation as inferred, where the two count different things",
)
def restatement_agrees(tables: Tables) -> pl.DataFrame:
    """A figure that is stated to say another again has the same bounds.

    If the two differ, one of them says something else.
    """
    again = _with_bounds(tables, "restates").filter(pl.col("basis") == "stated")
    same = pl.col("part_low").eq_missing(pl.col("whole_low")) & pl.col("part_high").eq_missing(pl.col("whole_high"))
    return again.filter(~same)


@rule(
    "tables",
    table="figures",
    column="qualifier",
    reads={"relations": _RELATIONS, "figures": "figure_id qualifier"},
    why="{figure_id} is a majority of {wholes} figures, and has to be one of exactly one",
    fix="add the relation majority_of to the figure that it is the larger part of",
)
def majority_has_whole(tables: Tables) -> pl.DataFrame:
    """A majority is the majority of one figure, which the relation majority_of names.

    More than half means nothing without the whole.
    """
    wholes = tables["relations"].filter(pl.col("predicate") == "majority_of").group_by("subject_id")
    counted = wholes.agg(pl.len().alias("wholes"))
    majorities = tables["figures"].filter(pl.col("qualifier") == "majority")
    judged = majorities.join(counted, left_on="figure_id", right_on="subject_id", how="left", maintain_order="left")
    return judged.with_columns(pl.col("wholes").fill_null(0)).filter(pl.col("wholes") != 1)


@rule(
    "row",
    table="relations",
    column="phrase",
    reads={"relations": "basis phrase at"},
    why="the basis is {basis} and the phrase {phrase}: words are quoted where they assert the relation, and only there",
    fix="quote the words that assert it, or code the basis as entailed or inferred and leave phrase and at empty",
)
def relation_basis(_: Codelists) -> pl.Expr:
    """A relation quotes its words if and only if its basis is stated or ambiguous.

    What a coder inferred must not look as if the report had said it.
    """
    by_words = pl.col("basis").is_in(["stated", "ambiguous"]).fill_null(False)
    return (by_words & present("phrase", "at")) | (~by_words & empty("phrase", "at"))


def _with_bounds(tables: Tables, *predicates: str) -> pl.DataFrame:
    """Return the relations of these kinds, with the bounds of subject (part_) and object (whole_)."""
    figures = tables["figures"]
    relations = tables["relations"].filter(pl.col("predicate").is_in(list(predicates)))
    parts = prefixed(figures, "part_", "figure_id", "low", "high")
    wholes = prefixed(figures, "whole_", "figure_id", "low", "high")
    return relations.join(parts, left_on="subject_id", right_on="part_figure_id", maintain_order="left").join(
        wholes, left_on="object_id", right_on="whole_figure_id", maintain_order="left"
    )


def _too_many_together(parts: pl.DataFrame, apart: pl.DataFrame) -> pl.DataFrame:
    """Return for each whole the parts, all apart from each other, whose leasts together are more than it allows."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for one, other in apart.iter_rows():
        neighbours[one].add(other)
        neighbours[other].add(one)
    rows = []
    steps = _STEPS // max(1, parts["object_id"].n_unique())
    for (_,), group in parts.group_by("object_id", maintain_order=True):
        least = dict(group.sort("least").select("subject_id", "least").iter_rows())
        if together := _apart_above(least, neighbours, group["whole_high"][0], steps):
            named = f"{', '.join(together[:-1])} and {together[-1]}"
            row = group.filter(pl.col("subject_id") == together[0]).head(1)
            needed = sum(least[one] for one in together)
            rows.append(row.with_columns(parts=pl.lit(named), needed=pl.lit(needed, pl.Int64)))
    empty_row = parts.clear().with_columns(parts=pl.lit("", pl.String), needed=pl.lit(0, pl.Int64))
    return pl.concat(rows) if rows else empty_row


def _apart_above(
    least: dict[str, int], neighbours: dict[str, set[str]], most: int, steps: int = _STEPS
) -> tuple[str, ...]:
    """Return parts that are all neighbours of each other and together more than `most`; none where there are none.

    Branch and bound (the heaviest clique), the largest first: exact but where a whole has so many parts that the steps
    do not suffice.

    >>> apart = {"a": {"b", "c"}, "b": {"a", "c"}, "c": {"a", "b"}}
    >>> _apart_above({"a": 14, "b": 14, "c": 14}, apart, 40), _apart_above({"a": 14, "b": 14, "c": 12}, apart, 40)
    (('a', 'b', 'c'), ())
    """
    order = sorted((one for one in least if least[one] > 0), key=lambda one: (-least[one], one))
    waiting: list[tuple[tuple[str, ...], int, list[str]]] = [((), 0, order)]
    while waiting and steps > 0:
        chosen, total, left = waiting.pop()
        if total > most:
            return chosen
        steps -= 1 + len(left)
        if total + sum(least[one] for one in left) > most:
            first, rest = left[0], left[1:]
            waiting.append((chosen, total, rest))
            near = [one for one in rest if one in neighbours[first]]
            waiting.append(((*chosen, first), total + least[first], near))
    return ()


def _narrower(measures: pl.DataFrame) -> pl.DataFrame:
    """Return each measure with itself and every wider one: measure, wider."""
    steps = measures.select("measure", pl.col("broader").alias("wider")).drop_nulls()
    reached = found = measures.select("measure", pl.col("measure").alias("wider"))
    # At most as many steps as there are measures, so that measures that turn in a circle end too.
    for _ in range(measures.height):
        found = found.join(steps.rename({"measure": "wider", "wider": "next"}), on="wider").select(
            "measure", wider="next"
        )
        found = found.join(reached, on=["measure", "wider"], how="anti")
        if found.is_empty():
            break
        reached = pl.concat([reached, found.unique()])
    return reached


def _on_cycles(subjects: list[str], objects: list[str]) -> list[bool]:
    """Return for each edge whether it lies on a cycle: whether a way leads from its end back to its start.

    Its two ends are then in one strongly connected part (Tarjan, 1972); an edge from one circle to another is on none.
    """
    ways: dict[str, list[str]] = defaultdict(list)
    for start, end in zip(subjects, objects, strict=True):
        ways[start].append(end)
    part: dict[str, str] = {}
    found: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_nodes: list[str] = []
    for root in list(ways):
        path = [] if root in found else [root]
        while path:
            node = path[-1]
            if node not in found:
                found[node] = lowest[node] = len(found)
                open_nodes.append(node)
            if ways[node]:
                end = ways[node].pop()
                if end not in found:
                    path.append(end)
                elif end not in part:
                    lowest[node] = min(lowest[node], found[end])
                continue
            path.pop()
            if path:
                lowest[path[-1]] = min(lowest[path[-1]], lowest[node])
            if lowest[node] == found[node]:
                while node not in part:
                    part[open_nodes.pop()] = node
    return [part[start] == part[end] for start, end in zip(subjects, objects, strict=True)]


RULES: tuple[Rule, ...] = (
    parts_fit_whole,
    part_within,
    relation_acyclic,
    restatement_agrees,
    majority_has_whole,
)
ROW_RULES: tuple[Rule, ...] = (relation_basis,)
