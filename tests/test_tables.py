"""Tables of a package as frames, whatever their files are: typed, whole, and refused where a row or a cell is not."""

import datetime
import gzip
import json

import polars as pl
import pytest

from asreported import load, open_package, scan, validate
from asreported.errors import BadCell, UnknownName
from asreported.package import Package, snapshot
from asreported.package.parts import read_parts
from asreported.package.rows import joined
from asreported.package.tables import comes_typed, fields_match, rows_of, text_of, value_of

WHOLE, TEXT = {"name": "a", "type": "integer"}, {"name": "b", "type": "string"}


def package(folder, files, fields=(WHOLE, TEXT), schema=None, **resource):
    for name, content in files.items():
        if isinstance(content, pl.DataFrame):
            content.write_parquet(folder / name)
        else:
            (folder / name).write_bytes(content)
    paths = list(files)
    table = {"name": "t", "schema": {"fields": list(fields), **(schema or {})}}
    table["path"] = paths[0] if len(paths) == 1 else paths
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [{**table, **resource}]}))
    return folder


BLOCKS = pytest.mark.parametrize("block", [1 << 24, 6], ids=["one part", "many parts"])


@BLOCKS
def test_a_table_loads_and_scans_to_the_same_rows(block, tmp_path, monkeypatch):
    monkeypatch.setattr(snapshot, "BLOCK", block)
    package(tmp_path, {"t.csv": b"a,b\n1,x\n2,y\n3,\n"})

    rows = [(1, "x"), (2, "y"), (3, None)]

    assert rows == load("t", tmp_path).rows() == scan("t", tmp_path).collect().rows()
    assert {"a": pl.Int64, "b": pl.String} == load("t", tmp_path).schema == scan("t", tmp_path).collect_schema()


@BLOCKS
def test_a_scan_gives_what_is_asked_for_and_no_more(block, tmp_path, monkeypatch):
    monkeypatch.setattr(snapshot, "BLOCK", block)
    package(tmp_path, {"t.csv": b"a,b\n" + b"".join(b"%d,x\n" % i for i in range(9))})
    scanned = scan("t", tmp_path)

    assert [(0,), (1,), (2,), (3,)] == scanned.head(4).select("a").collect().rows()
    assert [("x", 7), ("x", 8)] == scanned.filter(pl.col("a") > 6).select("b", "a").collect().rows()
    assert [(5,), (6,)] == scanned.filter(pl.col("a") > 4).select("a").head(2).collect().rows()
    assert 9 == scanned.select(pl.len()).collect().item()
    assert [] == scanned.head(0).collect().rows()


def test_a_scan_stops_behind_the_last_row_that_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(snapshot, "BLOCK", 6)
    package(tmp_path, {"t.csv": b"a,b\n1,x\n2,y\nx,z\n"})

    assert [(1, "x"), (2, "y")] == scan("t", tmp_path).head(2).collect().rows()
    with pytest.raises((BadCell, pl.exceptions.ComputeError), match="line 4: a = x is no integer"):
        scan("t", tmp_path).collect()


def test_a_table_without_rows_has_its_columns(tmp_path):
    package(tmp_path, {"t.csv": b"a,b\n"})

    assert {"a": pl.Int64, "b": pl.String} == load("t", tmp_path).schema == scan("t", tmp_path).collect().schema


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a,b\n1,x\nx,y\n", "line 3: a = x is no integer"),
        (b"a,b\n1,x\n2\n", "line 3: the row has 1 cell"),
        (b"b\nx\n", "the column a is missing"),
        (b"a,b\r1,x\n", "^t: the file has mixed line ends"),
        (b"", "line 1: the file is empty"),
    ],
    ids=["a cell", "a row", "a column", "the line ends", "nothing"],
)
@pytest.mark.parametrize("read", [load, lambda *named: scan(*named).collect()], ids=["load", "scan"])
def test_what_is_wrong_is_said_with_its_line(content, reason, read, tmp_path):
    package(tmp_path, {"t.csv": content})

    with pytest.raises((BadCell, pl.exceptions.ComputeError), match=reason.replace("^t: ", "")):
        read("t", tmp_path)


def test_of_several_files_the_one_that_is_wrong_is_named(tmp_path):
    package(tmp_path, {"1.csv": b"a,b\n1,x\n", "2.csv": b"a,b\n2,y\nz,z\n"})

    with pytest.raises((BadCell, pl.exceptions.ComputeError), match=r"2\.csv, line 3: a = z is no integer"):
        scan("t", tmp_path).collect()


@pytest.mark.parametrize("content", [b"a,b\n1,x\nz,z\n", b"a,b\n1,x\n2\n"], ids=["a cell", "a row"])
def test_of_a_single_file_the_line_alone_is_named(content, tmp_path):
    package(tmp_path, {"t.csv": content})

    with pytest.raises(BadCell) as caught:
        load("t", tmp_path)
    assert "t.csv" not in str(caught.value)
    assert "line 3: " in str(caught.value)


def test_a_cell_of_parquet_that_is_wrong_has_no_line(tmp_path):
    package(tmp_path, {"t.parquet": pl.DataFrame({"a": ["x"], "b": ["y"]})})

    with pytest.raises(BadCell, match=r"(?<!line 1): a = x is no integer"):
        load("t", tmp_path)


def test_two_fields_of_one_name_are_refused(tmp_path):
    package(tmp_path, {"t.csv": b"a,a\n1,2\n"}, [WHOLE, WHOLE])

    with pytest.raises(BadCell, match="two fields have the name 'a'"):
        load("t", tmp_path)


@pytest.mark.parametrize(
    ("match", "header", "expected"),
    [
        ("superset", b"a", [(1, None)]),
        ("partial", b"a", [(1, None)]),
        (["partial"], b"a", [(1, None)]),
        ("partial", b"c", None),
        ("superset", b"c", None),
        ("subset", b"a", None),
        ("exact", b"a", None),
    ],
    ids=str,
)
def test_a_column_that_a_schema_lets_be_missing_is_empty(match, header, expected, tmp_path):
    package(tmp_path, {"t.csv": header + b"\n1\n"}, schema={"fieldsMatch": match})

    if expected:
        assert expected == load("t", tmp_path).rows()
        assert pl.String == load("t", tmp_path).schema["b"]
    else:
        with pytest.raises(BadCell, match="is missing"):
            load("t", tmp_path)


def test_columns_come_in_the_order_of_the_fields(tmp_path):
    package(tmp_path, {"t.csv": b"b,c,a\nx,y,1\n"}, schema={"fieldsMatch": "subset"})

    assert [(1, "x")] == load("t", tmp_path).rows()


@pytest.mark.parametrize(("given", "expected"), [("equal", "equal"), (["subset"], "subset"), ([], "[]")])
def test_the_match_of_fields_may_stand_in_a_list(given, expected):
    assert expected == fields_match({"fieldsMatch": given})


def test_a_table_that_is_not_there_is_refused(tmp_path):
    package(tmp_path, {"t.csv": b"a,b\n1,x\n"})
    (tmp_path / "t.csv").unlink()

    for read in (load, scan):
        with pytest.raises(UnknownName):
            read("u", tmp_path)
        with pytest.raises(BadCell, match=r"t\.csv: is not there"):
            read("t", tmp_path)


def test_rows_are_read_once_and_kept(tmp_path):
    resource = open_package(package(tmp_path, {"t.csv": b"a,b\n1,x\n"})).resource("t")

    assert rows_of(resource) is rows_of(resource)
    assert load("t", resource.package).equals(load("t", resource.package))
    (part,) = read_parts(resource)
    assert part.rows() is rows_of(resource)


def test_what_was_read_to_load_a_table_is_not_read_again(tmp_path, monkeypatch):
    monkeypatch.setattr(snapshot, "BLOCK", 6)
    opened = open_package(package(tmp_path, {"t.csv": b"a,b\n1,x\n2,y\n"}))
    load("t", opened)
    (tmp_path / "t.csv").unlink()

    assert 2 == rows_of(opened.resource("t")).cells.height
    assert [(1, "x"), (2, "y")] == load("t", opened).rows()


@pytest.mark.parametrize(
    ("place", "is_one"),
    [("180, 90", True), ("-180, -90", True), ("180.1, 0", False), ("-181, 0", False), ("0, 90.1", False),
     ("0, -91", False)],
)  # fmt: skip
def test_a_place_lies_on_the_globe(place, is_one):
    field = {"name": "a", "type": "geopoint"}
    frame = pl.DataFrame({"a": [place]})

    assert is_one == frame.select(value_of(field, {}, pl.String()).is_not_null()).item()


INSTANT = datetime.datetime(2021, 6, 27, 2, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))


@pytest.mark.parametrize(
    ("kind", "cells", "is_typed", "values", "texts"),
    [
        ("integer", pl.Series([1, None], dtype=pl.Int8), True, [1, None], ["1", None]),
        ("integer", pl.Series([1], dtype=pl.UInt32), True, [1], ["1"]),
        ("integer", pl.Series([1], dtype=pl.Int64), True, [1], ["1"]),
        ("integer", pl.Series([2**63], dtype=pl.UInt64), False, [None], [str(2**63)]),
        ("integer", pl.Series(["1", "x"]), False, [1, None], ["1", "x"]),
        ("integer", pl.Series([1.5]), False, [None], ["1.5"]),
        ("number", pl.Series([1.5]), True, [1.5], ["1.5"]),
        ("number", pl.Series([1], dtype=pl.Int64), False, [1.0], ["1"]),
        ("string", pl.Series(["x"]), True, ["x"], ["x"]),
        ("string", pl.Series([1]), False, [None], ["1"]),
        ("string", pl.Series([b"\xff"]), False, [None], ["bytes ff"]),
        ("boolean", pl.Series([True]), True, [True], ["true"]),
        ("date", pl.Series([datetime.date(2021, 6, 27)]), True, [datetime.date(2021, 6, 27)], ["2021-06-27"]),
        ("list", pl.Series([["x", "y"], []], dtype=pl.List(pl.String)), True, [["x", "y"], []], ["x,y", ""]),
        ("list", pl.Series([[1, 2]]), False, [["1", "2"]], ["1,2"]),
        ("list", pl.Series([[["x"]]]), False, None, None),
        ("object", pl.Series([{"x": 1}]), False, ['{"x":1}'], ['{"x":1}']),
        ("duration", pl.Series([datetime.timedelta(hours=2)]), False, ["PT2H"], ["PT2H"]),
        ("datetime", pl.Series([INSTANT]).dt.convert_time_zone("Europe/Berlin"), True, [datetime.datetime(2021, 6, 27)],
         None),
    ],
    ids=str,
)  # fmt: skip
def test_cells_that_come_with_a_type_are_values_and_texts(kind, cells, is_typed, values, texts):
    field = {"name": "a", "type": kind}
    frame = pl.DataFrame({"a": cells})

    assert is_typed == comes_typed(field, cells.dtype)
    if values is not None:
        assert values == frame.select(value_of(field, {}, cells.dtype)).to_series().to_list()
    if texts is not None:
        assert texts == frame.select(text_of(field, {}, cells.dtype)).to_series().to_list()


def test_a_time_is_no_instant_and_a_list_no_text():
    assert not comes_typed({"name": "a", "type": "date"}, pl.Datetime("us"))
    assert not comes_typed({"name": "a", "type": "list"}, pl.String())
    assert not comes_typed({"name": "a", "type": "yearmonth"}, pl.String())


@pytest.mark.parametrize(
    ("absent", "is_text", "expected"),
    [
        ([""], False, ["x", None, "-", None]),
        (["", "-"], False, ["x", None, None, None]),
        (["-"], True, ["x", "", None, ""]),
        (["-"], False, ["x", None, None, ""]),
        ([], True, ["x", "", "-", ""]),
    ],
    ids=str,
)
def test_a_text_that_says_that_nothing_is_there_is_no_text(absent, is_text, expected):
    frame = pl.DataFrame({"a": ["x", None, "-", ""]})
    field = {"name": "a", "type": "string", "missingValues": absent}

    assert expected == frame.select(text_of(field, {}, pl.String(), is_text=is_text)).to_series().to_list()


@pytest.mark.parametrize(
    ("kind", "cells", "absent", "there"),
    [
        ("integer", pl.Series([-99, 1]), ["-99"], [1]),
        ("number", pl.Series([-99.0, 1.5]), ["-99", "x"], [1.5]),
        ("number", pl.Series([-99.0, 1.5]), ["", "-99.0"], [1.5]),
        ("number", pl.Series([-99.0, 1.5]).cast(pl.Decimal(9, 2)), ["-99"], [1.5]),
        ("boolean", pl.Series([True, False]), ["false"], [True]),
        ("date", pl.Series([datetime.date(1900, 1, 1), datetime.date(2021, 6, 27)]), ["1900-01-01"],
         [datetime.date(2021, 6, 27)]),
        ("string", pl.Series(["", "-"]), ["-"], [""]),
        ("string", pl.Series(["", "-"]), [""], ["-"]),
        ("list", pl.Series([[], [""], None]), [""], [[], [""]]),
    ],
    ids=str,
)  # fmt: skip
def test_a_value_that_says_that_nothing_is_there_is_none(kind, cells, absent, there, tmp_path):
    pl.DataFrame({"a": cells}).write_parquet(tmp_path / "t.parquet")
    table = {"name": "t", "path": "t.parquet", "schema": {"missingValues": absent}}
    table["schema"]["fields"] = [{"name": "a", "type": kind, "constraints": {"required": True}}]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [table]}), "utf-8")

    assert ["required"] * (cells.len() - len(there)) == [f.rule for f in validate(tmp_path).findings]
    assert there == load("t", tmp_path)["a"].drop_nulls().to_list()


@pytest.mark.parametrize(
    ("files", "resource"),
    [
        ({"t.csv": b"a,b\n1,x\n"}, {}),
        ({"t.csv": b"a,b\n1,\xff\n2,y\n"}, {}),
        ({"t.json": b'[{"a": 1}]'}, {}),
        ({"t.parquet": pl.DataFrame({"a": [1]})}, {}),
        ({"t.csv.gz": gzip.compress(b"a,b\n1,x\n", mtime=0)}, {}),
        ({"1.csv": b"a,b\n1,x\n", "2.csv": b"a,b\n2,y\n"}, {}),
        ({"t.zip": b"PK"}, {"compression": "zip"}),
        ({"t.xlsx": b"PK"}, {}),
        ({"t.csv": b"a||b\n"}, {"dialect": {"delimiter": "||"}}),
    ],
    ids=str,
)
@pytest.mark.parametrize("is_read", [False, True], ids=["fresh", "read before"])
def test_every_byte_of_every_file_is_counted_as_it_passes_by(files, resource, is_read, tmp_path):
    opened = open_package(package(tmp_path, files, **resource)).resource("t")
    if is_read:
        rows_of(opened)
    passed = []

    rows = joined(part.rows() for part in read_parts(opened, passed.append))

    assert b"".join((tmp_path / name).read_bytes() for name in files) == b"".join(passed)
    assert rows.labels or rows.faults


@pytest.mark.parametrize(
    ("files", "resource", "reason"),
    [
        ({"t.zip": b"PK"}, {"compression": "zip"}, "files packed as zip are not read"),
        ({"t.parquet": b"PAR1"}, {"compression": "gz"}, "files packed as gz are not read"),
        ({"t.xlsx": b"PK"}, {}, "tables in the format xlsx are not read"),
        ({"t": b"a,b\n"}, {}, "tables in the format that is not named are not read"),
        ({"t.csv": b"a||b\n"}, {"dialect": {"delimiter": "||"}}, "the dialect is not read: delimiter is '||'"),
        ({"t.csv.gz": b"a,b\n"}, {}, r"t\.csv\.gz cannot be unpacked: it is no gzip"),
        ({"t.json": b"[1"}, {}, r"t\.json is no JSON that can be read"),
        ({"1.parquet": pl.DataFrame({"a": [1], "b": ["x"]}), "2.parquet": pl.DataFrame({"a": [1]})}, {},
         "the file has the columns a, and the first of the table has a, b"),
        ({"1.parquet": pl.DataFrame({"a": [1], "b": ["x"]}), "2.parquet": pl.DataFrame({"c": [1]})}, {},
         r"2\.parquet has other columns than the first file"),
    ],
    ids=["zip", "packed Parquet", "a spreadsheet", "no format", "a dialect", "no gzip", "no JSON", "some columns",
         "other columns"],
)  # fmt: skip
def test_a_file_that_is_not_read_is_said_not_to_be(files, resource, reason, tmp_path):
    with pytest.raises(BadCell, match=reason):
        load("t", package(tmp_path, files, **resource))


def test_inline_data_may_be_csv_or_rows(tmp_path):
    def held(**resource):
        return Package(tmp_path, {"resources": [{"name": "t", "schema": {"fields": [WHOLE, TEXT]}, **resource}]})

    assert [(1, "é")] == load("t", held(data="a,b\n1,é\n", format="csv")).rows()
    assert [(1, "x")] == load("t", held(data="a\tb\n1\tx\n", format="tsv")).rows()
    assert [(1, "x")] == load("t", held(data=[{"a": 1, "b": "x"}])).rows()
    assert [(1, "x")] == load("t", held(data="1,x\n", format="csv", dialect={"header": False})).rows()


@pytest.mark.parametrize(
    ("name", "resource"),
    [
        ("t.csv.GZ", {}),
        ("t.csv", {"compression": "gzip"}),
        ("t.bin", {"compression": "gz", "format": "csv"}),
    ],
)
def test_a_packed_file_is_unpacked_where_its_name_or_its_descriptor_says_so(name, resource, tmp_path):
    made = package(tmp_path, {name: gzip.compress(b"a,b\n1,x\n", mtime=0)}, **resource)

    assert [(1, "x")] == load("t", made).rows()
