"""A report is looked at in a session, in a notebook, and as a frame."""

import polars as pl
import pytest

import asreported
from asreported.findings import COLUMNS


@pytest.fixture
def broken(package):
    """The report on a package with a wrong bound, a warning, and a hundred texts that look like markup."""
    figures = package / "dataset" / "figures.csv"
    figures.write_text(figures.read_text("utf-8").replace(",more_than,40,41,", ",more_than,40,40,"), "utf-8")
    agents = package / "dataset" / "agents.csv"
    lines = agents.read_text("utf-8").splitlines()
    agents.write_text("\n".join([*lines, *(f"a-{i},<b>x</b>,,<i>,named,,,," for i in range(100))]) + "\n", "utf-8")
    return asreported.validate(package)


def test_the_repr_of_a_valid_report_is_its_verdict():
    assert "valid: us-air-raids-2021-06 1.0.0: 10 tables, 146 rows, 70 rules checked; nothing wrong found" == repr(
        asreported.validate()
    )


def test_the_repr_fits_in_a_screen_and_counts_the_rest(broken):
    lines = repr(broken).splitlines()

    assert len(lines) <= 24
    assert max(map(len, lines)) <= 160
    assert "and 95 more" in lines[-1]


def test_a_notebook_shows_texts_of_the_package_as_texts(broken):
    shown = broken._repr_html_()

    assert "&lt;i&gt;" in shown
    assert "<i>" not in shown
    assert "and 95 more" in shown


def test_the_frame_has_a_row_for_each_finding(broken):
    frame = broken.to_frame()

    assert list(COLUMNS) == frame.columns
    assert len(broken.findings) == frame.height
    assert {"line": pl.Int64, "row": pl.Int64} == {
        name: kind for name, kind in frame.schema.items() if kind != pl.String
    }
    wrong = frame.row(by_predicate=pl.col("rule") == "bounds-follow-qualifier", named=True)
    assert ("low", "40", "41", "set low to 41") == (wrong["column"], wrong["found"], wrong["expected"], wrong["fix"])


@pytest.mark.parametrize("name", sorted(asreported.__all__))
def test_every_public_name_is_there(name):
    assert getattr(asreported, name) is not None


def test_suggestions_are_a_frame_with_numbers_and_nulls():
    frame = asreported.suggest("Officials said at least five people were killed.")

    assert [(5, None)] == frame.select("low", "high").rows()
    assert pl.Int64 == frame.schema["at"]
    assert [None] == frame["accept"].to_list()
