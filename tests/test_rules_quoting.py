"""The rules on the words that a package quotes, each on phrases that come nearest to breaking it."""

import polars as pl
import pytest
from tiny import table

from asreported.package.rows import LINE
from asreported.rules.quoting import (
    after_teaser,
    number_has_its_figure,
    numbers_account_for_figures,
    phrases_are_quotes,
    quoted,
)

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
