"""The figures of docs/qualifier-loss.md are those that the script finds, where the data are."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = os.environ.get("ASREPORTED_UCDP")

_spec = importlib.util.spec_from_file_location("audit_ucdp", ROOT / "scripts" / "audit_ucdp.py")
audit_ucdp = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(audit_ucdp)

LABELS = {
    "events": "events",
    "events_whose_words_hold_a_count": "events whose words hold a count of anything",
    "events_of_one_number": "events in which low, best and high are one number",
    "events_with_low_above_high": "events in which low is above high",
    "counts_that_print_the_stored_number": "counts of the killed that print the stored number",
    "bare": "of these bare",
    "bare_and_stored_as_exact": "of these bare and stored as exact",
    "qualified": "of these qualified",
    "qualified_and_stored_as_exact": "of these qualified and stored as exact",
}


def test_the_excerpt_gives_every_figure_of_the_finding():
    found = audit_ucdp.findings(audit_ucdp.audited(ROOT / "tests" / "ucdp_excerpt.csv"))

    assert set(LABELS) < set(found)
    assert 58 == found["events"]
    assert found["qualified"] >= found["qualified_and_stored_as_exact"] >= 20


@pytest.mark.slow  # reads 13,706 headlines one by one: ten seconds and more
@pytest.mark.skipif(not DATA, reason="ASREPORTED_UCDP names no copy of the UCDP GED Syria events")
def test_the_document_says_what_the_script_finds():
    page = (ROOT / "docs" / "qualifier-loss.md").read_text("utf-8")
    rows = audit_ucdp.audited(Path(DATA))
    found = audit_ucdp.findings(rows)

    told = {f"| {label} | {found[name]:,} |" for name, label in LABELS.items()}
    told |= {f"| {verdict} | {events:,} |" for verdict, events in found["events_by_verdict"].items()}
    told |= {
        f"| {code} | {qualified} | {found['lost_by_qualifier'].get(code, 0)} |"
        for code, qualified in found["qualified_by_qualifier"].items()
    }
    told.add(
        f"The {found['qualified_and_stored_as_exact']} events have {found['lost_in_different_words']} different texts"
    )

    assert set() == {line for line in told if line not in page}
    assert {227453, 232993} <= {int(one) for one in audit_ucdp.sample(rows)["id"]}
