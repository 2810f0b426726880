"""The page on a package of one's own runs as it stands; what it makes is then broken where it says it may not be."""

import csv
import doctest
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import frictionless
import pytest

from asreported.claims import side_by_side
from asreported.package.building import build
from asreported.validating import validate

PAGE = (Path(__file__).parents[1] / "docs" / "own-package.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: ([^\n]+))?\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
TEXTS = {"salva-gazette": "texts/gazette.txt", "salva-radio": "texts/radio.txt"}


def write(kind, path, where, content, folder):
    """Do what a block with a path asks for: write the file, add rows to it, or put a value at the end of a list."""
    place = folder / path
    place.parent.mkdir(exist_ok=True)
    if kind == "json" and where:
        whole = json.loads(place.read_text("utf-8"))
        whole[where[0]].append(json.loads(content))
        content = json.dumps(whole, indent=2) + "\n"
    place.write_text(place.read_text("utf-8") + content if where == ["+"] else content, "utf-8")


def run(content, folder):
    """Run each command of a console block and return what they print, as the block would show it."""
    printed = ""
    for line in re.findall(r"^\$ asreported (.*)$", content, re.MULTILINE):
        ran = subprocess.run(
            [sys.executable, "-m", "asreported", *shlex.split(line)],
            cwd=folder,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        assert "" == ran.stderr
        printed += f"$ asreported {line}\n{ran.stdout}"
    return printed


@pytest.fixture(scope="module")
def ferry(tmp_path_factory):
    """The package that the page makes, and how often each kind of block stood on it."""
    folder = tmp_path_factory.mktemp("page")
    before = Path.cwd()
    os.chdir(folder)
    try:
        for kind, info, content in BLOCKS:
            path, *where = info.split() or [""]
            if path:
                write(kind, path, where, content, folder)
            elif kind == "console":
                printed = run(content, folder)
                assert doctest.OutputChecker().check_output(content, printed, doctest.ELLIPSIS), printed
            elif kind == "python":
                example = doctest.DocTestParser().get_doctest(content, {}, "own-package.md", None, None)
                assert 0 == doctest.DocTestRunner().run(example).failed
    finally:
        os.chdir(before)
    return folder / "ferry"


@pytest.fixture
def copy(ferry, tmp_path):
    import shutil

    shutil.copytree(ferry, tmp_path, dirs_exist_ok=True)
    return tmp_path


def change(package, path, before, after):
    text = (package / path).read_text("utf-8")
    assert before in text
    (package / path).write_text(text.replace(before, after, 1), "utf-8")
    build(package)


def rules(package):
    return {f.rule for f in validate(package).findings if f.severity != "note"}


def test_the_page_makes_a_package_that_is_valid_with_its_texts(ferry):
    report = validate(ferry, texts={source: ferry / file for source, file in TEXTS.items()})

    assert set() == {f.rule for f in report.findings if f.severity != "note"}
    assert {"measures", "vessels"} <= {table.name for table in report.tables}
    assert frictionless.validate(str(ferry / "datapackage.json")).valid


@pytest.mark.parametrize(
    ("path", "before", "after", "rule"),
    [
        ("dataset/figures.csv", ",,,marisol", ",,,maribel", "foreign-key"),
        ("dataset/vessels.csv", "Marisol,2", "Marisol,0", "minimum"),
        ("dataset/vessels.csv", "Marisol,2", "Marisol,two", "type-error"),
        ("dataset/vessels.csv", "Marisol,2", "Marisol,02", "canonical-form"),
        ("dataset/vessels.csv", "marisol,Marisol,2\n", "marisol,Marisol,2\nmarisol,M,1\n", "primary-key"),
        ("dataset/codelists/measures.csv", "rescued|saved", "saved", "phrase-names-measure"),
        ("dataset/codelists/measures.csv", "danger.,persons", "danger.,souls", "enum"),
        ("dataset/figures.csv", ",30,31,", ",30,30,", "bounds-follow-qualifier"),
    ],
    ids=["a key", "a minimum", "a type", "a form", "a row twice", "the words of a measure", "its unit", "ours"],
)
def test_what_is_one_s_own_is_checked_beside_ours(path, before, after, rule, copy):
    change(copy, path, before, after)

    assert {rule} == rules(copy)


def test_the_page_shows_what_a_loosening_is_answered_with(copy):
    place = copy / "schemas" / "figures.json"
    schema = json.loads(place.read_text("utf-8"))
    next(f for f in schema["fields"] if f["name"] == "coded_by")["constraints"]["required"] = False
    place.write_text(json.dumps(schema), "utf-8")

    ran = subprocess.run([sys.executable, "-m", "asreported", "validate", str(copy)], capture_output=True, text=True)

    shown = next(content for kind, info, content in BLOCKS if kind == "text" and not info)
    assert 1 == ran.returncode
    assert ran.stdout.startswith(shown)


def test_a_qualifier_of_one_s_own_is_refused(copy):
    change(
        copy,
        "dataset/codelists/qualifiers.csv",
        "\nabout,",
        "\na_lot,a lot,none,,,,,entailed,Many.,a lot of x,\nabout,",
    )

    assert {"profile", "enum"} >= rules(copy) >= {"profile"}


def test_at_least_five_and_four_are_kept_side_by_side(ferry):
    """Two reports, one incident: the package refuses neither, picks neither and says that they differ."""
    report, claims = validate(ferry), side_by_side("ferry-at-port-salva", ferry)

    (note,) = [f for f in report.findings if f.rule == "claims-differ"]
    assert report.valid
    assert "At least five passengers were killed" in note.why
    assert "Four passengers were killed" in note.why
    assert {"killed-coast-guard", "killed-harbour-master"} == {
        row["figure_id"] for row in claims.rows.to_dicts() if row["differs_from"]
    }


@pytest.mark.parametrize(
    ("before", "after", "differ"),
    [
        (",bare,4,4,4,", ",bare,5,5,5,", False),
        (",bare,4,4,4,", ",at_least,4,4,,", False),
        (",bare,4,4,4,", ",fewer_than,5,0,4,", True),
        (",bare,4,4,4,", ",up_to,5,0,5,", False),
        (",bare,4,4,4,", ",about,4,,,", False),
        (",bare,4,4,4,", ",none,,0,0,", True),
    ],
    ids=["five", "at least four", "fewer than five", "up to five", "about four", "none"],
)
def test_claims_differ_where_their_bounds_exclude_each_other_and_nowhere_else(before, after, differ, copy):
    change(copy, "dataset/figures.csv", before, after)

    claims = side_by_side("ferry-at-port-salva", copy)

    assert differ == any(claims.rows["differs_from"].list.len())
    assert differ == ("claims-differ" in {f.rule for f in validate(copy).notes})


def test_the_figures_of_all_sources_come_out_as_one_frame(ferry):
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "asreported",
            "-p",
            str(ferry),
            "show",
            "--incident",
            "ferry-at-port-salva",
            "--format",
            "csv",
        ],
        capture_output=True,
        text=True,
    )

    rows = list(csv.DictReader(ran.stdout.splitlines()))
    assert ["killed-coast-guard", "killed-harbour-master", ""] == [row["differs_from"] for row in rows]
    assert {"salva-gazette", "salva-radio"} == {row["source_id"] for row in rows}
