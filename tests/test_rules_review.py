"""What is left for a person to judge, each on rows that come nearest to it."""

from datetime import date

import pytest
from tiny import table

from asreported.rules.review import (
    ambiguous_relation,
    claims_differ,
    external_metadata,
    inferred_date,
    inferred_incident_date,
    inferred_relation,
    no_review,
    phrase_ambiguous,
)

JUNE, JULY, AUGUST = date(2021, 6, 27), date(2021, 7, 1), date(2021, 8, 1)


CLAIMS = "figure_id incident_id measure counted country_code period_start period_end low high phrase"


def claim(key, low, high, incident="i", measure="killed", country=None, start=None, end=None):
    return (key, incident, measure, "men", country, start, end, low, high, f"words of {key}")


def differing(*claims, relations=()):
    rows = table("subject_id predicate object_id", *relations)
    found = claims_differ.broken({"figures": table(CLAIMS, *claims), "relations": rows})
    return found.select("figure_id", "other_figure_id").rows()


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (claim("a", 6, 6), claim("b", 5, 5), [("a", "b")]),
        (claim("a", 5, 5), claim("b", 6, 6), [("b", "a")]),
        (claim("a", 5, 6), claim("b", 6, 7), []),
        (claim("a", 6, None), claim("b", None, 5), [("a", "b")]),
        (claim("a", None, None), claim("b", 0, 0), []),
        (claim("a", 1, None), claim("b", None, 0), [("a", "b")]),
        (claim("a", None, 0), claim("b", None, 0), []),
        (claim("a", 10**15, None), claim("b", 5, None), []),
        (claim("a", 6, 6, incident="j"), claim("b", 5, 5), []),
        (claim("a", 6, 6, measure="wounded"), claim("b", 5, 5), []),
        (claim("a", 6, 6, country="IQ"), claim("b", 5, 5, country="SY"), []),
        (claim("a", 6, 6, country="IQ"), claim("b", 5, 5, country="IQ"), [("a", "b")]),
        (claim("a", 6, 6, country="IQ"), claim("b", 5, 5), [("a", "b")]),
        (claim("a", 6, 6, start=JUNE), claim("b", 5, 5, start=JULY), []),
        (claim("a", 6, 6, start=JUNE), claim("b", 5, 5, start=JUNE), [("a", "b")]),
        (claim("a", 6, 6, end=JUNE), claim("b", 5, 5, end=JULY), []),
        (claim("a", 6, 6, start=JUNE, end=JULY), claim("b", 5, 5, start=JUNE), [("a", "b")]),
    ],
)
def test_two_claims_that_exclude_each_other_are_told(one, other, told):
    assert told == differing(one, other)
    assert told == differing(other, one)


@pytest.mark.parametrize(("predicate", "holds"), [("part_of", True), ("restates", False), ("disjoint_with", True)])
def test_two_claims_that_are_related_count_different_things(predicate, holds):
    claims = claim("a", 6, 6), claim("b", 5, 5)

    assert holds == (not differing(*claims, relations=[("a", predicate, "b")]))
    assert holds == (not differing(*claims, relations=[("b", predicate, "a")]))
    assert [("a", "b")] == differing(*claims, relations=[("a", predicate, "c"), ("c", predicate, "b")])


def test_of_many_claims_each_pair_is_told_in_order():
    assert [("b", "a"), ("c", "a"), ("c", "b")] == differing(claim("c", 7, 7), claim("b", 6, 6), claim("a", 5, 5))


@pytest.mark.parametrize(("claims", "pairs"), [(200, 200 * 199 // 2), (201, 200)])
def test_in_a_crowd_each_claim_is_compared_with_the_lowest(claims, pairs):
    told = differing(*(claim(f"{i:03}", i, i) for i in reversed(range(claims))))

    assert pairs == len(told)
    assert ("200" if claims > 200 else "199", "000") in told
    assert {"000"} == {other for _, other in told} or claims == 200


@pytest.mark.parametrize(
    ("rule", "name", "columns", "rows", "told"),
    [
        (inferred_relation, "relations", "subject_id basis", [("a", "inferred"), ("b", "stated"), ("c", None)], ["a"]),
        (ambiguous_relation, "relations", "subject_id basis", [("a", "ambiguous"), ("b", "stated")], ["a"]),
        (
            external_metadata,
            "sources",
            "source_id metadata_basis",
            [("a", "external_unverified"), ("b", "external_verified")],
            ["a"],
        ),
        (inferred_date, "figures", "figure_id period_basis", [("a", "inferred"), ("b", "stated")], ["a"]),
        (inferred_incident_date, "incidents", "incident_id date_basis", [("a", "inferred"), ("b", "stated")], ["a"]),
        (
            no_review,
            "figures",
            "figure_id reviewed_by coded_by",
            [("a", None, "Ann"), ("b", "Ann", "Ann"), ("c", "Bob", "Ann"), ("d", None, None)],
            ["a", "b", "d"],
        ),
    ],
)
def test_what_is_left_for_a_person_is_listed(rule, name, columns, rows, told):
    found = rule.broken({name: table(columns, *rows)})

    assert told == found.to_series(found.columns.index(columns.split()[0])).to_list()


def test_a_phrase_of_several_readings_is_listed_where_its_language_is_read():
    words = "14-odd were rocket attacks"
    figures = table(
        "figure_id phrase source_id",
        ("a", words, "british"),
        ("b", words, "klingon"),
        ("c", "14 were rocket attacks", "british"),
        ("d", None, "british"),
        ("e", "1.200 hommes", "french"),
        ("f", words, "unknown"),
    )
    sources = table("source_id language", ("british", "en-GB"), ("klingon", "tlh"), ("french", "fr"), ("unknown", None))

    found = phrase_ambiguous.broken({"figures": figures, "sources": sources})

    assert ["a"] == found["figure_id"].to_list()
