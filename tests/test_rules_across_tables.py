"""The rules across tables, each on tables of a few rows that come nearest to breaking it."""

from datetime import date

import polars as pl
import pytest
from tiny import table

from asreported.package.rows import LINE
from asreported.rules.attribution import attribution_complete, relay_is_not_originator, speaker_in_phrase
from asreported.rules.expressions import closed, empty, present, same
from asreported.rules.quoting import (
    after_teaser,
    number_has_its_figure,
    numbers_account_for_figures,
    phrases_are_quotes,
    quoted,
)
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
from asreported.rules.wholes import (
    majority_has_whole,
    part_within,
    parts_fit_whole,
    relation_acyclic,
    restatement_agrees,
)

AGENTS = table(
    "agent_id name also_called kind",
    ("aj", "Al Jazeera", None, "outlet"),
    ("us", "Pentagon", ["US military"], "organisation"),
    ("reuters", "Reuters", ["Reuters news agency"], "agency"),
    ("afp", "AFP", [], "agency"),
)
LINKS = "figure_id position agent_id role voice phrase"
ALONE = [("f", 1, "aj", "publisher", "unattributed", None)]
TOLD = [("f", 1, "us", "originator", "statement", "the Pentagon said"), ("f", 2, "aj", "publisher", "report", None)]


def chain(*links):
    figures = table("figure_id source_id", ("f", "s"))
    sources = table("source_id publisher_id", ("s", "aj"))
    links = table(LINKS, *links)
    found = attribution_complete.broken(
        {"figures": figures, "attributions": links, "agents": AGENTS, "sources": sources}
    )
    return [(row["fault"], row["chain"]) for row in found.iter_rows(named=True)]


@pytest.mark.parametrize(
    ("links", "fault", "told"),
    [
        ([], "nobody is named, not even the publisher", "empty"),
        ([(*ALONE[0][:1], 2, *ALONE[0][2:])], "a link is missing, for its positions are not 1, 2, 3 and so on", "2 aj"),
        (
            [TOLD[0], ("f", 3, *TOLD[1][2:])],
            "a link is missing, for its positions are not 1, 2, 3 and so on",
            "1 us, 3 aj",
        ),
        (
            [("f", 0, *TOLD[0][2:]), ("f", 2, *TOLD[1][2:])],
            "a link is missing, for its positions are not 1, 2, 3 and so on",
            "0 us, 2 aj",
        ),
        (TOLD[:1], "the last link is not the publisher of the report, aj", "1 us"),
        (
            [TOLD[0], ("f", 2, "aj", "relay", "report", None)],
            "the last link, and no other, has the role publisher",
            "1 us, 2 aj",
        ),
        (
            [("f", 1, "us", "publisher", "statement", None), TOLD[1]],
            "the last link, and no other, has the role publisher",
            "1 us, 2 aj",
        ),
        (
            [("f", 1, "aj", "publisher", "report", None)],
            "the publisher stands alone, so its voice is unattributed",
            "1 aj",
        ),
        (
            [TOLD[0], ("f", 2, "aj", "publisher", "unattributed", None)],
            "others are named, so the voice of the publisher is not unattributed",
            "1 us, 2 aj",
        ),
        (
            [("f", 1, "us", "originator", "statement", "a Pentagon spokesman told REUTERS"), TOLD[1]],
            "its words name a news agency that is no link of it, reuters",
            "1 us, 2 aj",
        ),
    ],
)
def test_a_chain_that_is_not_whole_is_told(links, fault, told):
    assert [(fault, told)] == chain(*links)


@pytest.mark.parametrize(
    "links",
    [
        ALONE,
        TOLD,
        TOLD[::-1],
        [TOLD[0], ("f", 2, "reuters", "relay", "report", "told Reuters"), ("f", 3, *TOLD[1][2:])],
        [("f", 1, "us", "originator", "statement", "the Pentagon said of AFPs"), TOLD[1]],
        # An agent that no row describes is told of by its foreign key; whose words name whom is not judged then.
        [("f", 1, "nobody", "originator", "statement", "nobody told Reuters"), TOLD[1]],
    ],
    ids=["alone", "told", "in any order", "by an agency", "no whole word", "an unknown agent"],
)
def test_a_whole_chain_is_left_alone(links):
    assert [] == chain(*links)


@pytest.mark.parametrize(
    ("agent", "phrase", "holds"),
    [
        ("us", "the Pentagon said", True),
        ("us", "the US  military said", True),
        ("us", "the PENTAGON's spokesman", True),
        ("us", "officials said", False),
        ("us", "Pentagons said", False),
        ("us", None, True),
        ("aj", "Al Jazeera learnt", True),
        ("afp", "AFP said", True),
    ],
)
def test_words_name_their_speaker(agent, phrase, holds):
    links = table("figure_id position agent_id phrase", ("f", 1, agent, phrase), ("g", 1, "us", "the Pentagon said"))

    found = speaker_in_phrase.broken({"attributions": links, "agents": AGENTS})

    assert ([] if holds else [("f", agent)]) == found.select("figure_id", "agent_id").rows()
    assert "name" in found.columns


@pytest.mark.parametrize(
    ("agent", "role", "voice", "holds"),
    [
        ("reuters", "originator", "report", False),
        ("reuters", "originator", "statement", True),
        ("reuters", "relay", "report", True),
        ("us", "originator", "report", True),
    ],
)
def test_an_agency_speaks_first_only_by_a_statement(agent, role, voice, holds):
    links = table("figure_id position agent_id role voice", ("f", 1, agent, role, voice))

    assert holds == relay_is_not_originator.broken({"attributions": links, "agents": AGENTS}).is_empty()


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
SCOPE = "figure_id measure country_code period_start period_end"


def within(part, whole, predicate="part_of", basis="stated"):
    figures = table(SCOPE, ("p", *part), ("w", *whole))
    relations = table(RELATIONS, ("p", predicate, "w", basis))
    found = part_within.broken({"relations": relations, "figures": figures, "measures": MEASURES})
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


NUMBERS = "source_id at phrase disposition figure_id"


@pytest.mark.parametrize(
    ("number", "holds"),
    [
        (("s", 10, "five", "figure", "f"), True),
        (("s", 15, "men", "figure", "f"), True),
        (("s", 9, "five", "figure", "f"), False),
        (("s", 16, "men", "figure", "f"), False),
        (("s", 10, "five", "date", "f"), False),
        (("t", 10, "five", "figure", "f"), False),
        (("s", 10, "five", "figure", "g"), False),
    ],
)
@pytest.mark.parametrize("qualifier", ["bare", "not_reported", "none"])
def test_a_figure_has_its_number_inside_its_phrase(number, holds, qualifier):
    figures = table("figure_id qualifier source_id phrase at", ("f", qualifier, "s", "five men", 10))

    found = numbers_account_for_figures.broken({"figures": figures, "numbers": table(NUMBERS, number)})

    assert (holds or qualifier != "bare") == found.is_empty()


def test_a_figure_without_words_or_place_is_told_of_elsewhere():
    figures = table(
        "figure_id qualifier source_id phrase at", ("f", "bare", "s", None, 1), ("g", "bare", "s", "x", None)
    )

    assert numbers_account_for_figures.broken({"figures": figures, "numbers": table(NUMBERS)}).is_empty()


@pytest.mark.parametrize(
    ("disposition", "figure", "holds"),
    [("figure", "f", True), ("figure", None, False), ("date", None, True), ("date", "f", False)],
)
def test_a_number_names_a_figure_where_it_is_one(disposition, figure, holds):
    numbers = table(NUMBERS, ("s", 0, "five", disposition, figure))

    assert holds == number_has_its_figure.broken({"numbers": numbers}).is_empty()


def quotes(**rows):
    """Return the tables that quote, empty but for these rows."""
    columns = {
        "figures": "figure_id source_id phrase at period_phrase period_at",
        "attributions": "figure_id phrase at",
        "incidents": "source_id phrase at",
        "participants": "source_id phrase at",
        "relations": "subject_id phrase at",
        "numbers": "source_id phrase at",
        "sources": "source_id text_length body_start",
    }
    return {name: table(names, *rows.get(name, ())) for name, names in columns.items()}


def test_every_phrase_of_a_package_is_quoted_with_its_source():
    tables = quotes(
        figures=[("f", "s", "five men", 10, "on Sunday", 30), ("g", "t", "two", 1, None, None)],
        attributions=[("f", "he said", 40), ("f", None, 40), ("f", "they said", None)],
        incidents=[("s", "the raid", 50)],
        participants=[("t", "the army", 60)],
        relations=[("g", "of them", 70)],
        numbers=[("s", "five", 10)],
    )

    found = quoted(tables).select(LINE, "source_id", "table", "column", "start_column", "words", "start").rows()

    assert found == [
        (2, "s", "figures", "phrase", "at", "five men", 10),
        (3, "t", "figures", "phrase", "at", "two", 1),
        (2, "s", "figures", "period_phrase", "period_at", "on Sunday", 30),
        (2, "s", "attributions", "phrase", "at", "he said", 40),
        (2, "s", "incidents", "phrase", "at", "the raid", 50),
        (2, "t", "participants", "phrase", "at", "the army", 60),
        (2, "t", "relations", "phrase", "at", "of them", 70),
        (2, "s", "numbers", "phrase", "at", "five", 10),
    ]


@pytest.mark.parametrize(
    ("length", "phrases", "told"),
    [
        (100, [(0, 400)], []),
        (100, [(0, 401)], [(401, 400)]),
        (2000, [(0, 600)], []),
        (2000, [(0, 601)], [(601, 600)]),
        (2001, [(0, 600)], []),
        (2004, [(0, 602)], [(602, 601)]),
        # What two phrases share counts once.
        (100, [(0, 300), (200, 200)], []),
        (100, [(0, 300), (200, 201)], [(401, 400)]),
        (100, [(0, 400), (50, 10), (60, 5)], []),
        (100, [(5, 200), (0, 210), (300, 190)], []),
        (100, [(5, 200), (0, 210), (300, 191)], [(401, 400)]),
        (100, [(0, 300), (0, 300)], []),
    ],
)
def test_phrases_cover_a_share_of_their_text(length, phrases, told):
    numbers = [(source, "x" * long, at) for source in ("s", "t") for at, long in phrases]
    tables = quotes(sources=[("s", length, 0)], numbers=numbers)

    assert told == phrases_are_quotes.broken(tables).select("covered", "allowed").rows()


@pytest.mark.parametrize(("start", "told"), [(9, [(2, "numbers", "five", 9, 10)]), (10, [])])
def test_a_phrase_before_the_report_is_told_with_its_line(start, told):
    tables = quotes(sources=[("s", 100, 10), ("t", 100, 50)], numbers=[("s", "five", start)])

    found = after_teaser.broken(tables)

    assert told == found.select("line", "quoting", "words", "start", "body_start").rows()
    rowed = {**tables, "numbers": tables["numbers"].with_columns(pl.lit(None, pl.Int64).alias(LINE))}
    assert [line for line, *_ in told] == after_teaser.broken(rowed)["line"].to_list()


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


def test_cells_are_the_same_full_empty_and_open():
    cells = table("low high", (1, 1), (1, 2), (None, None), (1, None), (None, 1))

    def of(*expressions):
        return [cells.select(expression).to_series().to_list() for expression in expressions]

    assert [[True, False, True, False, False]] == of(same(pl.col("low"), pl.col("high")))
    assert [[True, True, False, False, False]] == of(present("low", "high"))
    assert [[False, False, True, False, False]] == of(empty("low", "high"))
    assert [[1, 1, 0, 1, 0], [1, 2, 2**60, 2**60, 1]] == of(*closed("low", "high"))
