"""BibTeX and biblatex, the title in double braces so that no style changes its letters.

Laid out here and not by a library: what pybtex and bibtexparser would do is ten lines of layout. pybtex escapes a
second time what is escaped already, and neither protects a pair of hyphens or a brace without its like. What is left
is the escaping, which is below and is tested against three readers that are not ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from asreported.citing.entries import Entry

__all__ = ["as_biblatex", "as_bibtex", "escaped", "fields"]

#: `<`, `>`, `|` and `"` stay as they are: every reader keeps them, while some drop their commands.
_COMMANDS = {
    "\\": r"\textbackslash{}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
}
#: In biblatex: the type of an entry, and the field for what it is part of.
_TYPES = {"article": "article", "report": "report"}
_CONTAINERS = {"article": "journaltitle", "report": "institution"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def as_bibtex(entries: Sequence[Entry]) -> str:
    """Return the entries as BibTeX, for any style: a row is @misc, an article @article."""
    return "\n".join(
        _written("article" if entry.kind == "article" else "misc", entry.key, fields(entry)) for entry in entries
    )


def as_biblatex(entries: Sequence[Entry]) -> str:
    """Return the entries as biblatex: a row is @dataset, an article @article, any other source @report."""
    return "\n".join(_written(_TYPES.get(entry.kind, "dataset"), entry.key, _biblatex(entry)) for entry in entries)


def escaped(text: str) -> str:
    r"""Return a text that TeX prints as it is.

    >>> escaped("5% of A&B, 1--2")
    '5\\% of A\\&B, 1-{}-2'
    """
    encoded = "".join(_COMMANDS.get(character, character) for character in _braces(text))
    # Two hyphens in a row would be printed as a dash.
    return encoded.replace("--", "-{}-").replace("--", "-{}-")


def fields(entry: Entry) -> Mapping[str, str]:
    """Return the fields of an entry in BibTeX, each value as it stands between the braces."""
    container = "journal" if entry.kind == "article" else "howpublished"
    version = f", version {entry.version}" if entry.version else ""
    held = entry.container if entry.is_source else f"Data set{version}"
    if entry.kind == "row":
        held = f"{held}: {entry.container}"
    issued = entry.issued
    dated = {"year": f"{issued.year}", "month": _MONTHS[issued.month - 1], "day": f"{issued.day}"} if issued else {}
    return _present(
        {
            "author": _names(entry.authors),
            "title": f"{{{escaped(entry.title)}}}",
            container: f"{{{escaped(held)}}}" if held else "",
            **dated,
            "number": escaped(entry.number),
            "url": entry.url,
            "urldate": f"{entry.accessed:%Y-%m-%d}" if entry.accessed else "",
            "language": entry.language,
            "note": escaped(_note(entry)),
        }
    )


def _biblatex(entry: Entry) -> Mapping[str, str]:
    is_article = entry.kind == "article"
    return _present(
        {
            "author": _names(entry.authors),
            "title": f"{{{escaped(entry.title)}}}",
            _CONTAINERS.get(entry.kind, "series"): f"{{{escaped(entry.container)}}}" if entry.container else "",
            "entrysubtype": "newspaper" if is_article else "",
            "date": f"{entry.issued:%Y-%m-%d}" if entry.issued else "",
            "version": escaped(entry.version),
            "number": escaped(entry.number),
            "url": entry.url,
            "urldate": f"{entry.accessed:%Y-%m-%d}" if entry.accessed else "",
            "langid": "english" if entry.language == "en" else "",
            "note": escaped(_note(entry)),
        }
    )


def _note(entry: Entry) -> str:
    archived = f"archived at {entry.archived_url}" if entry.archived_url else ""
    return "; ".join(filter(None, (entry.note, archived)))


def _names(authors: Iterable[str]) -> str:
    # In braces of its own each is the name of a body, not first and last name.
    return " and ".join(f"{{{escaped(name)}}}" for name in authors)


def _braces(text: str) -> Iterable[str]:
    r"""Yield the characters, braces encoded: \{ where they pair, since BibTeX counts these too; else a command."""
    opened: list[int] = []
    pairs: set[int] = set()
    for at, character in enumerate(text):
        if character == "{":
            opened.append(at)
        elif character == "}" and opened:
            pairs |= {opened.pop(), at}
    for at, character in enumerate(text):
        if character in "{}":
            yield f"\\{character}" if at in pairs else r"\lbrace{}" if character == "{" else r"\rbrace{}"
        else:
            yield character


def _present(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _written(kind: str, key: str, values: Mapping[str, str]) -> str:
    lines = (f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in values.items())
    return "\n".join((f"@{kind}{{{key},", *lines, "}")) + "\n"
