"""The normal form of a text, to which hash, length and every place in a package refer."""

from __future__ import annotations

import hashlib
import re
import unicodedata

__all__ = ["normal_form", "sentence_starts", "text_sha256"]

#: Format characters that some scripts spell with.
_JOINERS = "\u200c\u200d"
_SENTENCE = re.compile(r"[.!?…؟][\"'”’»)]*\s+(?=[\"'“‘«(]*[^\W_])")


def normal_form(text: str) -> str:
    """Return the text without the marks that nobody sees, in NFC, every run of white space one space, trimmed.

    A page may have a soft hyphen within a word, or a mark of direction behind a number. What is quoted from it has
    neither.

    >>> normal_form("  two\\n\\npara\\u00adgraphs ")
    'two paragraphs'
    """
    seen = text if text.isprintable() else "".join(sign for sign in text if not _is_unseen(sign))
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", seen)).strip()


def text_sha256(normal: str) -> str:
    """Return the SHA-256 of a normal form, in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(normal.encode()).hexdigest()


def sentence_starts(normal: str) -> list[int]:
    """Return where the sentences of a normal form start, in code points: after a full stop and a space.

    A guess that is good enough to say whether two phrases stand near each other, and not used for more.

    >>> sentence_starts("Two hit. One missed.")
    [0, 9]
    """
    return [0, *(match.end() for match in _SENTENCE.finditer(normal))]


def _is_unseen(sign: str) -> bool:
    """Tell whether a character is a control or format character, but for white space and the joiners of letters."""
    return unicodedata.category(sign) in ("Cc", "Cf") and not sign.isspace() and sign not in _JOINERS
