"""The rules that need the reader, each on the phrases that come nearest to breaking it."""

import pytest
from tiny import codes_of, judged, told

from asreported.reading import read_count
from asreported.rules.saying import not_negated, phrase_says_so

SAYS = "qualifier value low high phrase source_id"
CODES = codes_of(e="en", f="fr-CA", t="tlh")


def says(*rows, codes=CODES):
    return judged(phrase_says_so, SAYS, *rows, codes=codes)


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (("between", None, 10, 15, "between 10 and 15 men", "e"), True),
        (("between", None, 10, 16, "between 10 and 15 men", "e"), False),
        (("between", None, 9, 15, "between 10 and 15 men", "e"), False),
        (("between", None, 10, 15, "12 men", "e"), False),
        (("between", None, None, 15, "12 men", "e"), True),
        (("between", None, 10, None, "12 men", "e"), True),
        (("between", 12, 10, 15, "12 men", "e"), True),
        (("bare", 10, 10, 10, "between 10 and 15 men", "e"), False),
        (("bare", 5, 5, 5, "at least five fighters", "e"), False),
        (("bare", 6, 6, 6, "five men and a woman", "e"), False),
        # Whether the bounds follow from the value is judged elsewhere.
        (("at_least", 5, 1, 2, "at least five fighters", "e"), True),
        (("several", None, 2, None, "several men", "e"), True),
        (("several", None, 2, None, "five men", "e"), False),
        (("several", 5, 2, None, "five men", "e"), True),
        (("dozens", None, 12, None, "several men", "e"), False),
        (("bare", 5, 5, 5, "the men", "e"), False),
        (("bare", 5, 5, 5, "", "e"), False),
        (("bare", None, 5, 5, "six men", "e"), True),
        ((None, 5, 5, 5, "six men", "e"), True),
        # The second of a pair is asked for by nobody: "a" is one, and "second" an ordinal, where the row says so.
        (("bare", 1, 1, 1, "a soldier was killed", "e"), True),
        (("bare", 1, 1, 1, "the second time", "e"), False),
        (("ordinal", 2, 2, 2, "a second time", "e"), True),
        (("ordinal", 1, 1, 1, "a soldier was killed", "e"), False),
        (("at_least", 1, 1, None, "a soldier was killed", "e"), False),
        (("about", 1, None, None, "a soldier was killed", "e"), False),
        # In the language of the source, and in no other.
        (("bare", 5, 5, 5, "cinq hommes", "f"), True),
        (("bare", 6, 6, 6, "cinq hommes", "f"), False),
        (("bare", 5, 5, 5, "cinq hommes", "e"), False),
        (("bare", 5, 5, 5, "five men", "f"), False),
        # A language that the reader does not know is judged by nobody.
        (("bare", 5, 5, 5, "six men", "t"), True),
        (("ordinal", 5, 5, 5, "six men", "t"), True),
        # A source of unknown language may be in any.
        (("bare", 5, 5, 5, "cinq hommes", "unknown"), True),
        (("bare", 5, 5, 5, "five men", "unknown"), True),
        (("bare", 6, 6, 6, "cinq hommes", "unknown"), False),
        (("bare", 5, 5, 5, "cinq hommes", None), True),
        (("bare", 6, 6, 6, "five men", None), False),
        (("ordinal", 2, 2, 2, "la deuxième fois", "unknown"), True),
        (("ordinal", 3, 3, 3, "la deuxième fois", "unknown"), False),
    ],
)
def test_a_phrase_says_its_row(row, holds):
    assert [holds] == says(row)


def test_rows_of_many_languages_are_judged_in_their_order():
    rows = [
        ("bare", 5, 5, 5, "five men", "e"),
        ("bare", 5, 5, 5, "cinq hommes", "f"),
        ("bare", 6, 6, 6, "five men", "e"),
        ("bare", 5, 5, 5, "six men", "t"),
        ("ordinal", 2, 2, 2, "the second time", "e"),
        ("bare", 6, 6, 6, "cinq hommes", "f"),
        ("bare", 1, 1, 1, "a soldier", "e"),
        ("bare", 1, 1, 1, "the soldiers", "e"),
    ]

    assert [True, True, False, True, True, False, True, False] == says(*rows)
    assert [False, True] == says(rows[5], rows[0])
    assert [] == says()


def test_a_row_is_one_of_the_readings_of_its_phrase():
    assert [False] == says(("bare", 99, 99, 99, "14-odd were rocket attacks", "e"))


DENIES = "qualifier phrase source_id"


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (("bare", "20 men were killed", "e"), True),
        (("bare", "might have killed 20 men", "e"), False),
        (("not_reported", "might have killed 20 men", "e"), True),
        ((None, "might have killed 20 men", "e"), False),
        (("bare", None, "e"), True),
        (("bare", "might have killed 20 men", "t"), True),
        (("bare", "might have killed 20 men", "unknown"), False),
        (("bare", "might have killed 20 men", None), False),
        (("bare", "might have killed 20 men", "f"), True),
        (("bare", "cela aurait pu tuer 20 hommes", "f"), False),
        (("bare", "cela aurait pu tuer 20 hommes", "unknown"), True),
    ],
)
def test_a_figure_is_told_as_a_fact(row, holds):
    assert [holds] == judged(not_negated, DENIES, row, codes=CODES)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (
            ("at_least", 6, 6, None, "at least five fighters", "e"),
            "the phrase 'at least five fighters' reads as at_least 5 ('at least' … 'five'), "
            "and the row says at_least 6",
        ),
        (
            ("several", None, 2, None, "five men", "e"),
            "the phrase 'five men' reads as bare 5 ('five'), and the row says several",
        ),
        (
            ("between", None, 10, 16, "between 10 and 15 men", "e"),
            "the phrase 'between 10 and 15 men' reads as between 10 and 15 ('between' … '10 and 15'), "
            "and the row says between 10 and 16",
        ),
        (("bare", 5, 5, 5, "the men", "e"), "the phrase 'the men' reads as no count, and the row says bare 5"),
        (
            ("bare", 6, 6, 6, "cinq hommes", "f"),
            "the phrase 'cinq hommes' reads as bare 5 ('cinq'), and the row says bare 6",
        ),
        (
            ("dozens", None, 12, None, "several men", None),
            "the phrase 'several men' reads as several ('several'), and the row says dozens",
        ),
    ],
)
def test_what_a_phrase_says_instead_is_told(row, why):
    cells = dict(zip(SAYS.split(), row, strict=True))

    assert why == told(phrase_says_so, CODES, **cells).why


@pytest.mark.parametrize("source", ["e", None])
def test_what_makes_a_clause_no_fact_is_told(source):
    cells = {"qualifier": "bare", "phrase": "might have killed 20 men", "source_id": source}

    why = told(not_negated, CODES, **cells).why

    assert why == "the clause is hypothetical ('might'), so it does not say that this many were counted"


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("the men", "no count"),
        ("between 10 and 15", "between 10 and 15"),
        ("several men", "several"),
        ("at least five", "at_least 5"),
    ],
)
def test_a_reading_in_words(phrase, words):
    assert words == read_count(phrase).in_words()
