"""The time to read a text grows with its length, and not with the square of it, whatever is repeated in it."""

from __future__ import annotations

import time

import polars as pl
import pytest

from asreported.auditing import audit
from asreported.reading import find_denial, read_count, read_numbers
from asreported.suggesting import find_candidates

#: Pieces of text that a reader may look back over, or try again from every place.
REPEATED = [
    ("en", "at least some "),
    ("en", "at least some 5 "),
    ("en", "five and a half and "),
    ("en", "5 million million "),
    ("en", "between 5 and "),
    ("en", "one of the "),
    ("en", "1/1,"),
    ("en", "100 "),
    ("en", "did not say how many were killed "),
    ("ar", "و"),
    ("ar", "لا يقل عن "),
]
#: Said and quoted, in one sentence that has no end.
SAID = [
    ("en", "police said five were hurt, "),
    ("en", '"five" '),
    ("en", "according to five "),
    ("en", "at least some "),
]
#: Twice the text takes twice the time; with the square it would take four times.
LINEAR = 3


def grows(call, repeats):
    """Return how many times longer twice the text takes, at best: a busy machine only makes it look slower."""
    ratios = []
    for _ in range(4):
        taken = []
        for times in (repeats, 2 * repeats):
            start = time.process_time()
            call(times)
            taken.append(time.process_time() - start)
        ratios.append(taken[1] / max(taken[0], 0.01))
        if ratios[-1] < LINEAR:
            break
    return min(ratios)


@pytest.mark.slow  # twenty seconds: only long texts tell a line from a square
@pytest.mark.parametrize(("language", "piece"), REPEATED, ids=[piece for _, piece in REPEATED])
def test_reading_takes_twice_as_long_for_twice_the_text(language, piece):
    def read(times):
        read_numbers(piece * times, language)
        read_count(piece * times, language)
        find_denial(piece * times, language)

    assert grows(read, 1_500) < LINEAR


@pytest.mark.slow  # ten seconds: only long texts tell a line from a square
@pytest.mark.parametrize(("language", "piece"), SAID, ids=[piece for _, piece in SAID])
def test_suggesting_takes_twice_as_long_for_twice_the_text(language, piece):
    assert grows(lambda times: find_candidates(piece * times, language), 400) < LINEAR


@pytest.mark.slow  # five seconds: only long texts tell a line from a square
@pytest.mark.parametrize("piece", ["five killed and six wounded, ", "at least five dead "])
def test_auditing_takes_twice_as_long_for_twice_the_text(piece):
    def audited(times):
        audit(pl.DataFrame({"words": [piece * times], "deaths": [5]}), text="words", number="deaths")

    assert grows(audited, 400) < LINEAR
