import os

import pytest

from asreported.errors import PackageUnreadable
from asreported.package import UnsafePath, open_package, read_json


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"a": 1, "a": 2}', "stands twice"),
        (b'{"a": NaN}', "NaN is not JSON"),
        (b"[" * 100 + b"]" * 100, "nests more than 64"),
        (b"[" * 100_000 + b"]" * 100_000, "nests more than 64"),
        (b'{"a": "\xff"}', "byte 7 is not UTF-8"),
        (b"", "Expecting value"),
    ],
    ids=["key twice", "NaN", "deep", "very deep", "not UTF-8", "empty"],
)
def test_json_is_read_strictly(content, reason):
    with pytest.raises(ValueError, match=reason):
        read_json(content)


@pytest.mark.parametrize(
    "path",
    ["../x.csv", "/etc/passwd", "a/../../x", "https://example.org/x.csv", "file:///x", "C:\\x", "~/x", "a\\b", "", "."],
)
def test_a_path_that_leads_elsewhere_is_refused(path, package):
    with pytest.raises(UnsafePath):
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
