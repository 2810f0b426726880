"""What is cited prints as text, shows itself in a notebook, and turns into any style."""

from __future__ import annotations

import re
from html import escape

from asreported.citing.entry import Entry
from asreported.citing.styles import render

__all__ = ["Shown"]

#: What CommonMark reads as markup. HTML is escaped first, so `&` and `<` are safe by then.
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$@:>])")
_WEB = ("http://", "https://")


class Shown:
    """Anything that has entries of a bibliography."""

    __slots__ = ()

    def entries(self) -> tuple[Entry, ...]:
        """Return the entries of a bibliography that it takes."""
        raise NotImplementedError

    def to(self, style: str) -> str:
        """Return it in one of the styles.

        Raises:
            UnknownName: there is no such style.
        """
        return render(self.entries(), style)

    def __str__(self) -> str:
        """Return the text style."""
        return self.to("text").rstrip("\n")

    def _repr_markdown_(self) -> str:
        return "\n\n".join(_MARKS.sub(r"\\\1", escape(_paragraph(e), quote=False)) for e in self.entries())

    def _repr_html_(self) -> str:
        return "\n".join(f"<p>{_linked(entry)}</p>" for entry in self.entries())


def _paragraph(entry: Entry) -> str:
    return render([entry], "text").rstrip("\n")


def _linked(entry: Entry) -> str:
    """Return the paragraph of an entry as HTML, with its address, if it is one of the web, as a link."""
    text, url = escape(_paragraph(entry)), escape(entry.url)
    return text.replace(url, f'<a href="{url}">{url}</a>', 1) if entry.url.startswith(_WEB) else text
