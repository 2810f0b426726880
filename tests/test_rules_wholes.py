"""The rules on parts and wholes, each on figures that come nearest to breaking it."""

from datetime import date

import pytest
from tiny import table

from asreported.rules.wholes import (
    majority_has_whole,
    part_within,
    parts_fit_whole,
    relation_acyclic,
    restatement_agrees,
)

RELATIONS = "subject_id predicate object_id basis"


BOUNDS = "figure_id qualifier low high"


def whole(figures, *relations):
    relations = table(RELATIONS, *((*relation, "stated") for relation in relations))
    found = parts_fit_whole.broken({"relations": relations, "figures": table(BOUNDS, *figures)})
    return found.select("parts", "object_id", "needed", "whole_high").rows()


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(20, 20, []), (21, 20, [("part", "whole", 21, 20)]), (None, 20, []), (21, None, []), (0, 0, []), (1, 0, 1)],
)
def test_a_part_fits_into_its_whole(low, high, told):
    figures = [("part", "bare", low, None), ("whole", "bare", None, high)]

    assert ([("part", "whole", 1, 0)] if told == 1 else told) == whole(figures, ("part", "part_of", "whole"))


@pytest.mark.parametrize(
    ("one", "other", "high", "told"),
    [
        (10, 10, 20, []),
        (10, 11, 20, [("a and b", "whole", 21, 20)]),
        (None, 20, 20, []),
        (None, 21, 20, [("b", "whole", 21, 20), ("a and b", "whole", 21, 20)]),
        (10, 11, None, []),
    ],
)
def test_two_parts_that_share_nothing_fit_together(one, other, high, told):
    figures = [("a", "bare", one, None), ("b", "bare", other, None), ("whole", "bare", None, high)]
    parts = [("a", "part_of", "whole"), ("b", "part_of", "whole")]

    assert told == whole(figures, *parts, ("a", "disjoint_with", "b"))
    assert [row for row in told if row[0] == "b"] == whole(figures, *parts)
    assert [] == whole(
        [*figures, ("other", "bare", 90, 90)], parts[0], ("b", "part_of", "other"), ("a", "disjoint_with", "b")
    )


@pytest.mark.parametrize(
    ("high", "beside", "told"),
    [
        (20, 9, []),
        (20, 10, [("most and b", "whole", 21, 20)]),
        (21, 10, []),
        (21, 11, [("most and b", "whole", 22, 21)]),
        (None, 90, []),
    ],
)
def test_a_majority_takes_more_than_half(high, beside, told):
    figures = [("most", "majority", None, None), ("b", "bare", beside, None), ("whole", "bare", None, high)]
    parts = [("most", "majority_of", "whole"), ("b", "part_of", "whole")]

    assert told == whole(figures, *parts, ("most", "disjoint_with", "b"))


def test_a_majority_takes_what_its_own_words_say_where_that_is_more():
    figures = [("most", "majority", 15, None), ("b", "bare", 6, None), ("whole", "bare", None, 20)]
    parts = [("most", "majority_of", "whole"), ("b", "part_of", "whole")]

    assert [("most and b", "whole", 21, 20)] == whole(figures, *parts, ("most", "disjoint_with", "b"))


MEASURES = table(
    "measure broader",
    ("attacks", None),
    ("strikes", "attacks"),
    ("drones", "strikes"),
    ("killed", "nothing"),
    ("round", "about"),
    ("about", "round"),
)


SCOPE = "figure_id measure country_code period_start period_end period_precision source_id"


def within(part, whole, predicate="part_of", basis="stated"):
    figures = table(SCOPE, ("p", *part, "day", "s"), ("w", *whole, "day", "s"))
    relations = table(RELATIONS, ("p", predicate, "w", basis))
    sources = table("source_id published_on", ("s", date(2021, 6, 28)))
    tables = {"relations": relations, "figures": figures, "measures": MEASURES, "sources": sources}
    found = part_within.broken(tables)
    return found["fault"].to_list()


JUNE, JULY, AUGUST = date(2021, 6, 27), date(2021, 7, 1), date(2021, 8, 1)


@pytest.mark.parametrize(
    ("part", "whole", "faults"),
    [
        (("attacks", None, None, None), ("attacks", None, None, None), []),
        (("strikes", None, None, None), ("attacks", None, None, None), []),
        (("drones", None, None, None), ("attacks", None, None, None), []),
        (("about", None, None, None), ("round", None, None, None), []),
        (
            ("attacks", None, None, None),
            ("strikes", None, None, None),
            ["the measure attacks is not part of strikes"],
        ),
        (("killed", None, None, None), ("attacks", None, None, None), ["the measure killed is not part of attacks"]),
        (("attacks", "IQ", None, None), ("attacks", "IQ", None, None), []),
        (("attacks", "IQ", None, None), ("attacks", None, None, None), []),
        (("attacks", "IQ", None, None), ("attacks", "SY", None, None), ["it is in IQ, the whole in SY"]),
        (("attacks", None, JUNE, JULY), ("attacks", None, JUNE, JULY), []),
        (
            ("attacks", None, JUNE, JULY),
            ("attacks", None, JULY, JULY),
            ["its period starts before that of the whole"],
        ),
        (("attacks", None, JUNE, JULY), ("attacks", None, JUNE, JUNE), ["its period ends after that of the whole"]),
        (
            ("attacks", None, AUGUST, None),
            ("attacks", None, JUNE, JULY),
            ["its period starts after that of the whole"],
        ),
        (("attacks", None, JULY, None), ("attacks", None, JUNE, JULY), []),
        (("attacks", None, JULY, None), ("attacks", None, None, None), []),
    ],
)
def test_a_part_is_of_the_measure_place_and_time_of_its_whole(part, whole, faults):
    assert faults == within(part, whole)
    assert faults == within(part, whole, basis="inferred")
    assert [] == within(part, whole, basis="ambiguous")
    assert [] == within(part, whole, predicate="disjoint_with")


@pytest.mark.parametrize(
    ("relations", "broken"),
    [
        ([("a", "part_of", "b"), ("b", "part_of", "c")], []),
        ([("a", "part_of", "b"), ("b", "part_of", "a")], ["a", "b"]),
        ([("a", "part_of", "b"), ("b", "majority_of", "a")], ["a", "b"]),
        ([("a", "part_of", "a")], ["a"]),
        ([("a", "disjoint_with", "a")], ["a"]),
        ([("a", "disjoint_with", "b"), ("b", "disjoint_with", "a")], []),
        ([("x", "part_of", "a"), ("a", "part_of", "b"), ("b", "part_of", "a"), ("b", "part_of", "y")], ["a", "b"]),
        ([("a", "part_of", "b"), ("a", "part_of", "b"), ("c", "part_of", "b")], []),
        ([(one, "part_of", other) for one, other in ("ab", "bc", "cd", "de", "ef")], []),
    ],
)
def test_no_figure_is_part_of_itself(relations, broken):
    rows = table(RELATIONS, *((*relation, "stated") for relation in relations))

    assert broken == relation_acyclic.broken({"relations": rows})["subject_id"].to_list()


@pytest.mark.parametrize(
    ("one", "other", "predicate", "basis", "holds"),
    [
        ((5, 9), (5, 9), "restates", "stated", True),
        ((5, None), (5, None), "restates", "stated", True),
        ((5, 9), (5, 8), "restates", "stated", False),
        ((5, 9), (4, 9), "restates", "stated", False),
        ((5, None), (5, 9), "restates", "stated", False),
        ((None, 9), (5, 9), "restates", "stated", False),
        ((5, 9), (4, 8), "restates", "inferred", True),
        ((5, 9), (4, 8), "part_of", "stated", True),
    ],
)
def test_what_is_said_again_is_the_same(one, other, predicate, basis, holds):
    figures = table("figure_id low high", ("a", *one), ("b", *other))
    relations = table(RELATIONS, ("a", predicate, "b", basis))

    assert holds == restatement_agrees.broken({"figures": figures, "relations": relations}).is_empty()


@pytest.mark.parametrize(
    ("relations", "told"),
    [
        ([("most", "majority_of", "b")], []),
        ([], [("most", 0)]),
        ([("most", "part_of", "b")], [("most", 0)]),
        ([("most", "majority_of", "b"), ("most", "majority_of", "c")], [("most", 2)]),
    ],
)
def test_a_majority_is_of_one_figure(relations, told):
    figures = table("figure_id qualifier", ("most", "majority"), ("b", "bare"), ("c", "bare"))
    rows = table(RELATIONS, *((*relation, "stated") for relation in relations))

    found = majority_has_whole.broken({"figures": figures, "relations": rows})

    assert told == found.select("figure_id", "wholes").rows()
