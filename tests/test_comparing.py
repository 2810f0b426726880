"""What changed between two versions is said figure by figure, with the version step that it asks for."""

import json
import shutil

import pytest
from faults import apply, refresh

from asreported.changes import MAJOR, MINOR
from asreported.cli import cli
from asreported.comparing import Incomparable, diff
from asreported.errors import Misuse
from asreported.explaining import Fault
from asreported.schemas import TABLES
from asreported.validating import validate

FIGURES, ATTRIBUTIONS = "dataset/figures.csv", "dataset/attributions.csv"


@pytest.fixture
def old(package, tmp_path_factory):
    """A folder with a copy of the package as it was."""
    place = tmp_path_factory.mktemp("old")
    shutil.copytree(package, place, dirs_exist_ok=True)
    return place


def cell(file, key, column, before, after):
    return Fault("", file, key, column, before, after)


def row(file, key):
    return Fault("", file, key, "(row)", "", "")


def text(file, before, after):
    return Fault("", file, "", "(text)", before, after)


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
        ([Fault("", "datapackage.json", "", "title", "", '"Another"')], "patch", ["title changed"]),
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


def test_the_chain_of_a_figure_goes_with_it(package, old):
    apply(row(FIGURES, "troops-deployed"), package)
    apply(row(ATTRIBUTIONS, "troops-deployed+1"), package)

    (gone,) = diff(old, package).changes
    (came,) = diff(package, old).changes

    assert ("figures", "troops-deployed", "removed", None, None) == (
        gone.table,
        gone.figure,
        gone.kind,
        gone.line,
        gone.row,
    )
    line = (old / FIGURES).read_text().split("troops-deployed,")[0].count("\n") + 1
    assert ("added", line, line) == (came.kind, came.line, came.row)


def test_a_figure_under_another_key_is_named_by_the_key_that_it_had(package, old):
    for file, before, after in (
        (FIGURES, "\\ntroops-deployed,", "\\ntroops-in-iraq,"),
        (ATTRIBUTIONS, "\\ntroops-deployed,", "\\ntroops-in-iraq,"),
        ("dataset/numbers.csv", ",troops-deployed,", ",troops-in-iraq,"),
    ):
        apply(text(file, before, after), package)

    (change,) = diff(old, package).changes

    assert ("figures", "troops-in-iraq", "troops-deployed") == (change.table, change.key, change.figure)


def test_a_relation_is_about_its_subject(package, old):
    apply(row("dataset/relations.csv", "rocket-attacks+part_of+attacks-on-us-interests"), package)

    assert ["rocket-attacks"] == [change.figure for change in diff(old, package).changes]


def plain(folder, content, resource=None, **schema):
    """Write a package of one table, `figures`, that is not under our profile."""
    folder.mkdir()
    (folder / "figures.csv").write_text(content)
    fields = [{"name": name} for name in content.partition("\n")[0].split(",")]
    table = {"name": "figures", "path": "figures.csv", "schema": {"fields": fields, **schema}, **(resource or {})}
    (folder / "datapackage.json").write_text(json.dumps({"name": "theirs", "resources": [table]}))
    return folder


@pytest.mark.parametrize(
    ("before", "after", "schema", "expected"),
    [
        ("a,b\n1,x\n", "a,b\n1,y\n", {"primaryKey": ["a"]}, [("1", "changed", "b x → y")]),
        ("id,b\n1,x\n", "id,b\n1,y\n", {"primaryKey": "id"}, [("1", "changed", "b x → y")]),
        ("a,b\n1,x\n", "a,b\n2,x\n", {"primaryKey": []}, [("2+x", "added", "added"), ("1+x", "removed", "removed")]),
        (
            "figure_id,source_id,at,phrase,measure\nx,s,1,two men,killed\n",
            "figure_id,source_id,at,phrase,measure\ny,s,1,two men,killed\n",
            {"primaryKey": ["figure_id", "at"]},
            [("y+1", "renamed", "renamed from x")],
        ),
        ("a,b\n1,x\n", "a,b\n1,y\n", {}, [("1+y", "added", "added"), ("1+x", "removed", "removed")]),
        ("a,b\n,x\n", "a,b\n,y\n", {"primaryKey": ["a"]}, [("", "changed", "b x → y")]),
        (
            "a\n1\n",
            "b\n1\n",
            {"primaryKey": "a"},
            [("b", "added", "the column b was added"), ("a", "removed", "the column a was removed")],
        ),
        (
            "figure_id,at\nx,1\n",
            "figure_id,phrase\nx,two\n",
            {"primaryKey": "figure_id"},
            [("phrase", "added", "the column phrase was added"), ("at", "removed", "the column at was removed")],
        ),
    ],
    ids=[
        "a key",
        "a key by its name",
        "a key of no column",
        "another key",
        "no key",
        "an empty key",
        "no column left",
        "other columns",
    ],
)
def test_rows_of_any_package_are_found_by_their_key(before, after, schema, expected, tmp_path):
    difference = diff(plain(tmp_path / "old", before, **schema), plain(tmp_path / "new", after, **schema))

    assert expected == [(change.key, change.kind, change.words) for change in difference.changes]


def test_tables_that_come_or_go_are_said(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "datapackage.json").write_text('{"name": "theirs", "resources": []}')
    full = plain(tmp_path / "full", "a\n1\n")

    assert [("added", "minor")] == [(c.kind, c.step) for c in diff(tmp_path / "empty", full).changes]
    assert [("removed", "major")] == [(c.kind, c.step) for c in diff(full, tmp_path / "empty").changes]


@pytest.mark.parametrize("content", ["a,a\n1,2\n", "a\n1,2\n", '"'], ids=["a column twice", "a long row", "a quote"])
def test_a_table_that_is_no_table_is_not_compared(content, tmp_path):
    broken, right = plain(tmp_path / "broken", content), plain(tmp_path / "right", "a\n1\n")

    with pytest.raises(Incomparable, match=r"broken: figures"):
        diff(broken, right)
    with pytest.raises(Incomparable, match=r"broken: figures"):
        diff(right, broken)


def test_a_table_whose_file_or_schema_is_gone_is_not_compared(tmp_path):
    right = plain(tmp_path / "right", "a\n1\n")
    gone = plain(tmp_path / "gone", "a\n1\n")
    (gone / "figures.csv").unlink()
    bare = plain(tmp_path / "bare", "a\n1\n", {"schema": "gone.json"})
    listed = plain(tmp_path / "listed", "a\n1\n", {"schema": []})
    headless = plain(tmp_path / "headless", "a\n1\n", {"schema": [], "dialect": {"header": False}})

    with pytest.raises(Incomparable, match="is not there"):
        diff(right, gone)
    for unreadable in (bare, listed):
        with pytest.raises(Incomparable, match="its schema cannot be read"):
            diff(right, unreadable)
    with pytest.raises(Incomparable, match="a Table Schema is a JSON object"):
        diff(right, headless)


def test_columns_that_come_or_go_are_said(package, old):
    apply(Fault("", "dataset/agents.csv", "(columns)", "colour", "", "new"), package)

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
