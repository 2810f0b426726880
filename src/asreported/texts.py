"""The normal form of a text, to which hash, length and every place in a package refer."""

from __future__ import annotations

import hashlib
import re
import unicodedata

__all__ = ["is_within", "normal_form", "sentence_starts", "text_sha256", "word_around"]

#: Format characters that some scripts spell with.
_JOINERS = "\u200c\u200d"
#: No word is looked at further than so.
_LONGEST_WORD = 40
#: Signs that part the digits of a number.
_GROUPING = ".,'’"
#: Scripts, by the first word of their letters' names, in which a phrase may end between two letters.
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "YI", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
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


def is_within(text: str, place: int) -> bool:
    """Tell whether a place of a text lies within a word, or within a number in digits: 2,5|00.

    Nothing is said of scripts that do not part their words by spaces, nor of those that write particles onto them.

    >>> [is_within("in Syria's 2,500 towns", place) for place in (6, 8, 9, 12, 13, 16)]
    [True, False, False, True, True, False]
    """
    if not 0 < place < len(text):
        return False
    before, behind = text[place - 1], text[place]
    if _is_mark(behind):
        return before.isalpha() or _is_mark(before)
    if before.isdigit() or behind.isdigit():
        near = (before.isdigit(), behind.isdigit())
        grouped = (before in _GROUPING and text[max(0, place - 2)].isdigit(), behind in _GROUPING)
        follows = text[place + 1 : place + 2].isdigit()
        return near == (True, True) or (near[1] and grouped[0]) or (near[0] and grouped[1] and follows)
    letters = before.isalpha() or _is_mark(before), behind.isalpha()
    return all(letters) and _script(behind) not in _UNSPACED


def word_around(text: str, place: int) -> str:
    """Return the word or number that a place lies within; of a very long one the part around the place.

    >>> word_around("two locations in Syria", 20)
    'Syria'
    """
    start = next(
        (at for at in range(place, place - _LONGEST_WORD, -1) if not is_within(text, at)), place - _LONGEST_WORD
    )
    end = next((at for at in range(place, place + _LONGEST_WORD) if not is_within(text, at)), place + _LONGEST_WORD)
    return text[max(0, start) : end]


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M"


def _script(letter: str) -> str:
    """Return the first word of a letter's name, which is that of its script."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _is_unseen(sign: str) -> bool:
    """Tell whether a character is a control or format character, but for white space and the joiners of letters."""
    return unicodedata.category(sign) in ("Cc", "Cf") and not sign.isspace() and sign not in _JOINERS
