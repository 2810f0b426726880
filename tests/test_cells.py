"""Every type and format of Table Schema: which texts are its values, and which values they are."""

import datetime as dt
import json

import polars as pl
import pytest

from asreported import load, validate
from asreported.package.cells import dtype_of, to_value

UUID = "5a90f4a3-1b2c-4d5e-8f90-0123456789ab"
POINT = '{"type": "Point", "coordinates": [1, 2]}'
#: A field, the texts that are its values, and texts that are none.
FORMS = [
    ({"type": "string"}, ["x", " ", "5", "{}"], []),
    (
        {"type": "string", "format": "email"},
        ["a@b.org", "a.b+c@d-e.co.uk", "é@ü.fr"],
        ["a", "a@", "@b", "a b@c.d", "a@b@c"],
    ),
    (
        {"type": "string", "format": "uri"},
        ["https://a.org/b?c=d#e", "mailto:a@b.org", "urn:isbn:1"],
        ["a.org", "http:", "http://a b", "http://a/%G1", "//a.org"],
    ),
    ({"type": "string", "format": "binary"}, ["YQ==", "YWI=", "YWJj"], ["YQ=", "Y", "YQ==YQ==", "é==="]),
    ({"type": "string", "format": "uuid"}, [UUID, UUID.upper()], [UUID[:-1], UUID.replace("-", ""), f"{{{UUID}}}"]),
    (
        {"type": "integer"},
        ["0", "-1", "+1", "007", str(2**63 - 1)],
        ["1.0", "1e3", "1,000", " 1", "٣", "-", "one", str(2**63)],
    ),
    ({"type": "integer", "groupChar": ","}, ["1,000", "12,00,000", "5"], [",5", "5,", "1,,000", "-,5", "1.000"]),
    ({"type": "integer", "groupChar": "."}, ["1.000", "-1.000.000", "5"], [".5", "5.", "1..000", "1,000"]),
    ({"type": "integer", "groupChar": ".", "bareNumber": False}, ["1.000 €", "€-1.000"], ["€.5"]),
    (
        {"type": "integer", "bareNumber": False},
        ["5 men", "EUR 95", "€95", "95%", "no. -5", "(EUR) 5", "5 (est.)"],
        [
            "five",
            "",
            "5 to 6",
            "5-6",
            "-€5",
            "−5",
            "–5 €",
            "(5)",
            "€ (5)",
            "(EUR 5)",
            "5-",
            "5 €–",
            "⁻5",
            "﹣5",
            "(-) 5",
        ],
    ),
    (
        {"type": "number"},
        ["1", "-1.5", "+.5", "5.", "1e3", "1E-3", "NaN", "nan", "INF", "-inf"],
        ["1,5", "1e400", "e5", ".", "0x1", "1_0", "infinity", "--1"],
    ),
    ({"type": "number", "decimalChar": ","}, ["1,5", "-,5", "5"], ["1.5", "1,5,5"]),
    ({"type": "number", "decimalChar": ",", "groupChar": "."}, ["1.000,5", "1.000"], ["1.000.,5", "1,000.5"]),
    ({"type": "number", "groupChar": " "}, ["1 000.5"], ["1  000", " 1000"]),
    ({"type": "number", "decimalChar": ",", "bareNumber": False}, ["(EUR) -5,25", "5,0 kg"], ["kg"]),
    ({"type": "boolean"}, ["true", "True", "TRUE", "1", "false", "False", "FALSE", "0"], ["yes", "tRue", "t", "2"]),
    ({"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}, ["yes", "no"], ["true", "0"]),
    (
        {"type": "date"},
        ["2024-02-29", "0001-01-01"],
        ["2023-02-29", "2024-1-1", "20240101", "2024-01-01T00:00:00", "01/02/2024"],
    ),
    ({"type": "date", "format": "%d/%m/%Y"}, ["27/06/2021", "7/6/2021"], ["2021-06-27", "27/13/2021", "27/06/21"]),
    ({"type": "date", "format": "fmt:%d.%m.%y"}, ["27.06.69"], ["27.06.1969"]),
    (
        {"type": "datetime"},
        ["2024-01-26T15:00:00", "2024-01-26T15:00:00.300-05:00", "2024-01-26T15:00:00Z", "2024-01-26T15:00:00+14:00"],
        [
            "2024-01-26",
            "2024-01-26 15:00:00",
            "2024-01-26T15:00",
            "2024-01-26T25:00:00",
            "2024-01-26T15:00:60",
            "2024-01-26T15:00:00+15:00",
            "2024-01-26T15:00:00+0500",
            "2024-02-30T00:00:00",
        ],
    ),
    ({"type": "datetime", "format": "%d/%m/%Y %H:%M %z"}, ["27/06/2021 18:00 +0200"], ["27/06/2021 18:00"]),
    (
        {"type": "time"},
        ["15:00:00", "23:59:59"],
        ["10:00:00garbage", "10:00:00Z", "24:00:00", "10:60:00", "10:00:60", "10:00", "1:00:00"],
    ),
    ({"type": "time", "format": "%I:%M %p"}, ["5:22 PM"], ["17:22 PM"]),
    ({"type": "year"}, ["2024", "-0044", "12024"], ["24", "02024", "2024.0", "year"]),
    ({"type": "yearmonth"}, ["2024-01", "-0044-03"], ["2024", "2024-13", "2024-00", "2024-1"]),
    (
        {"type": "duration"},
        ["P1Y", "P1Y2M3DT4H5M6.7S", "-P1D", "PT36H"],
        ["P", "PT", "P1YT", "P١Y", "1Y", "P1W", "P1H", "PT1D", "P-1D", "P1.5D"],
    ),
    ({"type": "list"}, ["a", "a,b", "a,,b"], []),
    ({"type": "list", "itemType": "integer"}, ["1", "1,2,-3"], ["1,two", "1,,2", "1, 2", "1.0"]),
    ({"type": "list", "itemType": "number", "delimiter": ";"}, ["1.5;2"], ["1.5,2"]),
    ({"type": "list", "itemType": "date"}, ["2021-06-27,2021-06-28"], ["2021-06-27,2021-02-30"]),
    ({"type": "list", "itemType": "datetime"}, ["2021-06-27T18:00:00Z"], ["2021-06-27"]),
    ({"type": "list", "itemType": "time", "delimiter": "|"}, ["10:00:00|11:00:00"], ["10:00|11:00"]),
    ({"type": "list", "itemType": "boolean"}, ["true,0"], ["true,no"]),
    (
        {"type": "object"},
        ["{}", '{"a": [1]}', ' {"a": 1} '],
        ["{not json}", "[]", '"a"', "1", '{"a": NaN}', '{"a": 1', "null"],
    ),
    ({"type": "array"}, ["[]", '[1, {"a": 2}]'], ["[1;}]", "{}", "[1,]", "1,2", "[NaN]"]),
    (
        {"type": "geojson"},
        [
            POINT,
            f'{{"type": "Feature", "properties": null, "geometry": {POINT}}}',
            '{"type": "FeatureCollection", "features": []}',
        ],
        ["{}", '{"type": "Pint", "coordinates": []}', '{"type": "Point"}', "[1, 2]", '{"type": "Feature"}', "x"],
    ),
    (
        {"type": "geojson", "format": "topojson"},
        ['{"type": "Topology", "objects": {}, "arcs": []}'],
        [POINT, '{"type": "Topology"}'],
    ),
    (
        {"type": "geopoint"},
        ["90.50, 45.50", "-180,90", "+1,.5"],
        ["1,2,3", "1", "181,0", "0,91", "a,b", "[1, 2]", "1;2", "1e1,2"],
    ),
    (
        {"type": "geopoint", "format": "array"},
        ["[90.5, 45.5]"],
        ["90.5, 45.5", "[1]", "[1, 2, 3]", '["1", "2"]', "[true, 1]", "[0, 91]"],
    ),
    (
        {"type": "geopoint", "format": "object"},
        ['{"lon": 90.5, "lat": 45.5}'],
        ['{"lon": 1}', '{"lon": 1, "lat": 2, "z": 3}', '{"lng": 1, "lat": 2}', "[1, 2]"],
    ),
    ({"type": "any"}, ["1", "x", "{"], []),
    ({}, ["1", "x", "{"], []),
]
CELLS = [
    (field, text, is_value)
    for field, good, bad in FORMS
    for is_value, texts in ((True, good), (False, bad))
    for text in texts
]


def value(text, **field):
    return pl.DataFrame({"t": [text, None]}).select(to_value(pl.col("t"), field).alias("v"))["v"].to_list()[0]


@pytest.mark.parametrize(("field", "text", "is_value"), CELLS, ids=str)
def test_a_text_is_a_value_of_its_type_or_none(field, text, is_value):
    assert (value(text, **field) is not None) is is_value


@pytest.mark.parametrize("field", [field for field, *_ in FORMS], ids=str)
def test_a_column_has_the_dtype_that_is_promised(field):
    texts = [text for told, text, _ in CELLS if told == field]
    column = pl.DataFrame({"t": texts}).select(to_value(pl.col("t"), field).alias("v"))["v"]

    assert column.dtype == dtype_of(field)


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("1,000", {"type": "integer", "groupChar": ","}, 1000),
        ("EUR 95", {"type": "integer", "bareNumber": False}, 95),
        ("no. -5", {"type": "integer", "bareNumber": False}, -5),
        ("(EUR) -1.005,25", {"type": "number", "decimalChar": ",", "groupChar": ".", "bareNumber": False}, -1005.25),
        ("-inf", {"type": "number"}, float("-inf")),
        ("1E-3", {"type": "number"}, 0.001),
        ("no", {"type": "boolean", "falseValues": ["no"]}, False),
        ("27.06.69", {"type": "date", "format": "%d.%m.%y"}, dt.date(1969, 6, 27)),
        ("2024-01-26T15:00:00", {"type": "datetime"}, dt.datetime(2024, 1, 26, 15)),
        ("2024-01-26T15:00:00.300-05:00", {"type": "datetime"}, dt.datetime(2024, 1, 26, 20, 0, 0, 300000)),
        ("2024-01-26T15:00:00+05:30", {"type": "datetime"}, dt.datetime(2024, 1, 26, 9, 30)),
        ("27/06/2021 18:00 +0200", {"type": "datetime", "format": "%d/%m/%Y %H:%M %z"}, dt.datetime(2021, 6, 27, 16)),
        ("5:22 PM", {"type": "time", "format": "%I:%M %p"}, dt.time(17, 22)),
        ("-0044", {"type": "year"}, -44),
        ("1;2", {"type": "list", "itemType": "integer", "delimiter": ";"}, [1, 2]),
        ("2021-06-27", {"type": "list", "itemType": "date"}, [dt.date(2021, 6, 27)]),
    ],
    ids=str,
)
def test_a_text_has_this_value(text, field, expected):
    assert value(text, **field) == expected


def made(folder, field, cells, **schema):
    (folder / "t.csv").write_text("v,n\n" + "".join(f"{cell},.\n" for cell in cells), "utf-8")
    fields = [{"name": "v", **field}, {"name": "n", "type": "string"}]
    table = {"name": "t", "path": "t.csv", "schema": {"fields": fields, **schema}}
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [table]}), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("field", "cells", "rules"),
    [
        ({"type": "number", "constraints": {"enum": [1, 2.5]}}, ["1", "1.0", "2.50", "3"], ["enum"]),
        ({"type": "number", "decimalChar": ",", "constraints": {"minimum": "1,5"}}, ["1", "2"], ["minimum"]),
        ({"type": "integer", "categories": [{"value": 1, "label": "no"}, 2]}, ["1", "2", "3"], ["enum"]),
        ({"type": "string", "categories": ["a", "b"], "constraints": {"enum": ["a"]}}, ["a", "b"], ["enum"]),
        ({"type": "date", "constraints": {"maximum": "2021-06-27"}}, ["2021-06-27", "2021-06-28"], ["maximum"]),
        (
            {"type": "datetime", "constraints": {"maximum": "2021-06-27T18:00:00Z"}},
            ["2021-06-27T19:00:00+02:00", "2021-06-27T17:00:00-02:00"],
            ["maximum"],
        ),
        ({"type": "time", "constraints": {"minimum": "10:00:00"}}, ["09:00:00", "10:00:00"], ["minimum"]),
        ({"type": "yearmonth", "constraints": {"exclusiveMinimum": "2021-06"}}, ["2021-06", "2021-07"], ["minimum"]),
        ({"type": "array", "constraints": {"minLength": 1}}, ["[]", "[1]"], ["min-length"]),
        ({"type": "object", "constraints": {"maxLength": 0}}, ["{}", '"{""a"": 1}"'], ["max-length"]),
        ({"type": "list", "constraints": {"maxLength": 1}}, ["a", '"a,b"'], ["max-length"]),
        ({"type": "list", "constraints": {"required": True}}, ["a", ""], ["required"]),
        ({"constraints": {"pattern": "[a-z]+"}}, ["a", "1"], ["pattern"]),
        ({"type": "integer", "missingValues": ["-"]}, ["-", "1"], []),
        ({"type": "integer", "missingValues": ["-"]}, ["", "1"], ["type-error"]),
        ({"type": "string", "missingValues": [], "constraints": {"required": True}}, ["", "x"], []),
        ({"type": "integer", "missingValues": [{"value": "-99", "label": "refused"}]}, ["-99", "1"], []),
        ({"type": "integer"}, [str(2**64)], ["type-error"]),
    ],
    ids=str,
)
def test_a_constraint_is_applied_to_values(field, cells, rules, tmp_path):
    assert [f.rule for f in validate(made(tmp_path, field, cells)).findings] == rules


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ({"type": "integer", "constraints": {"pattern": "1"}}, "the constraint pattern is for string"),
        ({"type": "list", "constraints": {"pattern": "1"}}, "the constraint pattern is for string"),
        ({"type": "date", "constraints": {"maxLength": 9}}, "the constraint maxLength is for"),
        ({"type": "string", "constraints": {"minimum": 1}}, "the constraint minimum is for"),
        ({"type": "string", "categories": [1, 2]}, "the constraint 1 is no text"),
        ({"type": "integer", "constraints": {"enum": ["one"]}}, "the constraint 'one' is no integer"),
        ({"type": "integer", "constraints": {"maximum": 2.5}}, "the constraint 2.5 is no integer"),
        ({"type": "number", "constraints": {"maximum": 10**400}}, f"the constraint {10**400} is no number"),
        ({"type": "number", "constraints": {"minimum": "NaN"}}, "the constraint minimum is NaN"),
        (
            {"type": "datetime", "constraints": {"minimum": "2021-06-27T18:00:00.0000001"}},
            "the constraint '2021-06-27T18:00:00.0000001' is finer than the microseconds",
        ),
        ({"type": "string", "constraints": {"pattern": "["}}, "the pattern '[' is no regular expression: unterminated"),
        ({"type": "string", "constraints": {"pattern": "(?=a)"}}, "is not a regular expression of linear time"),
        ({"type": "string", "categories": ["a"], "constraints": {"enum": ["b"]}}, "'b' of its enum is none of"),
    ],
    ids=str,
)
def test_a_constraint_that_cannot_be_is_told_of(field, words, tmp_path):
    (finding,) = validate(made(tmp_path, field, [])).findings
    assert finding.rule == "descriptor"
    assert words in finding.why


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ({"type": "date", "format": "any"}, "resources/t/schema/v/format"),
        ({"type": "date", "format": "%Q"}, "resources/t/schema/v/format"),
        ({"type": "date", "format": "YYYY-MM-DD"}, "resources/t/schema/v/format"),
        ({"type": "time", "format": "%%"}, "resources/t/schema/v/format"),
        ({"type": "date", "format": "%d %d"}, "resources/t/schema/v/format"),
        ({"type": "string", "format": "phone"}, "resources/t/schema/v/format"),
        ({"type": "integer", "format": "%d"}, "resources/t/schema/v/format"),
        ({"type": "list", "itemType": "object"}, "resources/t/schema/v/itemType"),
        ({"type": "duration", "constraints": {"minimum": "P1D"}}, "resources/t/schema/v/constraints/minimum"),
        ({"type": "object", "constraints": {"enum": [{}]}}, "resources/t/schema/v/constraints/enum"),
        ({"type": "object", "constraints": {"jsonSchema": {}}}, "resources/t/schema/v/constraints/jsonSchema"),
        ({"type": "string", "constraints": {"pattern": r"\i\c*"}}, "resources/t/schema/v/constraints/pattern"),
        ({"type": "string", "constraints": {"pattern": "[a-z-[aeiou]]"}}, "resources/t/schema/v/constraints/pattern"),
        ({"type": "number", "decimalChar": ",", "groupChar": ","}, "resources/t/schema/v/decimalChar"),
        ({"type": "number", "groupChar": "."}, "resources/t/schema/v/groupChar"),
    ],
    ids=str,
)
def test_what_is_not_applied_to_a_field_is_told(field, place, tmp_path):
    assert [(f.rule, f.column) for f in validate(made(tmp_path, field, [])).findings] == [("unsupported", place)]


@pytest.mark.parametrize("form", ["any", "YYYY-MM-DD"])
def test_under_a_format_that_is_not_applied_no_cell_is_refused(form, tmp_path):
    field = {"type": "date", "format": form, "constraints": {"required": True}}

    assert ["unsupported"] == [f.rule for f in validate(made(tmp_path, field, ["2021-06-27", "x"])).findings]


def point_at_parquet(folder):
    (folder / "t.csv").unlink()
    descriptor = (folder / "datapackage.json").read_text().replace("t.csv", "t.parquet")
    (folder / "datapackage.json").write_text(descriptor)


def test_an_instant_of_parquet_is_a_value(tmp_path):
    instants = pl.Series([dt.datetime(2021, 6, 27, 18)]).dt.replace_time_zone("Europe/Paris")
    pl.DataFrame({"v": instants, "n": ["."]}).write_parquet(tmp_path / "t.parquet")
    made(tmp_path, {"type": "datetime"}, [])
    point_at_parquet(tmp_path)

    assert validate(tmp_path).findings == ()
    assert load("t", tmp_path)["v"].item() == dt.datetime(2021, 6, 27, 16)


@pytest.mark.parametrize("kind", [pl.Decimal(10, 3), pl.Float32()], ids=str)
@pytest.mark.parametrize("written", [{"decimalChar": ","}, {"decimalChar": ",", "groupChar": "."}], ids=str)
def test_a_number_of_parquet_is_itself_however_text_writes_one(kind, written, tmp_path):
    pl.DataFrame({"v": pl.Series([1.25, -2.0]).cast(kind), "n": ["."] * 2}).write_parquet(tmp_path / "t.parquet")
    made(tmp_path, {"type": "number", "constraints": {"maximum": 2, "unique": True}, **written}, [])
    point_at_parquet(tmp_path)

    assert () == validate(tmp_path).findings
    assert [1.25, -2] == load("t", tmp_path)["v"].to_list()


def test_a_number_of_parquet_is_no_text(tmp_path):
    pl.DataFrame({"v": [5], "n": ["."]}).write_parquet(tmp_path / "t.parquet")
    made(tmp_path, {"type": "string"}, [])
    point_at_parquet(tmp_path)

    assert [f.rule for f in validate(tmp_path).findings] == ["type-error"]


@pytest.mark.parametrize(
    ("cells", "kind", "rows"),
    [
        (pl.Series([["x"], ["1"]]), "integer", [2]),
        (pl.Series([[1.5], [1.0]]), "integer", [2, 3]),
        (pl.Series([[2**63], [1]], dtype=pl.List(pl.UInt64)), "integer", [2]),
        (pl.Series([["x"], ["1"]], dtype=pl.Array(pl.String, 1)), "integer", [2]),
        (pl.Series([[1], []], dtype=pl.List(pl.Int16)), "integer", []),
        (pl.Series([[1], [2]], dtype=pl.List(pl.Int64)), "string", []),
    ],
    ids=str,
)
def test_the_items_of_a_list_of_parquet_have_its_type(cells, kind, rows, tmp_path):
    pl.DataFrame({"v": cells, "n": ["."] * 2}).write_parquet(tmp_path / "t.parquet")
    made(tmp_path, {"type": "list", "itemType": kind}, [])
    point_at_parquet(tmp_path)

    assert [("type-error", row) for row in rows] == [(f.rule, f.row) for f in validate(tmp_path).findings]
