"""A package reaches nothing outside of its folder: no address is fetched, no file elsewhere is shown."""

import copy
import json
import socket

import pytest
from click.testing import CliRunner

from asreported import load, open_package, validate
from asreported.cli import cli
from asreported.errors import AsReportedError

ADDRESS = "http://example.org/there.json"
TABLE = {"name": "t", "path": "t.csv", "type": "table", "schema": {"fields": [{"name": "a", "type": "integer"}]}}
#: Where in a descriptor an address may stand, and the rule that tells of it; None where it only describes.
PLACES = {
    "profile": (("profile",), "unsupported"),
    "$schema": (("$schema",), "unsupported"),
    "$ref": (("$ref",), None),
    "homepage": (("homepage",), None),
    "image": (("image",), None),
    "licenses.path": (("licenses",), None),
    "sources.path": (("sources",), None),
    "contributors.path": (("contributors",), None),
    "resources": (("resources",), "descriptor"),
    "resource.profile": (("resources", 0, "profile"), "unsupported"),
    "resource.$schema": (("resources", 0, "$schema"), "unsupported"),
    "resource.$ref": (("resources", 0, "$ref"), None),
    "resource.path": (("resources", 0, "path"), "path"),
    "resource.path, one of several": (("resources", 0, "path"), "path"),
    "resource.data": (("resources", 0, "data"), "descriptor"),
    "resource.schema": (("resources", 0, "schema"), "path"),
    "resource.dialect": (("resources", 0, "dialect"), "path"),
    "resource.licenses.path": (("resources", 0, "licenses"), None),
    "resource.sources.path": (("resources", 0, "sources"), None),
    "dialect.$schema": (("resources", 0, "dialect", "$schema"), "unsupported"),
    "dialect.profile": (("resources", 0, "dialect", "profile"), "unsupported"),
    "schema.$schema": (("resources", 0, "schema", "$schema"), "unsupported"),
    "schema.$ref": (("resources", 0, "schema", "$ref"), None),
    "field.$ref": (("resources", 0, "schema", "fields", 0, "$ref"), None),
    "field.rdfType": (("resources", 0, "schema", "fields", 0, "rdfType"), None),
    "reference.package": (("resources", 0, "schema", "foreignKeys"), "unsupported"),
}
VALUES = {
    "licenses": [{"name": "CC-BY-4.0", "path": ADDRESS}],
    "sources": [{"title": "There", "path": ADDRESS}],
    "contributors": [{"title": "There", "path": ADDRESS}],
    "foreignKeys": [{"fields": ["a"], "reference": {"package": ADDRESS, "resource": "t", "fields": ["a"]}}],
}


@pytest.fixture
def reached(monkeypatch):
    """What was asked of the network, which is closed."""
    asked = []

    def refuse(*given, **_):
        asked.append(given)
        raise OSError("the network is closed")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    return asked


def written(folder, descriptor):
    (folder / "t.csv").write_text("a\n1\n")
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    return folder


def with_address(name):
    descriptor = copy.deepcopy({"name": "p", "resources": [TABLE]})
    *parents, last = PLACES[name][0]
    part = descriptor
    for key in parents:
        part = part[key] if isinstance(part, list) else part.setdefault(key, {})
    part[last] = ["t.csv", ADDRESS] if "several" in name else VALUES.get(last, ADDRESS)
    return descriptor


@pytest.mark.parametrize("name", PLACES)
def test_no_address_is_fetched_and_one_that_would_change_the_reading_is_told(name, reached, tmp_path):
    folder = written(tmp_path, with_address(name))

    told = {finding.rule for finding in validate(folder).findings if finding.severity == "error"}

    assert PLACES[name][1] in told if PLACES[name][1] else not told
    assert [] == reached


@pytest.mark.parametrize("name", PLACES)
def test_no_command_fetches_an_address(name, reached, tmp_path):
    folder = written(tmp_path, with_address(name))

    with_refusal(lambda: load("t", folder))
    for command in ("validate", "show", "cite", "list", "describe"):
        CliRunner().invoke(cli, ["--package", str(folder), command], standalone_mode=False)

    assert [] == reached


@pytest.mark.parametrize("where", ["profile", "$schema"])
def test_no_address_of_a_package_of_ours_is_fetched(where, reached, package):
    place = package / "datapackage.json"
    place.write_text(json.dumps({**json.loads(place.read_text("utf-8")), where: ADDRESS}), "utf-8")

    validate(package)
    for command in (["show", "drone-attacks"], ["cite", "drone-attacks"], ["cite", "--verify", "a b"]):
        CliRunner().invoke(cli, ["--package", str(package), *command], standalone_mode=False)

    assert [] == reached


def with_refusal(run):
    """Run it; that it refuses the package is as good as that it does not."""
    try:
        run()
    except AsReportedError:
        return


@pytest.mark.parametrize(("name", "against"), [("CITATION.cff", None), ("CHANGELOG.md", open_package())])
def test_a_file_beside_the_descriptor_that_lies_elsewhere_is_refused_and_shown_nowhere(
    name, against, package, tmp_path_factory
):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret"
    secret.write_text("version: hidden-words\n", "utf-8")
    (package / name).unlink(missing_ok=True)
    (package / name).symlink_to(secret)

    report = validate(package, against=against)

    assert [("path", name, "put the file itself there")] == [
        (finding.rule, finding.found, finding.fix) for finding in report.findings if finding.severity == "error"
    ]
    assert "hidden" not in repr(report.findings)
