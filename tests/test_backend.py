"""Pandera's backend of our schemas: what it tells as Pandera does, and what it leaves to Pandera."""

import warnings

import pandera.errors
import pandera.polars as pa
import polars as pl
import pytest
from pandera.errors import SchemaErrorReason

import asreported
from asreported.engine import backend
from asreported.schemas import Figures, Table, from_table_schema
from asreported.schemas.table import Schema

FIGURES = asreported.load("figures")


class Small(Table):
    """A table of two columns."""

    name: str = pa.Field(str_matches="[a-z]+")
    number: int = pa.Field(nullable=True, ge=2, le=9)


def frame(names, numbers):
    return pl.DataFrame({"name": names, "number": numbers}, schema={"name": pl.String, "number": pl.Int64})


def errors(table, rows):
    with pytest.raises(pandera.errors.SchemaErrors) as caught:
        table.validate(rows, lazy=True)
    return caught.value.schema_errors


def places(error):
    """Return the rows that an error is about."""
    return [at for at, holds in enumerate(error.check_output.to_series()) if not holds]


@pytest.mark.parametrize("rows_at_once", [1, 2, 3, 200_000])
def test_each_fault_is_told_with_the_rows_that_have_it_however_many_are_judged_at_once(rows_at_once, monkeypatch):
    monkeypatch.setattr(backend, "_ROWS", rows_at_once)
    rows = frame(["a", "B", "c", "d", "E", None], [1, 2, 1, None, 9, 10])

    told = {
        (e.schema.name, getattr(e.check, "name", e.check)): (places(e), e.failure_cases.to_series().to_list())
        for e in errors(Small, rows)
    }

    assert {
        ("name", "str_matches"): ([1, 4], ["B", "E"]),
        ("name", "not_nullable"): ([5], [None]),
        ("number", "greater_than_or_equal_to"): ([0, 2], [1, 1]),
        ("number", "less_than_or_equal_to"): ([5], [10]),
    } == told


def test_an_error_says_the_rule_the_check_and_the_reason():
    by_check = {getattr(e.check, "name", e.check): e for e in errors(Small, frame(["B", None], [10, 2]))}

    empty, large = by_check["not_nullable"], by_check["less_than_or_equal_to"]
    assert (SchemaErrorReason.SERIES_CONTAINS_NULLS, None, "name") == (
        empty.reason_code,
        empty.check_index,
        empty.column_name,
    )
    assert (SchemaErrorReason.DATAFRAME_CHECK, "number") == (large.reason_code, large.column_name)
    assert large.check is large.schema.checks[large.check_index]
    assert "column 'number' breaks the rule maximum: " in str(large)
    assert "failure case examples: [{'number': 10}]" in str(large)


def test_five_examples_are_told_and_all_rows_kept():
    (error,) = errors(Small, frame(["A"] * 9, [2] * 9))

    assert (5, 9) == (str(error).count("{'name': 'A'}"), error.failure_cases.height)


def test_the_rows_that_break_a_rule_on_rows_are_told_by_its_columns():
    rows = FIGURES.with_columns(low=pl.when(pl.col("figure_id") == "fighters-killed").then(6).otherwise("low"))
    at = rows["figure_id"].to_list().index("fighters-killed")

    (error,) = errors(Figures, rows)

    assert ("bounds-follow-qualifier", SchemaErrorReason.DATAFRAME_CHECK) == (error.check.name, error.reason_code)
    assert [at] == places(error)
    assert [{"qualifier": "at_least", "value": 5, "low": 6, "high": None}] == error.failure_cases.rows(named=True)
    assert "bounds-follow-qualifier" == Figures.to_schema().checks[error.check_index].name
    assert "figures breaks the rule " in str(error)
    assert "'low': 6" in str(error)


def test_a_rule_on_rows_is_not_judged_where_a_column_has_another_type():
    rows = FIGURES.with_columns(pl.col("low").cast(pl.String), pl.lit("x").alias("qualifier"))

    told = {getattr(e.check, "name", str(e.check)) for e in errors(Figures, rows)}

    assert "bounds-follow-qualifier" not in told
    assert "isin" in told


def test_a_rule_on_rows_needs_its_columns_and_no_other():
    rows = FIGURES.select("qualifier", "value", "low", "high").with_columns(low=pl.lit(1, pl.Int64))

    told = {getattr(e.check, "name", e.check) for e in errors(Figures, rows)}

    assert {"bounds-follow-qualifier", "column_in_dataframe"} <= told
    assert "source-is-given" not in told


class Keyed(Table):
    """A table with a key of two columns."""

    name: str = pa.Field(nullable=True)
    number: int = pa.Field(nullable=True)

    class Config(Table.Config):
        unique = ["name", "number"]  # noqa: RUF012


def test_a_row_that_repeats_a_key_is_told_of():
    rows = frame(["a", "a", "a", None, None], [1, 2, 1, 1, 1])

    (error,) = errors(Keyed, rows)

    assert (SchemaErrorReason.DUPLICATES, [2]) == (error.reason_code, places(error))
    assert [("a", 1)] == error.failure_cases.rows()
    assert "columns '('name', 'number')' not unique" in str(error)
    assert "multiple_fields_uniqueness" == error.check


def test_rows_of_different_keys_and_no_rows_are_valid():
    for rows in (frame(["a", "a"], [1, 2]), frame([], [])):
        assert rows.equals(Keyed.validate(rows))


def test_a_missing_column_is_told_of_and_the_others_judged():
    rows = pl.DataFrame({"number": [1]})

    told = {(e.reason_code, getattr(e.check, "name", e.check)) for e in errors(Small, rows)}

    assert (SchemaErrorReason.COLUMN_NOT_IN_DATAFRAME, "column_in_dataframe") in told
    assert (SchemaErrorReason.DATAFRAME_CHECK, "greater_than_or_equal_to") in told


def test_of_a_key_whose_column_is_missing_the_other_alone_is_the_key():
    told = [e.reason_code for e in errors(Keyed, pl.DataFrame({"number": [1, 2]}))]

    assert [SchemaErrorReason.COLUMN_NOT_IN_DATAFRAME] == told


def test_a_table_without_the_columns_of_its_key_is_no_repeat():
    told = [e.reason_code for e in errors(Keyed, pl.DataFrame({"other": [1, 1]}))]

    assert SchemaErrorReason.DUPLICATES not in told


def test_a_column_of_another_type_is_told_of():
    told = {(e.reason_code, e.schema.name) for e in errors(Small, frame(["a"], [2]).cast({"number": pl.Int32}))}

    assert {(SchemaErrorReason.WRONG_DATATYPE, "number")} == told


def with_field(kind, **chosen):
    class Own(Table):
        cell: kind = pa.Field(**chosen)

    return Own


@pytest.mark.parametrize(
    ("kind", "chosen", "right", "wrong"),
    [
        (str, {"regex": True, "alias": "^cell$", "str_matches": "a"}, ["a"], ["b"]),
        (str, {"unique": True}, ["a", "b"], ["a", "a"]),
        (str, {"str_startswith": "a"}, ["ab"], ["b"]),
        (str, {"str_length": {"exact_value": 2}}, ["ab"], ["abc"]),
        (str, {"str_length": {"min_value": 2}}, ["ab"], ["a"]),
        (float, {"ge": 0.5}, [0.5], [0.4]),
        (float, {"ge": 0.5}, [0.5], [float("nan")]),
        (int, {"ne": 7, "gt": 1}, [2], [7]),
        (int, {"ne": 7, "gt": 1}, [2], [1]),
        (pl.List(pl.String), {"nullable": False}, [["a"]], [None]),
        (bool, {}, [True], [None]),
    ],
    ids=["a pattern of names", "unique", "a start", "an exact length", "a least length", "a float", "no number",
         "another check", "a check of ours beside it", "a list", "a boolean"],
)  # fmt: skip
def test_whatever_a_column_declares_is_held_by_us_or_by_pandera(kind, chosen, right, wrong):
    own, dtype = with_field(kind, **chosen), None if kind is not pl.List(pl.String) else kind

    own.validate(pl.DataFrame({"cell": pl.Series(right, dtype=dtype)}))
    with pytest.raises(pandera.errors.SchemaErrors):
        own.validate(pl.DataFrame({"cell": pl.Series(wrong, dtype=dtype)}, strict=False), lazy=True)


@pytest.mark.parametrize(
    "column",
    [
        pa.Column(checks=pa.Check.ge(2)),
        pa.Column(int, pa.Check.ge(2), coerce=True),
        pa.Column(int, pa.Check(lambda data: data.lazyframe.select(pl.col(data.key) >= 2))),
    ],
    ids=["no type", "a type that is made", "a check without a name"],
)
def test_a_column_that_declares_more_or_less_than_ours_do_is_held_too(column):
    schema = Schema({"cell": column})

    assert [(2,)] == schema.validate(pl.DataFrame({"cell": [2]})).rows()
    with pytest.raises(pandera.errors.SchemaErrors):
        schema.validate(pl.DataFrame({"cell": [1]}), lazy=True)


def test_a_check_that_only_warns_warns():
    own = with_field(int, ge=2, raise_warning=True)
    rows = pl.DataFrame({"cell": [1]})

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert rows.equals(own.validate(rows))

    assert ["SchemaWarning"] == [one.category.__name__ for one in caught]


def test_a_check_of_a_user_on_rows_is_run_beside_ours():
    class Own(Figures):
        @pa.dataframe_check
        def few(cls, data):
            return data.lazyframe.select(pl.col("value").fill_null(0) < 100)

    rows = FIGURES.filter(pl.col("figure_id") == "troops-deployed")

    assert 1 == len(errors(Own, rows))
    assert 2 == len(errors(Own, rows.with_columns(low=pl.lit(1, pl.Int64))))


def test_the_frame_comes_back_as_it_was():
    rows = frame(["a", "b"], [2, None])

    assert rows.equals(Small.validate(rows))
    assert rows.equals(Small.validate(rows.lazy()).collect())


def test_the_type_that_a_table_schema_gives_decides_how_texts_are_compared():
    field = {"name": "a", "type": "yearmonth", "constraints": {"maximum": "9999-01"}}
    schema = from_table_schema({"fields": [field]}, "t")

    assert 2 == schema.validate(pl.DataFrame({"a": ["2021-06", "-0044-03"]})).height
    with pytest.raises(pa.errors.SchemaError):
        schema.validate(pl.DataFrame({"a": ["10000-01"]}))
