"""What several people say of one incident stands side by side, and is not resolved."""

import pytest
from faults import apply

from asreported.claims import side_by_side
from asreported.errors import UnknownName
from asreported.explaining import KnownFault

RAIDS = "us-air-raids-2021-06-27"
NOBODY = KnownFault(
    "",
    "dataset/figures.csv",
    "",
    "(text)",
    f"{RAIDS},killed,anyone,not_reported,,,, ¦ did not say whether it believed anyone was killed or injured",
    f"{RAIDS},killed,one,none,,0,0, ¦ no one was killed or injured",
)


def test_claims_that_exclude_each_other_are_marked_both_with_their_speakers(package):
    apply(NOBODY, package)

    claims = side_by_side(RAIDS, package)
    page = str(claims)

    assert {"fighters-killed": ["killed-not-reported"], "killed-not-reported": ["fighters-killed"]} == {
        row["figure_id"]: row["differs_from"] for row in claims.rows.to_dicts() if row["differs_from"]
    }
    assert '≠ "at least five fighters were killed": 5 or more' in page
    assert '≠ "no one was killed or injured": 0' in page
    assert "said by the US military" in page
    assert "neither is resolved here" in " ".join(page.split())


def test_claims_that_can_both_be_true_are_not_marked():
    claims = side_by_side(RAIDS)

    assert [] == [row["figure_id"] for row in claims.rows.to_dicts() if row["differs_from"]]
    assert "≠" not in str(claims)


def test_no_line_is_wider_than_a_terminal():
    assert max(map(len, str(side_by_side(RAIDS)).splitlines())) <= 80


def test_an_incident_that_is_not_there_is_said_so():
    with pytest.raises(UnknownName, match="did you mean us-air-raids"):
        side_by_side("us-air-raids-2021-06-28")
