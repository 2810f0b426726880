"""Numbers in names are told by capital letters, and counts behind the name of a place are not taken for them."""

from __future__ import annotations

import pytest

from asreported.reading import find_counts, read_numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The retailer Forever 21 was among the bidders", "21"),
        ("The spokesman told Radio Four that talks went on", "Four"),
        ("The Falcon 9, its engines still warm, was taken away", "9"),
        ("They shipped it with Android 4.4 on board", "4.4"),
        ("Members of Shop Local 851 at the plant walked out", "851"),
        ("The driver left Route Seven near the bridge", "Seven"),
    ],
)
def test_a_number_of_a_name_is_passed_over(text, number):
    assert [(one.text, one.reason) for one in read_numbers(text)[1]] == [(number, "name")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In Aleppo 12 were killed by shells", 12),
        ("Twelve people were hurt, and in Hama 5.", 5),
        ("The army said on Sunday 14 and then 15 rockets fell", 14),
        ("They bombed Homs 12 times", 12),
        ("According to Reuters 5 fighters were killed", 5),
        ("Five Killed In Two Attacks On Aleppo", 5),
        ("Over 40 attacks were counted", 40),
        ("Iraq: 12, after a night of shelling", 12),
    ],
)
def test_a_count_behind_a_capital_letter_is_read(text, value):
    assert value in [one.value for one in find_counts(text)]
