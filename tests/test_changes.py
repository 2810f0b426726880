"""A change reads as a person says it, and asks for its step."""

import pytest

from asreported.changes import Cell, Change, Difference, in_words, step_of


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


@pytest.mark.parametrize(
    ("table", "kind", "columns", "step"),
    [
        ("figures", "added", [], "minor"),
        ("figures", "removed", [], "major"),
        ("figures", "renamed", [], "major"),
        ("figures", "changed", ["note", "low"], "major"),
        ("figures", "changed", ["note", "place"], "minor"),
        ("figures", "changed", ["note"], "patch"),
        ("attributions", "added", [], "major"),
        ("attributions", "removed", [], "major"),
        ("agents", "removed", [], "minor"),
        ("agents", "changed", ["name", "kind"], "major"),
        ("sources", "changed", ["title"], "patch"),
        ("numbers", "removed", [], "patch"),
        ("numbers", "added", [], "patch"),
    ],
)
def test_a_change_asks_for_the_step_of_what_was_cited(table, kind, columns, step):
    assert step == step_of(table, kind, [Cell(column, None, "x") for column in columns])


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("added", 'added: "two men"'),
        ("removed", 'removed: "two men"'),
        ("renamed", "renamed from old; low 1 → 2; phrase unchanged"),
    ],
)
def test_a_row_that_came_went_or_has_another_key_says_so(kind, words):
    assert words == in_words(kind, (Cell("low", "1", "2"),), {"phrase": "two men"}, "old")


def test_a_difference_is_plain_values_too():
    change = Change("figures", "a", "changed", "major", "low 1 → 2", (Cell("low", "1", "2"),), "a", 2, 2)

    assert {
        "package": "p",
        "old": "1.0.0",
        "new": "2.0.0",
        "asks_for": "major",
        "least_version": "2.0.0",
        "is_enough": True,
        "changes": [
            {
                "table": "figures",
                "key": "a",
                "kind": "changed",
                "step": "major",
                "words": "low 1 → 2",
                "cells": [{"column": "low", "before": "1", "after": "2"}],
            }
        ],
    } == Difference("p", "1.0.0", "2.0.0", (change,)).to_dict()


def test_a_version_with_nothing_changed_is_far_enough():
    assert (None, "1.0.0", True) == (difference(0).asks_for, difference(0).least, difference(0).is_enough)
