"""Our own order: the title first, which says what was printed and who said it, then where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from asreported.citing.entry import Entry
from asreported.citing.plain_words import addresses, listed, long_day, paragraphs, sentences

__all__ = ["render"]


def render(entries: Sequence[Entry]) -> str:
    """Return the entries as plain text, an entry a paragraph."""
    return paragraphs(map(_paragraph, entries))


def _paragraph(entry: Entry) -> str:
    if entry.is_source:
        where = [*entry.authors, entry.container]
    else:
        container = f"In: {entry.container}" if entry.container else ""
        version = f"Version {entry.version}" if entry.version else ""
        where = [container, version, listed(entry.authors)]
    return sentences([entry.title, *where, long_day(entry.issued), *addresses(entry), entry.note])
