"""A text cut into words, numerals, signs, and shapes that are no count whatever stands around them."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from asreported.texts import is_within
from asreported.words.folding import Normal, normalise
from asreported.words.lexicon import Lexicon, lexicon

__all__ = ["NUMERAL", "NUMERAL_PATTERN", "SHAPE", "SIGN", "WORD", "Token", "is_prefixed", "tokenise"]

#: The kinds of token.
NUMERAL, WORD, SIGN, SHAPE = "numeral", "word", "sign", "shape"

_SPACED = r"(?<![\w.,])[0-9]{1,3}(?:\s[0-9]{3})+(?![0-9]|\w|,[0-9]{3}(?![0-9]))"
_DIGITS = r"[0-9]+(?:[.,][0-9]+|'[0-9]{3}(?![0-9]))*"
_FRACTION = r"(?<![\w./-])(?:[0-9]+[-\s])?[0-9]{1,3}/[0-9]{1,3}(?![\w/]|\.[0-9]|-[0-9])"
#: A number in digits; spaces between groups of three belong to it.
NUMERAL_PATTERN = rf"{_SPACED}(?:[.,][0-9]+)?|{_FRACTION}|{_DIGITS}(?:\s?[½¼¾])?|(?<![\w.])\.[0-9]+|[½¼¾]"

#: A longer word is no number with little words written onto it.
_LONGEST_WORD = 40


class Token(NamedTuple):
    """A word, numeral, sign or shape of the compared text; `reason` tells why a shape is no count."""

    text: str
    start: int
    end: int
    kind: str
    reason: str = ""


def tokenise(normal: Normal, lexicon: Lexicon, include: Collection[str] = ()) -> list[Token]:
    """Return the tokens of a text, in order; shapes whose reason is included are no shapes.

    >>> from asreported.words.lexicon import lexicon
    >>> from asreported.words.folding import normalise
    >>> [token.text for token in tokenise(normalise("F-15 jets hit 2,500 targets"), lexicon("en"))]
    ['f-15', 'jets', 'hit', '2,500', 'targets']
    """
    tokens: list[Token] = []
    shapes = tuple((reason, pattern) for reason, pattern in lexicon.shapes if reason not in include)
    for found in _pattern(shapes).finditer(normal.text):
        kind = found.lastgroup or SIGN
        if kind == WORD:
            tokens.extend(_split(found[0], found.start(), lexicon))
        elif kind.startswith(SHAPE):
            tokens.append(Token(found[0], found.start(), found.end(), SHAPE, shapes[int(kind[len(SHAPE) :])][0]))
        else:
            tokens.append(Token(found[0], found.start(), found.end(), kind))
    return tokens


def is_prefixed(text: str, place: int, language: str) -> bool:
    """Tell whether nothing but little words are written onto a word before this place of it: Arabic "and by | five".

    >>> is_prefixed("وَبخمسة", 3, "ar"), is_prefixed("locations", 2, "en")
    (True, False)
    """
    known = lexicon(language)
    start = place
    while is_within(text, start) and place - start < _LONGEST_WORD:
        start -= 1
    left = normalise(text[start:place]).text
    little = {*known.language.prefixes, *known.and_words}
    while left and (found := next((one for one in little if left.startswith(one)), None)):
        left = left[len(found) :]
    return not left


@cache
def _pattern(shapes: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    shaped = [f"(?P<{SHAPE}{place}>{pattern})" for place, (_, pattern) in enumerate(shapes)]
    return re.compile(
        "|".join([*shaped, f"(?P<{NUMERAL}>{NUMERAL_PATTERN})", rf"(?P<{WORD}>[^\W\d_]+)", rf"(?P<{SIGN}>\S)"])
    )


def _split(word: str, start: int, lexicon: Lexicon) -> list[Token]:
    """Part a word that is known only without the little words written onto it: Arabic "and by five"."""
    end = start + len(word)
    whole = [Token(word, start, end, WORD)]
    if not lexicon.language.prefixes or word in lexicon.words or len(word) > _LONGEST_WORD:
        return whole
    prefixes = [prefix for prefix in reversed(lexicon.language.prefixes) if word.startswith(prefix) and word != prefix]
    for prefix in prefixes:  # the shortest first, so that the longest known word is left
        if word[len(prefix) :] in lexicon.words:
            middle = start + len(prefix)
            return [Token(prefix, start, middle, WORD), Token(word[len(prefix) :], middle, end, WORD)]
    for prefix in lexicon.and_words.intersection(prefixes):
        rest = _split(word[len(prefix) :], start + len(prefix), lexicon)
        if len(rest) > 1:
            return [Token(prefix, start, start + len(prefix), WORD), *rest]
    return whole
