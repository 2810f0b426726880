"""The styles. Each is a module here with one function, `render`, from entries to a text; the table lists them all.

To add a style, write a module like `ris` and give it a line in `STYLES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from asreported.citing.entry import Entry
from asreported.citing.styles import apa, biblatex, bibtex, chicago, csl_json, r, ris, text
from asreported.errors import UnknownName

__all__ = ["STYLES", "render"]

#: Every style that needs no file and no extra.
STYLES: Mapping[str, Callable[[Sequence[Entry]], str]] = MappingProxyType(
    {
        "text": text.render,
        "apa": apa.render,
        "chicago": chicago.render,
        "bibtex": bibtex.render,
        "biblatex": biblatex.render,
        "csl-json": csl_json.render,
        "ris": ris.render,
        "r": r.render,
    }
)


def render(entries: Sequence[Entry], style: str) -> str:
    """Return the entries in a style, ending with a line end.

    Raises:
        UnknownName: there is no such style.
    """
    if style not in STYLES:
        raise UnknownName("style", style, tuple(STYLES))
    return STYLES[style](entries)
