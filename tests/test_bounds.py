from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asreported.bounds import Bounds
from asreported.errors import EmptyBounds, Misuse, UnknownCode
from asreported.qualifiers import End, bounds_of, qualifiers

whole = st.integers(min_value=1, max_value=10**12)


@pytest.mark.parametrize(
    ("qualifier", "numbers", "expected"),
    [
        ("more_than", [40], Bounds(41, None)),
        ("bare", [14], Bounds(14, 14)),
        ("at_least", [5], Bounds(5, None)),
        ("fewer_than", [10], Bounds(0, 9)),
        ("at_most", [6], Bounds(0, 6)),
        ("up_to", [20], Bounds(0, 20)),
        ("about", [30], Bounds(None, None)),
        ("nearly", [300], Bounds(None, 299)),
        ("just_over", [200], Bounds(201, None)),
        ("between", [10, 15], Bounds(10, 15)),
        ("several", [], Bounds(2, None)),
        ("dozens", [], Bounds(12, None)),
        ("majority", [], Bounds(None, None)),
        ("none", [], Bounds(0, 0)),
        ("not_reported", [], Bounds(None, None)),
        ("ordinal", [2], Bounds(2, 2)),
    ],
)
def test_bounds_follow_from_the_qualifier(qualifier, numbers, expected):
    assert expected == bounds_of(qualifier, *numbers)


@given(whole)
def test_the_printed_number_lies_in_the_bounds_of_its_qualifier_unless_the_words_exclude_it(number):
    excluding = {"more_than", "just_over", "fewer_than", "nearly"}

    for code, qualifier in qualifiers().items():
        if qualifier.number == "required":
            assert (number in bounds_of(code, number)) == (code not in excluding)


@given(whole)
def test_more_than_a_number_is_at_least_the_next(number):
    assert bounds_of("at_least", number + 1) == bounds_of("more_than", number)


def test_bounds_that_no_count_fits_are_refused():
    with pytest.raises(EmptyBounds, match="at least 15 and at most 10"):
        bounds_of("between", 15, 10)


def test_a_vague_word_takes_no_number():
    with pytest.raises(Misuse, match="takes 0 printed numbers, not 1"):
        bounds_of("several", 3)


def test_an_unknown_code_is_named():
    with pytest.raises(UnknownCode, match="atleast"):
        bounds_of("atleast", 5)


def test_decimals_stay_exact():
    assert Bounds(Decimal("1.2"), Decimal("1.2")) == bounds_of("bare", Decimal("1.2"))


def test_an_open_end_reads_as_open():
    assert [
        Bounds(5, None).in_words(),
        Bounds(None, None).in_words(),
    ] == ["5 or more", "no bounds follow from the words"]


def test_a_number_that_is_not_whole_is_an_end_itself():
    assert Bounds(Decimal("2.4"), None) == bounds_of("more_than", Decimal("2.4"))
    assert Bounds(0, Decimal("0.75")) == bounds_of("fewer_than", Decimal("0.75"))


def test_an_end_that_the_words_leave_open_is_counted_from_nothing():
    assert End("", 0) == qualifiers()["at_least"].high == qualifiers()["nearly"].low
