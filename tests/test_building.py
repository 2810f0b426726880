import hashlib
import json

import pytest

from asreported.cli import cli
from asreported.errors import BadCell, PackageUnreadable
from asreported.package import PROFILE, open_package
from asreported.package.building import build, refreshed
from asreported.validating import validate

AGENT = "nobody,Nobody,,person,unnamed,,,,\n"


def add_agent(package):
    place = package / "dataset" / "agents.csv"
    place.write_text(place.read_text() + AGENT)


def test_what_differs_is_refreshed_and_said(package):
    add_agent(package)
    before = (package / "dataset" / "agents.csv").stat().st_size - len(AGENT)

    changes = build(package)

    assert [("bytes", before, before + len(AGENT)), ("rows", 16, 17)] == [
        (c.fact, c.before, c.after) for c in changes if c.fact != "hash"
    ]
    assert {"agents"} == {c.resource for c in changes}
    assert validate(package).valid
    assert [] == build(package)


def test_nothing_but_the_facts_changes(package):
    place = package / "datapackage.json"
    before = json.loads(place.read_text())
    add_agent(package)

    build(package)

    after = json.loads(place.read_text())
    assert list(before) == list(after)
    assert [list(r) for r in before["resources"]] == [list(r) for r in after["resources"]]
    assert place.read_text().startswith('{\n  "$schema"')
    assert place.read_text().endswith("}\n")


@pytest.mark.parametrize("indent", [4, "\t"], ids=["four spaces", "tabs"])
def test_the_indent_of_the_descriptor_is_kept(indent, package):
    place = package / "datapackage.json"
    place.write_text(json.dumps(json.loads(place.read_text()), indent=indent) + "\n")
    add_agent(package)

    build(package)

    assert place.read_text() == json.dumps(json.loads(place.read_text()), indent=indent) + "\n"


def test_a_descriptor_that_is_right_is_not_touched(package):
    place = package / "datapackage.json"
    place.write_text(json.dumps(json.loads(place.read_text())))
    before = place.read_bytes()

    build(package)

    assert before == place.read_bytes()


def test_check_writes_nothing_and_exits_with_one(package, capsys):
    add_agent(package)
    before = (package / "datapackage.json").read_bytes()

    code = cli.main(["build", str(package), "--check"], standalone_mode=False)

    assert 1 == code
    assert "dataset/agents.csv: rows 16 → 17" in capsys.readouterr().out
    assert before == (package / "datapackage.json").read_bytes()
    assert 0 == cli.main(["build", str(package)], standalone_mode=False)
    assert 0 == cli.main(["build", str(package), "--check"], standalone_mode=False)


def test_contents_that_are_about_to_be_written_are_counted(package):
    opened = open_package(package)
    content = (package / "dataset" / "agents.csv").read_bytes() + AGENT.encode()

    after = refreshed(opened, {"dataset/agents.csv": content})

    assert 17 == next(r["rows"] for r in after["resources"] if r["name"] == "agents")


def test_rows_that_cannot_be_read_are_not_counted_as_none(package):
    place = package / "dataset" / "agents.csv"
    place.write_bytes(place.read_bytes() + "rené,René,,person,named,,,,\n".encode("cp1252"))

    assert {"bytes", "hash"} == {change.fact for change in build(package)}
    assert "encoding" in {finding.rule for finding in validate(package).findings}


def test_what_is_no_resource_is_left_where_it_is(tmp_path):
    (tmp_path / "a.csv").write_text("a\n1\n")
    resources = [5, {"name": "a", "path": "a.csv"}, None]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "x", "resources": resources}))

    build(tmp_path)

    after = json.loads((tmp_path / "datapackage.json").read_text())["resources"]
    assert [5, 4, None] == [after[0], after[1]["bytes"], after[2]]


def test_a_missing_file_is_named(package):
    (package / "dataset" / "agents.csv").rename(package / "dataset" / "agent.csv")

    with pytest.raises(BadCell, match=r"did you mean agent\.csv"):
        build(package)


def test_a_folder_without_a_package_is_said_to_be_one(tmp_path):
    with pytest.raises(PackageUnreadable, match=r"holds no datapackage\.json"):
        build(tmp_path)


@pytest.mark.parametrize(
    ("profile", "listed", "start"),
    [
        ("", "sha1:0", "sha1:"),
        ("", "0", ""),
        ("", "", "sha256:"),
        ("", "crc32:0", "sha256:"),
        ("", "shake_128:0", "sha256:"),
        (PROFILE, "sha1:0", "sha256:"),
    ],
    ids=["sha1", "md5 by its digits alone", "none", "an unknown one", "one without a length", "our profile"],
)
def test_a_plain_package_keeps_its_kind_of_hash(profile, listed, start, tmp_path):
    content = b"a\n1\n"
    (tmp_path / "a.csv").write_bytes(content)
    resource = {"name": "a", "path": "a.csv", "hash": listed, "schema": {"fields": [{"name": "a"}]}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "x", "$schema": profile, "resources": [resource]}))

    build(tmp_path)

    after = json.loads((tmp_path / "datapackage.json").read_text())["resources"][0]["hash"]
    assert after == start + hashlib.new(start.rstrip(":") or "md5", content).hexdigest()
    assert profile or validate(tmp_path).valid


@pytest.mark.parametrize(
    ("name", "content"), [("gone.json", "{}"), ("schema.json", "{")], ids=["not there", "not readable"]
)
def test_a_schema_that_names_the_columns_has_to_be_readable(name, content, tmp_path):
    (tmp_path / "a.csv").write_text("a\n1\n")
    (tmp_path / "schema.json").write_text(content)
    resource = {"name": "a", "path": "a.csv", "dialect": {"header": False}, "schema": name}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "x", "resources": [resource]}))

    with pytest.raises(BadCell, match="its schema cannot be read"):
        build(tmp_path)


def test_the_letters_of_the_descriptor_are_kept(tmp_path):
    (tmp_path / "a.csv").write_text("a\n1\n")
    descriptor = {"name": "x", "title": "Fuß und Höhe", "resources": [{"name": "a", "path": "a.csv"}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")

    build(tmp_path)

    assert "Fuß und Höhe" in (tmp_path / "datapackage.json").read_text("utf-8")


def test_the_fix_of_a_stale_fact_names_the_command(package):
    add_agent(package)

    fixes = {f.fix for f in validate(package).findings if f.rule in {"bytes", "hash", "rows"}}

    assert 1 == len(fixes)
    assert "asreported build" in fixes.pop()
