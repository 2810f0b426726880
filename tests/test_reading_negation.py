"""Clauses that take their number back, and cues that were cut off."""

from __future__ import annotations

import pytest

from asreported.errors import Misuse
from asreported.reading import find_denial, is_negated, read_count, trimmed_cue


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("might have killed up to 25 people", "hypothetical"),
        ("about to launch three missiles", "planned"),
        ("did not shell 14 schools", "denied"),
        ("planned to kill 20 people", "planned"),
        ("denied that 16 people were killed", "denied"),
        ("if at least 20 prisoners were freed", "hypothetical"),
        ("will withdraw about 1,500 troops", "planned"),
        ("nearly hit two tankers", "denied"),
    ],
)
def test_a_clause_that_is_no_fact_is_found_by_its_words(phrase, kind):
    denial = find_denial(phrase)

    assert (kind, phrase[slice(*denial.span)]) == (denial.kind, denial.words)


@pytest.mark.parametrize(
    "phrase",
    [
        "no fewer than 20 people were killed",
        "not more than 25 fighters",
        "no one was killed",
        "not a single shell hit the plant",
        "some people were killed in May",
        "14 unarmed protesters were shot",
        "six men who may have been smugglers were detained",
        "killed 13 in an attack it had long threatened",
    ],
)
def test_a_no_that_belongs_to_the_count_denies_nothing(phrase):
    assert not is_negated(phrase)


def test_what_a_source_declines_to_say_is_denied_and_not_reported():
    phrase = "did not say whether it believed anyone was killed or injured"

    assert read_count(phrase).qualifier == "not_reported"


@pytest.mark.parametrize(
    ("text", "phrase", "cut"),
    [
        ("There were more than 40 attacks.", "40 attacks", "more than"),
        ("There were no fewer than 40 attacks.", "than 40 attacks", "no fewer than"),
        ("By then 40 or more attacks were counted.", "40", "or more"),
        ("Between 10 and 15 people came.", "10 and 15 people", "Between"),
        ("The dead were 40 at least.", "40", "at least"),
        ("Of 2,500 troops none stayed.", "500 troops", "2,500"),
        ("There were more than 40 attacks.", "more than 40 attacks", None),
        ("Since then 40 attacks were counted.", "40 attacks", None),
    ],
)
def test_a_cue_outside_of_the_phrase_is_shown(text, phrase, cut):
    start = text.index(phrase)
    span = trimmed_cue(text, start, start + len(phrase))

    assert cut == (None if span is None else text[slice(*span)])


def test_a_phrase_outside_of_the_text_is_refused():
    with pytest.raises(Misuse, match="from 3 to 9"):
        trimmed_cue("40", 3, 9)
