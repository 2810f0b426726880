"""A figure in running text: in brackets, or as a sentence. Neither has the number without qualifier and speaker."""

from __future__ import annotations

from collections.abc import Sequence

from asreported.citing.parts import Citation

__all__ = ["in_text", "sentence"]

_ANONYMITY = {"unnamed": " (unnamed)", "anonymous_on_request": " (anonymous on request)"}
_BASES = {"resolved": "completed by the day of publication", "inferred": "inferred"}


def in_text(citation: Citation) -> str:
    """Return phrase, speakers and year in brackets.

    >>> from asreported import cite
    >>> cite("attacks-on-us-interests").in_text
    '(“more than 40 attacks”, Al Jazeera, 2021)'
    """
    said_by = citation.said_by.removeprefix("no source named, in ") or "speaker not coded"
    year = f"{citation.article.published_on.year}" if citation.article.published_on else "n.d."
    return f"(“{citation.phrase}”, {said_by}, {year})"


def sentence(citation: Citation) -> str:
    """Return a sentence ready to be used.

    >>> from asreported import cite
    >>> print(cite("others-wounded").sentence)
    As Al Jazeera reported (28 June 2021, a day not verified), Syrian Observatory for Human Rights said “several others wounded”; the words allow 2 or more (persons: wounded).
    """  # noqa: E501
    article = citation.article
    publisher = article.publisher or "A report whose publisher is not known"
    day = article.published_on
    unverified = ", a day not verified" if article.basis == "external_unverified" else ""
    dated = f" ({day.day} {day:%B} {day.year}{unverified})" if day else " (day not known)"
    return f"{_lead(citation, publisher, dated)}{_details(citation)}."


def _lead(citation: Citation, publisher: str, dated: str) -> str:
    quoted = f"“{citation.phrase}”"
    speakers = _names(citation, "originator")
    via = _names(citation, "relay")
    if not speakers and via:
        speakers, via = via, ""
    if not speakers:
        return f"{publisher} printed {quoted}{dated}, naming no source"
    told = f" via {via}" if via else ""
    if citation.qualifier == "not_reported":
        return f"As {publisher} reported{dated}{told}, {speakers} {quoted}"
    return f"As {publisher} reported{dated}, {speakers} said{told} {quoted}"


def _details(citation: Citation) -> str:
    counted = f"{citation.unit or 'unit unknown'}: {citation.measure.replace('_', ' ')}"
    if citation.qualifier == "not_reported":
        return f", which gives no count and is not zero ({counted})"
    basis = f" ({_BASES[citation.period_basis]})" if citation.period_basis in _BASES and citation.period else ""
    when = f", {citation.period}{basis}" if citation.period else ""
    where = f", {citation.place}" if citation.place else ""
    allowed = f"allow {citation.bounds}" if citation.low is not None or citation.high is not None else "set no number"
    return f"; the words {allowed} ({counted}){when}{where}"


def _names(citation: Citation, role: str) -> str:
    return _listed([f"{i['name']}{_ANONYMITY.get(i['anonymity'], '')}" for i in citation.chain if i["role"] == role])


def _listed(names: Sequence[str]) -> str:
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} and {names[-1]}"
