"""One figure whole: its phrase, what the words allow, who said it, when, where and in which report."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from asreported.bounds import Bounds
from asreported.errors import UnknownName
from asreported.findings import one_line
from asreported.package import PackageLike, open_package
from asreported.package.flat import figures
from asreported.package.tables import load_ours
from asreported.qualifiers import qualifiers

__all__ = ["BASES", "Portrait", "bounds_in_words", "period_in_words", "show", "wrapped"]

#: How the dates of a period, or of an incident, are known.
BASES = {"stated": "as the words state", "resolved": "completed by the day of publication", "inferred": "inferred"}
_METADATA = {
    "in_text": "",
    "external_unverified": "title, day and address were found elsewhere and not verified",
    "external_verified": "title, day and address were found elsewhere and verified",
}
_PREDICATES = {
    ("part_of", True): "part of {}",
    ("part_of", False): "has as a part {}",
    ("majority_of", True): "the majority of {}",
    ("majority_of", False): "has as its majority {}",
    ("disjoint_with", True): "shares nothing with {}",
    ("disjoint_with", False): "shares nothing with {}",
    ("restates", True): "says again {}",
    ("restates", False): "said again by {}",
}


@dataclass(frozen=True)
class Portrait:
    """A figure with everything that the package says about it, as rows of its tables.

    `figure` is the row of `figures()`; `chain`, `relations` and `participants` are lists of rows with names joined in.
    """

    figure: Mapping[str, Any]
    chain: list[dict[str, Any]]
    incident: Mapping[str, Any]
    participants: list[dict[str, Any]]
    relations: list[dict[str, Any]]
    source: Mapping[str, Any]
    package: str
    notes: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as plain values, dates in ISO 8601."""
        parts = {name: getattr(self, name) for name in self.__dataclass_fields__}
        plain: dict[str, Any] = _plain(parts)
        return plain

    def __str__(self) -> str:
        """Return the page that `asreported show FIGURE` prints."""
        return "\n".join(_page(self))


def show(figure_id: str, package: PackageLike = None) -> Portrait:
    """Return one figure whole; printed, it is a page to read.

    Raises:
        UnknownName: the package has no such figure.
        BadCell, PackageUnreadable: as `load`.

    >>> print(show("fighters-killed"))  # doctest: +ELLIPSIS
    "at least five fighters were killed"
    ...
    """
    opened = open_package(package)
    flat = figures(opened)
    rows = flat.filter(pl.col("figure_id") == figure_id).to_dicts()
    if not rows:
        raise UnknownName("figure", figure_id, tuple(flat["figure_id"]))
    figure = rows[0]
    agents = load_ours("agents", opened).select("agent_id", "name", "anonymity", "kind")
    chain = (
        load_ours("attributions", opened)
        .filter(pl.col("figure_id") == figure_id)
        .join(agents, on="agent_id", how="left")
    )
    incidents = load_ours("incidents", opened).filter(pl.col("incident_id") == figure["incident_id"])
    named = agents.select("agent_id", "name")
    people = (
        load_ours("participants", opened)
        .filter(pl.col("incident_id") == figure["incident_id"])
        .join(named, on="agent_id", how="left", maintain_order="left")
        .join(
            named.rename({"agent_id": "said_by", "name": "said_by_name"}),
            on="said_by",
            how="left",
            maintain_order="left",
        )
    )
    relations = load_ours("relations", opened).filter(
        (pl.col("subject_id") == figure_id) | (pl.col("object_id") == figure_id)
    )
    sources = load_ours("sources", opened).filter(pl.col("source_id") == figure["source_id"])
    return Portrait(
        figure=figure,
        chain=chain.sort("position").to_dicts(),
        incident=next(iter(incidents.to_dicts()), {}),
        participants=people.to_dicts(),
        relations=relations.to_dicts(),
        source=next(iter(sources.to_dicts()), {}),
        package=f"{opened.name} {opened.version}".strip(),
    )


def bounds_in_words(figure: Mapping[str, Any]) -> str:
    """Return the bounds of a row of figures as a reader says them.

    >>> bounds_in_words({"qualifier": "bare", "low": 14, "high": 14})
    '14, as printed'
    """
    if figure["qualifier"] == "not_reported":
        return "not reported (which is not zero)"
    bounds = Bounds(figure["low"], figure["high"])
    words = (
        "the words set no number" if bounds == Bounds(None, None) and figure.get("value") is None else bounds.in_words()
    )
    as_printed = (
        qualifiers()[figure["qualifier"]].bounds_basis == "as_printed" if figure["qualifier"] in qualifiers() else False
    )
    return f"{words}, as printed" if as_printed else words


def period_in_words(start: Any, end: Any, precision: str | None) -> str:
    """Return a period as a reader says it: "since April 2021", "27 June 2021", "until 26 June 2021"; "" if undated.

    >>> import datetime
    >>> period_in_words(datetime.date(2021, 4, 1), None, "month")
    'since April 2021'
    """
    first, last = _day(start, precision), _day(end, precision)
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"since {first}" if first else f"until {last}" if last else ""


def wrapped(text: str, indent: str = "", further: str = "") -> list[str]:
    """Return a paragraph as lines of at most 80 columns, no word and no hyphen broken; `further` indents all but one.

    >>> wrapped("killed " * 12, "- ", "  ")
    ['- killed killed killed killed killed killed killed killed killed killed killed', '  killed']
    """
    return textwrap.wrap(
        one_line(text),
        80,
        initial_indent=indent,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _day(day: Any, precision: str | None) -> str:
    if day is None:
        return ""
    month = f"{day:%B} {day.year}"
    return str(day.year) if precision == "year" else month if precision == "month" else f"{day.day} {month}"


def _page(portrait: Portrait) -> list[str]:
    figure = portrait.figure
    qualifier = qualifiers()[figure["qualifier"]]
    lines = [f'"{one_line(figure["phrase"])}"', one_line(figure["title"]), ""]
    lines += _entry("count", f"{bounds_in_words(figure)} ({figure['unit'] or 'unit unknown'}: {figure['measure']})")
    lines += _entry("words", f"{figure['qualifier']}: {qualifier.definition}")
    lines += _entry("said by", figure["said_by"] or "not coded")
    for link in portrait.chain:
        quoted = f', "{one_line(link["phrase"])}"' if link["phrase"] else ""
        lines += _entry(
            "",
            f"{link['position']}. {link['name'] or link['agent_id']}: {link['role']}, {_spaced(link['voice'])}{quoted}",
        )
    lines += _entry("when", _when(figure, "period_"))
    lines += _entry("where", _where(figure))
    lines += _incident(portrait)
    lines += [
        line for relation in portrait.relations for line in _entry("related", _relation(figure["figure_id"], relation))
    ]
    lines += _source(portrait)
    reviewed = figure["reviewed_by"] or "nobody yet"
    lines += _entry("data", f"{portrait.package}, figure {figure['figure_id']}, reviewed by {reviewed}")
    if figure["note"]:
        lines += _entry("note", figure["note"])
    return lines


def _incident(portrait: Portrait) -> list[str]:
    incident = portrait.incident
    if not incident:
        return _entry("about", "an incident that is not in the package")
    when = period_in_words(incident["start_on"], incident["end_on"], incident["date_precision"])
    basis = f", {incident['date_basis']}" if when else ""
    lines = _entry("about", incident["title"] + (f" ({when}{basis})" if when else ""))
    for part in portrait.participants:
        speaker = part["said_by_name"] or part["said_by"]
        who, quoted = part["name"] or part["agent_id"], one_line(part["phrase"])
        lines += _entry("", f'{part["role"]}: {who}, according to {speaker} ("{quoted}")')
    return lines


def _source(portrait: Portrait) -> list[str]:
    source = portrait.source
    if not source:
        return _entry("source", "a report that is not in the package")
    publisher = next((link["name"] for link in portrait.chain if link["role"] == "publisher"), source["publisher_id"])
    title = f'"{source["title"]}"' if source["title"] else "no title known"
    known = [
        f"{title}, {publisher}",
        source["byline"] or "no byline known",
        _day(source["published_on"], "day") or "no day known",
        source["url"] or "no address known",
    ]
    lines = _entry("source", ", ".join(known))
    if _METADATA.get(source["metadata_basis"]):
        lines += _entry("", _METADATA[source["metadata_basis"]])
    return lines


def _when(row: Mapping[str, Any], prefix: str) -> str:
    words = period_in_words(row[f"{prefix}start"], row[f"{prefix}end"], row[f"{prefix}precision"])
    if not words:
        return "the figure's sentence does not say"
    quoted = f'"{one_line(row["period_phrase"])}": ' if row["period_phrase"] else ""
    basis = row[f"{prefix}basis"]
    judged = ", for a person to judge" if basis == "inferred" else ""
    return f"{quoted}{words}, {BASES.get(basis, basis)}{judged}"


def _where(figure: Mapping[str, Any]) -> str:
    if not figure["place"] and not figure["country_code"]:
        return "the figure's sentence does not say"
    return " ".join(filter(None, (figure["place"], f"({figure['country_code']})" if figure["country_code"] else "")))


def _relation(figure_id: str, relation: Mapping[str, Any]) -> str:
    subject = relation["subject_id"] == figure_id
    other = relation["object_id"] if subject else relation["subject_id"]
    words = _PREDICATES.get((relation["predicate"], subject), relation["predicate"] + " {}").format(other)
    quoted = f' ("{one_line(relation["phrase"])}")' if relation["phrase"] else ""
    return f"{words}: {relation['basis']}{quoted}"


def _spaced(code: str) -> str:
    return code.replace("_", " ")


def _entry(label: str, text: str) -> list[str]:
    """Return a labelled paragraph."""
    return wrapped(text, f"{label:<10}", " " * 10 if label else " " * 12)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
