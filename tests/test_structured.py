"""Rows that lie in JSON, and what keeps them from being a table."""

import json

import pytest

from asreported import load, validate
from asreported.package.rows import LINE, ROW, WHOLE
from asreported.package.structured import rows_of_json

FIELDS = [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}]


def read(data, fields=FIELDS, **dialect):
    rows = rows_of_json(data, dialect, {"fields": fields})
    places = [str(i) for i in range(len(rows.labels))]
    return rows.labels, rows.cells.select(*places, ROW).rows() if rows.labels else []


@pytest.mark.parametrize(
    ("data", "dialect", "labels", "rows"),
    [
        ([{"a": 1, "b": "x"}, {"b": "y"}], {}, ("a", "b"), [("1", "x", 2), (None, "y", 3)]),
        ([{"b": "x", "a": 1}], {}, ("a", "b"), [("1", "x", 2)]),
        ([{"c": 1, "b": "x"}], {}, ("b", "c"), [("x", "1", 2)]),
        ([{"a": 1, "b": "x"}], {"itemKeys": ["b"]}, ("b",), [("x", 2)]),
        ([{"a": 1}], {"itemType": "object"}, ("a",), [("1", 2)]),
        ([["b", "a"], ["x", 1]], {}, ("b", "a"), [("x", "1", 2)]),
        ([["b", "a"]], {}, ("b", "a"), []),
        ([[1, "x"]], {"header": False}, ("a", "b"), [("1", "x", 1)]),
        ([{}, {}], {}, ("a", "b"), [(None, None, 2), (None, None, 3)]),
        ([[1, 2], [3, "x"]], {"header": True}, ("1", "2"), [("3", "x", 2)]),
        ([], {}, ("a", "b"), []),
        ({"rows": [{"a": 1}], "a": 2}, {"property": "rows"}, ("a",), [("1", 2)]),
        ({"rows": []}, {"property": "rows", "itemType": "object"}, ("a", "b"), []),
    ],
    ids=str,
)
def test_rows_are_objects_or_lists_behind_their_labels(data, dialect, labels, rows):
    assert (labels, rows) == read(data, **dialect)


@pytest.mark.parametrize(
    ("data", "dialect", "reason"),
    [
        (None, {}, "what should be the rows is not a list of objects, each a row"),
        ({"a": 1}, {}, "what should be the rows is not a list of objects, each a row"),
        ([{"a": 1}, ["x"]], {}, "what should be the rows is not a list of objects, each a row"),
        ([1], {"itemType": "array"}, "what should be the rows is not a list of lists"),
        ([{"a": 1}], {"itemType": "array"}, "what should be the rows is not a list of lists"),
        ([{"a": 1}], {"itemType": "row"}, "what should be the rows is not a list that can be read"),
        ({"a": []}, {"property": "rows"}, "what stands under 'rows' is not a list of objects, each a row"),
        ([], {"property": "rows"}, "what stands under 'rows' is not a list of objects, each a row"),
    ],
    ids=str,
)
def test_what_is_no_list_of_rows_is_told_and_ends_the_reading(data, dialect, reason):
    rows = rows_of_json(data, dialect, {"fields": FIELDS})

    assert ((), [(reason, True)]) == (rows.labels, [(f.why, f.is_end) for f in rows.faults])


@pytest.mark.parametrize("data", [[[]], [[], []]], ids=str)
def test_a_first_row_without_labels_is_told(data, tmp_path):
    made(tmp_path, FIELDS, data)

    assert [("missing-label", 1)] == [(f.rule, f.row) for f in validate(tmp_path).findings]


@pytest.mark.parametrize(("data", "rows"), [([{}], [2]), ([{}, {}], [2, 3])], ids=str)
def test_rows_without_a_key_lack_what_is_required(data, rows, tmp_path):
    made(tmp_path, [{"name": "a", "constraints": {"required": True}}], data)

    assert [("required", row) for row in rows] == [(f.rule, f.row) for f in validate(tmp_path).findings]


@pytest.mark.parametrize(("data", "records"), [([], 0), ([{"a": 1}], 2), ([["a"], [1]], 2), ([["a"]], 1)], ids=str)
def test_a_header_counts_as_a_row_where_there_is_one(data, records):
    assert records == rows_of_json(data, {}, {"fields": FIELDS}).records


def test_a_row_of_another_width_is_told_and_kept_for_its_key():
    rows = rows_of_json([["a", "b"], ["1", "x", "é"], ["2"], ["3", "y"]], {}, {"fields": FIELDS})

    assert [("extra-cell", None, 2), ("missing-cell", None, 3)] == [(f.rule, f.line, f.row) for f in rows.faults]
    assert ['["1", "x", "é"]', '["2"]'] == [f.found for f in rows.faults]
    assert all("null where it has none" in f.fix for f in rows.faults)
    assert [("1", "x", False), ("2", None, False), ("3", "y", True)] == rows.cells.select("0", "1", WHOLE).rows()
    assert [None] * 3 == rows.cells[LINE].to_list()
    assert 4 == rows.records


@pytest.mark.parametrize(("header", "first"), [(True, 2), (False, 1)])
def test_what_should_be_text_and_is_not_is_told_with_its_row(header, first):
    data = [["a", "b"], [1, 5]] if header else [[1, 5]]

    (fault,) = rows_of_json(data, {"header": header}, {"fields": FIELDS}).faults

    assert ("type-error", None, first, "b", "5") == (fault.rule, fault.line, fault.row, fault.column, fault.found)
    assert {"kind": "text", "a_kind": "it in quotes"} == fault.words


@pytest.mark.parametrize("kind", ["string", "date", "time", "datetime", "yearmonth", "duration"])
def test_what_json_writes_as_text_is_text(kind):
    field = {"name": "a", "type": kind}

    assert ["type-error"] == [f.rule for f in rows_of_json([{"a": 5}], {}, {"fields": [field]}).faults]
    assert () == rows_of_json([{"a": "5"}, {"a": None}, {}], {}, {"fields": [field]}).faults


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("integer", 2.0, "2"),
        ("year", 2021.0, "2021"),
        ("integer", 2.5, "2.5"),
        ("number", 2.0, "2.0"),
        ("integer", "2", "2"),
        ("boolean", True, "true"),
        ("any", {"é": [1]}, '{"é": [1]}'),
        ("any", "", ""),
        ("any", None, None),
        ("any", 0, "0"),
        ("any", False, "false"),
    ],
)
def test_a_value_of_json_is_a_cell(kind, value, expected):
    assert [(expected, 2)] == read([{"a": value}], [{"name": "a", "type": kind}])[1]


@pytest.mark.parametrize(
    ("field", "values", "loaded"),
    [
        ({"itemType": "integer"}, [[1, 2], "1,2", [1.0, "2"], 7], [[1, 2], [1, 2], [1, 2], [7]]),
        ({"itemType": "boolean"}, [[True, "false"]], [[True, False]]),
        ({"itemType": "number"}, [[1, 2.5, "3"]], [[1.0, 2.5, 3.0]]),
        ({}, [["a,b", "c", ""], "a,b"], [["a,b", "c", ""], ["a", "b"]]),
        ({"delimiter": "|"}, [["a|b"], "a|b", [5, False]], [["a|b"], ["a", "b"], ["5", "false"]]),
        ({"constraints": {"required": True}}, [[]], [[]]),
        ({"constraints": {"maxLength": 1, "unique": True}}, [["a,b"], ["c"]], [["a,b"], ["c"]]),
        ({"itemType": "number", "constraints": {"unique": True}}, [[1, 2], [1, 3]], [[1.0, 2.0], [1.0, 3.0]]),
        ({"missingValues": ["-"]}, ["-", ""], [None, [""]]),
        ({}, [None, ""], [None, None]),
    ],
    ids=str,
)
def test_a_list_in_json_is_a_list(field, values, loaded, tmp_path):
    folder = inline(tmp_path, {"type": "list", **field}, values)

    assert [] == [f.rule for f in validate(folder).findings if f.severity == "error"]
    assert loaded == load("t", folder)["a"].to_list()


def test_an_empty_text_in_json_is_a_text_where_it_says_nothing_else(tmp_path):
    folder = inline(tmp_path, {"missingValues": ["-"], "constraints": {"enum": ["x"]}}, ["", "-", None, "x"])

    assert [("enum", 2)] == [(f.rule, f.row) for f in validate(folder).findings]


@pytest.mark.parametrize("number", ["1e400", "-1e400"])
def test_a_number_in_json_that_is_too_large_is_refused(number, tmp_path):
    (tmp_path / "t.json").write_text(f'[{{"a": {number}}}, {{"a": "INF"}}]', "utf-8")
    table = {"name": "t", "path": "t.json", "schema": {"fields": [{"name": "a", "type": "number"}]}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [table]}), "utf-8")

    assert [("type-error", 2, number)] == [(f.rule, f.row, f.found) for f in validate(tmp_path).findings]


COMMA = {"type": "number", "decimalChar": ",", "groupChar": "."}


@pytest.mark.parametrize(
    ("field", "values", "loaded"),
    [
        (COMMA, [1.234, "1.234", "1,5", -1e22, 2], [1.234, 1234, 1.5, -1e22, 2]),
        ({"type": "number", "bareNumber": False, "groupChar": ","}, [-1.5, 1500], [-1.5, 1500]),
        ({"type": "boolean", "trueValues": ["yes"]}, [True, False, "yes"], [True, False, True]),
        ({"type": "boolean", "falseValues": ["no", "n"]}, [True, False, "n"], [True, False, False]),
    ],
    ids=str,
)
def test_a_number_or_true_and_false_are_themselves_however_text_writes_them(field, values, loaded, tmp_path):
    folder = inline(tmp_path, field, values)

    assert () == validate(folder).findings
    assert loaded == load("t", folder)["a"].to_list()


@pytest.mark.parametrize(
    ("field", "wrong", "rule"),
    [
        ({"itemType": "integer"}, [1.5], "type-error"),
        ({"itemType": "integer"}, ["a"], "type-error"),
        ({"itemType": "integer"}, [True], "type-error"),
        ({"itemType": "date"}, ["2021-02-30"], "type-error"),
        ({}, [["a"]], "type-error"),
        ({}, [None], "type-error"),
        ({}, {"a": 1}, "type-error"),
        ({"constraints": {"minLength": 1}}, [], "min-length"),
        ({"constraints": {"maxLength": 1}}, ["a", "b"], "max-length"),
        ({"constraints": {"unique": True}}, ["1"], "unique"),
    ],
    ids=str,
)
def test_what_is_no_list_of_such_values_is_told_of(field, wrong, rule, tmp_path):
    right = ["2021-01-01"] if field.get("itemType") == "date" else ["1"]
    folder = inline(tmp_path, {"type": "list", **field}, [right, wrong])

    assert [(rule, 3)] == [(f.rule, f.row) for f in validate(folder).findings]


def inline(folder, field, values):
    return made(folder, [{"name": "a", **field}], [{"a": value} for value in values])


def made(folder, fields, rows):
    table = {"name": "t", "data": rows, "schema": {"fields": fields}}
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [table]}), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("values", "repeats"),
    [
        ([1, "1"], []),
        ([1, "1", 1, "1", '"1"'], [4, 5]),
        ([True, "true", 1, None, "null", None], []),
        ([{"a": 1}, '{"a": 1}', [1], "[1]"], []),
        (["x", "y", "x"], [4]),
        (["", ""], []),
        (["[" * 20_000, "NaN", "1" * 5_000], []),
    ],
    ids=lambda values: str(values)[:60],
)
@pytest.mark.parametrize("keys", [{"uniqueKeys": [["a"]]}, {"uniqueKeys": [["a", "b"]]}], ids=str)
def test_a_text_that_prints_as_another_value_of_json_is_a_value_of_its_own(values, repeats, keys, tmp_path):
    folder = inline(tmp_path, {}, values)
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    table = descriptor["resources"][0]
    table["data"] = [{**row, "b": 1} for row in table["data"]]
    table["schema"] |= {"fields": [{"name": "a"}, {"name": "b", "type": "integer"}], **keys}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")

    assert repeats == [f.row for f in validate(folder).findings]


def test_what_json_tells_apart_by_quotes_stays_the_text_that_it_is(tmp_path):
    folder = inline(tmp_path, {"missingValues": ["2"], "constraints": {"unique": True}}, [1, "1", "2", "2"])

    assert () == validate(folder).findings
    assert ["1", "1", None, None] == load("t", folder)["a"].to_list()
