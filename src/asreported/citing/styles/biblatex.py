"""biblatex: a row is @dataset, an article @article, any other source @report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asreported.citing.entry import Entry
from asreported.citing.latex import escaped, laid_out, names, note, present, protected

__all__ = ["render"]

#: The type of an entry, and the field for what it is part of.
_TYPES = {"article": "article", "report": "report"}
_CONTAINERS = {"article": "journaltitle", "report": "institution"}


def render(entries: Sequence[Entry]) -> str:
    """Return the entries as biblatex."""
    return "\n".join(laid_out(_TYPES.get(entry.kind, "dataset"), entry.key, _fields(entry)) for entry in entries)


def _fields(entry: Entry) -> Mapping[str, str]:
    return present(
        {
            "author": names(entry.authors),
            "title": protected(entry.title),
            _CONTAINERS.get(entry.kind, "series"): protected(entry.container),
            "entrysubtype": "newspaper" if entry.kind == "article" else "",
            "date": f"{entry.issued:%Y-%m-%d}" if entry.issued else "",
            "version": escaped(entry.version),
            "number": escaped(entry.number),
            "url": entry.url,
            "urldate": f"{entry.accessed:%Y-%m-%d}" if entry.accessed else "",
            "langid": "english" if entry.language == "en" else "",
            "note": note(entry),
        }
    )
