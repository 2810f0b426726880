"""A new package is valid as it stands, for us and for frictionless, and says what its maker has to do."""

import datetime
import os
import shlex
import subprocess
import sys

import frictionless
import pytest
import yaml

from asreported.cli import cli
from asreported.creating import GENERAL_MEASURES, LICENSES, new_package
from asreported.errors import Misuse
from asreported.package import open_package
from asreported.package.building import build
from asreported.package.tables import load
from asreported.package.writing import ASIDE, WriteFailed
from asreported.validating import validate

DAY = datetime.datetime(2024, 5, 4, tzinfo=datetime.UTC)


@pytest.mark.parametrize("license", LICENSES)
def test_a_new_package_is_valid_as_it_stands(license, tmp_path):
    new_package(tmp_path / "deep" / "floods", title="Floods", license=license, contributors=["Jane Roe"], created=DAY)

    report = validate(tmp_path / "deep" / "floods")

    assert ((), ()) == (report.findings, report.waiting)
    assert [] == build(tmp_path / "deep" / "floods", check=True)


def test_a_new_package_is_valid_for_frictionless_too(tmp_path):
    new_package(tmp_path / "floods", title="Floods", created=DAY)

    assert frictionless.validate(str(tmp_path / "floods" / "datapackage.json")).valid


def test_tables_are_empty_and_codelists_are_not(tmp_path):
    package = new_package(tmp_path, title="Floods", created=DAY)

    rows = {resource.name: load(resource.name, package).height for resource in package.tables}

    assert {"qualifiers": load("qualifiers").height, "measures": len(GENERAL_MEASURES)} == {
        name: height for name, height in rows.items() if height
    }
    assert set(GENERAL_MEASURES) == set(load("measures", package)["measure"])


@pytest.mark.parametrize("title", ['A "quoted": title', "$$ {not} a #template", "Überfälle — 40 % mehr"])
def test_any_title_gives_files_that_can_be_read(title, tmp_path):
    folder = new_package(tmp_path, title=title, contributors=['O\'Neil: & "Co"'], created=DAY).folder

    citation = yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))

    assert title == citation["title"] == open_package(folder).descriptor["title"]
    assert [{"name": 'O\'Neil: & "Co"'}] == citation["authors"]
    assert (folder / "README.md").read_text("utf-8").startswith(f"# {title}\n")
    assert validate(folder).valid


def test_the_workflow_installs_what_the_user_names_and_validates(tmp_path):
    folder = new_package(tmp_path, title="Floods", install_from="./it's.whl", created=DAY).folder

    job = yaml.safe_load((folder / ".github/workflows/validate.yml").read_text())["jobs"]["validate"]
    command = shlex.split(job["steps"][-1]["run"])
    ran = subprocess.run([sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True)

    assert "./it's.whl" == job["env"]["ASREPORTED"]
    assert (0, "") == (ran.returncode, ran.stderr)


@pytest.mark.parametrize(
    ("title", "arguments", "words"),
    [
        ("", {}, "title is empty"),
        ("فيضانات", {}, "no name can be made from the title"),
        ("Floods", {"name": "Floods 2024"}, "the name 'Floods 2024' is not of small letters"),
        ("Floods", {"license": "MIT"}, "is not one of CC-BY-4.0"),
        ("Floods", {"contributors": [" "]}, "a contributor has no name"),
        ("Floods \x1b[31m", {}, "cannot be printed"),
    ],
    ids=["no title", "no Latin letter", "a bad name", "another licence", "nobody", "an escape"],
)
def test_what_cannot_be_used_is_said(title, arguments, words, tmp_path):
    with pytest.raises(Misuse, match=words):
        new_package(tmp_path / "x", title=title, **arguments)
    assert not (tmp_path / "x").exists()


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path, capsys):
    (tmp_path / "thesis.docx").write_text("years of work")

    with pytest.raises(Misuse, match=r"is not empty: it holds thesis\.docx"):
        cli.main(["new", str(tmp_path), "--title", "Floods"], standalone_mode=False)
    assert ["thesis.docx"] == [file.name for file in tmp_path.iterdir()]
    assert "" == capsys.readouterr().out


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "x").write_text("")

    for place in (tmp_path / "x", tmp_path / "x" / "y"):
        with pytest.raises(Misuse, match="name a folder"):
            new_package(place, title="Floods")


def test_an_interrupted_making_leaves_nothing_or_all(tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", fail)
        with pytest.raises(WriteFailed):
            new_package(tmp_path, title="Floods", created=DAY)
    left = {file.name for file in tmp_path.iterdir()} - {ASIDE}

    assert set() == left
    assert new_package(tmp_path, title="Floods", created=DAY).name == "floods"
    assert not (tmp_path / ASIDE).exists()


def test_the_workflow_names_no_address_to_install_from(tmp_path):
    folder = new_package(tmp_path, title="Floods", created=DAY).folder

    assert "://" not in (folder / ".github/workflows/validate.yml").read_text("utf-8")
