"""A report counts what it found, shown or not."""

import pytest

from asreported.findings import Finding, Report, TableReport, one_line

TABLES = (TableReport("figures", "figures.csv", ("low",), 16), TableReport("agents", "agents.csv", ("name",), 5))
SEVERITIES = {"minimum": "error", "unlisted-file": "warning", "basis": "note"}


def finding(rule, line=None, why="why", **more):
    return Finding(rule, "figures.csv", why, "fix", line=line, severity=SEVERITIES[rule], **more)


def report(totals, findings=()):
    rules = tuple(SEVERITIES)
    return Report("p", "1.0.0", "p", TABLES, rules, findings, {("figures.csv", r): n for r, n in totals}, SEVERITIES)


@pytest.mark.parametrize(
    ("totals", "valid", "errors"),
    [
        ([], True, 0),
        ([("minimum", 1)], False, 1),
        ([("minimum", 300), ("unlisted-file", 2)], False, 300),
        ([("unlisted-file", 2), ("basis", 4)], True, 0),
    ],
    ids=["nothing", "an error", "errors and a warning", "a warning and notes"],
)
def test_errors_alone_refuse_a_package(totals, valid, errors):
    found = report(totals)

    assert (valid, errors) == (found.valid, found.total())
    assert sum(n for rule, n in totals if rule == "unlisted-file") == found.total("warning")


def test_rows_are_those_of_every_table():
    assert 21 == report([]).rows


def test_a_report_says_of_itself_only_what_it_is_told():
    assert ((), (), 0.0, True) == (report([]).waiting, report([]).remarks, report([]).seconds, report([]).profiled)


def test_notes_are_those_findings_that_a_person_judges():
    shown = (finding("minimum", 3), finding("basis"))

    assert shown[1:] == report([], shown).notes
    assert ("figures.csv:3", "figures.csv") == tuple(f.place for f in shown)


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\nb", "a\\nb"), ("\u202eb", "\\u202eb"), ("2\u00a0500 \u202f", "2\u00a0500 \u202f"), (40, "40")],
    ids=["a line end", "a turn of direction", "spaces that do not break", "a number"],
)
def test_what_a_terminal_would_obey_is_written_out(text, line):
    assert line == one_line(text)


def test_what_is_not_shown_is_counted_but_for_notes():
    found = report([("minimum", 5), ("unlisted-file", 3), ("basis", 4)], (finding("minimum", 3), finding("basis")))

    assert [
        "not valid: p 1.0.0: 2 tables, 21 rows, 3 rules checked; 5 errors, 3 warnings",
        "  figures.csv:3    [minimum]  why",
        "  and 7 more",
    ] == repr(found).splitlines()
    assert found._repr_html_().endswith("<p>and 7 more</p>")


def test_nothing_more_is_said_where_all_is_shown():
    found = report([("minimum", 1)], (finding("minimum"),))

    assert "not valid: p 1.0.0: 2 tables, 21 rows, 3 rules checked; 1 error" == found.verdict
    assert ["  figures.csv    [minimum]  why"] == repr(found).splitlines()[1:]
    assert found._repr_html_().endswith("</table>")
    assert "<table>" not in report([])._repr_html_()


@pytest.mark.parametrize(
    ("total", "shown", "last"),
    [
        (1, 1, "figures.csv"),
        (2, 1, "and 1 more"),
        (10, 10, "figures.csv"),
        (11, 10, "and 1 more"),
        (11, 11, "and 1 more"),
    ],
)
def test_ten_are_shown_and_the_rest_is_counted(total, shown, last):
    found = report([("minimum", total)], (finding("minimum"),) * shown)

    assert last in repr(found).splitlines()[-1]
    assert ("more" in last) == ("more" in found._repr_html_())
    assert min(shown, 10) == repr(found).count("[minimum]") == found._repr_html_().count("<td>minimum</td>")


def test_the_column_is_shown_and_a_long_line_cut_after_160_signs():
    found = report([("minimum", 1)], (finding("minimum", why="x" * 200, column="low", found="<4>"),))

    assert repr(found).splitlines()[1].startswith("  figures.csv  low  [minimum]  xxx")
    assert 160 == len(repr(found).splitlines()[1])
    assert "<td>low</td><td>&lt;4&gt;</td>" in found._repr_html_()
