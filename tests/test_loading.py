import datetime
import json

import polars as pl
import pytest
from faults import apply

import asreported
from asreported.errors import BadCell, UnknownName
from asreported.explaining import Fault
from asreported.package.cells import to_value

TABLES = ["figures", "attributions", "agents", "incidents", "participants", "relations", "numbers", "sources",
          "qualifiers", "measures"]  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_every_table_loads_and_scans_to_the_same_frame(table):
    assert asreported.load(table).equals(asreported.scan(table).collect())


def test_columns_are_typed_and_empty_is_null():
    schema = asreported.load("figures").schema

    assert (pl.Int64, pl.Date, pl.String) == (schema["low"], schema["period_start"], schema["phrase"])
    assert pl.List(pl.String) == asreported.load("agents").schema["also_called"]
    killed = asreported.load("figures").row(by_predicate=pl.col("figure_id") == "fighters-killed", named=True)
    assert (killed["value"], killed["low"], killed["high"], killed["country_code"]) == (5, 5, None, None)


def test_the_five_headline_counts_keep_their_qualifiers():
    rows = asreported.figures().select("phrase", "qualifier", "low", "high").rows()

    for expected in (
        ("more than 40 attacks", "more_than", 41, None),
        ("14 were rocket attacks", "bare", 14, 14),
        ("at least five drone attacks", "at_least", 5, None),
        ("2,500 American troops", "bare", 2500, 2500),
        ("at least five fighters were killed", "at_least", 5, None),
    ):
        assert expected in rows


def test_figures_is_one_flat_frame_with_the_chain_in_words():
    flat = {row["figure_id"]: row for row in asreported.figures().to_dicts()}

    assert flat["drone-attacks"]["said_by"] == "two US officials (anonymous on request), via Reuters, in Al Jazeera"
    assert flat["attacks-on-us-interests"]["said_by"] == "no source named, in Al Jazeera"
    assert flat["launch-facilities"]["said_by"] == "a defence official (unnamed), in Al Jazeera"
    assert flat["fighters-killed"]["unit"] == "persons"
    assert datetime.date(2021, 4, 1) == flat["drone-attacks"]["period_start"]
    assert flat["drone-attacks"]["source_title"].startswith("US carries out air raids")


def test_a_package_elsewhere_loads_by_its_path(package):
    assert asreported.load("figures").equals(asreported.load("figures", package=package))
    assert asreported.figures().equals(asreported.figures(package / "datapackage.json"))


def test_an_unknown_table_is_answered_with_the_nearest():
    with pytest.raises(UnknownName, match="did you mean figures"):
        asreported.load("figure")


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (
            Fault("", "dataset/figures.csv", "fighters-killed", "value", "5", "five"),
            "line 7: value = five is no integer",
        ),
        (Fault("", "dataset/figures.csv", "(columns)", "low", "", ""), "the column low is missing"),
        (Fault("", "dataset/agents.csv", "", "(text)", "reuters,Reuters,", "reuters,"), "line 12: the row has 8 cells"),
        (Fault("", "datapackage.json", "figures", "path", "", '"gone.csv"'), "gone.csv: is not there"),
    ],
    ids=["a cell", "a column", "a short row", "a file"],
)
def test_loading_says_what_is_wrong_and_drops_nothing(fault, reason, package):
    apply(fault, package)

    with pytest.raises(BadCell, match=reason):
        asreported.load("agents" if "agents" in fault.file else "figures", package)


def test_scanning_a_wrong_cell_raises_when_collected(package):
    apply(Fault("", "dataset/figures.csv", "fighters-killed", "value", "5", "five"), package)

    with pytest.raises((BadCell, pl.exceptions.ComputeError), match="value = five is no integer"):
        asreported.scan("figures", package).collect()


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ({"type": "integer"}, "+40", 40),
        ({"type": "integer"}, "14.7", None),
        ({"type": "integer"}, "99999999999999999999", None),
        ({"type": "integer", "bareNumber": False}, "€40 ", 40),
        ({"type": "integer", "groupChar": ","}, "2,500", 2500),
        ({"type": "number"}, "1.5e3", 1500.0),
        ({"type": "number", "decimalChar": ",", "groupChar": "."}, "2.500,5", 2500.5),
        ({"type": "number"}, "1,5", None),
        ({"type": "boolean"}, "TRUE", True),
        ({"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}, "no", False),
        ({"type": "date"}, "2021-06-27", datetime.date(2021, 6, 27)),
        ({"type": "date"}, "27/06/2021", None),
        ({"type": "date", "format": "%d/%m/%Y"}, "27/06/2021", datetime.date(2021, 6, 27)),
        ({"type": "date"}, "2021-02-30", None),
        ({"type": "datetime"}, "2021-06-27T01:02:03Z", datetime.datetime(2021, 6, 27, 1, 2, 3)),
        ({"type": "time"}, "01:02:03", datetime.time(1, 2, 3)),
        ({"type": "year"}, "2021", 2021),
        ({"type": "yearmonth"}, "2021-13", None),
        ({"type": "list", "delimiter": "|"}, "a|b", ["a", "b"]),
        ({"type": "string"}, "007", "007"),
    ],
    ids=str,
)
def test_cells_take_the_lexical_forms_of_table_schema(field, text, expected):
    frame = pl.DataFrame({"cell": [text]})

    value = frame.select(to_value(pl.col("cell"), field)).item()

    assert expected == (value.to_list() if isinstance(value, pl.Series) else value)


def test_a_file_without_header_takes_its_names_from_the_schema(tmp_path):
    (tmp_path / "a.csv").write_text("1;x\n")
    fields = [{"name": "n", "type": "integer"}, {"name": "t", "type": "string"}]
    resource = {
        "name": "a",
        "path": "a.csv",
        "dialect": {"header": False, "delimiter": ";"},
        "schema": {"fields": fields},
    }
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}))

    assert asreported.load("a", tmp_path).rows() == [(1, "x")]
