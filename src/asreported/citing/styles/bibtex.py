"""BibTeX, for any of its styles: a row is @misc, an article @article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asreported.citing.entry import Entry
from asreported.citing.latex import escaped, laid_out, names, note, present, protected

__all__ = ["fields", "render"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def render(entries: Sequence[Entry]) -> str:
    """Return the entries as BibTeX."""
    return "\n".join(
        laid_out("article" if entry.kind == "article" else "misc", entry.key, fields(entry)) for entry in entries
    )


def fields(entry: Entry) -> Mapping[str, str]:
    """Return the fields of an entry, each value as it stands between the braces."""
    container = "journal" if entry.kind == "article" else "howpublished"
    version = f", version {entry.version}" if entry.version else ""
    held = entry.container if entry.is_source else f"Data set{version}"
    if entry.kind == "row":
        held = f"{held}: {entry.container}"
    issued = entry.issued
    dated = {"year": f"{issued.year}", "month": _MONTHS[issued.month - 1], "day": f"{issued.day}"} if issued else {}
    return present(
        {
            "author": names(entry.authors),
            "title": protected(entry.title),
            container: protected(held),
            **dated,
            "number": escaped(entry.number),
            "url": entry.url,
            "urldate": f"{entry.accessed:%Y-%m-%d}" if entry.accessed else "",
            "language": entry.language,
            "note": note(entry),
        }
    )
