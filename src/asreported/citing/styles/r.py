r"""R: a call of bibentry() from R's own utils package, whose fields hold LaTeX as BibTeX's do.

R's print(style = "text") shows an escape such as `\_` as it stands, so each call has the plain words
as textVersion too.

Source: R Core Team, ?utils::bibentry and R Language Definition, 10.3.1 (escapes in a string constant).
"""

from __future__ import annotations

from collections.abc import Sequence

from asreported.citing.entry import Entry
from asreported.citing.latex import escaped
from asreported.citing.styles import text
from asreported.citing.styles.bibtex import fields

__all__ = ["render"]

_TYPES = {"article": "Article", "row": "Misc", "dataset": "Misc", "report": "Misc"}


def render(entries: Sequence[Entry]) -> str:
    """Return an R expression: a bibentry, or several in c()."""
    calls = ",\n".join(map(_call, entries))
    return f"{calls}\n" if len(entries) == 1 else f"c(\n{calls}\n)\n"


def _call(entry: Entry) -> str:
    # An article without a byline has its outlet as author: R refuses an Article that has none.
    authors = entry.authors or ((entry.container,) if entry.kind == "article" else ())
    people = ", ".join(f"person({_quoted(escaped(name))})" for name in authors)
    values = {name: _quoted(value) for name, value in fields(entry).items() if name != "author"}
    arguments = [f'"{_TYPES[entry.kind]}"', f"key = {_quoted(entry.key)}"]
    arguments += [f"author = c({people})"] if people else []
    arguments += [f"{name} = {value}" for name, value in values.items()]
    arguments.append(f"textVersion = {_quoted(text.render([entry]).strip())}")
    return "bibentry(\n  " + ",\n  ".join(arguments) + "\n)"


def _quoted(words: str) -> str:
    backslashed = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{backslashed}"'
