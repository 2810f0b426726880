"""The form in which words are compared: one case, one kind of space, dash, quotation mark and digit.

Every character remembers where it stood, so that whatever is found here can be shown in the text as printed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["FOLDED", "Normal", "normalise"]

# The em dash stays: it parts sentences, while the others join numbers.
_DASHES = "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_QUOTES = "\u2018\u2019\u02bc\u2032`\u00b4"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
# Arabic vowel signs, the stretching stroke, marks of direction, and joiners: they are not part of the word.
_DROPPED = (
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
    "\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad"
)
# Letters that Arabic writers use for one another.
_ARABIC = dict(zip("أإآٱىة", "اااايه", strict=True))

_TABLE = str.maketrans(
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_QUOTES, "'")
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_DROPPED, "")
    | _ARABIC
    | {chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0, 0xFF10) for digit in range(10)}
    | {"\u066b": ".", "\u066c": ",", "⁄": "/"}
)


#: What each sign becomes in the compared form, but for letters of another case.
FOLDED = {chr(sign): alike for sign, alike in _TABLE.items()}


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in its compared form; `places[i]` is where character i stood, and the last entry the text's length."""

    text: str
    places: Sequence[int]


def normalise(text: str) -> Normal:
    """Return the text as the reader compares it, with the place of every character.

    >>> normalise("MORE than\\u00a0٤٠").text
    'more than 40'
    """
    folded = text.casefold()
    plain = folded.translate(_TABLE)
    if len(plain) == len(folded) == len(text) and unicodedata.is_normalized("NFC", text):
        return Normal(plain, range(len(text) + 1))
    pieces: list[str] = []
    places: list[int] = []
    for start, end in _clusters(text):
        piece = unicodedata.normalize("NFC", text[start:end]).casefold().translate(_TABLE)
        pieces.append(piece)
        places.extend([start] * len(piece))
    return Normal("".join(pieces), [*places, len(text)])


def _clusters(text: str) -> list[tuple[int, int]]:
    """Return each letter together with the signs that combine with it."""
    starts = [place for place, letter in enumerate(text) if place == 0 or not unicodedata.combining(letter)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))
