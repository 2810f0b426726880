"""APA 7, with our note at the end.

Source: Publication Manual of the APA, 7th ed., 10.9 (data sets) and 10.16 (web pages).
"""

from __future__ import annotations

from collections.abc import Sequence

from asreported.citing.entry import Entry
from asreported.citing.plain_words import addresses, listed, paragraphs, sentences

__all__ = ["render"]


def render(entries: Sequence[Entry]) -> str:
    """Return the entries as APA lists them, an entry a paragraph."""
    return paragraphs(map(_paragraph, entries))


def _paragraph(entry: Entry) -> str:
    if entry.is_source:
        issued = f"{entry.issued:%Y}, {entry.issued:%B} {entry.issued.day}" if entry.issued else "n.d."
        authors = entry.authors or (entry.container,)
        outlet = entry.container if entry.authors else ""
        return sentences([listed(authors, "&"), f"({issued})", entry.title, outlet, *addresses(entry)])
    version = f" (Version {entry.version})" if entry.version else ""
    where = f"In {entry.container}{version}" if entry.container else ""
    title = f"{entry.title}{'' if where else version} [Data set]"
    issued = f"({entry.issued:%Y})" if entry.issued else "(n.d.)"
    # APA puts the title first where nobody is named as author.
    lead = [listed(entry.authors, "&"), issued, title] if entry.authors else [title, issued]
    return sentences([*lead, where, *addresses(entry), entry.note])
