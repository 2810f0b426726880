#!/usr/bin/env python3
"""Audit the events of UCDP GED Syria 2016-2019 and print what docs/qualifier-loss.md says of them.

    python scripts/audit_ucdp.py ucdp-ged-syria-2016-2019.csv              the figures, as JSON
    python scripts/audit_ucdp.py ucdp-ged-syria-2016-2019.csv --sample     the 100 verdicts to check by hand, as CSV

The data are not in this repository: UCDP GED Syria, 1 January 2016 to 30 November 2019 (652.1601.1911), Uppsala
Conflict Data Program, CC BY 4.0, with the columns id, source_headline, low, best and high as published.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

import polars as pl  # noqa: E402

from asreported.auditing import VERDICTS, audit, summary  # noqa: E402

#: How many verdicts of each kind are drawn, and the seed of the draw.
EACH, SEED = 20, 20260103


def audited(place: Path) -> pl.DataFrame:
    """Return the audit of the file, with the id and the headlines of each event."""
    rows = audit(place, text="source_headline", number="best", low="low", high="high", measure="killed")
    events = pl.read_csv(place, columns=["id", "source_headline"], infer_schema=False).with_row_index("row", 2)
    return rows.join(events, on="row", how="left", maintain_order="left")


def findings(rows: pl.DataFrame) -> dict[str, object]:
    """Return the figures of the finding."""
    told = summary(rows)
    lost = rows.filter(verdict="qualifier_lost")
    equal = rows.filter(pl.col("value") == pl.col("stored"), pl.col("verdict") != "cannot_be_read")
    qualified = equal.filter(~pl.col("low").eq_missing(pl.col("high")) | pl.col("low").is_null())
    return {
        "events": told.rows,
        "events_whose_words_hold_a_count": rows.filter(
            pl.col("reason").fill_null("") != "the words hold no count"
        ).height,
        "events_by_verdict": told.verdicts,
        "events_of_one_number": rows.filter(
            pl.col("stored_low") == pl.col("stored"), pl.col("stored_high") == pl.col("stored")
        ).height,
        "events_with_low_above_high": rows.filter(pl.col("stored_low") > pl.col("stored_high")).height,
        "counts_that_print_the_stored_number": equal.height,
        "qualified": told.qualified,
        "qualified_and_stored_as_exact": told.lost,
        "bare": equal.height - told.qualified,
        "bare_and_stored_as_exact": equal.join(qualified, on="row", how="anti")
        .filter(pl.col("stored_low") == pl.col("stored"), pl.col("stored_high") == pl.col("stored"))
        .height,
        "lost_by_qualifier": dict(sorted(lost["qualifier"].value_counts().iter_rows())),
        "qualified_by_qualifier": dict(sorted(qualified["qualifier"].value_counts().iter_rows())),
        "lost_in_different_words": lost["source_headline"].n_unique(),
        "qualified_in_different_words": qualified["source_headline"].n_unique(),
    }


def sample(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the verdicts to check by hand: as many of each kind, of events whose words hold a count."""
    held = rows.filter(pl.col("reason").fill_null("") != "the words hold no count")
    drawn = [held.filter(verdict=code).sample(EACH, seed=SEED) for code in VERDICTS]
    return pl.concat(drawn)


def main() -> None:
    """Print the figures, or the sample."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--sample", action="store_true", help="print the verdicts to check by hand")
    given = parser.parse_args()
    rows = audited(given.file)
    if given.sample:
        print(sample(rows).write_csv(), end="")
    else:
        print(json.dumps(findings(rows), indent=2))


if __name__ == "__main__":
    main()
