"""Looking for words in words: whole words, whatever their case, and countries by name."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources

import polars as pl

__all__ = ["country_names", "in_words", "words_pattern"]

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


@cache
def country_names() -> dict[str, str]:
    """Return the ISO 3166-1 alpha-2 code of each country by the lower-case names that texts print.

    A name that only looks like a country's (New Mexico) has an empty code. Left out are names that texts use for
    something else as often (Georgia, Jersey), and the United States and the United Kingdom but for "in the", since
    they mostly stand as an adjective ("United States troops in Iraq").
    """
    table = resources.files("asreported.rules").joinpath("countries.csv")
    rows = csv.DictReader(table.read_text("utf-8").splitlines())
    return {row["name"].lower(): row["country_code"] for row in rows}
