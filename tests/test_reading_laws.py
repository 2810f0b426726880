"""Laws of the reader, on texts that nobody wrote."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_tables import examples

from asreported.qualifiers import bounds_of, qualifiers
from asreported.reading import is_negated, languages, read_count, read_numbers, trimmed_cue

#: Pieces of phrases, from the examples of the lexicon, and what a text may put between them.
EXAMPLES = sorted(
    {
        row["example"]
        for name in ("cues", "vague", "not_counts", "ranges")
        for row in examples(name)
        if row["language"] in ("en", "*")
    }
)
WORDS = sorted({word for example in EXAMPLES for word in example.split()})
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from([*WORDS, "3", "40", "2,500", "1.2", "2015", "-", ",", "%", "$", "or", "and"]), max_size=9
    ).map(" ".join),
)


@given(text=TEXTS, language=st.sampled_from(languages()))
@settings(deadline=None)
def test_any_text_is_read_without_an_error(text, language):
    readings, passed = read_numbers(text, language, include=("ordinal", "article", "duration", "age"))
    read_count(text, language)
    is_negated(text, language)

    for reading in readings:
        assert 0 <= reading.start < reading.end <= len(text)
        for span in (reading.number_span, reading.cue_span):
            assert span is None or reading.start <= span[0] < span[1] <= reading.end
    for one in passed:
        assert one.text == text[slice(*one.span)] != ""


@given(text=TEXTS, language=st.sampled_from(languages()))
@settings(deadline=None)
def test_no_count_is_below_zero_and_its_digits_stand_in_its_words(text, language):
    for reading in read_numbers(text, language)[0]:
        printed = text[slice(*reading.number_span)] if reading.number_span else ""
        for one in reading.alternatives or (reading,):
            ends = [end for end in (one.value, one.low, one.high) if end is not None]
            assert reading.role != "count" or all(end >= 0 for end in ends)
            if re.fullmatch(r"[0-9][0-9.,' ]*", printed) and one.value is not None:
                assert str(one.value).replace(".", "").strip("0") in re.sub(r"[^0-9]", "", printed)


@given(text=TEXTS)
@settings(deadline=None)
def test_bounds_always_follow_from_qualifier_and_numbers(text):
    for reading in read_numbers(text)[0]:
        for one in reading.alternatives or (reading,):
            if one.qualifier is not None:
                numbers = {"none": (), "required": (one.value,), "two": (one.low, one.high)}[
                    qualifiers()[one.qualifier].number
                ]
                assert bounds_of(one.qualifier, *numbers) == one.bounds


@given(phrase=st.sampled_from(EXAMPLES), extra=st.sampled_from(["", " were reported", " in Iraq"]))
@settings(deadline=None)
def test_neither_case_nor_the_kind_of_space_changes_a_reading(phrase, extra):
    printed = phrase + extra

    readings = {
        _told(variant) for variant in (printed, printed.upper(), printed.title(), printed.replace(" ", "\u00a0"))
    }
    assert len(readings) == 1


@given(before=st.sampled_from(["", "There were "]), phrase=st.sampled_from(EXAMPLES))
@settings(deadline=None)
def test_nothing_is_cut_off_a_whole_sentence(before, phrase):
    assert trimmed_cue(before + phrase, 0, len(before + phrase)) is None


ARTICLE = os.environ.get("ASREPORTED_ARTICLE", "")

#: Every number-like word of the article, in order: what it is read as, or why it is passed over.
NUMBERS = [
    ("second", "ordinal"), ("two", "bare"), ("one", "bare"), ("did not say whether", "not_reported"),
    ("five", "at_least"), ("several", "several"), ("second", "ordinal"), ("five", "duration"), ("2015", "year"),
    ("first", "rank"), ("seventh", "rank"), ("40", "more_than"), ("2,500", "bare"), ("The vast majority", "majority"),
    ("14", "bare"), ("some of", "some"), ("one", "duration"), ("three", "bare"), ("Two", "bare"), ("five", "at_least"),
    ("One of the", "one_of"), ("F-15", "name"), ("F-16", "name"),
]  # fmt: skip
NUMBER_LIKE = re.compile(r"\d+|\b(?:one|two|three|five|several|majority|first|second|seventh|some of)\b", re.IGNORECASE)


@pytest.mark.skipif(not ARTICLE, reason="ASREPORTED_ARTICLE names no copy of the article")
def test_every_number_of_the_article_is_read_or_passed_over_with_its_reason():
    text = Path(ARTICLE).read_text(encoding="utf-8")
    readings, passed = read_numbers(text)

    found = [(reading.number_span, text[slice(*reading.number_span)], reading.qualifier) for reading in readings]
    found += [(one.span, one.text, one.reason) for one in passed]
    assert [(words, told) for _, words, told in sorted(found)] == NUMBERS
    spans = [span for span, _, _ in found]
    for number in NUMBER_LIKE.finditer(text):
        assert any(start <= number.start() and number.end() <= end for start, end in spans), number


def _told(phrase: str) -> tuple[object, ...]:
    reading = read_count(phrase)
    return (reading.status, reading.qualifier, reading.value, reading.low, reading.high, reading.number_span)


def test_a_number_in_an_address_of_mail_is_passed_over():
    assert "unreadable" == read_count("write to desk24@example.org").status


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("piece", ["1-2-", "½", "10 to 20 ", "at least ", "و5 آلاف ", "no menos de "])
def test_reading_takes_time_in_step_with_the_length(piece, language):
    short, long = (_processor_seconds(piece * (length // len(piece)), language) for length in (500, 8_000))

    # Sixteen times the length: a reading that grows with the square would take 256 times the time.
    assert long < 80 * max(short, 0.005)


def _processor_seconds(text: str, language: str) -> float:
    """Return the shorter of two times: a collection of garbage among them takes longer than the reading."""
    times = []
    for _ in range(2):
        start = time.process_time()
        read_numbers(text, language)
        times.append(time.process_time() - start)
    return min(times)
