"""Every rule catches its faults, alone."""

from __future__ import annotations

import pytest
from faults import apply, faults

from asreported.rules.book import BOOK
from asreported.validation import validate


@pytest.mark.parametrize("fault", faults(), ids=str)
def test_fault_is_caught_by_its_rule_alone(fault, package):
    apply(fault, package)

    report = validate(package)

    assert {fault.rule} == {finding.rule for finding in report.findings}
    assert report.valid == (BOOK[fault.rule].severity != "error")
    assert all(finding.file and finding.why and finding.fix for finding in report.findings)


def test_copy_without_a_fault_is_valid(package):
    assert validate(package).findings == ()


#: No table of ours asks for these; the tests of foreign packages break them.
FOREIGN = {"max-length", "min-length", "unique"}


def test_every_rule_has_a_fault():
    assert set(BOOK) - FOREIGN == {fault.rule for fault in faults()}
