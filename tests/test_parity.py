"""The Pandera classes and the command line give the same verdict, fault by fault: one engine runs the rules of both."""

from pathlib import PurePosixPath

import pandera.errors
import pytest
from drawing import drawn
from faults import apply, edges

import asreported
from asreported.explaining import PAIRS, faults
from asreported.rules.book import BOOK, of_scope
from asreported.rules.constraints import CHECKS_OF
from asreported.schemas import TABLES

CLASSES = {str(cls.to_schema().name): cls for cls in TABLES}
#: What a frame has lost before a class sees it: cells that are of no type, other forms of a value, and the profile's
#: form of a text, which is a rule of files.
UNSEEN = {"type-error", "canonical-form", "text-form"}
SEEN = ({rule.id for rule in (*of_scope("cell"), *of_scope("row"))} | {"primary-key"}) - UNSEEN


def table_of(fault):
    """Return the table whose rows a fault breaks: that of its rule, else the one that it changes."""
    path = PurePosixPath(fault.file.split(PAIRS)[0])
    own = path.stem if path.parts[:1] == ("dataset",) and path.stem in CLASSES else None
    return own and (BOOK[fault.rule].table or own)


def told_by_class(table, folder, fault):
    """Return the rules of ours that the class finds broken in a table of the package.

    A class knows the shipped codelists; where a fault changes those of the package, its own schema is asked.
    """
    frame = asreported.load(table, folder)
    is_alone = PurePosixPath(fault.file).stem == table
    schema = CLASSES[table].to_schema() if is_alone else asreported.pandera_schema(table, folder)
    try:
        schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        return {rule for error in errors.schema_errors for rule in rules_of(error)}
    return set()


def rules_of(error):
    if error.reason_code == pandera.errors.SchemaErrorReason.DUPLICATES:
        return {"primary-key"}
    name = getattr(error.check, "name", error.check)
    if name == "not_nullable":
        return {"required"}
    return {name} if name in BOOK else {rule for rule, checks in CHECKS_OF.items() if name in checks}


def told_by_command(table, folder):
    report = asreported.validate(folder)
    return {finding.rule for finding in report.findings if finding.table == table and finding.rule in SEEN}


FAULTS = [fault for fault in faults() if fault.rule in SEEN and table_of(fault)]


@pytest.mark.parametrize("fault", drawn(FAULTS, 4), ids=lambda fault: f"{fault.rule}: {fault.in_words()[:80]}")
def test_a_class_tells_of_a_fault_as_the_command_line_does(fault, package):
    apply(fault, package)
    table = table_of(fault)

    told = told_by_class(table, package, fault)

    # Of a length Pandera's check does not say which end it breaks.
    lengths = {"min-length", "max-length"}
    expected = told_by_command(table, package)
    assert {fault.rule} <= expected
    assert expected - lengths == told - lengths
    assert bool(expected & lengths) == bool(told & lengths)


@pytest.mark.parametrize(
    "edge",
    drawn([edge for edge in edges() if table_of(edge)], 4),
    ids=lambda edge: f"{edge.rule}: {edge.in_words()[:80]}",
)
def test_what_comes_near_is_valid_in_both(edge, package):
    apply(edge, package)
    table = table_of(edge)

    assert set() == told_by_class(table, package, edge) == told_by_command(table, package)


def test_a_fault_of_every_rule_that_a_class_can_see_is_tried():
    unseen = {
        "min-length",
        "max-length",
        "maximum",
    }  # no column of ours has the last two; an empty text is an empty cell

    assert SEEN - unseen <= {fault.rule for fault in FAULTS} | unseen
