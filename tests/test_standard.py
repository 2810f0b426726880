"""Tables as the Data Package standard lets them be written: read as they are meant, or refused with the reason."""

import gzip
import json

import polars as pl
import pytest

from asreported import load, scan, validate
from asreported.errors import BadCell, PackageUnreadable

TEXT = [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]
KEYED = [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}]


def made(folder, files, *, fields=KEYED, schema=None, **resource):
    """A package of one table `t`, in these files."""
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    paths = list(files)
    given = {"name": "t", "type": "table", "schema": {"fields": fields, **(schema or {})}}
    if "data" not in resource:
        given["path"] = paths[0] if len(paths) == 1 else paths
    package = {"name": "p", "resources": [{**given, **resource}]}
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    return folder


def found(folder):
    return [(f.rule, f.file, f.line, f.row, f.column) for f in validate(folder).findings if f.severity == "error"]


DIALECTS = {
    "comment": ({"commentChar": "#"}, "a,b\n#x,y\n1,x\n", [("1", "x")]),
    "comment of two signs": ({"commentChar": "//"}, "//a\na,b\n1,/\n//,\n", [("1", "/")]),
    "comment sign in a quoted cell": ({"commentChar": "#"}, 'a,b\n1,"x\n#y"\n', [("1", "x\n#y")]),
    "comment sign in quotes at the start": ({"commentChar": "#"}, 'a,b\n"#1",x\n', [("#1", "x")]),
    "comment rows": ({"commentRows": [2, 4]}, "a,b\nx,y\n1,x\nz,z\n2,y\n", [("1", "x"), ("2", "y")]),
    "comment row of another width": ({"commentRows": [2]}, "a,b\nmade by hand\n1,x\n", [("1", "x")]),
    "comment before the header": ({"commentChar": "#"}, "# made by hand\n#\na,b\n1,x\n", [("1", "x")]),
    "comment row before the header": ({"commentRows": [1]}, "made by hand\na,b\n1,x\n", [("1", "x")]),
    "no header": ({"header": False}, "1,x\na,b\n", [("1", "x"), ("a", "b")]),
    "header in row 2": ({"headerRows": [2]}, "a report,\na,b\n1,x\n", [("1", "x")]),
    "header in row 3, rows before it": ({"headerRows": [3]}, "t\n\na,b\n1,x\n", [("1", "x")]),
    "delimiter": ({"delimiter": ";"}, "a;b\n1;x,y\n", [("1", "x,y")]),
    "delimiter of another script": ({"delimiter": "¦"}, "a¦b\n1¦x\n", [("1", "x")]),
    "delimiter under csv": ({"csv": {"delimiter": "|"}}, "a|b\n1|x\n", [("1", "x")]),
    "quote": ({"quoteChar": "'"}, "a,b\n1,'x,\"y'\n", [("1", 'x,"y')]),
    "no quote": ({"quoteChar": ""}, 'a,b\n1,"x\n', [("1", '"x')]),
    "quote doubled": ({"doubleQuote": True}, 'a,b\n1,"x""y"\n', [("1", 'x"y')]),
    "quote escaped": ({"doubleQuote": False, "escapeChar": "\\"}, 'a,b\n1,"x\\"y"\n', [("1", 'x"y')]),
    "delimiter escaped": ({"escapeChar": "\\"}, "a,b\n1,x\\,y\n", [("1", "x,y")]),
    "null sequence": ({"nullSequence": "\\N"}, "a,b\n1,\\N\n", [("1", None)]),
    "space behind a delimiter": ({"skipInitialSpace": True}, 'a, b\n1, x\n2, "y, z"\n', [("1", "x"), ("2", "y, z")]),
    "CR": ({"lineTerminator": "\r", "delimiter": ";"}, 'a;b\r1;"x\ry"\r', [("1", "x\ry")]),
    "CRLF": ({"lineTerminator": "\r\n", "commentChar": "#"}, "a,b\r\n1,x\r\n", [("1", "x")]),
}


@pytest.mark.parametrize(("dialect", "content", "rows"), DIALECTS.values(), ids=DIALECTS)
def test_every_property_of_a_dialect_is_applied(dialect, content, rows, tmp_path):
    folder = made(tmp_path, {"t.csv": content}, fields=TEXT, dialect=dialect)

    assert found(folder) == []
    assert load("t", folder).rows() == rows
    assert scan("t", folder).collect().rows() == rows


def test_a_dialect_may_lie_in_a_file(tmp_path):
    (tmp_path / "dialect.json").write_text('{"delimiter": ";"}')
    folder = made(tmp_path, {"t.csv": "a;b\n1;x\n"}, dialect="dialect.json")

    assert found(folder) == []
    assert load("t", folder).rows() == [(1, "x")]


@pytest.mark.parametrize(
    ("join", "header", "labels"),
    [
        (" ", "fruit\nid,name\n", ("fruit id", "fruit name")),
        ("-", "fruit,,price\nid,name,price\n", ("fruit-id", "name", "price")),
    ],
)
def test_the_rows_of_a_header_are_joined_as_the_standard_shows(join, header, labels, tmp_path):
    fields = [{"name": label, "type": "string"} for label in labels]
    row = ",".join(["1"] * len(labels)) + "\n"
    folder = made(tmp_path, {"t.csv": header + row}, fields=fields, dialect={"headerRows": [1, 2], "headerJoin": join})

    assert found(folder) == []
    assert load("t", folder).columns == list(labels)


@pytest.mark.parametrize(
    ("dialect", "content", "expected"),
    [
        ({"commentChar": "#"}, "a,b\n#\n1,x,y\n", ("extra-cell", "t.csv", 3, 3, None)),
        ({"commentChar": "#"}, "a,b\n#\n\n1,x\n", ("blank-row", "t.csv", 3, 3, None)),
        ({"commentChar": "#"}, "a,b\n#\none,x\n", ("type-error", "t.csv", 3, 3, "a")),
        ({"commentChar": "#"}, 'a,b\n#\n1,"x\ny"\nz,x\n', ("type-error", "t.csv", 5, 4, "a")),
        ({"commentChar": "#"}, 'a,b\n1,"x"y\n', ("dialect", "t.csv", 2, 2, None)),
        ({"commentChar": "#"}, b"a,b\n#\nz,x\n2,\xe9\n", ("encoding", "t.csv", 4, None, None)),
        ({"commentChar": "#"}, b"a,b\n#\nz,x\n2,\xe9\n", ("type-error", "t.csv", 3, 3, "a")),
        ({}, b"a,b\n1,x\nz,x\n2,\xe9\n", ("encoding", "t.csv", 4, None, None)),
        ({}, b"a,b\n1,x\nz,x\n2,\xe9\n", ("type-error", "t.csv", 3, 3, "a")),
        ({"commentChar": "#"}, 'a,b\n1,"x\n', ("dialect", "t.csv", 2, 2, None)),
        ({"commentChar": "#"}, 'a,b\n1,x\'"y"\n', ("dialect", "t.csv", 2, 2, None)),
        ({"commentChar": "#"}, "a,b\r\n1,x\n", ("encoding", "t.csv", None, None, None)),
        ({"headerRows": [2]}, "a,b\n", ("missing-label", "t.csv", 2, 2, None)),
        ({"doubleQuote": False}, 'a,b\n1,"x""y"\n', ("dialect", "t.csv", 2, 2, None)),
    ],
    ids=str,
)
def test_what_is_wrong_under_such_a_dialect_is_told_with_its_place(dialect, content, expected, tmp_path):
    assert expected in found(made(tmp_path, {"t.csv": content}, dialect=dialect))


@pytest.mark.parametrize(
    ("dialect", "property"),
    [
        ({"delimiter": "||"}, "delimiter"),
        ({"quoteChar": "''"}, "quoteChar"),
        ({"delimiter": '"'}, "'\"'"),
        ({"lineTerminator": ";"}, "lineTerminator"),
        ({"headerRows": [0]}, "headerRows"),
        ({"headerRows": []}, "headerRows"),
        ({"commentRows": "2"}, "commentRows"),
        ({"header": "no"}, "header"),
        ({"doubleQuote": 1}, "doubleQuote"),
    ],
    ids=str,
)
def test_a_dialect_that_cannot_be_applied_is_refused_by_name(dialect, property, tmp_path):
    folder = made(tmp_path, {"t.csv": "a,b\n1,x\n"}, dialect=dialect)

    assert any(f.rule == "dialect" and property in f.why for f in validate(folder).findings)
    with pytest.raises(BadCell, match="dialect"):
        load("t", folder)


@pytest.mark.parametrize(
    ("files", "rows"),
    [
        ({"1.csv": "a,b\n1,x\n", "2.csv": "a,b\n2,y\n"}, [(1, "x"), (2, "y")]),
        ({"1.csv": "a,b\n1,x", "2.csv": "2,y", "3.csv": "a,b\n3,z"}, [(1, "x"), (2, "y"), (3, "z")]),
        ({"1.csv": "a,b\n", "2.csv": "a,b\n", "3.csv": "3,z\n"}, [(3, "z")]),
        ({"1.csv": '\ufeffa,b\r\n1,"x\ny"\r\n', "2.csv": "\ufeffa,b\n2,y\n"}, [(1, "x\ny"), (2, "y")]),
    ],
    ids=["with headers", "without the last line end", "without rows", "each written by another program"],
)
@pytest.mark.parametrize("dialect", [{}, {"commentChar": "#"}], ids=["plain", "with comments"])
def test_each_of_several_files_is_read_by_itself(files, rows, dialect, tmp_path):
    folder = made(tmp_path, files, dialect=dialect, schema={"primaryKey": "a"})

    assert found(folder) == []
    assert load("t", folder).rows() == scan("t", folder).collect().rows() == rows


def test_several_parquet_files_are_one_table(tmp_path):
    pl.DataFrame({"a": [1, 2], "b": ["x", "y"]}).write_parquet(tmp_path / "1.parquet")
    pl.DataFrame({"a": [2], "b": [None]}, {"a": pl.Int32, "b": pl.String}).write_parquet(tmp_path / "2.parquet")
    folder = made(tmp_path, {}, path=["1.parquet", "2.parquet"], schema={"primaryKey": "a"})

    (repeat,) = validate(folder).findings
    assert (repeat.rule, repeat.file, repeat.row, repeat.key) == ("primary-key", "2.parquet", 2, "2")
    assert "row 3 of 1.parquet" in repeat.why
    assert load("t", folder)["a"].to_list() == [1, 2, 2]


@pytest.mark.parametrize("dialect", [{}, {"commentChar": "#"}], ids=["plain", "with comments"])
def test_a_finding_names_the_file_in_which_it_stands(dialect, tmp_path):
    files = {"1.csv": "a,b\n1,x\none,x\n", "2.csv": "2,y\n1,y\n", "3.csv": "a,b\n3,z\n4\ntwo,z\n"}
    folder = made(tmp_path, files, dialect=dialect, schema={"primaryKey": "a"})

    report = validate(folder)
    assert found(folder) == [
        ("type-error", "1.csv", 3, 3, "a"),
        ("primary-key", "2.csv", 2, 2, "a"),
        ("missing-cell", "3.csv", 3, 3, None),
        ("type-error", "3.csv", 4, 4, "a"),
    ]
    assert report.totals == {
        ("1.csv", "type-error"): 1,
        ("2.csv", "primary-key"): 1,
        ("3.csv", "missing-cell"): 1,
        ("3.csv", "type-error"): 1,
    }
    with pytest.raises(BadCell, match=r"1\.csv, line 3"):
        load("t", folder)


def test_a_fault_without_a_row_is_told_in_its_own_file(tmp_path):
    files = {"1.csv": b"a,b\n1,x\n2,\xff\n", "2.csv": "a,b\n3,y\n", "3.csv": b"a,b\n4,\0\n"}

    assert found(made(tmp_path, files)) == [
        ("encoding", "1.csv", 3, None, None),
        ("encoding", "3.csv", 2, None, None),
    ]


@pytest.mark.parametrize("second", ["b,a\ny,2\n", "a,c\n2,y\n", "a,b,c\n2,y,z\n"])
@pytest.mark.parametrize("dialect", [{}, {"commentChar": "#"}], ids=["plain", "with comments"])
def test_a_later_file_with_another_header_is_refused(second, dialect, tmp_path):
    folder = made(tmp_path, {"1.csv": "a,b\n1,x\n", "2.csv": second}, fields=TEXT, dialect=dialect)

    assert [f[:2] for f in found(folder)] == [("dialect", "2.csv")]


def test_gzip_is_unpacked_and_measured_as_it_lies(tmp_path):
    packed = gzip.compress(b"a,b\n1,x\n") + gzip.compress(b"2,y\n")
    folder = made(tmp_path, {"t.csv.gz": packed}, bytes=len(packed))

    assert found(folder) == []
    assert load("t", folder).rows() == [(1, "x"), (2, "y")]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"a,b\n1,x\n", "no gzip"),
        (gzip.compress(b"a,b\n1,x\n" * 9)[:-9], "cut off"),
        (gzip.compress(b"a,b\n" + b"1,x\n" * (1 << 25)), "200 times"),
        (b"", "cut off"),
    ],
    ids=["plain text", "half", "bomb", "nothing"],
)
def test_gzip_that_cannot_be_unpacked_is_refused(content, why, tmp_path):
    folder = made(tmp_path, {"t.csv": content}, compression="gz")

    (finding,) = [f for f in validate(folder).findings if f.rule == "dialect"]
    assert why in finding.why


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        ({"data": [["a", "b"], [1, "x"], ["2", None]]}, [(1, "x"), (2, None)]),
        ({"data": [{"a": 1, "b": "x"}, {"b": "y", "a": 2.0}, {"a": 3}]}, [(1, "x"), (2, "y"), (3, None)]),
        ({"data": [[1, "x"]], "dialect": {"header": False}}, [(1, "x")]),
        ({"data": {"rows": [{"a": 1, "b": "x"}]}, "dialect": {"property": "rows"}}, [(1, "x")]),
        ({"data": [{"a": 1, "c": 0, "b": "x"}], "dialect": {"itemType": "object", "itemKeys": ["a", "b"]}}, [(1, "x")]),
        ({"data": "a;b\n1;x\n", "format": "csv", "dialect": {"delimiter": ";"}}, [(1, "x")]),
        ({"data": []}, []),
    ],
    ids=str,
)
def test_rows_in_json_are_read_as_their_dialect_says(given, rows, tmp_path):
    folder = made(tmp_path, {}, **given)

    assert found(folder) == []
    assert load("t", folder).rows() == rows


def test_a_json_file_is_read_as_inline_rows_are(tmp_path):
    folder = made(tmp_path, {"t.json": '[{"a": 1, "b": "x"}]'})

    assert load("t", folder).rows() == [(1, "x")]
    (tmp_path / "t.json").write_text('[{"a": 1, "b": "x"}')
    assert [f[0] for f in found(folder)] == ["dialect"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([["a", "b"], [1]], ("missing-cell", "t (inline)", None, 2, None)),
        ([["a", "b"], [1, "x", 2]], ("extra-cell", "t (inline)", None, 2, None)),
        ([["a", "b"], [1, 5]], ("type-error", "t (inline)", None, 2, "b")),
        ([{"a": 1, "b": "x", "c": 2}], ("extra-label", "t (inline)", 1, 1, "c")),
        ([["a", "b"], {"a": 1}], ("dialect", "t (inline)", None, None, None)),
    ],
    ids=str,
)
def test_what_is_wrong_with_rows_in_json_is_told_with_the_row(data, expected, tmp_path):
    assert expected in found(made(tmp_path, {}, data=data))


def test_a_finding_without_a_line_names_row_and_key(tmp_path):
    fields = [*KEYED, {"name": "c", "type": "string", "constraints": {"required": True}}]
    pl.DataFrame({"a": [1, 2], "b": ["x", "y"], "c": ["z", None]}).write_parquet(tmp_path / "t.parquet")
    folder = made(tmp_path, {}, path="t.parquet", fields=fields, schema={"primaryKey": ["a", "b"]})

    (finding,) = validate(folder).findings
    assert finding.place == "t.parquet row 3 (2, y)"


@pytest.mark.parametrize(
    ("match", "labels", "is_sound"),
    [
        *[("exact", labels, labels == "a,b") for labels in ("a,b", "b,a", "a,b,c", "a", "c")],
        *[("equal", labels, labels in ("a,b", "b,a")) for labels in ("a,b", "b,a", "a,b,c", "a", "c")],
        *[("subset", labels, labels in ("b,a", "b,c,a")) for labels in ("b,a", "b,c,a", "a", "c")],
        *[("superset", labels, labels in ("b,a", "b")) for labels in ("b,a", "b", "a,b,c", "c")],
        *[("partial", labels, labels in ("c,b", "b")) for labels in ("c,b", "b", "c", "c,d")],
    ],
)
@pytest.mark.parametrize("is_listed", [False, True], ids=["as a word", "as a list"])
def test_columns_match_the_fields_as_the_schema_asks(match, labels, is_sound, is_listed, tmp_path):
    row = ",".join("x" for _ in labels.split(","))
    schema = {"fieldsMatch": [match] if is_listed else match}
    folder = made(tmp_path, {"t.csv": f"{labels}\n{row}\n"}, fields=TEXT, schema=schema)

    report = validate(folder)
    assert report.valid is is_sound
    assert ("nobody examined" in str(report.remarks)) is (match in ("subset", "partial") and "c" in labels)
    if is_sound:
        loaded = load("t", folder)
        assert loaded.columns == ["a", "b"]
        assert loaded.row(0) == tuple("x" if name in labels else None for name in ("a", "b"))


@pytest.mark.parametrize("match", ["superset", "partial"])
@pytest.mark.parametrize(
    ("schema", "rule", "why"),
    [
        ({"primaryKey": ["a"]}, "missing-label", "the column is missing, and is part of the primary key"),
        ({"primaryKey": ["b", "a"]}, "missing-label", "the column is missing, and is part of the primary key"),
        ({"required": True}, "missing-label", "the column is missing, and is required"),
        ({"uniqueKeys": [["a"], ["b", "a"]]}, None, ""),
        ({"unique": True}, None, ""),
        ({"foreignKeys": [{"fields": "a", "reference": {"fields": "b"}}]}, None, ""),
    ],
    ids=str,
)
def test_a_column_may_be_left_out_if_its_cells_may_be_empty(schema, rule, why, match, tmp_path):
    own = {name: schema[name] for name in ("required", "unique") if name in schema}
    fields = [{**TEXT[0], "constraints": own}, TEXT[1]]
    keys = {name: value for name, value in schema.items() if name not in own}
    folder = made(tmp_path, {"t.csv": "b\nx\ny\n"}, fields=fields, schema={"fieldsMatch": match, **keys})

    report = validate(folder)
    assert ([(rule, why)] if rule else []) == [(f.rule, f.why) for f in report.findings]
    assert bool(rule) or not report.waiting


@pytest.mark.parametrize(
    ("content", "sign"), [("a;b\n1;2\n", ";"), ("a\tb\n1\t2\n", "\t"), ("a|b\n", "|"), ("x; b;c\n", ";")]
)
def test_a_file_parted_by_another_sign_than_its_dialect_says_is_told_once(content, sign, tmp_path):
    (finding,) = validate(made(tmp_path, {"t.csv": content}, fields=TEXT)).findings

    assert ("dialect", 1, f"the file parts its cells by {sign!r}, and its dialect does not say so") == (
        finding.rule,
        finding.line,
        finding.why,
    )
    assert json.dumps({"delimiter": sign}) in finding.fix


def test_a_renamed_column_is_named_beside_the_missing_one(tmp_path):
    fields = [{"name": "measure"}, {"name": "b"}]
    missing = validate(made(tmp_path, {"t.csv": "mesure,b\nx,y\n"}, fields=fields)).findings[0]

    assert ("missing-label", "add the column measure, or name mesure so if it is meant") == (missing.rule, missing.fix)


def test_an_empty_pattern_matches_empty_text_alone(tmp_path):
    fields = [KEYED[0], {"name": "b", "constraints": {"pattern": ""}}]
    assert ["pattern"] == [rule for rule, *_ in found(made(tmp_path, {"t.csv": "a,b\n1,x\n2,\n"}, fields=fields))]


@pytest.mark.parametrize(
    ("content", "is_sound"),
    [
        (b'a,b\r\n1,"x\ny"\r\n', True),
        (b'a,b\n1,"x\r\ny"\n', True),
        (b'a,b\n1,"x\ry"\n', True),
        (b"a,b\r\n1,x\n", False),
        (b'a,b\r\n1,"x\ny"\n', False),
        (b'a,b\r1,"x\ry\r\nz"\r', True),
        (b"a,b\r1,x\n", False),
    ],
)
def test_line_ends_are_judged_outside_of_quotes(content, is_sound, tmp_path):
    folder = made(tmp_path, {"t.csv": content})

    assert [f[0] for f in found(folder)] == ([] if is_sound else ["encoding"])
    if is_sound:
        assert load("t", folder)["b"].item() == content.split(b'"')[1].decode()


@pytest.mark.parametrize("key", ["a", ["a"], ["b", "a"]], ids=str)
def test_a_primary_key_is_filled(key, tmp_path):
    folder = made(tmp_path, {"t.csv": "a,b\n1,x\n,y\n"}, schema={"primaryKey": key})

    assert found(folder) == [("required", "t.csv", 3, 3, "a")]


@pytest.mark.parametrize("reference", [{"fields": "a"}, {"fields": ["a"], "resource": ""}, {"fields": ["a"]}], ids=str)
def test_a_table_may_point_at_itself(reference, tmp_path):
    keys = [{"fields": "up", "reference": reference}]
    fields = [{"name": "a", "type": "integer"}, {"name": "up", "type": "integer"}]
    folder = made(tmp_path, {"t.csv": "a,up\n1,\n2,1\n3,9\n"}, fields=fields, schema={"foreignKeys": keys})

    assert found(folder) == [("foreign-key", "t.csv", 4, 4, "up")]


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"layout": {"header": False}}, "resources/t/layout"),
        ({"encodings": "latin-1"}, "resources/t/encodings"),
        ({"schemas": "t.json"}, "resources/t/schemas"),
        ({"profile": "https://example.org/p.json"}, "resources/t/profile"),
        ({"dialect": {"commentChars": "#"}}, "resources/t/dialect/commentChars"),
        ({"dialect": {"skipBlankRows": True}}, "resources/t/dialect/skipBlankRows"),
        ({"schema": {"fields": KEYED, "primaryKeys": ["a"]}}, "resources/t/schema/primaryKeys"),
        (
            {"schema": {"fields": [KEYED[0], {"name": "b", "constraints": {"requierd": True}}]}},
            "resources/t/schema/b/constraints/requierd",
        ),
        ({"schema": {"fields": [KEYED[0], {"name": "b", "constraint": {}}]}}, "resources/t/schema/b/constraint"),
    ],
    ids=str,
)
def test_what_is_asked_for_in_vain_is_told(given, place, tmp_path):
    folder = made(tmp_path, {"t.csv": "a,b\n1,x\n"}, **{k: v for k, v in given.items() if k != "schema"})
    if "schema" in given:
        descriptor = json.loads((tmp_path / "datapackage.json").read_text())
        descriptor["resources"][0]["schema"] = given["schema"]
        (tmp_path / "datapackage.json").write_text(json.dumps(descriptor))

    assert [(f.rule, f.column) for f in validate(folder).findings] == [("unsupported", place)]


def test_a_property_of_ones_own_is_left_alone(tmp_path):
    fields = [{**KEYED[0], "unit": "people"}, KEYED[1]]
    folder = made(tmp_path, {"t.csv": "a,b\n1,x\n"}, fields=fields, license="CC0", source="a survey")

    assert found(folder) == []


def test_a_table_without_a_schema_is_said_not_to_be_examined(tmp_path):
    (tmp_path / "t.csv").write_text("a\n1\n")
    (tmp_path / "datapackage.json").write_text('{"name": "p", "resources": [{"name": "t", "path": "t.csv"}]}')

    report = validate(tmp_path)
    assert report.valid
    assert report.tables == ()
    assert report.remarks == ("t.csv has no Table Schema: nobody examined its rows",)


@pytest.mark.parametrize(
    ("resource", "place"),
    [
        ({"data": [{"a": 1}]}, "t"),
        *(({"path": path}, path) for path in ("t.txt", "t.json", "t.tab", "t.psv", "t.dta", "t.sav", "t.feather")),
        ({"path": "t.png"}, None),
    ],
    ids=str,
)
def test_whatever_may_be_a_table_is_said_not_to_be_examined_without_a_schema(resource, place, tmp_path):
    (tmp_path / resource.get("path", "t.csv")).write_bytes(b"[]")
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [{"name": "t", **resource}]}))
    remarks = validate(tmp_path).remarks

    assert remarks == ((f"{place} has no Table Schema: nobody examined its rows",) if place else ())


def test_no_compression_is_none(tmp_path):
    assert found(made(tmp_path, {"t.csv": "a,b\n1,x\n"}, compression="no")) == []


@pytest.mark.parametrize("name", ["t", "t.data"])
@pytest.mark.parametrize("given", [{}, {"format": "xls"}], ids=str)
def test_a_file_that_may_be_csv_is_told_how_to_say_so(name, given, tmp_path):
    (finding,) = validate(made(tmp_path, {name: "a,b\n1,x\n"}, **given)).findings

    assert ('"format": "csv"' in finding.fix) is (not given)


def test_a_file_in_place_of_a_package_is_told_what_a_package_is(tmp_path):
    (tmp_path / "t.csv").write_text("a\n1\n")

    with pytest.raises(PackageUnreadable, match="give the folder of a data package"):
        validate(tmp_path / "t.csv")
