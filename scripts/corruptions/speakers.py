"""Chains of speakers and relations between figures that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corruptions.operator import Operator, operator
from corruptions.original import Change, Original, Row

__all__ = ["OPERATORS"]


def _chains(package: Original) -> Iterator[list[Row]]:
    """Yield the links of each figure that has a speaker besides the publisher."""
    for figure in package["figures"].rows:
        links = list(package["attributions"].where(figure_id=figure["figure_id"]))
        if len(links) > 1:
            yield links


def _kept(links: Sequence[Row], kept: Sequence[Row], words: str) -> Change:
    """Return the change of a chain to some of its links, numbered anew."""
    table = links[0].table
    numbered = [list({**row.cells, "position": str(i)}.values()) for i, row in enumerate(kept, 1)]
    rows = table.cells
    rows[links[0].number : links[-1].number + 1] = numbered
    return table.rewritten(words, rows, links[0])


@operator("chains", "attribution-complete")
def publisher_dropped(package: Original) -> Iterator[Change]:
    """A chain ends before the publisher."""
    return (_kept(links, links[:-1], "the publisher is dropped") for links in _chains(package))


@operator("chains", "attribution-complete")
def speaker_dropped(package: Original) -> Iterator[Change]:
    """The first speaker is dropped, and the publisher left alone with the voice of one who reports others."""
    return (_kept(links, links[1:], "the first is dropped") for links in _chains(package) if len(links) == 2)


@operator("chains", "chain-has-originator")
def originator_of_a_relay_dropped(package: Original) -> Iterator[Change]:
    """The first speaker is dropped, and the agency that passed it on stands first."""
    return (_kept(links, links[1:], "the first is dropped") for links in _chains(package) if len(links) > 2)


@operator("chains", "attribution-complete")
def agency_dropped(package: Original) -> Iterator[Change]:
    """The agency that passed it on is dropped, and the words still name it."""
    for links in _chains(package):
        if len(links) > 2:
            yield _kept(links, [links[0], links[-1]], "the agency is dropped")


@operator("chains", "attribution-complete")
def chain_emptied(package: Original) -> Iterator[Change]:
    """Nobody is named who said a figure."""
    for figure in package["figures"].rows:
        links = list(package["attributions"].where(figure_id=figure["figure_id"]))
        yield _kept(links, [], "the chain is empty")


@operator("chains", "attribution-complete chain-has-originator")
def links_turned(package: Original) -> Iterator[Change]:
    """The last two links of a chain stand in each other's place."""
    for links in _chains(package):
        yield _kept(links, [*links[:-2], links[-1], links[-2]], "the last two are swapped")


@operator("chains", "attribution-complete", follows="primary-key")
def position_left_out(package: Original) -> Iterator[Change]:
    """The numbers of a chain leave one out."""
    return (row.to(position=str(int(row["position"]) + 1)) for row in package["attributions"].rows
            if not list(package["attributions"].where(figure_id=row["figure_id"],
                                                      position=str(int(row["position"]) + 1))))  # fmt: skip


@operator("chains", "attribution-complete")
def publisher_s_voice_changed(package: Original) -> Iterator[Change]:
    """The publisher reports others where it names nobody, or names no source where it reports others."""
    for row in package["attributions"].where(role="publisher"):
        yield row.to(voice="report" if row["voice"] == "unattributed" else "unattributed")


@operator("chains", "attribution-complete chain-has-originator", follows="relay-is-not-originator")
def role_of_the_publisher_changed(package: Original) -> Iterator[Change]:
    """The last link has another role than publisher."""
    for row in package["attributions"].where(role="publisher"):
        yield from (row.to(role=role) for role in ("originator", "relay"))


@operator("chains", "attribution-complete", follows="chain-has-originator")
def second_publisher(package: Original) -> Iterator[Change]:
    """A speaker is called a publisher."""
    return (row.to(role="publisher") for row in package["attributions"].rows if row["role"] != "publisher")


@operator("chains", "chain-has-originator", follows="attribution-complete")
def originator_called_a_relay(package: Original) -> Iterator[Change]:
    """Whoever said it first is called one who passed it on."""
    return (row.to(role="relay") for row in package["attributions"].where(role="originator"))


@operator("chains", "attribution-complete")
def publisher_of_another_report(package: Original) -> Iterator[Change]:
    """The last link is not the publisher of the report."""
    for row in package["attributions"].where(role="publisher"):
        yield from (row.to(agent_id=agent) for agent in ("syrian-observatory", "pentagon", "united-states"))


@operator("chains", "attribution-complete")
def publisher_of_the_source_changed(package: Original) -> Iterator[Change]:
    """The report is said to be published by somebody else."""
    for row in package["sources"].rows:
        yield from (row.to(publisher_id=agent) for agent in ("reuters", "pentagon", "joe-biden"))


@operator("chains", "speaker-in-phrase", follows="attribution-complete relay-is-not-originator")
def words_put_into_another_mouth(package: Original) -> Iterator[Change]:
    """A speaker is swapped for another agent, whom the words do not name."""
    for row in package["attributions"].rows:
        for agent in package["agents"].rows if row["phrase"] else ():
            called = [agent["name"], *filter(None, agent["also_called"].split("|"))]
            if not any(name.lower() in row["phrase"].lower() for name in called):
                yield row.to(agent_id=agent["agent_id"])


@operator("chains", "speaker-in-phrase", follows="attribution-complete")
def words_of_another_speaker(package: Original) -> Iterator[Change]:
    """The words that show a link are those of another speaker, with their place."""
    rows = [row for row in package["attributions"].rows if row["phrase"]]
    for row in rows:
        for other in rows:
            name = next(package["agents"].where(agent_id=row["agent_id"]))["name"]
            if name.lower() not in other["phrase"].lower() and row["agent_id"] not in {other["agent_id"], "reuters"}:
                yield row.to(phrase=other["phrase"], at=other["at"])


@operator("chains", "speaker-in-phrase", follows="attribution-complete")
def speaker_renamed(package: Original) -> Iterator[Change]:
    """An agent who speaks has another name than the words."""
    speaking = {row["agent_id"] for row in package["attributions"].rows if row["phrase"]}
    for row in package["agents"].rows:
        if row["agent_id"] in speaking:
            yield row.to(name="the Ministry of Works", also_called="")


@operator("chains", "relay-is-not-originator", follows="attribution-complete speaker-in-phrase chain-has-originator")
def agency_made_the_first_speaker(package: Original) -> Iterator[Change]:
    """An agency that passed it on is called the first to say it."""
    for row in package["attributions"].where(role="relay"):
        yield row.to(role="originator")


@operator("chains", "unnamed-has-no-identity")
def unnamed_agent_identified(package: Original) -> Iterator[Change]:
    """An agent whom the text does not name is identified."""
    for row in package["agents"].rows:
        if row["anonymity"] != "named":
            yield row.to(same_as="https://example.org/someone")


@operator("relations", "relation-acyclic", follows="parts-fit-whole part-within restatement-agrees relation-basis")
def figure_related_to_itself(package: Original) -> Iterator[Change]:
    """A relation leads back to its own figure."""
    return (row.to(object_id=row["subject_id"]) for row in package["relations"].rows)


def _added(package: Original, subject: str, predicate: str, whole: str, basis: str = "inferred") -> Change:
    table = package["relations"]
    cells = {"subject_id": subject, "predicate": predicate, "object_id": whole, "basis": basis, "phrase": "", "at": ""}
    new = Row(table, len(table.rows), cells)
    return table.rewritten("a relation is added", [*table.cells, list(cells.values())], new,
                           row=len(table.rows) + 2)  # fmt: skip


@operator("relations", "relation-acyclic", follows="parts-fit-whole part-within majority-has-whole")
def whole_made_a_part_of_its_part(package: Original) -> Iterator[Change]:
    """A whole is part of its own part, so that they turn in a circle."""
    for row in package["relations"].rows:
        if row["predicate"] in {"part_of", "majority_of"}:
            yield _added(package, row["object_id"], "part_of", row["subject_id"])


@operator("relations", "part-within parts-fit-whole relation-acyclic")
def part_of_what_counts_something_else(package: Original) -> Iterator[Change]:
    """A part is said to be one of a figure whose measure does not hold its own."""
    wider = {row["measure"]: {row["measure"], row["broader"]} for row in package["measures"].rows}
    measure = {row["figure_id"]: row["measure"] for row in package["figures"].rows}
    for row in package["relations"].where(predicate="part_of"):
        if row["basis"] in {"stated", "inferred"}:
            for figure, counted in measure.items():
                if counted not in wider[measure[row["subject_id"]]]:
                    yield row.to(object_id=figure)


@operator("relations", "part-within parts-fit-whole relation-acyclic")
def part_invented(package: Original) -> Iterator[Change]:
    """A relation is added between figures that count different things."""
    wider = {row["measure"]: {row["measure"], row["broader"]} for row in package["measures"].rows}
    for row in package["figures"].rows:
        for whole in package["figures"].rows:
            if whole["measure"] not in wider[row["measure"]]:
                yield _added(package, row["figure_id"], "part_of", whole["figure_id"])


@operator("relations", "parts-fit-whole", follows="part-within relation-acyclic majority-has-whole")
def part_larger_than_its_whole(package: Original) -> Iterator[Change]:
    """A figure is said to be part of a smaller one."""
    for row in package["figures"].rows:
        for whole in package["figures"].rows:
            if row["low"] and whole["high"] and int(row["low"]) > int(whole["high"]):
                yield _added(package, row["figure_id"], "part_of", whole["figure_id"])


@operator("relations", "relation-basis", follows="part-within")
def basis_of_a_relation_changed(package: Original) -> Iterator[Change]:
    """What a coder inferred is called stated, or what the words assert is called inferred."""
    for row in package["relations"].rows:
        quoted = row["basis"] in {"stated", "ambiguous"}
        for basis in ("entailed", "inferred") if quoted else ("stated", "ambiguous"):
            yield row.to(basis=basis)


@operator("relations", "relation-basis")
def words_of_a_relation_lost(package: Original) -> Iterator[Change]:
    """A stated relation has no words."""
    return (row.to(phrase="", at="") for row in package["relations"].rows if row["phrase"])


@operator("relations", "restatement-agrees", follows="part-within parts-fit-whole relation-acyclic primary-key "
          "majority-has-whole")  # fmt: skip
def restatement_of_another_count(package: Original) -> Iterator[Change]:
    """A figure is stated to say another again, and has other bounds."""
    bounds = {row["figure_id"]: (row["low"], row["high"]) for row in package["figures"].rows}
    for row in package["relations"].where(basis="stated"):
        if row["predicate"] != "majority_of":
            for figure in bounds:
                if bounds[figure] != bounds[row["subject_id"]]:
                    yield row.to(predicate="restates", object_id=figure)


@operator("relations", "majority-has-whole", follows="parts-fit-whole")
def majority_of_two_wholes(package: Original) -> Iterator[Change]:
    """A majority is said to be one of two figures."""
    for row in package["relations"].where(predicate="majority_of"):
        for figure in package["figures"].rows:
            if figure["figure_id"] not in {row["subject_id"], row["object_id"]}:
                yield _added(package, row["subject_id"], "majority_of", figure["figure_id"])


@operator("relations", "majority-has-whole", follows="parts-fit-whole part-within relation-basis")
def majority_called_a_part(package: Original) -> Iterator[Change]:
    """What is more than half of a whole is said to be part of it, or apart from it."""
    for row in package["relations"].where(predicate="majority_of"):
        yield from (row.to(predicate=predicate) for predicate in ("part_of", "disjoint_with"))


@operator("keys", "number-has-its-figure numbers-account-for-figures", follows="every-number-accounted-for")
def number_given_to_another_figure(package: Original) -> Iterator[Change]:
    """A number is said to be the one of another figure."""
    figures = [row["figure_id"] for row in package["figures"].rows]
    for row in package["numbers"].where(disposition="figure"):
        yield from (row.to(figure_id=figure) for figure in figures if figure != row["figure_id"])


@operator("codelists", "number-has-its-figure", follows="numbers-account-for-figures")
def disposition_changed(package: Original) -> Iterator[Change]:
    """A number that a figure counts is called something else, or the other way round."""
    for row in package["numbers"].rows:
        counts = row["disposition"] == "figure"
        yield from (row.to(disposition=word) for word in (("date", "ordinal", "name") if counts else ("figure",)))


@operator("keys", "number-has-its-figure", follows="numbers-account-for-figures")
def figure_of_a_number_lost(package: Original) -> Iterator[Change]:
    """A number that a figure counts does not name it, or one that counts nothing names one."""
    for row in package["numbers"].rows:
        yield row.to(figure_id="" if row["figure_id"] else "fighters-killed")


OPERATORS: tuple[Operator, ...] = (
    publisher_dropped, speaker_dropped, originator_of_a_relay_dropped, agency_dropped, chain_emptied, links_turned,
    position_left_out, publisher_s_voice_changed, role_of_the_publisher_changed, second_publisher,
    originator_called_a_relay, publisher_of_another_report, publisher_of_the_source_changed,
    words_put_into_another_mouth, words_of_another_speaker, speaker_renamed, agency_made_the_first_speaker,
    unnamed_agent_identified, figure_related_to_itself, whole_made_a_part_of_its_part,
    part_of_what_counts_something_else, part_invented, part_larger_than_its_whole, basis_of_a_relation_changed,
    words_of_a_relation_lost, restatement_of_another_count, majority_of_two_wholes, majority_called_a_part,
    number_given_to_another_figure, disposition_changed, figure_of_a_number_lost,
)  # fmt: skip
