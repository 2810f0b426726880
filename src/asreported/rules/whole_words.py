"""Looking for words in words: whole words, whatever their case."""

from __future__ import annotations

import re

import polars as pl

__all__ = ["in_words", "words_pattern"]

_GAPS = r"[^\p{L}\p{N}\p{M}]+"


def in_words(text: pl.Expr) -> pl.Expr:
    """Return a text as its words in lower case, each with a space on both sides, so that " word " finds whole words."""
    return text.str.to_lowercase().str.replace_all(_GAPS, " ").str.replace_all("^ ?| ?$", " ")


def words_pattern(words: tuple[str, ...]) -> str:
    """Return the pattern that finds any of these words, or runs of words, in what `in_words` gives.

    >>> words_pattern(("drone attack", "air-raid"))
    ' (?:drone attack|air raid) '
    """
    return " (?:" + "|".join(re.sub(r"[\W_]+", " ", word.lower()).strip() for word in words) + ") "
