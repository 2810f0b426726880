import os
from pathlib import Path

import pytest

from asreported.errors import PackageUnreadable, UnknownName
from asreported.package import PROFILE, Package, UnsafePath, open_package, read_json


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"b": 1, "a": 1, "a": 2}', "'a' stands twice"),
        (b'{"a": NaN}', "NaN is not JSON"),
        (b"[" * 65 + b"]" * 65, "nests more than 64"),
        (b'{"a": [' * 33 + b"1" + b"]}" * 33, "nests more than 64"),
        (b"[" * 100_000 + b"]" * 100_000, "nests more than 64"),
        (b'{"a": "\xff"}', "byte 7 is not UTF-8"),
        (b"", "Expecting value"),
    ],
    ids=["key twice", "NaN", "deep", "deep objects", "very deep", "not UTF-8", "empty"],
)
def test_json_is_read_strictly(content, reason):
    with pytest.raises(ValueError, match=reason):
        read_json(content)


def test_json_may_nest_64_levels():
    assert [[]] == read_json(b"[[]]")
    assert read_json(b"[" * 64 + b"]" * 64)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("https://example.org/x.csv", "is a web address"),
        ("file:x", "is a web address"),
        ("\\\\server\\x", "is a web address"),
        ("/etc/passwd", "is not a relative path"),
        ("C:\\x", "is not a relative path"),
        ("C:x", "is not a relative path"),
        ("~/x", "is not a relative path"),
        ("a\\b", "is not a relative path"),
        ("a\0b", "is not a relative path"),
        ("", "is not a relative path"),
        ("../x.csv", "leads out of the package"),
        ("a/../../x", "leads out of the package"),
        (".", "is not a regular file"),
        ("10:30.csv", "is not there"),
        ("datapackage.json/x", "cannot be opened"),
        ("dataset/~a.csv", "is not there"),
    ],
    ids=repr,
)
def test_a_path_that_leads_elsewhere_is_refused(path, reason, package):
    with pytest.raises(UnsafePath, match=reason):
        open_package(package).read(path)


def test_a_link_that_leads_out_is_refused(package, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret.csv"
    outside.write_text("a\n")
    (package / "dataset" / "link.csv").symlink_to(outside)

    with pytest.raises(UnsafePath, match="symbolic link"):
        open_package(package).read("dataset/link.csv")


def test_a_named_pipe_is_refused_and_not_waited_for(package):
    os.mkfifo(package / "dataset" / "pipe.csv")

    with pytest.raises(UnsafePath, match="not a regular file"):
        open_package(package).read("dataset/pipe.csv")


def test_a_missing_file_is_named_with_the_nearest_name(package):
    with pytest.raises(UnsafePath) as caught:
        open_package(package).read("dataset/figure.csv")

    assert "did you mean figures.csv" in caught.value.fix


@pytest.mark.parametrize("content", ["", "[]", "{", '{"resources": NaN}'])
def test_a_descriptor_that_cannot_be_read_is_no_package(content, tmp_path):
    (tmp_path / "datapackage.json").write_text(content)

    with pytest.raises(PackageUnreadable):
        open_package(tmp_path)


def test_a_folder_without_descriptor_is_no_package(tmp_path):
    with pytest.raises(PackageUnreadable, match=r"holds no datapackage\.json"):
        open_package(tmp_path)


def described(*resources, **more):
    return Package(Path("reports"), {"resources": [*resources], **more})


def test_what_is_no_object_is_no_resource_and_no_field():
    fields = [{"name": "low"}, "high", None]
    package = described({"name": "figures", "schema": {"fields": fields}}, "agents", None)

    assert ["figures"] == [resource.name for resource in package.resources]
    assert ({"name": "low"},) == package.resource("figures").fields
    assert () == Package(Path(), {"resources": "none"}).resources
    assert () == described({"name": "a", "schema": {"fields": "low"}}).resource("a").fields


@pytest.mark.parametrize(
    ("descriptor", "is_table"),
    [({"type": "table"}, True), ({"schema": {}}, True), ({"type": "map"}, False), ({}, False)],
    ids=repr,
)
def test_a_table_says_so_or_has_a_schema(descriptor, is_table):
    package = described({"name": "a", **descriptor})

    assert is_table == package.resource("a").is_table == bool(package.tables)


@pytest.mark.parametrize(
    ("descriptor", "paths", "form"),
    [
        ({"path": "a.CSV"}, ("a.CSV",), "csv"),
        ({"path": ["a.csv", "b.tsv"]}, ("a.csv", "b.tsv"), "csv"),
        ({"path": ["a.csv", "b.csv"], "format": "TSV"}, ("a.csv", "b.csv"), "tsv"),
        ({"data": []}, (), "json"),
        ({"path": 5}, (), "json"),
    ],
    ids=repr,
)
def test_the_format_is_what_is_said_or_the_ending_of_the_path(descriptor, paths, form):
    resource = described({"name": "a", **descriptor}).resource("a")

    assert (paths, form) == (resource.paths, resource.format)


@pytest.mark.parametrize(
    ("profile", "is_ours"),
    [(PROFILE, True), (f"https://example.org/{PROFILE}", True), ("schemas/other-1.json", False), (None, False)],
)
def test_a_package_is_ours_by_the_name_of_its_profile(profile, is_ours):
    assert is_ours == described(**{"$schema": profile}).is_ours


def test_a_package_without_a_name_has_that_of_its_folder():
    assert ("reports", "") == (described().name, described().version)
    assert ("raids", "1.0.0") == (described(name="raids").name, described(version="1.0.0").version)


def test_a_table_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(UnknownName, match=r"(?s)figure\b.*figures"):
        described({"name": "agents"}, {"name": "figures"}).resource("figure")


@pytest.mark.parametrize("schema", [[], 5, None, "schemas/list.json"], ids=repr)
def test_a_schema_is_an_object(schema, tmp_path):
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "list.json").write_text("[]")

    with pytest.raises(ValueError, match="a Table Schema is a JSON object"):
        _ = Package(tmp_path, {"resources": [{"name": "a", "schema": schema}]}).resource("a").schema
