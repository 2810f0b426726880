"""A change reads as a person says it, and asks for its step."""

import pytest

from asreported.changes import Cell, Change, Difference, in_words


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (Cell("low", "40", "41"), "low 40 → 41"),
        (Cell("note", "x" * 60, None), f"note {'x' * 60} → (empty)"),
        (Cell("note", "x" * 61, None), f'note "{"x" * 59}…" → (empty)'),
        (Cell("note", "two " * 14 + "five", None), f'note "{"two " * 14}five" → (empty)'),
        (Cell("note", "two " * 14 + "words", None), f'note "{"two " * 14}wor…" → (empty)'),
    ],
    ids=["a word", "60 signs", "61 signs", "words of 60 signs", "words of 61 signs"],
)
def test_a_cell_is_quoted_where_it_has_spaces_and_cut_after_60_signs(cell, words):
    assert words == cell.in_words()


@pytest.mark.parametrize(
    ("cells", "row", "words"),
    [
        ((Cell("low", "40", "41"),), {"phrase": "more than 40"}, "low 40 → 41; phrase unchanged"),
        ((Cell("low", "40", "41"),), {"low": "41"}, "low 40 → 41"),
        ((Cell("place", None, "Syria"),), {"phrase": "more than 40"}, "place (empty) → Syria"),
        ((Cell("low", "1", "2"), Cell("phrase", "a", "b")), {"phrase": "b"}, "low 1 → 2; phrase a → b"),
    ],
    ids=["a claim", "a table without phrases", "no claim", "claim and phrase"],
)
def test_a_claim_that_changed_without_its_phrase_is_pointed_out(cells, row, words):
    assert words == in_words("changed", cells, row)


def difference(changes, old="1.0.0", new="1.0.0"):
    return Difference("p", old, new, (Change("sources", "a", "changed", "patch", "x"),) * changes)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (difference(0), "p 1.0.0 → 1.0.0: nothing changed"),
        (difference(1), "p 1.0.0 → 1.0.0: 1 change; they ask for a patch step, 1.0.1 or later: not taken"),
        (difference(2, new="1.0.1"), "p 1.0.0 → 1.0.1: 2 changes; they ask for a patch step, 1.0.1 or later: taken"),
        (
            difference(1, "", ""),
            "p without a version → without a version: 1 change; they ask for a patch step: not taken",
        ),
    ],
    ids=["none", "one", "two", "no version"],
)
def test_the_verdict_tells_the_step_and_whether_it_was_taken(found, verdict):
    assert verdict == found.verdict()
