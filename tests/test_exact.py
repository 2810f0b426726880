"""Values are compared to the last digit that a cell has, whatever is kept of them."""

import copy
import datetime as dt
import json
import operator
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asreported import load, validate
from asreported.errors import BadCell
from asreported.package import read_json
from asreported.package.cells import to_value
from asreported.package.decimals import Written
from asreported.package.exact import identity, numeral, order
from asreported.package.parquet import parts

NUMBER, INSTANT = {"type": "number"}, {"type": "datetime"}
BIG = 2**53
#: Numbers that lie as near to each other as digits can tell: some digits of one text, and an exponent.
NUMBERS = st.builds(
    "{}{}.{}{}".format,
    st.sampled_from(["", "-", "+"]),
    st.sampled_from(["0", "1", str(BIG), str(BIG + 1), "179769313486231570000"]),
    st.sampled_from(["0", "1", "10", "10000000000000001", "100000000000000000000000001", "30000000000000004"]),
    st.sampled_from(["", "e0", "E5", "e-5", "e-330", "e-9999999999999999999999", "e280"]),
)


def package(folder, **tables):
    """Write a package of these tables, each a list of fields, rows of cells, and what else its schema says."""
    resources = []
    for name, (fields, rows, schema) in tables.items():
        named = [{"name": letter, **field} for letter, field in zip("abc", fields, strict=False)]
        table = {"name": name, "schema": {"fields": named, **schema}}
        if isinstance(rows, pl.DataFrame):
            rows.write_parquet(folder / f"{name}.parquet")
            resources.append({**table, "path": f"{name}.parquet"})
            continue
        lines = [[f["name"] for f in named], *rows]
        (folder / f"{name}.csv").write_text("".join(",".join(line) + "\n" for line in lines), "utf-8")
        resources.append({**table, "path": f"{name}.csv"})
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}), "utf-8")
    return folder


def told(folder):
    return [(f.rule, f.row) for f in validate(folder).findings]


def of(field, **constraints):
    return {**field, "constraints": constraints}


@pytest.mark.parametrize(
    ("field", "cells", "expected"),
    [
        (of(NUMBER, maximum=BIG), [str(BIG), str(BIG + 1)], [("maximum", 3)]),
        (of(NUMBER, maximum=BIG + 1), [str(BIG + 1), f"{BIG + 1}.0", f"{BIG + 1}.01"], [("maximum", 4)]),
        (of(NUMBER, minimum=BIG + 1), [str(BIG), str(BIG + 1)], [("minimum", 2)]),
        (of(NUMBER, exclusiveMaximum=BIG + 1), [str(BIG), str(BIG + 1)], [("maximum", 3)]),
        (of(NUMBER, exclusiveMinimum=BIG), [str(BIG), str(BIG + 1)], [("minimum", 2)]),
        (of(NUMBER, maximum=2**60), [str(2**60), str(2**60 + 1)], [("maximum", 3)]),
        (of(NUMBER, exclusiveMinimum=0), ["1e-400", "0", "0e9", "-1e-400"], [("minimum", n) for n in (3, 4, 5)]),
        (of(NUMBER, maximum="1e-330"), [f"1e-{10**20}", f"0e{10**20}", "1.1e-330"], [("maximum", 4)]),
        (of(NUMBER, maximum=1), ["0.99999999999999999999", "1.00000000000000000001"], [("maximum", 3)]),
        (
            of({**NUMBER, "decimalChar": ",", "groupChar": ".", "bareNumber": False}, maximum="0,30000000000000000001"),
            ['"€0,3"', '"€0,30000000000000000001"', '"€0,30000000000000000002"'],
            [("maximum", 4)],
        ),
        (of(NUMBER, maximum="INF", minimum="-INF"), ["INF", "-INF", "1"], []),
        (
            of(NUMBER, enum=[0.1, BIG]),
            ["0.1", "0.10", "0.10000000000000000001", str(BIG + 1)],
            [("enum", 4), ("enum", 5)],
        ),
        (of(NUMBER, enum=[BIG + 1, "0.5"]), [str(BIG), str(BIG + 1), "0.5"], [("enum", 2)]),
        (of(NUMBER, enum=["NaN", 1]), ["NaN", "nan", "1", "INF"], [("enum", 5)]),
        (of(NUMBER, minimum=0, maximum=1), ["NaN", "0.5"], [("minimum", 2)]),
        (of(NUMBER, maximum=1), ["NaN", "0.5"], [("maximum", 2)]),
        (of({"type": "integer"}, maximum=2**64), [str(2**63 - 1), "-5"], []),
        (of({"type": "integer"}, minimum=f"{2**63}"), [str(2**63 - 1)], [("minimum", 2)]),
        (of({"type": "integer"}, enum=[5, 2**63]), ["5", "6"], [("enum", 3)]),
        (of({"type": "integer"}, enum=[2**63 - 1]), [str(2**63 - 1)], []),
        (
            of(INSTANT, maximum="2024-01-01T00:00:00Z"),
            ["2024-01-01T00:00:00.000000000", "2024-01-01T01:00:00.0000001+01:00"],
            [("maximum", 3)],
        ),
        (
            of(INSTANT, exclusiveMinimum="2024-01-01T00:00:00"),
            ["2024-01-01T00:00:00", "2024-01-01T00:00:00.0000001"],
            [("minimum", 2)],
        ),
        (of(INSTANT, minimum="2024-01-01T00:00:00"), ["2024-01-01T00:00:00.0000001"], []),
        (
            of(INSTANT, enum=["2024-01-01T00:00:00"]),
            ["2024-01-01T00:00:00.0", "2024-01-01T00:00:00.0000001"],
            [("enum", 3)],
        ),
    ],
    ids=str,
)
def test_a_bound_is_met_to_the_last_digit(field, cells, expected, tmp_path):
    assert expected == told(package(tmp_path, t=([field], [[cell] for cell in cells], {})))


KEYS = [
    (NUMBER, ["0.1", "0.10000000000000000001", "1e-1"], [4]),
    (NUMBER, [str(BIG), str(BIG + 1), f"{BIG + 1}.0"], [4]),
    (NUMBER, ["NaN", "nan", "INF", "-INF", "inf"], [3, 6]),
    (NUMBER, ["0", "-0.0", "1e-400", "1", "-1"], [3]),
    (INSTANT, ["2024-01-01T00:00:00.0000001", "2024-01-01T00:00:00.0000002", "2024-01-01T00:00:00.00000010"], [4]),
    (INSTANT, ["2024-01-01T00:00:00", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00.0000001"], [3]),
    ({"type": "list", "itemType": "number", "delimiter": ";"}, ["1;0.1", "1.0;0.10", "1;0.10000000000000000001"], [3]),
    ({"type": "object"}, ['"{""a"": 1, ""b"": 2}"', '"{""b"":2.0,""a"":1e0}"', '"{""a"": ""1"", ""b"": 2}"'], [3]),
    ({"type": "array"}, ["[1]", "[1.0]", "[0.1]", "[0.10000000000000000001]", '"[""\\u0031""]"', '"[""1""]"'], [3, 7]),
    ({"type": "geopoint"}, ['"1,2"', '"+1.0, 2."', '"1,2.0000000000000000001"'], [3]),
    ({"type": "geopoint", "format": "array"}, ['"[1, 2]"', '"[1.0,2]"'], [3]),
    ({"type": "duration"}, ["P1Y", "P12M", "P365D", "P1DT1M", "PT24H60S", "-P1Y"], [3, 6]),
    ({"type": "duration"}, ["PT0S", "-P0D", "P0Y", "PT0.5S", "PT0.50S", "PT1M", "P1M"], [3, 4, 6]),
    ({"type": "list", "itemType": "integer", "delimiter": ";"}, ["1;2", "01;2", "1;3"], [3]),
]


@pytest.mark.parametrize("schema", [{"primaryKey": "a"}, {"uniqueKeys": [["a", "b"]]}, "unique"], ids=str)
@pytest.mark.parametrize(("field", "cells", "rows"), KEYS, ids=str)
def test_a_key_repeats_where_its_value_does(field, cells, rows, schema, tmp_path):
    if schema == "unique":
        field, schema = of(field, unique=True), {}
    package(tmp_path, t=([field, {"type": "string"}], [[cell, "x"] for cell in cells], schema))

    rule = "primary-key" if "primaryKey" in schema else "unique"
    assert [(rule, row) for row in rows] == told(tmp_path)


def test_json_that_nests_deeply_is_told_apart_as_it_is_written(tmp_path):
    cells = [["[" * depth + "]" * depth] for depth in (500, 501, 500, *range(800, 1010), 20_000)]
    package(tmp_path, t=([of({"type": "array"}, unique=True)], cells, {}))

    first, *rest = told(tmp_path)
    assert ("unique", 4) == first
    assert {"type-error"} == {rule for rule, _ in rest}


@pytest.mark.parametrize("is_parquet", [True, False])
@pytest.mark.parametrize(
    ("field", "there", "here", "lost"),
    [
        (NUMBER, ["0.1", "NaN", str(BIG)], ["0.10", "nan", "0.10000000000000000001", str(BIG + 1)], [4, 5]),
        (INSTANT, ["2024-01-01T00:00:00"], ["2024-01-01T01:00:00+01:00", "2024-01-01T00:00:00.0000001"], [3]),
    ],
    ids=str,
)
def test_a_foreign_key_finds_the_row_of_its_value(field, there, here, lost, is_parquet, tmp_path):
    key = {"fields": "a", "reference": {"resource": "there", "fields": "a"}}
    rows = [[cell] for cell in there]
    if is_parquet:
        rows = pl.DataFrame({"a": there}).select(to_value(pl.col("a"), field))
    package(
        tmp_path,
        there=([field], rows, {}),
        here=([field], [[cell] for cell in here], {"foreignKeys": [key]}),
    )

    assert [("foreign-key", row) for row in lost] == told(tmp_path)


def test_what_no_constraint_asks_of_is_loaded_as_it_is_kept(tmp_path):
    package(tmp_path, t=([NUMBER, INSTANT], [["3.14159265358979323846", "2024-01-01T00:00:00.123456789"]], {}))

    assert [] == told(tmp_path)
    assert [(3.141592653589793, dt.datetime(2024, 1, 1, 0, 0, 0, 123456))] == load("t", tmp_path).rows()


def test_a_number_in_json_has_the_digits_that_it_is_written_with(tmp_path):
    written = (
        '{"name": "p", "resources": [{"name": "t", "data": [{"a": 0.1}, {"a": 0.10000000000000000001}, {"a": 0.10}],'
        ' "schema": {"fields": [{"name": "a", "type": "number",'
        ' "constraints": {"unique": true, "exclusiveMinimum": 0.09999999999999999999999}}]}}]}'
    )
    (tmp_path / "datapackage.json").write_text(written, "utf-8")

    assert [("unique", 4)] == told(tmp_path)
    assert [0.1] * 3 == load("t", tmp_path)["a"].to_list()


@pytest.mark.parametrize(
    ("cells", "field", "expected"),
    [
        ([5, 6], of(INSTANT, unique=True), []),
        ([5, 5], of(INSTANT, unique=True), [("unique", 3)]),
        ([5000, 5001], of(INSTANT, maximum="1970-01-01T00:00:00.000005"), [("maximum", 3)]),
        ([5000, 5000], of({**INSTANT, "format": "%d.%m.%Y"}, unique=True), [("unique", 3)]),
    ],
    ids=str,
)
@pytest.mark.parametrize("zone", [None, "Europe/Paris"])
def test_an_instant_of_parquet_is_compared_to_its_nanosecond(cells, field, expected, zone, tmp_path):
    column = pl.Series(cells, dtype=pl.Int64).cast(pl.Datetime("ns"))
    column = column if zone is None else column.dt.replace_time_zone("UTC").dt.convert_time_zone(zone)
    package(tmp_path, t=([field], pl.DataFrame({"a": column}), {}))

    assert expected == told(tmp_path)


def test_numbers_of_parquet_are_told_apart_as_those_of_text(tmp_path):
    package(tmp_path, t=([of(NUMBER, unique=True)], pl.DataFrame({"a": [float("nan"), 0.0, -0.0, float("nan")]}), {}))

    assert [("unique", 4), ("unique", 5)] == told(tmp_path)


@given(NUMBERS, NUMBERS)
def test_numbers_are_ordered_and_told_apart_as_their_digits_are(one, other):
    compared = Decimal(plain(one)).compare(Decimal(plain(other)))
    cells = pl.DataFrame({"t": [one]})
    text, value = pl.col("t"), to_value(pl.col("t"), NUMBER)

    assert int(compared) == cells.select(order(value, Written.of(other), "number", numeral(text, NUMBER))).item()
    same = pl.DataFrame({"t": [one, other]}).select(identity(text, value, NUMBER, is_typed=False)).to_series()
    assert (compared == 0) == (same.n_unique() == 1)


def plain(number):
    """Return a number whose exponent Python can hold, and which lies where the other does."""
    return number.replace("e-9999999999999999999999", "e-999999999999")


@pytest.mark.parametrize("compare", [operator.eq, operator.le])
def test_a_number_that_prints_as_it_was_written_is_a_number_like_any_other(compare):
    (number,) = read_json(b"[0.10000000000000000001]")

    assert compare(number, 0.1)
    assert "0.10000000000000000001" == str(copy.deepcopy(number)) == f"{number}"
    assert "[0.1]" == json.dumps([number])
    assert type(read_json(b"0.10")) is float
    assert "1e400" == str(read_json(b"1e400"))


@pytest.mark.parametrize(
    ("field", "cells", "expected"),
    [
        (of({"type": "yearmonth"}, maximum="9999-01"), ["10000-01", "2000-12", "-12000-01"], [("maximum", 2)]),
        (of({"type": "yearmonth"}, minimum="-0044-03"), ["-0043-01", "-0044-03", "-0045-12"], [("minimum", 4)]),
        (of({"type": "yearmonth"}, exclusiveMaximum="0000-01"), ["-0001-12", "-0000-01"], [("maximum", 3)]),
        (of({"type": "yearmonth"}, maximum="2021-06"), ["2021-05", "2021-06", "2021-07", "2020-12"], [("maximum", 4)]),
        (of({"type": "yearmonth"}, enum=["0000-01"]), ["-0000-01", "0000-02"], [("enum", 3)]),
        (of({"type": "yearmonth"}, unique=True), ["-0000-01", "0000-01", "10000-01"], [("unique", 3)]),
        (of({"type": "year"}, maximum="9999"), ["10000", "-0044"], [("maximum", 2)]),
        (of({"type": "year"}, minimum=-44), ["-0044", "-0045"], [("minimum", 3)]),
        (of({"type": "year"}, unique=True), ["-0000", "0000"], [("unique", 3)]),
        (of({"type": "date"}, minimum="0001-01-01"), ["0000-12-31", "0001-01-01"], [("type-error", 2)]),
        (
            of(INSTANT, maximum="9999-12-31T23:59:59"),
            ["0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "9999-12-31T23:59:59"],
            [("type-error", 2), ("type-error", 3)],
        ),
    ],
    ids=str,
)
def test_years_are_ordered_as_numbers_and_those_of_dates_are_1_to_9999(field, cells, expected, tmp_path):
    assert expected == told(package(tmp_path, t=([field], [[cell] for cell in cells], {})))


@pytest.mark.parametrize("days", [-800_000, 8_000_000])
@pytest.mark.parametrize(("kind", "dtype"), [("date", pl.Date), ("datetime", pl.Datetime("ms"))])
def test_a_date_of_parquet_outside_of_the_calendar_is_refused(kind, dtype, days, tmp_path):
    moments = pl.Series([0, None, days], dtype=pl.Int32).cast(pl.Date).cast(dtype)
    package(tmp_path, t=([{"type": kind}], pl.DataFrame({"a": moments}), {}))

    assert [("type-error", 4)] == told(tmp_path)
    with pytest.raises(BadCell):
        load("t", tmp_path)


def test_instants_of_parquet_are_no_finer_than_any_of_their_file_is(tmp_path, monkeypatch):
    monkeypatch.setattr("asreported.package.parquet._ROWS", 1)
    columns = {"plain": [1000, 2000], "fine": [1000, 2001], "none": [None, None]}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Int64)).cast(pl.Datetime("ns"))
    odd = pl.Series([0, 10**15]).cast(pl.Datetime("ms", "UTC"))
    frame.with_columns(odd=odd, word=pl.lit("x")).write_parquet(tmp_path / "t")
    with (tmp_path / "t").open("rb") as file:
        header, *rows = parts(file)

    assert ("plain", "fine", "none", "odd", "word") == header.labels
    for part in rows:
        kinds = [part.cells.schema[str(i)] for i in range(5)]
        assert [pl.Datetime("us"), pl.Datetime("ns"), pl.Datetime("us"), pl.String, pl.String] == kinds
