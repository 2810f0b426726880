"""What the reader makes of the phrases of one figure, a row each."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import asreported
from asreported.bounds import Bounds
from asreported.errors import UnknownName
from asreported.qualifiers import bounds_of
from asreported.reading import find_counts, read_count, read_numbers

ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(asreported.__file__).parents[1])}


@pytest.mark.parametrize(
    ("phrase", "qualifier", "value", "bounds"),
    [
        ("more than 40 attacks", "more_than", 40, Bounds(41, None)),
        ("14 were rocket attacks", "bare", 14, Bounds(14, 14)),
        ("at least five drone attacks", "at_least", 5, Bounds(5, None)),
        ("2,500 American troops", "bare", 2500, Bounds(2500, 2500)),
        ("at least five fighters were killed", "at_least", 5, Bounds(5, None)),
        ("several others wounded", "several", None, Bounds(2, None)),
        ("two locations in Syria", "bare", 2, Bounds(2, 2)),
        ("one location in Iraq", "bare", 1, Bounds(1, 1)),
        ("three explosives-laden drones", "bare", 3, Bounds(3, 3)),
        ("did not say whether it believed anyone was killed or injured", "not_reported", None, Bounds(None, None)),
        ("One of the facilities targeted", "one_of", None, Bounds(1, None)),
        ("some of them claimed by pro-Iran factions", "some", None, Bounds(1, None)),
        ("The vast majority have been bombs against logistics convoys", "majority", None, Bounds(None, None)),
    ],
    ids=str,
)
def test_the_figures_of_the_article_are_read_from_their_phrases(phrase, qualifier, value, bounds):
    reading = read_count(phrase)

    assert ("read", qualifier, value, bounds) == (reading.status, reading.qualifier, reading.value, reading.bounds)


@pytest.mark.parametrize(
    "phrase",
    [
        "second time US President Joe Biden has ordered retaliatory attacks",
        "the second time he has ordered retaliatory attacks",
    ],
)
def test_an_ordinal_is_read_only_when_asked_for(phrase):
    assert read_count(phrase).status == "unreadable"
    assert (
        read_count(phrase, include=("ordinal",)).qualifier,
        find_counts(phrase, include=("ordinal",))[0].value,
    ) == ("ordinal", 2)


@pytest.mark.parametrize("phrase", ["the seventh round of talks", "the first time in its history", "the Fifth Brigade"])
def test_an_ordinal_that_picks_one_item_is_never_a_figure(phrase):
    assert find_counts(phrase, include=("ordinal",)) == []


def test_an_article_is_one_only_when_asked_for():
    assert read_count("an attack was reported").status == "unreadable"
    assert read_count("an attack was reported", include=("article",)).value == 1


@pytest.mark.parametrize(
    ("phrase", "qualifier", "value"),
    [
        ("as many as 40 people", "up_to", 40),
        ("no fewer than 40 people", "at_least", 40),
        ("not more than 40 people", "at_most", 40),
        ("no less than 40 people", "at_least", 40),
        ("nearly 300 people", "nearly", 300),
        ("some 300 people", "about", 300),
        ("another three people", "bare", 3),
        ("including three children", "bare", 3),
        ("none of the rockets exploded", "none", None),
        ("no one was killed", "none", None),
        ("a dozen people", "bare", 12),
        ("two dozen people", "bare", 24),
        ("dozens of people", "dozens", None),
        ("several hundred people", "hundreds", None),
        ("half a million people", "bare", 500_000),
        ("hundreds of thousands of people", "hundreds_of_thousands", None),
        ("20 or more people", "at_least", 20),
        ("20 or so people", "about", 20),
        ("well over 100 people", "more_than", 100),
        ("just under 300 people", "nearly", 300),
        ("over 300 people", "more_than", 300),
        ("40 attacks at least", "at_least", 40),
        ("fewer than 1.2 million people", "fewer_than", 1_200_000),
        ("two thousand five hundred troops", "bare", 2500),
        ("one hundred and five people", "bare", 105),
        ("all six vehicles", "exactly", 6),
        ("12 lakh people", "bare", 1_200_000),
    ],
    ids=str,
)
def test_cue_and_number_are_read_together(phrase, qualifier, value):
    reading = read_count(phrase)

    assert ("read", qualifier, value) == (reading.status, reading.qualifier, reading.value)


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("between 10 and 15 people", 10, 15),
        ("from 10 to 15 people", 10, 15),
        ("10-15 people", 10, 15),
        ("10–15 people", 10, 15),
        ("5 or 6 people", 5, 6),
        ("two to three hundred people", 200, 300),
        ("between 1.2 and 1.5 million people", 1_200_000, 1_500_000),
        ("at least 10 and at most 16 raiders", 10, 16),
    ],
    ids=str,
)
def test_a_range_has_its_two_numbers_as_bounds_and_no_value(phrase, low, high):
    reading = read_count(phrase)

    assert ("between", None, Bounds(low, high)) == (reading.qualifier, reading.value, reading.bounds)


@pytest.mark.parametrize(
    ("phrase", "alternatives"),
    [
        ("40+ attacks", ["at_least", "more_than"]),
        ("20-plus people", ["at_least", "more_than"]),
        ("20-odd people", ["about", "just_over"]),
        ("close to 300 people", ["nearly", "about"]),
        ("at least some 30 villagers", ["at_least", "about"]),
        ("than 70 wounded civilians", ["more_than", "fewer_than"]),
        ("a couple of boats", ["bare", "a_few"]),
        ("five dead and three wounded", ["bare", "bare"]),
        ("2015 attacks were recorded", ["bare"]),
        ("40 people are feared dead", ["bare"]),
    ],
    ids=str,
)
def test_words_that_allow_two_readings_are_ambiguous(phrase, alternatives):
    reading = read_count(phrase)

    assert ("ambiguous", alternatives) == (reading.status, [one.qualifier for one in reading.alternatives])


def test_metres_and_millions_are_not_guessed_apart():
    assert read_count("35m was found").status != "read"
    assert [one.value for one in find_counts("1.2m people")] == [1_200_000]


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "rockets struck the base",
        "any survivors",
        "F-15 jets",
        "on 27 June",
        "40 per cent of the houses",
        "5 km away",
        "$6",
    ],
)
def test_a_phrase_without_a_count_is_unreadable(phrase):
    assert read_count(phrase).status == "unreadable"


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("a 12-year-old boy", "age"),
        ("F-15 and other jets", "name"),
        ("No. 3", "identifier"),
        ("Resolution 2254", "identifier"),
        ("an AK-47", "name"),
        ("Covid-19", "name"),
        ("open 24/7", "idiom"),
        ("a 5-3 win", "score"),
        ("Section 427", "identifier"),
        ("at 5 p.m.", "time"),
        ("27 June 2021", "date"),
        ("in 2015", "year"),
        ("over five weeks", "duration"),
        ("49 Zorro Ranch Road", "address"),
        ("five more than last year", "difference"),
        ("a four-storey building", "compound"),
        ("not a number: 1,2,3", "malformed"),
    ],
)
def test_a_number_that_counts_nothing_is_passed_over_with_its_reason(phrase, reason):
    readings, passed = read_numbers(phrase)

    assert ([], [reason]) == (readings, [one.reason for one in passed])


def test_durations_and_ages_are_read_when_asked_for():
    found = find_counts("aged 12, held for five weeks", include=("duration", "age"))

    assert [one.value for one in found] == [12, 5]


@pytest.mark.parametrize(
    ("phrase", "roles"),
    [
        ("three of the five convoys", ["count", "whole"]),
        ("26 dead, up from 22", ["count", "earlier"]),
        ("the toll rose from 10 to 15", ["earlier", "count"]),
        ("not just 10 but more than 25 buses", ["aside", "count"]),
        ("twenty (20) soldiers", ["count"]),
        ("two 500-pound bombs", ["count", "measure"]),
    ],
)
def test_a_number_beside_the_count_has_another_role(phrase, roles):
    assert roles == [one.role for one in find_counts(phrase)]


def test_a_second_count_may_share_the_cue_of_the_first():
    first, second = find_counts("at least five fighters and two civilians")

    assert first.status == "read"
    assert [one.qualifier for one in second.alternatives] == ["bare", "at_least"]


def test_quantities_keep_their_exact_value():
    values = [one.value for one in find_counts("up 0.1% to $7.2 billion, half of it in $5.50 notes")]

    assert [Decimal("0.1"), 7_200_000_000, Decimal("0.5"), Decimal("5.50")] == values


def test_spans_show_cue_and_number_in_the_text_as_printed():
    text = "Officials counted AT LEAST\u00a0two dozen craters."
    (reading,) = find_counts(text)

    assert (text[slice(*reading.cue_span)], text[slice(*reading.number_span)]) == ("AT LEAST", "two dozen")
    assert (text[reading.start : reading.end], reading.noun) == ("AT LEAST\u00a0two dozen", "craters")


def test_importing_the_reader_loads_none_of_its_machinery():
    code = (
        "import sys, asreported.reading; print(sorted({'polars', 'dataclasses', 'typing', 'csv'} & set(sys.modules)))"
    )
    shown = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, env=ENVIRONMENT
    )

    assert shown.stdout.strip() == "[]"


def test_an_unknown_option_is_refused_by_name():
    with pytest.raises(UnknownName, match="did you mean ordinal"):
        read_count("40 attacks", include=("ordinals",))


@pytest.mark.parametrize(
    ("language", "phrase", "qualifier", "value"),
    [
        ("fr", "au moins 16 mineurs", "at_least", 16),
        ("fr", "une trentaine de combattants", "about", 30),
        ("fr", "soixante-dix-sept corps", "bare", 77),
        ("fr", "quatre-vingt-onze blessés", "bare", 91),
        ("fr", "1,5 million de sinistrés", "bare", 1_500_000),
        ("fr", "2\u202f500 soldats", "bare", 2500),
        ("es", "2.500 soldados", "bare", 2500),
        ("es", "al menos 16 mineros", "at_least", 16),
        ("es", "doscientas cincuenta familias", "bare", 250),
        ("es", "no más de 12 lanchas", "at_most", 12),
        ("ar", "ما لا يقل عن ١٦ عاملا", "at_least", 16),
        ("ar", "مئة وخمسة وعشرون جريحا", "bare", 125),
        ("ar", "مقتل جنديين على الأقل", "at_least", 2),
        ("ar", "ألفا خيمة", "bare", 2000),
    ],
)
def test_the_other_languages_are_read_from_their_rows(language, phrase, qualifier, value):
    reading = read_count(phrase, language)

    assert ("read", qualifier, value) == (reading.status, reading.qualifier, reading.value)


def test_a_comma_that_half_the_world_reads_otherwise_is_ambiguous():
    reading = read_count("4,565 soldados", "es")

    assert ("ambiguous", [Decimal("4.565"), 4565]) == (reading.status, [one.value for one in reading.alternatives])


@pytest.mark.parametrize(
    "phrase", ["more than 40 attacks", "at least five fighters", "nearly 300", "up to 20", "5 or 6"]
)
def test_bounds_are_those_of_the_codelist(phrase):
    reading = read_count(phrase)
    numbers = (reading.low, reading.high) if reading.value is None else (reading.value,)

    assert bounds_of(reading.qualifier, *numbers) == reading.bounds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two men were held for over five weeks", [(2, "count"), (5, "measure")]),
        ("a 12-year-old boy, the son of Korb, 65, was hurt", [(12, "measure")]),
        ("between seven and 10 more years", [(None, "measure")]),
        ("one in five houses was hit", [(Decimal("0.2"), "share")]),
        ("a third of the 30 houses", [(Decimal(repr(1 / 3)), "share"), (30, "whole")]),
        ("it fell to below -30 at night", [(-30, "measure")]),
    ],
)
def test_a_text_gives_what_is_measured_with_its_role(text, expected):
    readings = find_counts(text)

    assert expected == [(one.value, one.role) for one in readings]


@pytest.mark.parametrize("phrase", ["over five weeks", "a 12-year-old boy", "one in five houses", "at most -30"])
def test_what_is_measured_is_no_count(phrase):
    reading = read_count(phrase)

    assert "unreadable" == reading.status


def test_a_number_said_again_in_brackets_is_told_as_a_repetition():
    assert ["count", "repeat"] == [one.role for one in read_numbers("twenty (20) soldiers")[0]]


def test_a_quantity_in_another_unit_has_its_own_words():
    readings = find_counts("they fly more than 100 kilometres (60 miles) a day")

    assert [("more_than", 100), ("bare", 60)] == [(one.qualifier, one.value) for one in readings]


@pytest.mark.parametrize(
    ("phrase", "noun"),
    [
        ("50 airstrikes target Aleppo", "airstrikes"),
        ("12 rebel fighters leave Homs", "fighters"),
        ("6 barrel bombs dropped on Daraya", "bombs"),
        ("three hospital workers", "workers"),
        ("two police officers shot", "officers"),
        ("four aid convoys", "convoys"),
    ],
)
def test_the_noun_ends_where_another_phrase_begins(phrase, noun):
    assert noun == read_count(phrase).noun


@pytest.mark.parametrize(
    ("language", "text", "bounds"),
    [
        ("en", "more than 20 km and less than 35 km", (21, 34)),
        ("en", "from five weeks to six weeks", (5, 6)),
        ("en", "two million and a half euros", (2_500_000, 2_500_000)),
        ("en", "two years and a half", (Decimal("2.5"), Decimal("2.5"))),
        ("es", "más de tres años y medio de guerra", (Decimal("3.5"), None)),
        ("fr", "entre 9,99 € et 19,99 €", (Decimal("9.99"), Decimal("19.99"))),
        ("fr", "la peine ne peut être inférieure à 10 ans ni supérieure à 20 ans", (10, 20)),
        ("es", "las personas de 70 años o más recibirán la dosis", (70, None)),
        ("es", "tres años de prisión como mínimo", (3, None)),
        ("es", "la participación no superó el 45 %", (0, 45)),
        ("fr", "entre un quart et la moitié des voix", (Decimal("0.25"), Decimal("0.5"))),
        ("es", "una cuarta parte, como mínimo, de los presos", (Decimal("0.25"), None)),
    ],
)
def test_a_unit_may_stand_between_a_number_and_the_words_that_bound_it(language, text, bounds):
    readings = find_counts(text, language)

    assert [bounds] == [(one.low, one.high) for one in readings]


def test_an_ordinal_whose_digits_can_be_read_twice_goes_to_a_person():
    assert "ambiguous" == read_count("la 2,500° vez", "es", include=("ordinal",)).status
