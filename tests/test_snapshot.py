"""An opened package is a snapshot: what it has given once it gives again, whatever becomes of its files."""

import pytest

import asreported


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
