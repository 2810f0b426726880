"""Every rule catches its faults, alone, and lets pass what comes near to one."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from drawing import drawn
from faults import apply, edges

from asreported import shipped
from asreported.explaining import faults
from asreported.rules.book import BOOK, of_scope
from asreported.validating import validate

ARTICLE = os.environ.get("ASREPORTED_ARTICLE")
WITH_TEXT = {rule.id for rule in of_scope("text")}
#: The rules that compare with an older version: here with the package as it was before the fault.
AGAINST = {"change-recorded"}


def check(package, rule=""):
    texts = {"al-jazeera-2021-06-28": ARTICLE} if rule in WITH_TEXT else None
    return validate(package, texts=texts, against=shipped.PACKAGE if rule in AGAINST else None)


@pytest.fixture(scope="module")
def left_for_a_person():
    """The points that the shipped package leaves for a person already."""
    return Counter(finding.rule for finding in validate().notes)


@pytest.mark.parametrize("fault", drawn(faults(), 4), ids=lambda fault: f"{fault.rule}: {fault.in_words()[:90]}")
def test_fault_is_caught_by_its_rule_alone(fault, package, left_for_a_person):
    if fault.rule in WITH_TEXT and not ARTICLE:
        pytest.skip("ASREPORTED_ARTICLE names no file with the article's text")
    apply(fault, package)

    report = check(package, fault.rule)

    wrong = {finding.rule for finding in report.findings if finding.severity != "note"}
    points = Counter(finding.rule for finding in report.notes)
    if BOOK[fault.rule].severity == "note":
        assert set() == wrong
        assert points[fault.rule] >= max(1, left_for_a_person[fault.rule])
        assert set(points) <= {*left_for_a_person, fault.rule}
    else:
        assert {fault.rule} == wrong
        assert set(points) <= set(left_for_a_person)
    assert report.valid == (BOOK[fault.rule].severity != "error")
    assert all(finding.file and finding.why and finding.fix for finding in report.findings)


@pytest.mark.parametrize("edge", drawn(edges(), 4), ids=lambda edge: f"{edge.rule}: {edge.in_words()[:90]}")
def test_edge_is_valid(edge, package, left_for_a_person):
    apply(edge, package)

    report = check(package, edge.rule)

    points = Counter(finding.rule for finding in report.notes)
    assert [] == [finding for finding in report.findings if finding.severity != "note"]
    assert points <= left_for_a_person
    assert not points[edge.rule] or points[edge.rule] < left_for_a_person[edge.rule]


def test_copy_without_a_fault_has_nothing_wrong(package):
    report = check(package, "change-recorded")

    assert set() == {finding.severity for finding in report.findings} - {"note"}
    assert () == report.waiting


def test_every_rule_has_a_fault():
    assert set(BOOK) == {fault.rule for fault in faults()}
