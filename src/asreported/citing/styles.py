"""The styles, by name: each is a function from entries to a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from asreported.citing import bibtex, csl_json, plain, r_code, ris
from asreported.citing.entries import Entry
from asreported.errors import UnknownName

__all__ = ["STYLES", "render"]

#: Every style that needs no file and no extra.
STYLES: Mapping[str, Callable[[Sequence[Entry]], str]] = MappingProxyType(
    {
        "text": plain.as_text,
        "apa": plain.as_apa,
        "chicago": plain.as_chicago,
        "bibtex": bibtex.as_bibtex,
        "biblatex": bibtex.as_biblatex,
        "csl-json": csl_json.as_csl_json,
        "ris": ris.as_ris,
        "r": r_code.as_r,
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
