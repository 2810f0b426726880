"""The bulk reader says of every phrase what the reader says."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_tables import examples

from asreported.reading import bulk, is_negated, languages, read_column, read_count

COLUMNS = ("phrase", "status", "qualifier", "value", "low", "high", "negated")
EXAMPLES = {
    language: [
        row["example"]
        for name in ("cues", "vague", "numbers", "not_counts", "shapes", "ranges", "denials")
        for row in examples(name)
        if row["language"] in (language, "*")
    ]
    for language in languages()
}
NUMBERS = [
    "0",
    "1",
    "2",
    "9",
    "10",
    "24",
    "25",
    "31",
    "65",
    "120",
    "121",
    "999",
    "1899",
    "1950",
    "2021",
    "2100",
    "2101",
]
NUMBERS += [
    "9999",
    "12345",
    "1,000",
    "12,345",
    "1,234,567",
    "1.5",
    "0.25",
    "1.2 million",
    "007",
    "3m",
    "40%",
    "½",
    "1,5",
]
WORDS = [
    "Damascus",
    "id",
    "ID.",
    "3",
    "2,500",
    "12",
    "x",
    "at",
    "least",
    "of",
    "the",
    "June",
    "aged",
    "soldiers",
    "none",
]
WORDS += ["F-", "dozen", "or", "more", "\0", "-", "St", "°", "½", "²", "٤", "and", "Number", "a.m.", "m", "sixth"]
PATTERNS = [
    "{cue} {a} {noun} {tail}",
    "{a} of the {b} {noun} {tail}",
    "{cue} {a} to {b} {noun}",
    "{a} {noun}, {b}, {tail}",
    "on {a} May {b} {noun} {tail}",
    "{a}-{b} {noun}",
    "{a} ({b}) {noun}",
    "{a} or {b} million {noun}",
]


@pytest.fixture(autouse=True, scope="module")
def by_template():
    """Read short columns as long ones are read, so that there is something to compare."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "_FEW", 1)
        yield


def told_one_by_one(phrase: str, language: str) -> tuple:
    reading = read_count(phrase, language)
    # A column has twelve places: a third is cut off there.
    numbers = (None if one is None else round(Decimal(one), 12) for one in (reading.value, reading.low, reading.high))
    return (phrase, reading.status, reading.qualifier, *numbers, is_negated(phrase, language))


def test_an_unknown_letter_is_no_word_of_one_letter():
    assert_alike(["A1", "À1"], "es")


def assert_alike(phrases: list[str], language: str = "en") -> None:
    distinct = list(dict.fromkeys(phrases))
    assert [told_one_by_one(phrase, language) for phrase in distinct] == read_column(
        pl.Series(phrases), language
    ).rows()


@pytest.mark.parametrize("language", languages())
def test_the_examples_of_the_lexicon_are_read_alike(language):
    variants = [
        variant for example in EXAMPLES[language] for variant in (example, example.upper(), example.replace("4", "7"))
    ]

    assert_alike(variants, language)


def test_numbers_on_either_side_of_what_matters_are_read_alike():
    cues = ["", "more than", "at least", "aged", "in", "page", "nearly", "fewer than", "Korb,"]
    nouns = ["attacks", "people", "a.m.", "widgets", "years old", "km", ", said"]

    assert_alike([f"{cue} {number} {noun}".strip() for cue, number, noun in itertools.product(cues, NUMBERS, nouns)])


@given(
    st.lists(
        st.tuples(
            st.sampled_from(PATTERNS),
            st.sampled_from(["", "more than", "at least", "about", "no fewer than", "up to", "five or", "between"]),
            st.sampled_from(NUMBERS) | st.integers(0, 10**7).map(str) | st.integers(0, 10**7).map("{:,}".format),
            st.sampled_from(NUMBERS) | st.integers(0, 300).map(str),
            st.sampled_from(["attacks", "villagers", "gizmos", "soldiers", "F-15s", "dollars", "twenty"]),
            st.sampled_from(["were killed", "might be sent", "in 2015", "", "or more", "were not hurt"]),
        ),
        max_size=12,
    )
)
@settings(deadline=None)
def test_made_up_phrases_are_read_alike(drawn):
    assert_alike([pattern.format(cue=cue, a=a, b=b, noun=noun, tail=tail) for pattern, cue, a, b, noun, tail in drawn])


@given(st.lists(st.text(max_size=30), max_size=8), st.sampled_from(languages()))
@settings(deadline=None)
def test_any_text_is_read_alike(texts, language):
    assert_alike(texts, language)


@given(
    st.lists(
        st.lists(
            st.sampled_from(WORDS),
            min_size=1,
            max_size=9,
        ),
        max_size=12,
    )
)
@settings(deadline=None)
def test_words_in_any_order_are_read_alike(drawn):
    assert_alike([sign.join(words) for words in drawn for sign in (" ", "")])


def test_a_column_longer_than_a_slice_keeps_its_order(monkeypatch):
    monkeypatch.setattr(bulk, "_SLICE", 7)
    phrases = [f"{cue} {number} {noun}" for cue in ("about", "") for number in range(40) for noun in ("raids", "km")]

    assert_alike(phrases)


def test_another_thread_reads_alike():
    phrases = [f"at least {number} rockets in {number} towns" for number in range(50)]
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(read_column, pl.Series(phrases)).result()

    assert read.equals(read_column(pl.Series(phrases)))


def test_a_column_gives_one_row_for_each_distinct_phrase():
    frame = read_column(pl.Series(["40 attacks", None, "40 attacks", "no number"]))

    assert tuple(frame.columns) == COLUMNS
    assert frame["phrase"].to_list() == ["40 attacks", "no number"]


def test_an_empty_column_gives_no_rows():
    assert (0, len(COLUMNS)) == read_column(pl.Series([], dtype=pl.String)).shape
