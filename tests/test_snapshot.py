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


def test_a_loaded_frame_is_the_caller_s_own(package):
    held = asreported.open_package(package)
    frame = asreported.load("figures", held)
    frame.replace_column(0, frame["title"])

    assert "figure_id" in asreported.load("figures", held).columns
