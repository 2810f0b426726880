"""Looking for words in words: whole words, whatever their case, and Arabic ones whatever vowel signs they have."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import polars as pl

from asreported.words.folding import FOLDED, normalise
from asreported.words.wording import WRITTEN_ON, in_every_language

__all__ = ["in_words", "one_of", "plain_words", "words_pattern"]

_GAPS = r"[^\p{L}\p{N}\p{M}]+"


def in_words(text: pl.Expr) -> pl.Expr:
    """Return a text as its words in lower case, each with a space on both sides, so that " word " finds whole words."""
    folded = text.str.to_lowercase().str.replace_many(FOLDED)
    return folded.str.replace_all(_GAPS, " ").str.replace_all("^ ?| ?$", " ")


def words_pattern(words: Iterable[str]) -> str:
    """Return the pattern that finds any of these words, or runs of words, in what `in_words` gives.

    The "and" that Arabic writes onto a word may stand before it.

    >>> words_pattern(("drone attack", "air-raid"))
    ' (?:و)?(?:drone attack|air raid) '
    """
    return f" {one_of(in_every_language(WRITTEN_ON))}?{one_of(words)} "


def one_of(words: Iterable[str]) -> str:
    """Return the pattern that finds any of these words as a part of what `in_words` gives.

    >>> one_of(["and", "and/or"])
    '(?:and|and or)'
    """
    return f"(?:{'|'.join(map(plain_words, words))})"


def plain_words(words: str) -> str:
    """Return words as `in_words` gives them, but for the spaces around.

    A mark belongs to its letter: Python's `\\w` leaves those of Hindi out.

    >>> plain_words("Air-raids, مُدُن")
    'air raids مدن'
    """
    folded = normalise(words).text
    return " ".join("".join(sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in folded).split())
