"""The verdict on foreign packages beside that of frictionless: where they differ, the standard decides.

`differences.csv` has each difference, who is stricter, and the sentence that decides. Left out are Parquet, which
frictionless reads with pandas alone, and what frictionless itself does not survive.
"""

import csv
from pathlib import Path

import frictionless
import pytest
from drawing import drawn
from foreign import PACKAGES, write

from asreported import validate
from asreported.rules.book import BOOK

DIFFERENCES = {
    row["package"]: row
    for row in csv.DictReader((Path(__file__).parent / "differences.csv").read_text("utf-8").splitlines())
}
#: frictionless ends with a TypeError on these, or asks the network.
UNJUDGED = {"minimum that is not of its type", "foreignKeys of lists", "path that is a web address"}
COMPARED = [name for name in PACKAGES if not name.startswith("Parquet") and name not in UNJUDGED]
#: Error types that tell of one kind of fault, in either's words.
KINDS = (
    {"package-error", "resource-error", "schema-error", "field-error", "dialect-error", "metadata-error"},
    {"source-error", "scheme-error", "format-error", "encoding-error", "compression-error", "resource-error"},
    {
        "missing-label",
        "extra-label",
        "incorrect-label",
        "duplicate-label",
        "blank-label",
        "blank-header",
        "source-error",
    },
    {"missing-cell", "extra-cell", "blank-row"},
    {"constraint-error", "unique-error", "primary-key", "foreign-key", "type-error", "package-error", "source-error"},
)


def verdicts(name, folder):
    """Our verdict and theirs, each with the types of its errors."""
    write(PACKAGES[name], folder)
    ours = validate(folder)
    theirs = frictionless.validate(str(folder / "datapackage.json"), type="package")
    found = {BOOK[finding.rule].stock_type for finding in ours.findings if finding.severity == "error"}
    return ours.valid, found, theirs.valid, {kind for (kind,) in theirs.flatten(["type"])}


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", drawn(COMPARED, 4))
def test_the_verdict_is_that_of_frictionless_or_the_standard_decides(name, tmp_path):
    ours, our_types, theirs, their_types = verdicts(name, tmp_path)

    difference = None if ours == theirs else "theirs is stricter" if ours else "ours is stricter"
    if not ours and not theirs and not our_types & their_types:
        is_one_kind = any(our_types & kind and their_types & kind for kind in KINDS)
        difference = None if is_one_kind else "another error"
    assert DIFFERENCES.get(name, {}).get("difference") == difference, (our_types, their_types)


def test_there_are_enough_packages_to_compare_and_no_difference_is_left_over():
    assert len(COMPARED) >= 150
    assert set(DIFFERENCES) <= set(COMPARED)
    assert all(row["why"] for row in DIFFERENCES.values())
