"""What changed between two versions is said figure by figure, with the version step that it asks for."""

import json
import shutil

import pytest
from faults import apply, refresh

from asreported.changes import MAJOR, MINOR
from asreported.cli import cli
from asreported.comparing import diff
from asreported.errors import Misuse
from asreported.explaining import KnownFault
from asreported.schemas import TABLES
from asreported.validation import validate

FIGURES, ATTRIBUTIONS = "dataset/figures.csv", "dataset/attributions.csv"


@pytest.fixture
def old(package, tmp_path_factory):
    """A folder with a copy of the package as it was."""
    place = tmp_path_factory.mktemp("old")
    shutil.copytree(package, place, dirs_exist_ok=True)
    return place


def cell(file, key, column, before, after):
    return KnownFault("", file, key, column, before, after)


def row(file, key):
    return KnownFault("", file, key, "(row)", "", "")


def text(file, before, after):
    return KnownFault("", file, "", "(text)", before, after)


NEW_FIGURE = (
    "\\nwounded-again,Wounded,us-air-raids-2021-06-27,wounded,others,several,,2,,,,,,,,,,al-jazeera-2021-06-28,"
    "several others wounded,793,The asreported developers,,\\n"
)


@pytest.mark.parametrize(
    ("changes", "step", "words"),
    [
        (
            [text(FIGURES, "attacks,more_than,40,41,", "attacks,at_least,40,40,")],
            "major",
            ["qualifier more_than → at_least; low 41 → 40; phrase unchanged"],
        ),
        (
            [
                cell(
                    FIGURES, "fighters-killed", "phrase", "at least five fighters were killed", "at least five fighters"
                )
            ],
            "major",
            ['phrase "at least five fighters were killed" → "at least five fighters"'],
        ),
        ([row(FIGURES, "troops-deployed")], "major", ['removed: "2,500 American troops"']),
        (
            [
                text(FIGURES, "\\ntroops-deployed,", "\\ntroops-in-iraq,"),
                text(ATTRIBUTIONS, "\\ntroops-deployed,", "\\ntroops-in-iraq,"),
                text("dataset/numbers.csv", ",troops-deployed,", ",troops-in-iraq,"),
            ],
            "major",
            ["renamed from troops-deployed"],
        ),
        (
            [cell(ATTRIBUTIONS, "drone-attacks+2", "agent_id", "reuters", "pentagon")],
            "major",
            ["agent_id reuters → pentagon"],
        ),
        ([row(ATTRIBUTIONS, "drone-attacks+2")], "major", ['removed: "speaking to the Reuters news agency"']),
        (
            [text(FIGURES, "\\nattacks-claimed", NEW_FIGURE + "attacks-claimed")],
            "minor",
            ['added: "several others wounded"'],
        ),
        ([cell(FIGURES, "fighters-killed", "place", "", "Syria")], "minor", ["place (empty) → Syria"]),
        (
            [row("dataset/relations.csv", "rocket-attacks+part_of+attacks-on-us-interests")],
            "minor",
            ['removed: "14 were rocket attacks"'],
        ),
        (
            [cell(FIGURES, "fighters-killed", "reviewed_by", "", "Jane Roe")],
            "patch",
            ['reviewed_by (empty) → "Jane Roe"'],
        ),
        (
            [cell("dataset/sources.csv", "al-jazeera-2021-06-28", "byline", "", "Roe")],
            "patch",
            ["byline (empty) → Roe"],
        ),
        ([KnownFault("", "datapackage.json", "", "title", "", '"Another"')], "patch", ["title changed"]),
        ([], None, []),
    ],
    ids=[
        "bounds",
        "phrase",
        "a figure gone",
        "renamed",
        "a speaker",
        "a link gone",
        "a figure more",
        "place",
        "a relation gone",
        "a review",
        "a byline",
        "the title",
        "nothing",
    ],
)
def test_a_change_is_said_in_words_with_its_step(changes, step, words, package, old):
    for change in changes:
        apply(change, package)

    difference = diff(old, package)

    assert (step, words) == (difference.asks_for, [change.words for change in difference.changes])


def test_columns_that_come_or_go_are_said(package, old):
    apply(KnownFault("", "dataset/agents.csv", "(columns)", "colour", "", "new"), package)

    assert ["minor"] == [change.step for change in diff(old, package).changes]
    assert ["major"] == [change.step for change in diff(package, old).changes]


def test_the_order_of_rows_is_no_change(package, old):
    place = package / FIGURES
    header, *rows = place.read_text().splitlines()
    place.write_text("\n".join([header, *reversed(rows)]) + "\n")

    assert () == diff(old, package).changes


def test_every_column_that_asks_for_a_step_is_a_column():
    columns = {str(cls.to_schema().name): set(cls.to_schema().columns) for cls in TABLES}
    for steps in (MAJOR, MINOR):
        assert all(set(names) <= columns[table] for table, names in steps.items())


def version(package, number, changelog=""):
    for file in ("datapackage.json", "CITATION.cff"):
        place = package / file
        place.write_text(place.read_text().replace("1.0.0", number))
    (package / "CHANGELOG.md").write_text(changelog)


@pytest.mark.parametrize(
    ("number", "changelog", "columns"),
    [
        ("2.0.0", "- rocket-attacks: measure corrected", []),
        ("2.1.3", "- `rocket-attacks`: measure corrected", []),
        ("1.1.0", "- rocket-attacks: measure corrected", ["version"]),
        ("2.0.0", "- rocket-attacks-elsewhere: measure corrected", ["figure_id"]),
        ("1.0.1", "", ["version", "figure_id"]),
        ("0.9.0", "- rocket-attacks", ["version"]),
    ],
)
def test_a_changed_figure_is_recorded_by_name_and_by_version(number, changelog, columns, package, old):
    apply(cell(FIGURES, "rocket-attacks", "measure", "rocket_attacks", "attacks"), package)
    version(package, number, changelog)

    found = [f for f in validate(package, against=old).findings if f.rule == "change-recorded"]

    assert columns == [finding.column for finding in found]


def test_a_line_that_was_there_before_records_nothing(package, old):
    (old / "CHANGELOG.md").write_text("- rocket-attacks: added\n")
    apply(cell(FIGURES, "rocket-attacks", "measure", "rocket_attacks", "attacks"), package)
    version(package, "2.0.0", "- rocket-attacks: added\n")

    assert not validate(package, against=old).valid


def test_a_table_that_cannot_be_read_keeps_the_rule_waiting(package, old):
    (package / FIGURES).write_bytes(b'"')
    refresh(package)

    assert "change-recorded" in validate(package, against=old).waiting
    with pytest.raises(Misuse, match="the older version cannot be compared"):
        validate(old, against=package)


@pytest.mark.parametrize(("form", "start"), [("json", "{"), ("csv", "table,key,kind,step,change\n"), ("table", "step")])
def test_the_command_prints_the_same_in_every_form(form, start, package, old, capsys):
    apply(cell(FIGURES, "fighters-killed", "note", "The sentence does not say in which country.", "x"), package)

    cli.main(["diff", str(old), str(package), "--format", form], standalone_mode=False)

    printed = capsys.readouterr().out
    assert printed.startswith(start)
    assert "fighters-killed" in printed
    if form == "json":
        told = json.loads(printed)
        assert ("patch", "1.0.1", False) == (told["asks_for"], told["least_version"], told["is_enough"])
