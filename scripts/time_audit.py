#!/usr/bin/env python3
"""Time an audit of a million rows.

python scripts/time_audit.py                a million rows of invented reports, nearly all of them different
python scripts/time_audit.py EVENTS.csv     a million rows that repeat the events of UCDP GED Syria
"""

from __future__ import annotations

import itertools
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

import polars as pl  # noqa: E402

from asreported.auditing import audit, summary  # noqa: E402

ROWS = 1_000_000
CUES = ["At least {}", "More than {}", "About {}", "{}", "Nearly {}", "Up to {}", "{} or more", "No fewer than {}"]
PEOPLE = ["people", "fighters", "civilians", "soldiers", "miners"]
NAMES = ["".join(made).title() for made in itertools.product("bklmnrst", "aeiou", "dgnrs", "aeiou", "klmnrt")][:5000]


def invented() -> pl.DataFrame:
    """Return a million different reports with the number that each prints."""
    rows = []
    for place in range(ROWS):
        number, name = 1 + place % 900, NAMES[place // 900 * 4 % len(NAMES)]
        cue, people = CUES[place % len(CUES)].format(number), PEOPLE[place // 7 % len(PEOPLE)]
        rows.append((f"{cue} {people} were killed in {name} by shelling", number))
    return pl.DataFrame(rows, schema=["source_headline", "best"], orient="row").with_columns(low="best", high="best")


def main() -> None:
    """Make the rows, audit them, and print the seconds."""
    if len(sys.argv) > 1:
        events = pl.read_csv(sys.argv[1], columns=["source_headline", "low", "best", "high"])
        table = pl.concat([events] * -(-ROWS // events.height)).head(ROWS)
    else:
        table = invented()
    print(f"{table.height:,} rows, {table['source_headline'].n_unique():,} different texts")
    wall, processor = time.perf_counter(), time.process_time()
    audited = audit(table, text="source_headline", number="best", low="low", high="high", measure="killed")
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{wall:.1f} s, of which {processor:.1f} s of the processor; at most {most:.1f} GB\n{summary(audited)}")


if __name__ == "__main__":
    main()
