#!/usr/bin/env python3
"""Time the bulk reader beside one case-insensitive `str.extract` of a number, over a million different phrases.

python scripts/time_reading.py numbers    phrases that differ in cue, number, noun and verb
python scripts/time_reading.py places     phrases that also name one of 5,000 places
python scripts/time_reading.py words      phrases among words of which hardly two are the same
"""

from __future__ import annotations

import itertools
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

import polars as pl  # noqa: E402

from asreported.reading import read_column  # noqa: E402

PHRASES = 1_000_000
RUNS = 3
CUES = ["at least", "more than", "about", "nearly", "up to", "no fewer than", "fewer than", ""]
NOUNS = ["people", "fighters", "soldiers", "rockets", "houses", "attacks", "villagers"]
VERBS = ["killed", "hit", "seen"]
CAUSES = ["shelling", "drones", "gunmen"]
NAMES = ["".join(made).title() for made in itertools.product("bklmnrst", "aeiou", "dgnrs", "aeiou", "klmnrt")][:5000]
LETTERS = "abcdefghiklmnoprstuvw"


def numbers(draw: random.Random) -> str:
    """Return a phrase that differs from others mostly in its number."""
    number = f"{draw.randint(2, 10**9):,}"
    return f"{draw.choice(CUES)} {number} {draw.choice(NOUNS)} were {draw.choice(VERBS)}"


def places(draw: random.Random) -> str:
    """Return a phrase that names a place."""
    told = f"{draw.choice(CUES)} {draw.randint(1, 900)} {draw.choice(NOUNS)} were {draw.choice(VERBS)}"
    return f"{told} in {draw.choice(NAMES)} by {draw.choice(CAUSES)}"


def words(draw: random.Random) -> str:
    """Return a phrase among words that nobody knows."""
    before, after = (" ".join(_word(draw) for _ in range(draw.randint(2, 7))) for _ in range(2))
    return f"{before} {draw.choice(CUES)} {draw.randint(1, 3000)} {draw.choice(NOUNS)} were {after}"


def _word(draw: random.Random) -> str:
    return "".join(draw.choices(LETTERS, k=draw.randint(3, 11)))


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main() -> None:
    """Make the phrases, time both in turn, and print the ratio of each run."""
    made = {"numbers": numbers, "places": places, "words": words}[sys.argv[1] if len(sys.argv) > 1 else "numbers"]
    draw = random.Random(7)
    column = pl.Series("phrase", list({made(draw).strip() for _ in range(PHRASES)}))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    read_column(column.head(1000))
    ratios = []
    for _ in range(RUNS):
        extracted = _seconds(lambda: column.to_frame().select(pl.col("phrase").str.extract(r"(?i)([0-9][0-9,]*)")))
        read = _seconds(lambda: read_column(column))
        ratios.append(read / extracted)
        print(f"extract {extracted:.2f} s, read {read:.2f} s, ratio {read / extracted:.1f}")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    memory = f"{before:.2f} GB before, {most:.2f} GB at most"
    print(f"{len(column):,} phrases: median ratio {sorted(ratios)[RUNS // 2]:.1f}; {memory}")


if __name__ == "__main__":
    main()
