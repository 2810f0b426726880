"""Thousands that are printed once for both ends of a range, or as another country prints them."""

from decimal import Decimal

import polars as pl
import pytest

from asreported import read_column, read_count


@pytest.mark.parametrize(
    ("phrase", "language", "ends"),
    [
        ("15-20,000 people fled", "en", [(15000, 20000), (15, 20000)]),
        ("between 15 and 20,000 people fled", "en", [(15000, 20000), (15, 20000)]),
        ("15 à 20 000 personnes ont fui", "fr", [(15000, 20000), (15, 20000)]),
        ("entre 15 y 20.000 personas huyeron", "es", [(15000, 20000), (15, 20000)]),
        ("بين 15 و20,000 شخص", "ar", [(15000, 20000), (15, 20000)]),
        ("between 10.000 and 20.000 people", "en", [(10, 20), (10000, 20000)]),
        ("between 900 and 1.200 people", "en", [(900, 1200)]),
        ("between 900 and 1,200 people", "en", [(900, 1200)]),
        ("between 20 and 15,000 people", "en", [(20, 15000)]),
        ("between 1,500 and 20,000 people", "en", [(1500, 20000)]),
        ("between 15 and 20,500 people", "en", [(15, 20500)]),
        ("15 to 20 thousand people", "en", [(15000, 20000)]),
    ],
)
def test_a_range_that_prints_its_thousands_once_may_be_either(phrase, language, ends):
    reading = read_count(phrase, language)
    told = [(a.low, a.high) for a in reading.alternatives] or [(reading.low, reading.high)]

    assert told == ends
    assert (reading.status == "ambiguous") is (len(ends) > 1)
    assert read_column(pl.Series([phrase]), language)["status"].to_list() == [reading.status]


@pytest.mark.parametrize(
    ("phrase", "values"),
    [
        ("At least 10.000 people were displaced", [10, 10000]),
        ("250.000 people", [250, 250000]),
        ("1.200 people", [Decimal("1.2"), 1200]),
        ("2.000 homes", [2, 2000]),
        ("10'000 people were displaced", [10000]),
        ("1'200'000 people", [1200000]),
        ("2.50 people", [Decimal("2.5")]),
        ("12.5 million people", [12500000]),
    ],
)
def test_the_thousands_of_another_country_are_never_decimals_with_confidence(phrase, values):
    reading = read_count(phrase)

    assert ([a.value for a in reading.alternatives] or [reading.value]) == values
    assert read_column(pl.Series([phrase]), "en")["status"].to_list() == [reading.status]
