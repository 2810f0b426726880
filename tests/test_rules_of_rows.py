"""The rules that look at one row, each on the rows that come nearest to breaking it."""

from datetime import date

import polars as pl
import pytest
from tiny import codes_of, judged, told

from asreported.package.rows import LINE, ROW
from asreported.rules.attribution import unnamed_has_no_identity
from asreported.rules.book import BOOK, of_scope
from asreported.rules.codelists import Codelists, Measure, shipped_codelists
from asreported.rules.counts import bounds_follow_qualifier, source_is_given, value_fits_qualifier
from asreported.rules.naming import phrase_is_short, phrase_names_counted, phrase_names_measure, place_fits_phrase
from asreported.rules.periods import period_basis, period_in_order, stock_has_a_day
from asreported.rules.rule import finding_of, rule
from asreported.rules.whole_words import in_words, words_pattern
from asreported.rules.wholes import relation_basis

BOUNDS = [
    ("more_than", 40, 41, None, True),
    ("more_than", 40, 40, None, False),
    ("more_than", 40, 39, None, False),
    ("more_than", 40, 41, 50, False),
    ("more_than", 40, None, None, False),
    ("just_over", 200, 201, None, True),
    ("at_least", 5, 5, None, True),
    ("at_least", 5, 6, None, False),
    ("bare", 14, 14, 14, True),
    ("bare", 14, 13, 14, False),
    ("bare", 14, 14, 15, False),
    ("ordinal", 2, 2, 2, True),
    ("fewer_than", 10, 0, 9, True),
    ("fewer_than", 10, 1, 9, False),
    ("fewer_than", 10, 0, 10, False),
    ("at_most", 6, 0, 6, True),
    ("nearly", 300, None, 299, True),
    ("nearly", 300, 0, 299, False),
    ("about", 30, None, None, True),
    ("about", 30, 30, 30, False),
    ("several", None, 2, None, True),
    ("several", None, 3, None, False),
    ("dozens", None, 12, None, True),
    ("none", None, 0, 0, True),
    ("none", None, 0, 1, False),
    ("majority", None, None, None, True),
    ("majority", None, 1, None, False),
    ("between", None, 10, 15, True),
    ("between", None, 15, 10, False),
    ("between", None, 10, 10, False),
    ("between", None, None, 15, False),
    ("between", None, 10, None, False),
    # A value that is missing, or too much, is told of by another rule, and so is a code that there is not.
    ("bare", None, 5, 6, True),
    ("none", 3, 0, 0, True),
    ("none", 3, 0, 1, False),
    ("nonsense", 5, 9, 8, True),
    (None, 5, 9, 8, True),
]


@pytest.mark.parametrize(("qualifier", "value", "low", "high", "holds"), BOUNDS)
def test_bounds_are_what_the_qualifier_makes_of_the_value(qualifier, value, low, high, holds):
    row = (qualifier, value, low, high)

    assert [holds] == judged(bounds_follow_qualifier, "qualifier value low high", row)


@pytest.mark.parametrize(
    ("row", "column", "expected", "why", "fix"),
    [
        (
            ("more_than", 40, 40, None),
            "low",
            "41",
            "the qualifier is more_than and the value 40, so low must be 41",
            "set low to 41",
        ),
        (
            ("more_than", 40, 41, 50),
            "high",
            None,
            "the qualifier is more_than and the value 40, so high must be empty",
            "set high to empty",
        ),
        (
            ("several", None, 3, None),
            "low",
            "2",
            "the qualifier is several and the value empty, so low must be 2",
            "set low to 2",
        ),
        (
            ("between", None, 15, None),
            "low",
            None,
            "between prints two numbers in rising order, and the bounds are 15 and empty",
            "set low to the first number and high to the second",
        ),
    ],
)
def test_a_wrong_bound_is_told_with_what_it_must_be(row, column, expected, why, fix):
    cells = dict(zip(("qualifier", "value", "low", "high"), row, strict=True))

    finding = told(bounds_follow_qualifier, **cells)

    assert (column, expected, why, fix) == (finding.column, finding.expected, finding.why, finding.fix)
    assert finding.found == ("" if cells[column] is None else str(cells[column]))


@pytest.mark.parametrize(
    ("qualifier", "value", "holds"),
    [
        ("bare", 5, True),
        ("bare", None, False),
        ("several", 5, False),
        ("several", None, True),
        ("between", 5, False),
        ("between", None, True),
        ("nonsense", 5, True),
        ("nonsense", None, True),
        (None, 5, True),
        (None, None, True),
    ],
)
def test_a_value_stands_where_the_qualifier_needs_one(qualifier, value, holds):
    assert [holds] == judged(value_fits_qualifier, "qualifier value", (qualifier, value))


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("s", "five men", 0), None),
        ((None, "five men", 0), "source_id"),
        (("s", None, None), "phrase"),
        (("s", "five men", None), "at"),
    ],
)
def test_a_figure_has_source_words_and_place(row, column):
    cells = dict(zip(("source_id", "phrase", "at"), row, strict=True))

    assert [column is None] == judged(source_is_given, "source_id phrase at", row)
    if column:
        assert column == told(source_is_given, **cells).column


@pytest.mark.parametrize(
    ("phrase", "counted", "holds"),
    [
        ("more than 40 attacks", "attacks", True),
        ("14 Rocket Attacks", "rocket attacks", True),
        ("40 attackers", "attack", False),
        ("14 were rocket-attacks.", "rocket attacks", True),
        ("", "attacks", False),
        (None, "attacks", True),
        ("40 attackers", None, True),
        (None, None, True),
    ],
)
def test_the_counted_noun_stands_in_the_phrase(phrase, counted, holds):
    assert [holds] == judged(phrase_names_counted, "phrase counted", (phrase, counted))


@pytest.mark.parametrize(
    ("measure", "phrase", "holds"),
    [
        ("hurt", "five were wounded", True),
        ("hurt", "five were Injured-", True),
        ("hurt", "five were killed", False),
        ("hurt", "five were unwounded", False),
        ("killed", "five were wounded", False),
        ("killed", "five were killed", True),
        ("wordless", "five were wounded", True),
        ("unknown", "five were wounded", True),
        (None, "five were wounded", True),
        ("hurt", None, True),
    ],
)
def test_a_word_of_the_measure_stands_in_the_phrase(measure, phrase, holds):
    codes = codes_of(
        {"measure": "hurt", "words": "wounded|injured"},
        {"measure": "wordless", "words": None},
        {"measure": "killed", "words": "killed"},
    )

    assert [holds] == judged(phrase_names_measure, "measure phrase", (measure, phrase), codes=codes)


@pytest.mark.parametrize(("phrase", "holds"), [("x" * 120, True), ("x" * 121, False), (None, True)])
def test_a_phrase_has_an_end(phrase, holds):
    assert [holds] == judged(phrase_is_short, "phrase", (phrase,))


@pytest.mark.parametrize(
    ("phrase", "country", "holds"),
    [
        ("14 attacks in Iraq", "IQ", True),
        ("14 attacks in Iraq", "SY", False),
        ("14 attacks in Iraq", None, False),
        ("14 attacks", "IQ", True),
        ("14 attacks", None, True),
        (None, "IQ", True),
        ("attacks in Iraq and Syria", None, True),
        ("attacks in Iraq and Syria", "IQ", False),
        ("in Iraq, all of Iraq", "IQ", True),
        ("five killed in South Sudan", "SS", True),
        ("five killed in South Sudan", "SD", False),
        ("five killed in Guinea-Bissau", "GW", True),
        ("five killed in Guinea-Bissau", "GN", False),
        ("Iraq's soldiers", None, True),
        ("Iraq’s soldiers", "SY", True),
        ("pro-Iran factions", None, True),
        ("the Iraq-born", None, True),
        ("Iraqis", None, True),
        ("in the Gulf of Mexico", None, True),
        ("in the Gulf of Mexico", "US", True),
    ],
)
def test_a_country_of_the_phrase_is_that_of_the_row(phrase, country, holds):
    assert [holds] == judged(place_fits_phrase, "phrase country_code", (phrase, country))


def day(words):
    return words and date.fromisoformat(words)


@pytest.mark.parametrize(
    ("start", "end", "precision", "holds"),
    [
        ("2021-06-27", "2021-06-28", "day", True),
        ("2021-06-27", "2021-06-27", "day", True),
        ("2021-06-28", "2021-06-27", "day", False),
        ("2021-06-27", None, "day", True),
        (None, "2021-06-27", "day", True),
        (None, None, None, True),
        ("2021-06-28", "2021-06-27", None, False),
        ("2021-06-27", "2021-06-28", None, True),
        ("2021-06-01", "2021-07-01", "month", True),
        ("2021-06-02", "2021-07-01", "month", False),
        ("2021-06-01", "2021-07-02", "month", False),
        ("2021-06-01", None, "month", True),
        (None, "2021-06-02", "month", False),
        ("2020-01-01", "2021-01-01", "year", True),
        ("2020-02-01", "2021-01-01", "year", False),
        ("2020-01-02", "2021-01-01", "year", False),
        ("2020-01-01", "2021-02-01", "year", False),
        ("2020-01-01", None, "year", True),
        (None, "2020-02-01", "year", False),
    ],
)
def test_a_period_is_in_order_and_in_one_form(start, end, precision, holds):
    row = (day(start), day(end), precision)

    assert [holds] == judged(period_in_order, "period_start period_end period_precision", row)


@pytest.mark.parametrize(
    ("start", "end", "precision", "basis", "phrase", "at", "holds"),
    [
        (None, None, None, None, None, None, True),
        ("2021-06-27", "2021-06-27", "day", "resolved", "on Sunday", 4, True),
        ("2021-06-27", None, "day", "resolved", "since Sunday", 4, True),
        (None, "2021-06-27", "day", "resolved", "until Sunday", 4, True),
        (None, None, "day", "resolved", "on Sunday", 4, False),
        (None, None, None, None, "on Sunday", 4, False),
        (None, None, "day", None, None, None, False),
        (None, None, None, "inferred", None, None, False),
        (None, None, None, None, None, 4, False),
        ("2021-06-27", "2021-06-27", None, "resolved", "on Sunday", 4, False),
        ("2021-06-27", "2021-06-27", "day", None, "on Sunday", 4, False),
        ("2021-06-27", "2021-06-27", "day", "resolved", None, 4, False),
        ("2021-06-27", "2021-06-27", "day", "resolved", "on Sunday", None, False),
        ("2021-06-27", "2021-06-27", "day", "resolved", None, None, False),
        ("2021-06-27", "2021-06-27", "day", "inferred", None, None, True),
        ("2021-06-27", "2021-06-27", "day", "inferred", "on Sunday", 4, True),
        ("2021-06-27", "2021-06-27", "day", "inferred", "on Sunday", None, False),
        ("2021-06-27", "2021-06-27", "day", "stated", "on 27 June 2021", 4, True),
        ("2021-06-27", "2021-06-27", "day", "stated", "on 27 June", 4, False),
        ("2020-06-27", "2021-06-27", "day", "stated", "until June 2021", 4, False),
        ("2020-06-27", "2021-06-27", "day", "stated", "from June 2020", 4, False),
        ("2020-06-27", "2021-06-27", "day", "stated", "June 2020 to June 2021", 4, True),
        ("2021-06-27", None, "day", "stated", "since June 2021", 4, True),
        ("2021-06-27", None, "day", "stated", "since June", 4, False),
        (None, "2021-06-27", "day", "stated", "until June 2021", 4, True),
        ("2021-06-27", "2021-06-27", "day", "stated", None, None, False),
    ],
)
def test_a_dated_period_says_what_it_rests_on(start, end, precision, basis, phrase, at, holds):
    columns = "period_start period_end period_precision period_basis period_phrase period_at"

    assert [holds] == judged(period_basis, columns, (day(start), day(end), precision, basis, phrase, at))


@pytest.mark.parametrize(
    ("measure", "start", "end", "holds"),
    [
        ("troops", "2021-06-27", "2021-06-27", True),
        ("troops", "2021-06-27", "2021-06-28", False),
        ("troops", "2021-06-27", None, False),
        ("troops", None, "2021-06-27", False),
        ("troops", None, None, True),
        ("killed", "2021-06-27", "2021-06-28", True),
        (None, "2021-06-27", "2021-06-28", True),
    ],
)
def test_a_stock_has_one_day_or_none(measure, start, end, holds):
    codes = codes_of({"measure": "troops", "kind": "stock"}, {"measure": "killed", "kind": "flow"})

    row = (measure, day(start), day(end))

    assert [holds] == judged(stock_has_a_day, "measure period_start period_end", row, codes=codes)


@pytest.mark.parametrize(
    ("basis", "phrase", "at", "holds"),
    [
        ("stated", "of them", 4, True),
        ("stated", None, None, False),
        ("stated", "of them", None, False),
        ("stated", None, 4, False),
        ("ambiguous", "of them", 4, True),
        ("ambiguous", None, None, False),
        ("inferred", None, None, True),
        ("inferred", "of them", 4, False),
        ("inferred", "of them", None, False),
        ("entailed", None, 4, False),
        ("entailed", None, None, True),
        (None, None, None, True),
        (None, "of them", 4, False),
    ],
)
def test_a_relation_quotes_words_where_they_assert_it(basis, phrase, at, holds):
    assert [holds] == judged(relation_basis, "basis phrase at", (basis, phrase, at))


@pytest.mark.parametrize(
    ("anonymity", "same_as", "holds"),
    [
        ("named", "Q1", True),
        ("named", None, True),
        ("requested", "Q1", False),
        ("requested", None, True),
        (None, "Q1", False),
        (None, None, True),
    ],
)
def test_who_is_not_named_is_not_identified(anonymity, same_as, holds):
    assert [holds] == judged(unnamed_has_no_identity, "anonymity same_as", (anonymity, same_as))


def test_codelists_are_read_from_rows_as_they_are():
    rows = [{"measure": "killed", "kind": "flow", "broader": "", "words": "killed||dead"}, {"measure": None}]
    codes = Codelists.of(rows, [{"source_id": "s", "language": "en-GB"}, {"source_id": None, "language": None}])

    assert (Measure("killed", "flow", None, ("killed", "dead")), Measure("", "", None, ())) == codes.measures
    assert {"s": "en", "": ""} == codes.languages
    assert {} == Codelists.of([]).languages


def test_the_shipped_codelists_are_those_of_the_shipped_package():
    codes = shipped_codelists()

    assert {"al-jazeera-2021-06-28": "en"} == codes.languages
    assert "killed" in {measure.code for measure in codes.measures}
    assert codes is shipped_codelists()


def test_an_empty_cell_reads_empty_and_a_place_is_kept():
    cells = {"qualifier": "bare", "value": None, LINE: 7, ROW: 8, "file": "other.csv", "table": "figures"}

    finding = told(value_fits_qualifier, **cells)

    assert "the qualifier is bare and the value is empty: one of them does not fit the other" == finding.why
    assert ("other.csv", "figures", 7, 8) == (finding.file, finding.table, finding.line, finding.row)
    assert ("value", "", None) == (finding.column, finding.found, finding.expected)
    assert "figures.csv" == told(value_fits_qualifier, qualifier="bare", value=0).file
    assert "0" == told(value_fits_qualifier, qualifier="bare", value=0).found


def test_a_finding_names_its_table_and_what_was_found_there():
    row = {"qualifier": "bare", "value": None, "found": None}

    finding = finding_of(value_fits_qualifier, row, file="f.csv", table="figures")

    assert ("f.csv", "figures", None, None) == (finding.file, finding.table, finding.found, finding.line)


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ("cell", "structure"),
        ("table", "structure"),
        ("tables", "across tables"),
        ("text", "with the text"),
        ("row", "figures"),
        ("package", "package"),
    ],
)
def test_a_rule_says_what_it_looks_at(scope, words):
    made = rule(scope, table="figures", reads={"figures": "low high", "agents": "name"})(lambda _: ())

    assert words == made.looks_at
    assert ("low", "high") == made.columns
    assert () == rule(scope)(lambda _: ()).columns
    assert ("", "") == (made.sentence, made.reason)


def test_the_book_gives_the_rules_of_a_scope_alone():
    rows = of_scope("row")

    assert {"row"} == {one.scope for one in rows}
    assert bounds_follow_qualifier in rows


@pytest.mark.parametrize(
    ("found", "stock_type"),
    [("unique", "unique-error"), ("foreign-key", "foreign-key"), ("encoding", "encoding-error")],
)
def test_a_rule_of_whole_tables_comes_under_the_type_that_frictionless_has_for_it(found, stock_type):
    assert stock_type == BOOK[found].stock_type
    assert () == BOOK[found].broken()


@pytest.mark.parametrize(
    ("words", "phrase", "is_found"),
    [
        (("drone attack", "air-raid"), "An Air Raid", True),
        (("drone attack", "air-raid"), "drone attacks", False),
        (("drone attack", "air-raid"), "a drone  attack", True),
        (("drone attack", "air-raid"), "an airraid", False),
        (("raid",), "raid", True),
    ],
)
def test_whole_words_are_found_whatever_stands_between_them(words, phrase, is_found):
    text = pl.DataFrame({"a": [phrase]}).select(in_words(pl.col("a")))

    assert is_found == text.select(pl.col("a").str.contains(words_pattern(words))).item()
