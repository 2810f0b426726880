"""Chicago (author-date), with our note at the end.

Source: Chicago Manual of Style, 17th ed., 14.257 (databases) and 14.191 (newspapers).
"""

from __future__ import annotations

from collections.abc import Sequence

from asreported.citing.entry import Entry
from asreported.citing.plain_words import addresses, listed, paragraphs, sentences

__all__ = ["render"]


def render(entries: Sequence[Entry]) -> str:
    """Return the entries as Chicago's author-date system lists them, an entry a paragraph."""
    return paragraphs(map(_paragraph, entries))


def _paragraph(entry: Entry) -> str:
    issued = f"{entry.issued.year}" if entry.issued else "n.d."
    # The quotation marks of a title stay as they are: inside them the words are verbatim.
    quoted = f"“{entry.title.removesuffix('.')}.”"
    if entry.is_source:
        lead = [listed(entry.authors) or entry.container, issued, quoted]
        day = f"{entry.issued:%B} {entry.issued.day}, {entry.issued.year}" if entry.issued else ""
        return sentences([*lead, ", ".join(filter(None, (entry.container, day))), *addresses(entry)])
    lead = [listed(entry.authors), issued] if entry.authors else [issued]
    container = f"In {entry.container}" if entry.container else ""
    version = f"Version {entry.version}" if entry.version else ""
    title = quoted if entry.container else entry.title
    return sentences([*lead, title, container, version, "Data set", *addresses(entry), entry.note])
