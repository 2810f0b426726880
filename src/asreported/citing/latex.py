"""What BibTeX, biblatex and R have in common: texts escaped for TeX, and how an entry is laid out.

Laid out here and not by a library: what pybtex and bibtexparser would do is ten lines of layout. pybtex escapes a
second time what is escaped already, and neither protects a pair of hyphens or a brace without its like. What is left
is the escaping, which is below and is tested against three readers that are not ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from asreported.citing.entry import Entry

__all__ = ["escaped", "laid_out", "names", "note", "present", "protected"]

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


def escaped(text: str) -> str:
    r"""Return a text that TeX prints as it is.

    >>> escaped("5% of A&B, 1--2")
    '5\\% of A\\&B, 1-{}-2'
    """
    encoded = "".join(_COMMANDS.get(character, character) for character in _braces(text))
    # Two hyphens in a row would be printed as a dash.
    return encoded.replace("--", "-{}-").replace("--", "-{}-")


def protected(text: str) -> str:
    """Return a text escaped, in braces of its own so that no style changes its letters; empty where it is."""
    return f"{{{escaped(text)}}}" if text else ""


def names(authors: Iterable[str]) -> str:
    """Return the authors, each in braces of its own: the name of a body, not first and last name."""
    return " and ".join(map(protected, authors))


def note(entry: Entry) -> str:
    """Return the note of an entry, escaped, with its address in an archive."""
    archived = f"archived at {entry.archived_url}" if entry.archived_url else ""
    return escaped("; ".join(filter(None, (entry.note, archived))))


def present(values: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that are not empty."""
    return {name: value for name, value in values.items() if value}


def laid_out(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """Return an entry as it stands in a .bib file; a month is a word of BibTeX's own and takes no braces."""
    lines = (f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items())
    return "\n".join((f"@{kind}{{{key},", *lines, "}")) + "\n"


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
