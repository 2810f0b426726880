"""Addresses that lead to the printed words: text fragments, which a browser scrolls to and highlights.

Source: WICG, Scroll to Text Fragment, https://wicg.github.io/scroll-to-text-fragment/
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

__all__ = ["with_phrases"]

_DIRECTIVE = ":~:"


def with_phrases(url: str, phrases: Iterable[str]) -> str:
    """Return the address with one text directive for each phrase; a fragment of its own is kept before them.

    >>> with_phrases("https://example.org/a", ["2,500 American troops", "F-15 & co"])
    'https://example.org/a#:~:text=2%2C500%20American%20troops&text=F%2D15%20%26%20co'
    >>> with_phrases("https://example.org/a#top", ["more than 40"])
    'https://example.org/a#top:~:text=more%20than%2040'
    """
    directives = "&".join(f"text={_encoded(phrase)}" for phrase in dict.fromkeys(phrases))
    bare = url.partition(_DIRECTIVE)[0]
    if not directives:
        return url
    return f"{bare}{'' if '#' in bare else '#'}{_DIRECTIVE}{directives}"


def _encoded(phrase: str) -> str:
    # `-`, `,` and `&` are the syntax of a directive; quote leaves the hyphen as it is.
    return quote(phrase, safe="").replace("-", "%2D")
