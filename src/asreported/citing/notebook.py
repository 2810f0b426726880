"""Citations as a notebook shows them: paragraphs, with every character of the data escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from asreported.citing.entries import Entry
from asreported.citing.plain import as_text

__all__ = ["as_html", "as_markdown"]

#: What CommonMark reads as markup. HTML is escaped first, so `&` and `<` are safe by then.
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$@:>])")
_WEB = ("http://", "https://")


def as_html(entries: Sequence[Entry]) -> str:
    """Return the text style as paragraphs of HTML; addresses of the web are links."""
    return "\n".join(f"<p>{_linked(p, e)}</p>" for p, e in zip(_paragraphs(entries), entries, strict=True))


def as_markdown(entries: Sequence[Entry]) -> str:
    """Return the text style as paragraphs of Markdown."""
    return "\n\n".join(_MARKS.sub(r"\\\1", escape(p, quote=False)) for p in _paragraphs(entries))


def _paragraphs(entries: Sequence[Entry]) -> list[str]:
    return [as_text([entry]).rstrip("\n") for entry in entries]


def _linked(paragraph: str, entry: Entry) -> str:
    text, url = escape(paragraph), escape(entry.url)
    return text.replace(url, f'<a href="{url}">{url}</a>', 1) if entry.url.startswith(_WEB) else text
