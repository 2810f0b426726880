"""Bibliographies as plain text: our own order, APA 7 and Chicago (author-date), an entry a paragraph.

They are written here because the only CSL processor for Python, citeproc-py (0.11), gets Chicago's author-date wrong,
and because a CSL style drops the note, in which fingerprint and dates stand.

Source: Publication Manual of the APA, 7th ed., 10.9 (data sets) and 10.16 (web pages); Chicago Manual of Style,
17th ed., 14.257 (databases) and 14.191 (newspapers).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from asreported.citing.entries import Entry

__all__ = ["as_apa", "as_chicago", "as_text"]


def as_text(entries: Sequence[Entry]) -> str:
    """Return the entries with the title first: what was printed, who said it, then where it stands."""
    return _paragraphs(map(_text, entries))


def as_apa(entries: Sequence[Entry]) -> str:
    """Return the entries as APA 7 lists them, with our note at the end."""
    return _paragraphs(map(_apa, entries))


def as_chicago(entries: Sequence[Entry]) -> str:
    """Return the entries as Chicago's author-date system lists them, with our note at the end."""
    return _paragraphs(map(_chicago, entries))


def _text(entry: Entry) -> str:
    parts = [entry.title]
    if entry.is_source:
        parts += [*entry.authors, entry.container, _long(entry.issued)]
    else:
        parts += [
            f"In: {entry.container}" if entry.container else "",
            f"Version {entry.version}" if entry.version else "",
        ]
        parts += [_joined(entry.authors, "and"), _long(entry.issued)]
    return _sentences([*parts, *_addresses(entry), entry.note])


def _apa(entry: Entry) -> str:
    if entry.is_source:
        issued = f"{entry.issued:%Y}, {entry.issued:%B} {entry.issued.day}" if entry.issued else "n.d."
        authors = entry.authors or (entry.container,)
        outlet = entry.container if entry.authors else ""
        return _sentences([_joined(authors, "&"), f"({issued})", entry.title, outlet, *_addresses(entry)])
    version = f" (Version {entry.version})" if entry.version else ""
    where = f"In {entry.container}{version}" if entry.container else ""
    title = f"{entry.title}{'' if where else version} [Data set]"
    issued = f"({entry.issued:%Y})" if entry.issued else "(n.d.)"
    # APA puts the title first where nobody is named as author.
    lead = [_joined(entry.authors, "&"), issued, title] if entry.authors else [title, issued]
    return _sentences([*lead, where, *_addresses(entry), entry.note])


def _chicago(entry: Entry) -> str:
    issued = f"{entry.issued.year}" if entry.issued else "n.d."
    if entry.is_source:
        lead = [_joined(entry.authors, "and") or entry.container, issued, f"“{_inner(entry.title)}.”"]
        day = f"{entry.issued:%B} {entry.issued.day}, {entry.issued.year}" if entry.issued else ""
        return _sentences([*lead, ", ".join(filter(None, (entry.container, day))), *_addresses(entry)])
    version = f"Version {entry.version}" if entry.version else ""
    title = f"“{_inner(entry.title)}.”" if entry.container else entry.title
    lead = [_joined(entry.authors, "and"), issued] if entry.authors else [issued]
    return _sentences([*lead, title, f"In {entry.container}" if entry.container else "", version, "Data set",
                       *_addresses(entry), entry.note])  # fmt: skip


def _inner(title: str) -> str:
    """Return a title that goes into quotation marks. Its own stay as they are: inside them the words are verbatim."""
    return title.removesuffix(".")


def _addresses(entry: Entry) -> Iterable[str]:
    accessed = f" (accessed {_long(entry.accessed)})" if entry.accessed else ""
    yield f"{entry.url}{accessed}" if entry.url else ""
    yield f"Archived at {entry.archived_url}" if entry.archived_url else ""


def _sentences(parts: Iterable[str]) -> str:
    ended = (part if part.endswith((".", ".”")) else f"{part}." for part in parts if part)
    # A full stop after an address would become part of it.
    return " ".join(part.removesuffix(".") if part.startswith(("http", "Archived")) else part for part in ended)


def _joined(names: Sequence[str], word: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}{',' if word == '&' else ''} {word} {names[-1]}"


def _long(day: date | None) -> str:
    return f"{day.day} {day:%B} {day.year}" if day else ""


def _paragraphs(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(paragraphs) + "\n"
