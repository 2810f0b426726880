"""An opened package is a snapshot: what it has given once it gives again, whatever becomes of its files."""

import json
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

import asreported
from asreported.errors import PackageUnreadable
from asreported.package import Package, UnsafePath, open_package, snapshot


def test_an_opened_package_stays_as_it_was(package):
    held = asreported.open_package(package)
    before = asreported.load("figures", held)
    (package / "dataset" / "figures.csv").write_text("figure_id\n")

    assert before.equals(asreported.load("figures", held))
    with pytest.raises(asreported.AsReportedError):
        asreported.load("figures", package)


def test_a_file_that_changed_after_the_opening_is_said_to_have_changed(package):
    held = asreported.open_package(package)
    figures = package / "dataset" / "figures.csv"
    figures.write_text(figures.read_text("utf-8") + "\n", "utf-8")

    with pytest.raises(asreported.AsReportedError, match="was changed after the package was opened"):
        asreported.load("figures", held)
    assert ["path"] == [f.rule for f in asreported.validate(held).findings if f.table == "figures"]


def test_a_loaded_frame_is_the_caller_s_own(package):
    held = asreported.open_package(package)
    frame = asreported.load("figures", held)
    frame.replace_column(0, frame["title"])

    assert "figure_id" in asreported.load("figures", held).columns


def described(folder, **resource):
    return Package(folder, {"name": "p", "resources": [{"name": "t", **resource}]}).resource("t")


@pytest.mark.parametrize(
    ("resource", "paths"),
    [
        ({"url": "a.csv"}, ("a.csv",)),
        ({"url": "a.csv", "path": "b.csv"}, ("b.csv",)),
        ({"url": "a.csv", "data": []}, ()),
        ({"path": ["a.csv", "b.csv"], "data": []}, ("a.csv", "b.csv")),
        ({}, ()),
    ],
    ids=str,
)
def test_the_files_of_a_resource_are_those_that_it_names(resource, paths):
    assert paths == described(Path(), **resource).paths


@pytest.mark.parametrize(
    ("resource", "form", "compression"),
    [
        ({"path": "a.csv.GZ"}, "csv", "gz"),
        ({"path": "a.tsv.gz"}, "tsv", "gz"),
        ({"path": "a.parquet", "mediatype": "text/csv"}, "parquet", ""),
        ({"path": "a", "mediatype": "text/csv; charset=utf-8"}, "csv", ""),
        ({"path": "a", "mediatype": "application/vnd.apache.parquet"}, "parquet", ""),
        ({"path": "a"}, "", ""),
        ({"path": "a.csv", "compression": "zip"}, "csv", "zip"),
        ({"data": "a", "format": "CSV"}, "csv", ""),
        ({"data": []}, "json", ""),
    ],
    ids=str,
)
def test_format_and_compression_are_what_is_said_or_what_the_name_tells(resource, form, compression):
    found = described(Path(), **resource)

    assert (form, compression) == (found.format, found.compression)


@pytest.mark.parametrize(
    ("resource", "is_table"),
    [({"profile": "tabular-data-resource"}, True), ({"profile": "data-resource"}, False), ({"schema": {}}, True)],
    ids=str,
)
def test_the_first_version_of_the_standard_says_by_its_profile_that_a_resource_is_a_table(resource, is_table):
    assert is_table == described(Path(), **resource).is_table


def test_cells_of_tsv_are_parted_by_tabs_unless_it_says_otherwise(tmp_path):
    (tmp_path / "d.json").write_text('{"delimiter": ";"}')

    assert {"delimiter": "\t"} == described(tmp_path, path="a.tsv").dialect
    assert {"delimiter": ";"} == described(tmp_path, path="a.tsv", dialect="d.json").dialect
    assert {} == described(tmp_path, path="a.csv").dialect


@pytest.mark.parametrize("key", ["schema", "dialect"])
def test_a_schema_or_a_dialect_that_is_no_object_is_refused(key, tmp_path):
    (tmp_path / "list.json").write_text("[]")

    for given in ([], "list.json", None):
        with pytest.raises(ValueError, match="is a JSON object"):
            getattr(described(tmp_path, **{key: given}), key)


def test_several_files_are_read_one_after_the_other(tmp_path):
    (tmp_path / "a").write_bytes(b"1\n")
    (tmp_path / "b").write_bytes(b"2\n")

    assert b"1\n2\n" == described(tmp_path, path=["a", "b"]).read()


@pytest.mark.parametrize(("size", "is_kept"), [(3, True), (4, False), (9, False)])
def test_a_file_of_less_than_a_block_is_kept_and_a_larger_one_read_in_blocks(size, is_kept, tmp_path, monkeypatch):
    monkeypatch.setattr(snapshot, "BLOCK", 4)
    (tmp_path / "a").write_bytes(b"x" * size)
    package = Package(tmp_path, {})

    blocks = list(package.blocks("a"))
    (tmp_path / "a").write_bytes(b"y" * size)

    assert [b"x" * min(4, size - at) for at in range(0, size, 4)] == blocks
    assert (b"x" if is_kept else b"y") * size == package.read("a")


def test_contents_may_stand_in_for_files(tmp_path):
    (tmp_path / "a").write_bytes(b"a")
    package = Package(tmp_path, {}).with_files({"b": b"b"}).with_files({"c": b"c"})

    assert b"abc" == b"".join(package.read(name) for name in "abc")


def test_a_package_says_where_it_lies_and_cannot_be_changed(tmp_path):
    (tmp_path / "a").write_bytes(b"a")
    package = Package(tmp_path / ".", {})

    assert tmp_path / "a" == package.locate("a")
    assert tmp_path.name == package.name
    with pytest.raises(FrozenInstanceError):
        package.folder = Path()
    assert package == replace(package, _kept={"a": b"x"})
    with pytest.raises(UnsafePath):
        package.locate("../a")


def test_what_changed_beside_the_rows_is_noticed_too(tmp_path):
    (tmp_path / "s.json").write_text('{"fields": []}')
    (tmp_path / "d.json").write_text("{}")
    resource = {"name": "t", "path": ["gone.csv", "../out.csv", "a\0b"], "schema": "s.json", "dialect": "d.json"}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource, {"name": "u", "schema": {}}]}))
    opened = open_package(tmp_path).resource("t")
    (tmp_path / "s.json").write_text('{"fields":  []}')
    (tmp_path / "d.json").write_text("{ }")

    for key in ("schema", "dialect"):
        with pytest.raises(UnsafePath, match="was changed after the package was opened"):
            getattr(opened, key)


def test_a_package_is_opened_by_folder_by_descriptor_or_as_it_is(tmp_path):
    (tmp_path / "other.json").write_text('{"name": "p"}')
    opened = open_package(tmp_path / "other.json")

    assert (tmp_path, "p", "other.json") == (opened.folder, opened.name, opened.descriptor_name)
    assert open_package(opened) is opened
    assert open_package().folder == open_package(str(open_package().folder)).folder


def test_what_is_no_package_is_said_to_be_none(tmp_path):
    (tmp_path / "datapackage.json").mkdir()

    with pytest.raises(PackageUnreadable, match="is not there"):
        open_package(tmp_path / "gone")
    with pytest.raises(PackageUnreadable, match="is not a regular file"):
        open_package(tmp_path)


def test_what_was_read_is_not_shown_and_makes_no_difference(tmp_path):
    (tmp_path / "a").write_bytes(b"secret")
    (tmp_path / "datapackage.json").write_text('{"resources": [{"name": "t", "path": "a"}]}')
    read, other = open_package(tmp_path), open_package(tmp_path)
    read.resource("t").read()
    read.resource("t").made["rows"] = "made of it"

    assert (read, read.resource("t")) == (other, other.resource("t"))
    assert repr(read) == repr(other)
    assert "secret" not in repr(read)
    assert "made of it" not in repr(read.resource("t"))
    assert str((tmp_path / "a").stat().st_mtime_ns) not in repr(read)
