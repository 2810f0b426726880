"""What the styles of plain text have in common: sentences, lists of names, days, addresses, paragraphs.

These styles are written here because the only CSL processor for Python, citeproc-py (0.11), gets Chicago's author-date
wrong, and because a CSL style drops the note, in which fingerprint and dates stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from asreported.citing.entry import Entry

__all__ = ["addresses", "listed", "long_day", "paragraphs", "sentences"]


def addresses(entry: Entry) -> Iterable[str]:
    """Yield where the entry stands on the web and in an archive; empty where it does not."""
    accessed = f" (accessed {long_day(entry.accessed)})" if entry.accessed else ""
    yield f"{entry.url}{accessed}" if entry.url else ""
    yield f"Archived at {entry.archived_url}" if entry.archived_url else ""


def listed(names: Sequence[str], word: str = "and") -> str:
    """Return names as a list in words; with an ampersand a comma stands before it, as APA wants.

    >>> listed(["a", "b", "c"]), listed(["a", "b"], "&")
    ('a, b and c', 'a, & b')
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}{',' if word == '&' else ''} {word} {names[-1]}"


def long_day(day: date | None) -> str:
    """Return a day as a reader says it; empty where there is none.

    >>> long_day(date(2021, 6, 28))
    '28 June 2021'
    """
    return f"{day.day} {day:%B} {day.year}" if day else ""


def paragraphs(texts: Iterable[str]) -> str:
    """Return one paragraph for each text."""
    return "\n\n".join(texts) + "\n"


def sentences(parts: Iterable[str]) -> str:
    """Return the parts that are not empty, each ended by a full stop."""
    ended = (part if part.endswith((".", ".”")) else f"{part}." for part in parts if part)
    # A full stop after an address would become part of it.
    return " ".join(part.removesuffix(".") if part.startswith(("http", "Archived")) else part for part in ended)
