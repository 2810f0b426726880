"""The rules on cells, each on the cells that come nearest to breaking it."""

from dataclasses import replace
from datetime import date

import pandera.polars as pa
import polars as pl
import pytest

from asreported.rules import constraints
from asreported.rules.constraints import CHECKS_OF, RULES, Column
from asreported.rules.rule import finding_of, text_column

KINDS = {"integer": pl.Int64, "number": pl.Float64, "date": pl.Date, "boolean": pl.Boolean, "list": pl.List(pl.String)}


def column(kind="string", *checks, nullable=True, is_typed=False, canonical=True):
    declared = pa.Column(KINDS.get(kind, pl.String), list(checks), nullable=nullable)
    text = pl.col("a" if is_typed and kind == "string" else text_column("a"))
    return Column("a", declared, kind, pl.col("a"), text, is_typed, canonical)


def masks(rule, of, text, value=None):
    """Return the words of each mask of the rule that holds for one cell: its text, and its value."""
    kind = KINDS.get(of.kind, pl.String)
    cell = pl.DataFrame({"a": [value], text_column("a"): [text]}, schema={"a": kind, text_column("a"): pl.String})
    return [words for mask, words in rule.broken(of) if cell.select(mask.fill_null(False)).item()]


def told(rule, of, text, value=None):
    """Return why and how to mend what one cell breaks of a rule."""
    row = {"column": "a", "a": value, text_column("a"): text}
    findings = [finding_of(rule, {**row, **words}, file="t.csv") for words in masks(rule, of, text, value)]
    return [(finding.why, finding.fix) for finding in findings]


@pytest.mark.parametrize(("text", "nullable", "holds"), [("x", False, True), (None, False, False), (None, True, True)])
@pytest.mark.parametrize("is_typed", [True, False])
def test_a_cell_that_must_be_filled_is_filled(text, nullable, holds, is_typed):
    of = column(nullable=nullable, is_typed=is_typed)

    assert holds == (not masks(constraints.required, of, text, text))


def test_a_cell_that_came_as_text_is_filled_whatever_its_value_and_a_typed_one_by_its_value():
    assert [] == masks(constraints.required, column("integer", nullable=False), "five")
    assert [{}] == masks(constraints.required, column("integer", nullable=False, is_typed=True), "five")


@pytest.mark.parametrize(
    ("kind", "text", "value", "told_of"),
    [
        ("integer", "5", 5, []),
        ("integer", "five", None, [("it is no whole number", "write a whole number")]),
        ("integer", "2,500", None, []),
        ("integer", None, None, []),
        ("integer", "99999999999999999999", None, []),
        ("date", "2021-02-30", None, [("it is no date that there is", "write a date")]),
        ("date", "27/06/2021", None, []),
        ("date", "2021-06-27", date(2021, 6, 27), []),
        ("number", "x", None, [("it is no number", "write a number")]),
        ("boolean", "perhaps", None, [("it is no boolean", "write a boolean")]),
        ("boolean", "YES", None, []),
    ],
)
def test_a_cell_of_our_profile_has_the_type_of_its_column(kind, text, value, told_of):
    assert told_of == told(constraints.type_error, column(kind), text, value)
    assert [] == told(constraints.type_error, column(kind, is_typed=True), text, value)


@pytest.mark.parametrize(
    ("kind", "nullable", "why", "fix"),
    [
        ("integer", True, "it is no whole number", "write a whole number, or leave the cell empty"),
        ("integer", False, "it is no whole number", "write a whole number"),
        ("date", True, "it is no date", "write a date as in 2024-02-11, or leave the cell empty"),
        ("date", False, "it is no date", "write a date as in 2024-02-11"),
        ("array", True, "it is no array", "write an array, or leave the cell empty"),
        ("list", True, "it is no list", "write a list, or leave the cell empty"),
        ("string", False, "it is no text", "write a text"),
    ],
)
def test_a_cell_of_any_package_has_the_type_of_its_column(kind, nullable, why, fix):
    of = column(kind, nullable=nullable, canonical=False)

    assert [(why, fix)] == told(constraints.type_error, of, "2,500")
    assert [] == told(constraints.type_error, of, None)


def test_a_type_without_a_canonical_form_is_judged_by_its_value_under_our_profile_too():
    assert 1 == len(told(constraints.type_error, column("array"), "x"))


@pytest.mark.parametrize(
    ("kind", "text", "value", "holds"),
    [
        ("integer", "40", 40, True),
        ("integer", "+40", None, False),
        ("integer", "40.0", None, False),
        ("integer", "2,500", None, False),
        ("integer", "0014", None, False),
        ("integer", " 5", None, False),
        ("integer", "five", None, True),
        ("integer", "9007199254740992", 2**53, True),
        ("integer", "9007199254740993", 2**53 + 1, False),
        ("integer", "99999999999999999999", None, False),
        ("integer", None, None, True),
        ("number", "1.5", 1.5, True),
        ("number", "1.50", None, False),
        ("number", "1e5", None, False),
        ("number", "9007199254740994", 2.0**53 + 2, True),
        ("date", "2021-06-27", date(2021, 6, 27), True),
        ("date", "27.6.2021", None, False),
        ("boolean", "true", True, True),
        ("boolean", "Yes", None, False),
        ("string", "0014", None, True),
    ],
)
def test_a_number_date_or_boolean_has_one_form(kind, text, value, holds):
    assert holds == (not masks(constraints.canonical_form, column(kind), text, value))
    assert [] == masks(constraints.canonical_form, column(kind, canonical=False), text, value)


@pytest.mark.parametrize(("value", "holds"), [(2**53, True), (2**53 + 1, False), (-(2**53) - 1, False), (None, True)])
def test_a_typed_number_has_no_other_form_and_may_be_too_large(value, holds):
    assert holds == (not masks(constraints.canonical_form, column("integer", is_typed=True), "+5", value))


def test_a_column_that_nobody_called_canonical_is_read_in_any_form():
    plain = Column("a", pa.Column(pl.String), "string", pl.col("a"), pl.col("a"), is_typed=True)

    assert [] == masks(constraints.text_form, plain, None, " untrimmed ")


def test_the_one_form_is_told():
    form = "digits 0 to 9 without sign, separator or leading zero, at most 2^53"

    expected = [(f"a whole number has one form here: {form}", "write it in that form")]
    assert expected == told(constraints.canonical_form, column("integer"), "+40")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("plain", None),
        (" plain", "it starts or ends with white space"),
        ("plain ", "it starts or ends with white space"),
        ("zero\u200bwidth", "it holds a control or format character that nobody sees"),
        ("zero\u200djoined", None),
        ("cafÃ©", "its letters were garbled by a wrong encoding"),
        ("cafe\u0301", "its letters are not composed (Unicode NFC)"),
        ("café", None),
        (None, None),
    ],
)
@pytest.mark.parametrize("kind", ["string", "list"])
def test_a_text_is_in_one_form(text, why, kind):
    assert ([why] if why else []) == [said for said, _ in told(constraints.text_form, column(kind), text)]
    assert [] == told(constraints.text_form, column(kind, canonical=False), text)
    assert [] == told(constraints.text_form, column("integer"), text)


@pytest.mark.parametrize(("text", "holds"), [("abc", True), ("abc1", False), ("1abc", False), (None, True)])
def test_the_whole_cell_matches(text, holds):
    of = column("string", pa.Check.str_matches("^(?:[a-z]+)$"))

    expected = [] if holds else [("the whole cell must match [a-z]+", "write it in that form")]
    assert expected == told(constraints.pattern, of, text, text)


def test_a_pattern_is_matched_by_the_value():
    assert [] == masks(constraints.pattern, column("integer", pa.Check.str_matches("^(?:4.)$")), "+0040", 40)


@pytest.mark.parametrize(
    ("kind", "value", "shorter", "longer"),
    [
        ("string", "ab", True, False),
        ("string", "abc", False, False),
        ("string", "abcd", False, False),
        ("string", "äöüß", False, False),
        ("string", "abcde", False, True),
        ("string", None, False, False),
        ("list", ["a"] * 2, True, False),
        ("list", ["a"] * 3, False, False),
        ("list", ["a"] * 5, False, True),
        ("integer", 12, True, False),
        ("integer", 12345, False, True),
    ],
)
def test_a_text_or_list_has_a_length(kind, value, shorter, longer):
    at_least, at_most = pa.Check.str_length(min_value=3), pa.Check.str_length(max_value=4)
    both = column(kind, at_least, at_most)

    assert shorter == bool(masks(constraints.min_length, both, "", value))
    assert longer == bool(masks(constraints.max_length, both, "", value))
    assert [] == masks(constraints.min_length, column(kind, at_most), "", value)
    assert [] == masks(constraints.max_length, column(kind, at_least), "", value)


def test_a_length_of_zero_is_a_bound_too():
    assert ["its length must be at most 0"] == [
        why for why, _ in told(constraints.max_length, column("string", pa.Check.str_length(max_value=0)), "x", "x")
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("killed", None),
        (None, None),
        ("kiled", "did you mean killed? choose one of: killed, wounded"),
        ("zzz", "choose one of: killed, wounded"),
    ],
)
def test_a_code_is_one_of_the_codes(text, why):
    of = column("string", pa.Check.isin(["killed", "wounded"]))

    assert ([("it is none of the codes", why)] if why else []) == told(constraints.enum, of, text, text)


def test_a_typed_code_without_a_text_is_near_to_no_code():
    row = {"column": "a", text_column("a"): None, "codes": ("killed",), "shown": "killed"}

    assert "choose one of: killed" == finding_of(constraints.enum, row, file="t.csv").fix


@pytest.mark.parametrize(("codes", "shown"), [(30, "29"), (31, "29, …"), (40, "29, …")])
def test_of_many_codes_thirty_are_shown(codes, shown):
    of = column("integer", pa.Check.isin(list(range(codes))))

    ((_, fix),) = told(constraints.enum, of, "zzz", 99)

    assert fix.endswith(f", 28, {shown}")


@pytest.mark.parametrize(
    ("rule", "check", "broken", "why"),
    [
        (constraints.minimum, pa.Check.ge(5), [4], "it must be at least 5"),
        (constraints.minimum, pa.Check.gt(5), [4, 5], "it must be above 5"),
        (constraints.maximum, pa.Check.le(5), [6], "it must be at most 5"),
        (constraints.maximum, pa.Check.lt(5), [5, 6], "it must be below 5"),
    ],
)
def test_a_value_lies_within_its_bounds(rule, check, broken, why):
    of = column("integer", check)

    found = {value: [said for said, _ in told(rule, of, str(value), value)] for value in (4, 5, 6)}

    assert {value: [why] if value in broken else [] for value in found} == found
    other = constraints.maximum if rule is constraints.minimum else constraints.minimum
    assert [] == list(other.broken(of))


def test_the_gravest_rule_of_a_cell_comes_first_and_each_check_has_its_rule():
    ids = [rule.id for rule in RULES]

    assert ["required", "type-error", "canonical-form"] == ids[:3]
    assert set(CHECKS_OF) == set(ids[4:])
    assert {rule.stock_type for rule in RULES} == {"constraint-error", "type-error"}


@pytest.mark.parametrize(
    ("signs", "fix"),
    [
        ((""), "write an array"),
        (("",), "write an array, or leave the cell empty"),
        (("", "NA"), "write an array, or leave the cell empty, or write NA for no value"),
        (("NA", "-"), "write an array, or write NA, - for no value"),
    ],
)
def test_the_signs_of_no_value_are_named(signs, fix):
    of = replace(column("array", canonical=False), signs=tuple(signs))

    assert [("it is no array", fix)] == told(constraints.type_error, of, "n/a")
