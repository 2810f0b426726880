"""RIS, for EndNote, Zotero, Mendeley and library catalogues: a line a field, never wrapped.

Written here and not by rispy: its part would be the ten lines of layout, to which it adds a numbered line before each
entry that is no RIS. The tests read the result with rispy.

Source: RIS Format Specification (Research Information Systems, 2011).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asreported.citing.entry import Entry

__all__ = ["render"]

_TYPES = {"article": "NEWS", "report": "RPRT"}


def render(entries: Sequence[Entry]) -> str:
    """Return the entries as RIS: a row is DATA, an article NEWS, any other source RPRT."""
    return "\n".join("".join(f"{tag}  - {value}\n" for tag, value in _lines(entry)) for entry in entries)


def _lines(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(entry.kind, "DATA")
    yield "ID", entry.key
    values = [
        ("TI", entry.title),
        *(("AU", name) for name in entry.authors),
        ("PB" if entry.kind == "report" else "T2", entry.container),
        ("PY", f"{entry.issued.year}" if entry.issued else ""),
        ("DA", f"{entry.issued:%Y/%m/%d}" if entry.issued else ""),
        ("ET", entry.version),
        ("AN", entry.number),
        ("UR", entry.url),
        ("L2", entry.archived_url),
        ("Y2", f"{entry.accessed:%Y/%m/%d}" if entry.accessed else ""),
        ("LA", entry.language),
        ("N1", entry.note),
    ]
    yield from ((tag, value) for tag, value in values if value)
    yield "ER", ""
