"""What only the text itself can show. It is not shipped: ASREPORTED_ARTICLE names a file with it."""

import hashlib
import os
import re
import unicodedata
from pathlib import Path

import polars as pl
import pytest

import asreported

ARTICLE = os.environ.get("ASREPORTED_ARTICLE")
pytestmark = pytest.mark.skipif(not ARTICLE, reason="ASREPORTED_ARTICLE names no file with the article's text")

QUOTING = ["figures", "attributions", "incidents", "participants", "relations", "numbers"]


@pytest.fixture(scope="module")
def text():
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", Path(ARTICLE).read_text("utf-8"))).strip()


def test_the_text_is_the_pinned_one(text):
    source = asreported.load("sources").row(0, named=True)

    assert (source["text_sha256"], source["text_length"]) == (hashlib.sha256(text.encode()).hexdigest(), len(text))


@pytest.mark.parametrize("table", QUOTING)
def test_every_phrase_stands_where_its_row_says(table, text):
    rows = asreported.load(table).filter(pl.col("phrase").is_not_null())

    for phrase, at in rows.select("phrase", "at").rows():
        assert phrase == text[at : at + len(phrase)]


def test_every_period_phrase_stands_where_its_row_says(text):
    rows = asreported.load("figures").filter(pl.col("period_phrase").is_not_null())

    for phrase, at in rows.select("period_phrase", "period_at").rows():
        assert phrase == text[at : at + len(phrase)]


def test_every_digit_of_the_text_stands_in_numbers(text):
    spans = [(at, at + len(phrase)) for at, phrase in asreported.load("numbers").select("at", "phrase").rows()]

    for number in re.finditer(r"\d[\d,]*", text):
        assert any(start <= number.start() and number.end() <= end for start, end in spans), number


def test_the_phrases_are_quotations_and_not_the_article(text):
    covered = set()
    for table in QUOTING:
        for phrase, at in asreported.load(table).drop_nulls("phrase").select("phrase", "at").rows():
            covered |= set(range(at, at + len(phrase)))

    assert len(covered) <= max(400, 0.3 * len(text))
