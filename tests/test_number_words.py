"""Every number word of every language has the value that was written down for it, apart from the tables."""

from __future__ import annotations

import csv
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from word_tables import table

from asreported.reading import read_count, read_numbers
from asreported.reading.alternatives import NOTHING

#: The qualifiers that name a magnitude.
MAGNITUDES = {"tens", "dozens", "scores", "hundreds", "thousands"}
MAGNITUDES |= {"tens_of_thousands", "hundreds_of_thousands", "millions"}
NOUNS = {"en": "drones", "fr": "drones", "es": "drones", "ar": "جنود"}


def gold():
    with Path(__file__).with_name("gold").joinpath("number_words.csv").open(encoding="utf-8", newline="") as lines:
        return [(row["language"], row["kind"], row["word"], row["value"]) for row in csv.DictReader(lines)]


def listed():
    """Return the number words of the tables: those of numbers.csv, and the vague ones that say a number."""
    for row in table("numbers"):
        yield row["language"], row["kind"], row["words"], str(Fraction(row["value"])) if row["value"] else ""
    for row in table("vague"):
        codes = {part for part in row["qualifier"].split("?") if part}
        if codes & MAGNITUDES or any(":" in code for code in codes):
            yield row["language"], "vague", row["words"], row["qualifier"]


def test_every_number_word_has_its_value_and_none_is_missing_or_new():
    expected, actual = Counter(gold()), Counter(listed())

    assert [] == sorted((expected - actual).elements()), "these words were dropped, or have another value"
    assert [] == sorted((actual - expected).elements()), "these are new, or have another value"


@pytest.mark.parametrize(
    ("language", "word", "value"),
    [
        pytest.param(language, word, value, id=f"{language}: {word}")
        for language, kind, word, value in gold()
        if kind in ("unit", "teen", "ten", "long_ten", "hundreds", "scale_atom", "lone_scale", "lone_hundred")
        and value != "0"
    ],
)
def test_a_number_word_alone_is_read_as_its_value(language, word, value):
    reading = read_count(f"{word} {NOUNS[language]}", language)

    told = {reading.value, *(one.value for one in reading.alternatives)}
    # Arabic says one of a pair before a noun: one of the drones.
    assert int(value) in told or (value == "1" and reading.qualifier == "one_of")


@pytest.mark.parametrize(
    ("language", "word", "value"),
    [
        pytest.param(language, word, value, id=f"{language}: {word}")
        for language, kind, word, value in gold()
        if kind in ("hundred", "scale", "counted_scale", "dozen", "counted_dozen", "suffix", "apart")
    ],
)
def test_a_multiplier_multiplies_the_number_before_it(language, word, value):
    counts, _ = read_numbers(f"4 {word} {NOUNS[language]}", language)
    glued, _ = read_numbers(f"4{word} {NOUNS[language]}", language)

    told = {one.value for reading in (*counts, *glued) for one in (reading, *reading.alternatives)}
    assert 4 * int(value) in told


@pytest.mark.parametrize(
    ("language", "word", "value"),
    [
        pytest.param(language, word, value, id=f"{language}: {word}")
        for language, kind, word, value in gold()
        if kind == "vague" and "<" not in word and value != NOTHING
    ],
)
def test_a_vague_word_is_read_as_its_magnitude(language, word, value):
    reading = read_count(f"{word} {NOUNS[language]}", language)

    codes = {part.partition(":")[0] for part in value.split("?")} - {"", "-"}
    assert codes & {reading.qualifier, *(one.qualifier for one in reading.alternatives)}
