"""The words of a citation in a normal form: without what word processors, reference managers and styles change at will.

Form, and no word: the shape of quotes and dashes and whether there are quotes, white space and where a line breaks, a
hyphen between letters, ligatures, marks that are not seen, and the marks of italics in Markdown and HTML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Token", "Wording", "fold", "is_word", "tokens", "unwrapped", "wording"]

_QUOTES = dict.fromkeys(map(ord, "“”„‟«»‘’‚‛`´'"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LIGATURES = dict(zip(map(ord, "ﬀﬁﬂﬃﬄﬅﬆ"), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_FORM = str.maketrans({**_QUOTES, **_DASHES, **_UNSEEN, **_LIGATURES})
_ENTITIES = (("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&"))
_TAG = re.compile(r"</?(?:i|b|u|a|p|em|strong|sc|sup|sub|span|cite)\b[^<>]{0,2000}>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|~$@:><&])")
_WRAPPED = re.compile(r"(?<=\w)[-\u00ad\u2010][ \t]*\r?\n\s*(?=\w)")
#: A hash is longer than the lines of some letters.
_BROKEN_HASH = re.compile(r"\b[0-9a-f]{8,63}(?: [0-9a-f]{1,56}){1,7}\b")
_TOKEN = re.compile(r"\w+(?:-\w+)*|[^\w\s]")
_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
#: Quotes, the marks of italics and the escapes of Markdown.
_MARKS = frozenset('"*\\')


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark: `key` is what is compared, `start` and `end` are its place in the folded text.

    `part` is the fact of the citation that it belongs to, empty where it is form; `unit` is the text that stands or
    falls as a whole, of which the fact is a part.
    """

    key: str
    start: int
    end: int
    part: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A folded text and its tokens."""

    text: str
    tokens: tuple[Token, ...]

    def said(self, some: Sequence[Token]) -> str:
        """Return the text from the first of these tokens to the last."""
        return self.text[some[0].start : some[-1].end] if some else ""


def fold(text: str) -> str:
    """Return a text without what is changed at will, on one line.

    >>> fold("“more  than 40” – it’s")
    '"more than 40" - it"s'
    """
    joined = unwrapped(text)
    for entity, character in _ENTITIES:
        joined = joined.replace(entity, character)
    plain = unicodedata.normalize("NFC", _ESCAPED.sub("", _TAG.sub("", joined))).translate(_FORM)
    line = " ".join(re.sub(r"-+", "-", re.sub(r'""+', '"', plain)).split())
    return _BROKEN_HASH.sub(_mended, line)


def unwrapped(text: str) -> str:
    r"""Return a text in which no word is broken by the end of a line.

    >>> unwrapped("Reu-\n  ters, 2021-\n06")
    'Reu-ters, 2021-06'
    """
    return _WRAPPED.sub("-", text)


def tokens(folded: str) -> list[Token]:
    """Return the words and marks of a folded text.

    >>> [token.key for token in tokens('"at least" 2,500 Iran-backed_fighters')]
    ['at', 'least', '2', ',', '500', 'Iranbacked_fighters']
    """
    found = []
    for token in _TOKEN.finditer(folded):
        key = _BETWEEN_LETTERS.sub("", token[0]).strip("_")
        is_in_number = folded[token.start() - 1 : token.start()].isdigit() and folded[token.end() :][:1].isdigit()
        if key and (key not in _MARKS or (key == '"' and is_in_number)):
            found.append(Token(key, token.start(), token.end()))
    return found


def wording(text: str) -> Wording:
    """Return a text as it is compared."""
    folded = fold(text)
    return Wording(folded, tuple(tokens(folded)))


def _mended(found: re.Match[str]) -> str:
    joined = found[0].replace(" ", "")
    return joined if len(joined) == 64 else found[0]


def is_word(token: Token) -> bool:
    """Tell whether a token says something: a word, a number, a sign such as ≥, and a mark that nobody sees."""
    return any(unicodedata.category(character)[0] in "LNMSC" for character in token.key)
