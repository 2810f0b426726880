"""The row rules of a figure's phrase: that its words name what the row says."""

from __future__ import annotations

import re

import polars as pl

from asreported.rules.codelists import Codelists
from asreported.rules.rule import Rule, rule
from asreported.rules.whole_words import in_words, words_pattern
from asreported.words.countries import country_names

__all__ = ["LONGEST_PHRASE", "RULES"]

#: A phrase is evidence, not an excerpt.
LONGEST_PHRASE = 120


@rule(
    "row",
    table="figures",
    column="counted",
    reads={"figures": "counted phrase"},
    why="{counted} does not stand in the phrase '{phrase}'",
    fix="set counted to the noun as the phrase prints it, or quote as far as the noun",
)
def phrase_names_counted(_: Codelists) -> pl.Expr:
    """The noun in `counted` stands in the phrase, as whole words.

    Otherwise the number may count something else.
    """
    found = in_words(pl.col("phrase")).str.contains(in_words(pl.col("counted")), literal=True)
    return found.fill_null(True)


@rule(
    "row",
    table="figures",
    column="measure",
    reads={"figures": "measure phrase"},
    why="the measure is {measure}, and none of its words stands in the phrase '{phrase}'",
    fix="choose the measure that the phrase names, or add the word to the measure's words",
)
def phrase_names_measure(codes: Codelists) -> pl.Expr:
    """One of the words of the measure stands in the phrase.

    So drone attacks are not coded as rocket attacks, and the wounded not as killed.
    """
    pattern = pl.lit("")
    for measure in codes.measures:
        if measure.words:
            pattern = (
                pl.when(pl.col("measure") == measure.code).then(pl.lit(words_pattern(measure.words))).otherwise(pattern)
            )
    return in_words(pl.col("phrase")).str.contains(pattern).fill_null(True)


@rule(
    "row",
    table="figures",
    column="phrase",
    reads={"figures": "phrase"},
    why=f"a phrase has at most {LONGEST_PHRASE} characters: it is evidence, not an excerpt",
    fix="quote the shortest words that carry qualifier, number and noun",
)
def phrase_is_short(_: Codelists) -> pl.Expr:
    """A phrase has at most 120 characters.

    The phrases are evidence; the report itself belongs to its publisher.
    """
    return (pl.col("phrase").str.len_chars() <= LONGEST_PHRASE).fill_null(True)


@rule(
    "row",
    table="figures",
    column="country_code",
    reads={"figures": "country_code phrase"},
    why="the country code is {country_code}, and the phrase '{phrase}' names another country or more than one",
    fix="set country_code to the one country that the phrase names; leave it empty where it names two",
)
def place_fits_phrase(_: Codelists) -> pl.Expr:
    """A country that the phrase names is the row's country; two countries leave the code empty.

    Two counts of one sentence, in two countries, are easily swapped. A name has a capital: turkey farms are in no
    country of that name.
    """
    codes = country_names()
    places = {name: code for name, code in codes.items() if code}
    # The longest name first, so that "South Sudan" is not read as "Sudan".
    names = sorted(codes, key=len, reverse=True)
    named = (
        pl.col("phrase")
        # Possessives and compounds ("Iraq's soldiers", "pro-Iran factions") are no places: whole, they are no names.
        .str.extract_all(r"(?i)(?:\p{L}-)?\b(?:" + "|".join(map(re.escape, names)) + r")\b(?:['’]s\b|-\p{L})?")
        .list.eval(
            pl.when(pl.element().str.contains(r"\p{Lu}")).then(
                pl.element().str.to_lowercase().replace_strict(places, default=None, return_dtype=pl.String)
            )
        )
        .list.drop_nulls()
        .list.unique()
    )
    one = (named.list.len() == 1).fill_null(False)
    several = (named.list.len() > 1).fill_null(False)
    fits = (named.list.first() == pl.col("country_code")).fill_null(False)
    return (~one | fits) & (~several | pl.col("country_code").is_null())


RULES: tuple[Rule, ...] = (phrase_names_counted, phrase_names_measure, phrase_is_short, place_fits_phrase)
