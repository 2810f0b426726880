"""Corruptions that no machine can know: another coder could have written the row, and a person has to say who errs."""

from __future__ import annotations

from collections.abc import Iterator

from corruptions.operator import Operator, operator
from corruptions.original import Change, Original

__all__ = ["OPERATORS"]

_FAMILY = "for a person"


@operator(_FAMILY, person="The words give a month or an expression such as 'since the start of the year'; which day "
          "that is follows from the publisher's calendar.")  # fmt: skip
def another_plausible_day(package: Original) -> Iterator[Change]:
    """A resolved or inferred date is another day within what the words allow."""
    for row in package["figures"].where(period_precision="day"):
        column = "period_start" if row["period_start"] else "period_end"
        yield row.to(**{column: "2021-01-04" if column == "period_start" else "2021-06-25"})
    for row in package["sources"].rows:
        yield row.to(published_on="2021-06-29")


@operator(_FAMILY, person="The text does not say what anybody is called elsewhere.")
def another_name_added(package: Original) -> Iterator[Change]:
    """An agent is also called by a name that is not theirs."""
    return (row.to(also_called="|".join(filter(None, [row["also_called"], "the other one"])))
            for row in package["agents"].rows)  # fmt: skip


@operator(_FAMILY, person="Whether an agent is a group, a government or an armed group is knowledge of the world.")
def another_kind_of_agent(package: Original) -> Iterator[Change]:
    """An agent is of another kind."""
    return (row.to(kind="ngo" if row["kind"] != "ngo" else "government") for row in package["agents"].rows
            if row["kind"] not in {"media", "agency"})  # fmt: skip


@operator(_FAMILY, person="How something was said is read from a whole sentence, and one verb serves several voices.")
def another_voice(package: Original) -> Iterator[Change]:
    """A statement is called an interview, or the other way round."""
    return (row.to(voice="interview" if row["voice"] == "statement" else "statement")
            for row in package["attributions"].where(role="originator"))  # fmt: skip


@operator(_FAMILY, person="Titles and notes are the coder's own words.")
def another_title(package: Original) -> Iterator[Change]:
    """A title or a note says something else."""
    for table in ("figures", "incidents"):
        yield from (row.to(title="Something else that happened") for row in package[table].rows)


@operator(_FAMILY, person="Which event a sentence tells of is understood, not printed.")
def another_incident(package: Original) -> Iterator[Change]:
    """A figure is about another incident."""
    incidents = [row["incident_id"] for row in package["incidents"].rows]
    for row in package["figures"].rows:
        yield row.to(incident_id=next(one for one in incidents if one != row["incident_id"]))


@operator(_FAMILY, person="That two counts share nothing, or that one is part of another, is a judgement of the coder.")
def inferred_relation_lost(package: Original) -> Iterator[Change]:
    """A relation that no row depends on is gone."""
    table = package["relations"]
    for row in table.rows:
        if row["predicate"] != "majority_of":
            rows = table.cells
            del rows[row.number]
            yield table.rewritten("the row is gone", rows, row)


@operator(_FAMILY, person="Entailed means that it follows from the words' meaning alone; inferred, from anything else.")
def entailed_for_inferred(package: Original) -> Iterator[Change]:
    """A relation is called entailed where it is inferred, or ambiguous where it is stated."""
    turned = {"inferred": "entailed", "entailed": "inferred", "stated": "ambiguous", "ambiguous": "stated"}
    return (row.to(basis=turned[row["basis"]]) for row in package["relations"].rows
            if row["predicate"] == "disjoint_with")  # fmt: skip


@operator(_FAMILY, person="Who struck and who was struck is understood from the sentence.")
def roles_of_participants_turned(package: Original) -> Iterator[Change]:
    """A perpetrator is called a target, or the other way round."""
    return (row.to(role="target" if row["role"] != "target" else "claimant") for row in package["participants"].rows)


@operator(_FAMILY, person="Who says who took part is understood from the sentence.")
def participant_said_by_another(package: Original) -> Iterator[Change]:
    """Somebody else says who took part."""
    return (row.to(said_by="syrian-observatory") for row in package["participants"].rows)


@operator(_FAMILY, person="A text names many; who of them took part is understood.")
def participant_lost(package: Original) -> Iterator[Change]:
    """A participant's row is gone."""
    table = package["participants"]
    for row in table.rows:
        rows = table.cells
        del rows[row.number]
        yield table.rewritten("the row is gone", rows, row)


@operator(_FAMILY, person="The text states neither its title nor its address; they were found elsewhere.")
def metadata_of_the_report_changed(package: Original) -> Iterator[Change]:
    """The report has another title, address or licence."""
    for row in package["sources"].rows:
        yield row.to(title="Another title")
        yield row.to(url="https://example.org/another")
        yield row.to(rights="Free for all.")


@operator(_FAMILY, person="A number that counts nothing may be a date or a duration: its sentence decides.")
def another_disposition(package: Original) -> Iterator[Change]:
    """A number that counts nothing is said to be another thing."""
    return (row.to(disposition="name" if row["disposition"] != "name" else "other")
            for row in package["numbers"].rows if row["disposition"] != "figure")  # fmt: skip


@operator(_FAMILY, person="A measure means what its definition says; the codelist is open to a user's own.")
def meaning_of_a_measure_changed(package: Original) -> Iterator[Change]:
    """A measure is defined in other words, or has another unit."""
    for row in package["measures"].rows:
        yield row.to(definition="Something else.")
        yield row.to(unit="objects" if row["unit"] != "objects" else "persons")


@operator(_FAMILY, person="A narrower or a wider measure that the phrase names as well is a choice of the coder.")
def wider_measure(package: Original) -> Iterator[Change]:
    """Drone attacks are counted as attacks."""
    for row in package["figures"].rows:
        if row["measure"] in {"drone_attacks", "rocket_attacks"}:
            yield row.to(measure="attacks")


@operator(_FAMILY, person="Whether a sentence continues the one that names the country is understood.")
def country_given_or_left_out(package: Original) -> Iterator[Change]:
    """A country is given for a figure whose sentence names none, or left out where the sentence before names it."""
    for row in package["figures"].rows:
        if "Iraq" not in row["phrase"] and "Syria" not in row["phrase"]:
            yield row.to(country_code="" if row["country_code"] else "IQ")


@operator(_FAMILY, person="Who coded a row and who read it again is not in the text.")
def somebody_else_coded_it(package: Original) -> Iterator[Change]:
    """A row was coded, or is said to be read again, by somebody else."""
    for row in package["figures"].rows:
        yield row.to(coded_by="Somebody else")


OPERATORS: tuple[Operator, ...] = (
    another_plausible_day, another_name_added, another_kind_of_agent, another_voice, another_title, another_incident,
    inferred_relation_lost, entailed_for_inferred, roles_of_participants_turned, participant_said_by_another,
    participant_lost, metadata_of_the_report_changed, another_disposition, meaning_of_a_measure_changed, wider_measure,
    country_given_or_left_out, somebody_else_coded_it,
)  # fmt: skip
