"""Phrases without what makes no difference: their digits, and the words that the lexicon does not know.

"more than 40 widgets" and "MORE than 57 gadgets" have one template, so they are read once. What does make a difference
is kept: how a number is printed, between which of the numbers that matter it lies, and every word of the lexicon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from asreported.reading.lexicon import Lexicon
from asreported.reading.likeness import KEPT_LETTERS, size_words, stand_ins
from asreported.reading.normal import normalise
from asreported.reading.numerals import numeral_values
from asreported.reading.tokens import NUMERAL_PATTERN

__all__ = ["BREAKS", "LONGEST_PLAIN", "MOST_NUMERALS", "Template", "template"]

#: Where a plain number begins to be read otherwise: one, an hour, an age, a year (the forms of not_counts.csv).
BREAKS = (1, 2, 25, 121, 1000, 1900, 2100, 2101)
#: A longer numeral can be none of these.
LONGEST_PLAIN = 4
#: A phrase with more numerals is read by itself.
MOST_NUMERALS = 4
#: A longer numeral is read by itself, so that no whole number leaves 64 bits.
_LONGEST = 11

_NUMERAL = re.compile(NUMERAL_PATTERN)
_WORD = re.compile(r"[^\W\d_]+")
#: Digits in groups of three, however many.
_GROUPED = re.compile(r"0{1,3}(?P<sign>[.,\s'])000(?:(?P=sign)000)*(?![0-9])")
_PLAIN = re.compile(r"0{5,}")
#: Every numeral that is no year.
_UNSIZED = re.compile(r"(?<![0-9.,])(?:0{1,3}(?:[.,\s']000)+|0{5,}|0{1,3})(?![0-9.,])")
_WORD_OR_SIGN = re.compile(r"[^\W\d_]+|[^\s\w]")
#: How many words on either side of a numeral are near it.
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Template:
    """A phrase with its digits as zeros: the `key` shared by all that read alike, and where its numerals stand.

    `numerals` holds start and length of each; `sized` is true where their size matters further than one, two or a year;
    `alone` where the phrase must be read by itself.
    """

    key: str
    numerals: tuple[tuple[int, int], ...]
    sized: bool
    alone: bool


def template(shape: str, lexicon: Lexicon) -> Template:
    """Return the template of a phrase whose digits are written as zeros.

    >>> from asreported.reading.lexicon import lexicon
    >>> template("More than 0,000 widgets", lexicon("en"))
    Template(key='more than 0 aaaa', numerals=((10, 5),), sized=False, alone=False)
    """
    normal = normalise(shape)
    language = lexicon.language
    found = [(numeral[0], numeral.start(), numeral.end()) for numeral in _NUMERAL.finditer(normal.text)]
    numerals = [(start, end - start) for _, start, end in found]
    alone = len(normal.places) != len(shape) + 1 or len(numerals) > MOST_NUMERALS
    alone |= not all(_has_one_value(numeral, language.points, language.groups) for numeral, _, _ in found)
    alone |= any(sign.isdigit() for sign in _NUMERAL.sub("", normal.text))
    words = stand_ins(language.code)
    key = _WORD.sub(lambda word: words.get(word[0]) or _unknown(word[0], lexicon), normal.text)
    near = (_is_sized(normal.text, start, start + length, lexicon) for start, length in numerals)
    sized = len(numerals) > 1 or any(near)
    key = _PLAIN.sub("00000", _GROUPED.sub(r"0\g<sign>000", key)) if sized else _UNSIZED.sub("0", key)
    return Template(key, tuple(numerals), sized, alone)


@cache
def _has_one_value(numeral: str, points: str, groups: str) -> bool:
    """Tell whether a numeral, its digits as zeros, is one number that the slices of a column can take apart."""
    # Ones for zeros: a group of thousands that begins with a zero is no less a group.
    values = numeral_values(" ".join(numeral.replace("0", "1").split()), points, groups + " ")
    return len(values) == 1 and "/" not in numeral and len(numeral) <= _LONGEST and numeral[-1].isdigit()


def _is_sized(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Tell whether a sign or a word beside which size matters stands near a numeral."""
    near = _WORD_OR_SIGN.findall(text[:start])[-_NEAR:] + _WORD_OR_SIGN.findall(text[end:])[:_NEAR]
    sizes = size_words(lexicon.language.code)
    glued = text[max(0, start - 1) : start].isalnum() or text[end : end + 1].isalnum()
    return glued or any(not word.isalpha() or word in sizes for word in near)


def _unknown(word: str, lexicon: Lexicon) -> str:
    """Return what stands for a word that is in no list; one that a prefix hides from the lists is kept."""
    prefixes = lexicon.language.prefixes
    hidden = any(word.startswith(prefix) and word[len(prefix) :] in lexicon.words for prefix in prefixes)
    return word if hidden else "a" * min(len(word), KEPT_LETTERS)
