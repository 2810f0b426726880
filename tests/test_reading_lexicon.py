"""Every row of the lexicon is held to its own example."""

from __future__ import annotations

import pytest
from word_tables import examples, table

from asreported.errors import UnknownName
from asreported.qualifiers import qualifiers
from asreported.reading import languages, read_count, read_numbers
from asreported.reading.alternatives import NOTHING, of_cell
from asreported.reading.negation import is_negated


def rows(name: str) -> list:
    return [pytest.param(row, id=f"{row['language']}: {row['example']}") for row in examples(name)]


def language_of(row: dict[str, str]) -> str:
    return "en" if row["language"] == "*" else row["language"]


def test_the_languages_are_those_of_the_project():
    assert languages() == ("en", "fr", "es", "ar")


def test_an_unknown_language_is_refused_by_name():
    with pytest.raises(UnknownName, match="there are: en, fr, es, ar"):
        read_count("40 attacks", language="tlh")


@pytest.mark.parametrize("name", ["cues", "vague"])
def test_every_qualifier_of_the_lexicon_is_a_code(name):
    codes = {code for row in table(name) for code, _ in of_cell(row["qualifier"]).candidates if code != NOTHING}

    assert codes <= set(qualifiers())


@pytest.mark.parametrize("row", rows("cues"))
def test_a_cue_reads_its_example_with_its_qualifier(row):
    reading = read_count(row["example"], language_of(row))

    expected = [code for code, _ in of_cell(row["qualifier"]).candidates]
    actual = [one.qualifier for one in reading.alternatives] if reading.status == "ambiguous" else [reading.qualifier]
    assert expected == actual


@pytest.mark.parametrize("row", [case for case in rows("vague") if "-" not in case.values[0]["qualifier"]])
def test_a_vague_word_reads_its_example_with_its_qualifier(row):
    reading = read_count(row["example"], language_of(row))

    expected = [code for code, _ in of_cell(row["qualifier"]).candidates if code != NOTHING]
    actual = [one.qualifier for one in reading.alternatives] or ([reading.qualifier] if reading.qualifier else [])
    assert expected == actual


@pytest.mark.parametrize("row", [case for case in rows("not_counts") if case.values[0]["certain"] == "yes"])
def test_what_is_not_a_count_is_passed_over_for_its_reason(row):
    _, passed = read_numbers(row["example"], language_of(row))

    assert row["reason"] in [one.reason for one in passed]


@pytest.mark.parametrize("row", rows("shapes"))
def test_a_shape_is_passed_over_for_its_reason(row):
    language = "fr" if row["example"].startswith("à ") else language_of(row)
    _, passed = read_numbers(row["example"], language)

    assert row["reason"] in [one.reason for one in passed]


@pytest.mark.parametrize("row", [case for case in rows("ranges") if case.values[0]["makes"] in ("between", "inside")])
def test_a_range_is_read_between_its_ends(row):
    readings, _ = read_numbers(row["example"], language_of(row))

    assert [reading.qualifier for reading in readings] == ["between"]


@pytest.mark.parametrize("row", rows("denials"))
def test_a_denial_is_found_in_its_example(row):
    expected = row["kind"] not in ("not_denied", "doubtful")

    assert expected == is_negated(row["example"], language_of(row))


ATOMS = ("unit", "teen", "ten", "long_ten", "hundreds")


@pytest.mark.parametrize(
    "row", [case for case in rows("numbers") if case.values[0]["kind"] in ATOMS and case.values[0]["value"] != "0"]
)
def test_a_number_word_counts_in_its_example(row):
    reading = read_count(row["example"], language_of(row))

    assert reading.value is not None
    assert str(reading.value).startswith(row["value"][0]) or row["kind"] == "long_ten"
