"""From reviewed candidates to the rows of each table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from asreported.adding.agent_keys import AgentKeys
from asreported.adding.new_report import NewReport
from asreported.adding.records import Records
from asreported.adding.reviewed import Reviewed
from asreported.errors import Misuse, UnknownName, Unusable
from asreported.slugs import slug, unused
from asreported.suggesting import Candidate
from asreported.suggesting.candidates import FIGURE
from asreported.suggesting.chains import UNATTRIBUTED
from asreported.texts import text_sha256

__all__ = ["TABLES", "place_of", "put_rows"]

#: The tables that get rows.
TABLES = ("sources", "agents", "incidents", "figures", "attributions", "relations", "numbers")
_COPIED = ("qualifier", "value", "low", "high", "counted", "measure", "place", "country_code", "phrase", "at", "note")
_PERIOD = ("period_start", "period_end", "period_precision", "period_basis", "period_phrase", "period_at")
_FIX = "mend these rows of the candidates, or empty their accept"


def put_rows(
    tables: Mapping[str, Records],
    measures: Mapping[str, str],
    report: NewReport,
    reviewed: Sequence[Reviewed],
    every_number: Sequence[Candidate],
    publisher_kind: str,
) -> AgentKeys:
    """Put the rows of a report into the tables; return the agents, which know who was there before.

    `measures` gives the title of each measure; `every_number` are the numbers of the text, so that all of them are
    accounted for, also where a person took their rows out.

    Raises:
        Unusable: rows that cannot be used, or the source is there already.
        UnknownName: there is no incident, or no whole, of that name.
    """
    faults: list[str] = []
    accepted = [_placed(one, report.normal, faults) for one in reviewed if one.accepted]
    faults += [fault for one in accepted for fault in _faults(one, measures)]
    source_id = report.key(tables["sources"].known)
    _refuse_known(tables["sources"], report, source_id)
    if faults:
        raise Unusable("the candidates", faults, _FIX)
    agents = AgentKeys(tables["agents"], report.language.partition("-")[0])
    publisher_kind = agents.kind_of(report.publisher) or publisher_kind
    publisher = agents.key(report.publisher, publisher_kind, "named")
    tables["sources"].put(report.row(source_id, publisher, publisher_kind))
    incident = _incident(tables["incidents"], report, source_id, [one.candidate for one in accepted])
    keys = {}
    for one in accepted:
        row = _figure(one.candidate, report, source_id, incident, measures, tables["figures"])
        tables["figures"].put(row)
        keys[one.row] = row["figure_id"]
        for link in _links(one.candidate, agents, publisher):
            tables["attributions"].put({"figure_id": row["figure_id"], **link})
    for one in accepted:
        if one.candidate.majority_of:
            tables["relations"].put(_majority(one, keys))
    for number in _numbers(accepted, keys, reviewed, every_number):
        tables["numbers"].put({"source_id": source_id, **number})
    return agents


def place_of(words: str, at: int | None, text: str, near: int | None = None) -> int | None:
    """Return where words stand in the article, also where a person has lengthened or shortened them.

    At their place, else where they stand alone or around `near`; None where nowhere.

    >>> place_of("five", 99, "In all five died")
    7
    """
    if at is not None and text.startswith(words, at):
        return at
    first = text.find(words)
    if first < 0 or text.find(words, first + 1) < 0:
        return None if first < 0 else first
    wanted = near if near is not None else at
    if wanted is None:
        return None
    places = [i for i in range(len(text)) if text.startswith(words, i)]
    around = [i for i in places if i <= wanted < i + len(words)]
    return around[0] if around else None


def _refuse_known(table: Records, report: NewReport, source_id: str) -> None:
    if source_id in table.known:
        faults = [f"the source {source_id} is there already; figures are added to a package with their report"]
        raise Unusable("sources", faults, "name another key with --source, or edit the tables and run asreported build")
    digest = text_sha256(report.normal)
    same = [row["source_id"] for row in table.dicts() if row.get("text_sha256") == digest]
    if same:
        faults = [f"this very text is there already, as the source {same[0]}"]
        raise Unusable(
            "sources", faults, "edit the tables and run asreported build; or give the text of another report"
        )


def _placed(one: Reviewed, text: str, faults: list[str]) -> Reviewed:
    """Return a row with each of its phrases where it stands in the article."""
    candidate = one.candidate
    found: dict[str, Any] = {}
    for words, at in (
        ("phrase", "at"),
        ("originator_phrase", "originator_at"),
        ("relay_phrase", "relay_at"),
        ("period_phrase", "period_at"),
    ):
        phrase = getattr(candidate, words)
        if not phrase:
            continue
        near = candidate.number_at if words == "phrase" else None
        place = place_of(phrase, getattr(candidate, at), text, near)
        if place is None:
            where = "stands more than once in the article" if phrase in text else "does not stand in the article"
            faults.append(f"row {one.row}: the {words.replace('_', ' ')} '{phrase}' {where}; copy it, and give {at}")
        else:
            found[at] = place
    return replace(one, candidate=replace(candidate, **found))


def _faults(one: Reviewed, measures: Mapping[str, str]) -> Iterator[str]:
    """Yield what a person has to fill in before the row can be written."""
    row, candidate = f"row {one.row}", one.candidate
    if candidate.disposition != FIGURE:
        yield f"{row}: is accepted, and its disposition is {candidate.disposition or 'empty'}; write figure, or no"
        return
    for name in ("phrase", "counted", "qualifier"):
        if not getattr(candidate, name):
            yield f"{row}: {name} is empty"
    if candidate.measure not in measures:
        said = f"measure = {candidate.measure}" if candidate.measure else "measure is empty"
        yield f"{row}: {said}; the package has {', '.join(measures)}"
    if not candidate.voice:
        yield (
            f"{row}: voice is empty, so nobody is named as having said '{candidate.phrase}'; "
            f"fill originator, kind, anonymity and voice, or write {UNATTRIBUTED}"
        )
    for name in ("originator", "relay"):
        if getattr(candidate, name) and not getattr(candidate, f"{name}_kind"):
            yield f"{row}: {name}_kind of '{getattr(candidate, name)}' is empty; asreported describe agents lists them"
    if candidate.originator and not candidate.anonymity:
        yield f"{row}: anonymity of '{candidate.originator}' is empty; write named, unnamed or anonymous_on_request"


def _incident(table: Records, report: NewReport, source_id: str, accepted: Sequence[Candidate]) -> str:
    """Return the incident for figures that name none: the one that was given, else a new one where it is needed."""
    for name in [report.incident_id, *(one.incident_id for one in accepted)]:
        if name and name not in table.known:
            raise UnknownName("incident", name, tuple(sorted(table.known)))
    if report.incident_id or all(one.incident_id for one in accepted):
        return report.incident_id
    row = report.incident(source_id, table.known)
    table.put(row)
    return row["incident_id"]


def _figure(
    one: Candidate, report: NewReport, source_id: str, incident: str, measures: Mapping[str, str], table: Records
) -> dict[str, Any]:
    what, title = _named(one, measures[one.measure])
    if one.figure_id and one.figure_id in table.known:
        raise Misuse(f"there is a figure {one.figure_id} already; give the candidate another figure_id")
    choices = [slug(what), slug(what, one.place), f"{slug(what)}-{source_id}", f"{slug(what, one.place)}-{source_id}"]
    dated = bool(one.period_start or one.period_end)
    return {
        "figure_id": one.figure_id or unused([choice.strip("-") for choice in choices], table.known),
        "title": one.title or title,
        "incident_id": one.incident_id or incident,
        "source_id": source_id,
        "coded_by": report.coded_by,
        **{name: getattr(one, name) for name in _COPIED},
        **({name: getattr(one, name) for name in _PERIOD} if dated else {}),
    }


def _majority(one: Reviewed, keys: Mapping[int, str]) -> dict[str, str]:
    """Return the relation of a majority to its whole, another accepted row of the report; a person judges it again."""
    whole = one.candidate.majority_of
    if whole not in keys.values():
        known = tuple(key for row, key in keys.items() if row != one.row)
        raise UnknownName("figure of this report", whole, known)
    return {"subject_id": keys[one.row], "predicate": "majority_of", "object_id": whole, "basis": "inferred"}


def _named(one: Candidate, measure: str) -> tuple[str, str]:
    """Return the words for the key of a figure and its title: fighters killed; drone attacks."""
    counted, measure = one.counted.lower(), measure.lower()
    what = measure if counted in measure.split() else f"{counted} {measure}"
    if one.qualifier == "not_reported":
        what += " not reported"
    title = what[:1].upper() + what[1:] + (f", {one.place}" if one.place else "")
    return what, title


def _links(one: Candidate, agents: AgentKeys, publisher: str) -> Iterator[dict[str, Any]]:
    """Yield the chain of a figure, from the first speaker to the publisher."""
    links: list[dict[str, Any]] = []
    if one.originator:
        key = agents.key(one.originator, one.originator_kind, one.anonymity, one.originator_phrase)
        links.append({"agent_id": key, "role": "originator", "voice": one.voice, **_shown(one, "originator")})
    if one.relay:
        key = agents.key(one.relay, one.relay_kind, "named", one.relay_phrase)
        voice = "agency_report" if one.relay_kind == "agency" else "report"
        links.append({"agent_id": key, "role": "relay", "voice": voice, **_shown(one, "relay")})
    # What was told to the publisher itself came by way of nobody else. Its own count it says as originator, too.
    links = [link for link in links if (link["role"], link["agent_id"]) != ("relay", publisher)]
    last = "report" if links else UNATTRIBUTED
    links.append({"agent_id": publisher, "role": "publisher", "voice": last})
    yield from ({"position": position, **link} for position, link in enumerate(links, 1))


def _shown(one: Candidate, link: str) -> dict[str, Any]:
    return {"phrase": getattr(one, f"{link}_phrase"), "at": getattr(one, f"{link}_at")}


def _numbers(
    accepted: Sequence[Reviewed], keys: Mapping[int, str], reviewed: Sequence[Reviewed], every: Sequence[Candidate]
) -> Iterator[dict[str, Any]]:
    """Yield a row for each number of the text: the figure that it became, or what else it is."""
    told = {one.candidate.number_at: one.candidate for one in reviewed if not one.accepted}
    taken: dict[int, str] = {}
    numbers = {one.number_at: one for one in every if one.number_at is not None}
    for one in accepted:
        inside = _inside(one.candidate, numbers, taken)
        if inside is not None:
            taken[inside] = keys[one.row]
    for at, number in sorted(numbers.items()):
        if at in taken:
            yield {"at": at, "phrase": number.number, "disposition": FIGURE, "figure_id": taken[at]}
            continue
        said = told.get(at, number)
        disposition = "other" if said.disposition == FIGURE else said.disposition
        note = said.note or (
            "" if disposition != "other" else said.reason if said.disposition != FIGURE else "Not coded."
        )
        yield {"at": at, "phrase": number.number, "disposition": disposition, "note": note}


def _inside(one: Candidate, numbers: Mapping[int, Candidate], taken: Mapping[int, str]) -> int | None:
    """Return the number that a phrase carries: its own, else the first that stands in it and is not taken."""
    end = one.at + len(one.phrase)
    if one.number_at in numbers and one.at <= (one.number_at or 0) < end and one.number_at not in taken:
        return one.number_at
    if not one.number and one.qualifier == "not_reported":
        return None
    return next((at for at in sorted(numbers) if one.at <= at < end and at not in taken), None)
