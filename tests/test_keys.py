"""Keys that repeat and keys that point nowhere: which rows are told of, and what is said of each."""

import json

import polars as pl
import pytest

import asreported
from asreported.engine.compiled import hash_of
from asreported.engine.keys import foreign_keys, repeats_in
from asreported.package import snapshot
from asreported.schemas import from_table_schema

A, B = {"name": "a"}, {"name": "b"}


def table(name, content, fields, **schema):
    return name, content, {"fields": fields, **schema}


def package(folder, *tables):
    resources = []
    for name, content, schema in tables:
        (folder / f"{name}.csv").write_text(content)
        resources.append({"name": name, "path": f"{name}.csv", "schema": schema})
    (folder / "datapackage.json").write_text(json.dumps({"name": "theirs", "resources": resources}))
    return folder


def told(report):
    return [(f.rule, f.row, f.found, f.expected) for f in report.findings]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"a": [1, 2, 1, 1]}, [False, False, True, True]),
        ({"a": [1, 2, 3]}, [False, False, False]),
        ({"a": [None, None, 1]}, [False, False, False]),
        ({"a": [1, 1, 1], "b": ["x", "y", "x"]}, [False, False, True]),
        ({"a": [1, 1], "b": [None, None]}, [False, False]),
        ({"a": ["x", None, "x"], "b": ["y", "y", "y"]}, [False, False, True]),
        ({"a": []}, []),
    ],
    ids=str,
)
def test_a_row_repeats_an_earlier_one_in_every_cell_and_an_empty_one_repeats_none(columns, expected):
    assert expected == repeats_in(pl.DataFrame(columns)).to_list()


@pytest.mark.parametrize("block", [1 << 24, 8], ids=["one part", "many parts"])
def test_every_row_that_repeats_a_key_names_the_row_in_which_it_stands_first(block, tmp_path, monkeypatch):
    monkeypatch.setattr(snapshot, "BLOCK", block)
    content = "a,b\nx,1\ny,1\nx,2\nz,1\nz,3\nx,1\n"
    package(tmp_path, table("t", content, [A, B], primaryKey="a"))

    report = asreported.validate(tmp_path)

    assert [("primary-key", 4, "x"), ("primary-key", 6, "z"), ("primary-key", 7, "x")] == [
        (f.rule, f.row, f.found) for f in report.findings
    ]
    assert ["row 2", "row 5", "row 2"] == [f.why[f.why.index("row ") :][:5] for f in report.findings]
    assert {4, 6, 7} == {f.line for f in report.findings}


@pytest.mark.parametrize(("key", "number"), [(["a"], 2), (["b"], 2), (["a", "b"], 3)], ids=str)
def test_a_key_is_known_by_all_of_its_columns(key, number):
    rows = pl.DataFrame({"a": [1, 1, 2, 2], "b": ["x", "y", "y", "y"]})

    assert number == rows.select(hash_of(key)).to_series().n_unique()


def test_a_key_of_two_columns_repeats_where_both_do(tmp_path):
    content = "a,b\nx,1\nx,2\ny,1\nx,2\n,2\n,2\n"
    package(tmp_path, table("t", content, [A, B], uniqueKeys=[["b", "a"]]))

    (finding,) = asreported.validate(tmp_path).findings

    assert ("unique", 5, "b", "2, x") == (finding.rule, finding.row, finding.column, finding.found)
    assert "b, a" in finding.why


@pytest.mark.parametrize(("limit", "kept"), [(0, 0), (2, 2), (9, 4)])
def test_repeated_keys_are_all_counted_and_the_first_kept(limit, kept, tmp_path):
    package(tmp_path, table("t", "a\n" + "x\n" * 5, [A], primaryKey="a"))

    report = asreported.validate(tmp_path, limit=limit)

    assert (kept, 4) == (len(report.findings), report.total("error"))


def test_a_key_whose_column_is_missing_waits(tmp_path):
    package(tmp_path, table("t", "b\n1\n1\n", [A, B], primaryKey="a", uniqueKeys=[["b"]]))

    report = asreported.validate(tmp_path)

    assert ["missing-label", "unique"] == [f.rule for f in report.findings]
    assert ("primary-key",) == report.waiting
    assert "unique" in report.rules
    assert "primary-key" not in report.rules


def test_every_key_of_a_table_is_looked_at(tmp_path):
    package(tmp_path, table("t", "a,b\nx,1\ny,1\n", [A, B], primaryKey="a", uniqueKeys=[["b"]]))

    assert [("unique", 3, "1", None)] == told(asreported.validate(tmp_path))


def test_a_cell_of_no_type_is_no_key(tmp_path):
    whole = {"name": "a", "type": "integer"}
    package(tmp_path, table("t", "a\nx\nx\n1\n1\n", [whole], primaryKey="a"))

    assert [("type-error", 2), ("type-error", 3), ("primary-key", 5)] == [
        (f.rule, f.row) for f in asreported.validate(tmp_path).findings
    ]


def pointing(*fields, to="other", there="a"):
    names = [field["name"] for field in fields]
    return {"foreignKeys": [{"fields": names, "reference": {"resource": to, "fields": there}}]}


@pytest.mark.parametrize("first", ["t", "other"], ids=["before its target", "behind its target"])
def test_a_lost_key_is_told_with_the_key_that_looks_like_it(first, tmp_path):
    tables = [
        table("t", 'b\nwell\nwel\n""\nzzz\n', [B], **pointing(B, there=["a"]), missingValues=["", "-"]),
        table("other", "a\nwell\nraid\n", [A]),
    ]
    tables.sort(key=lambda one: one[0] != first)
    package(tmp_path, *tables)

    findings = [f for f in asreported.validate(tmp_path).findings if f.rule == "foreign-key"]

    assert [(3, "b", "wel", "well"), (5, "b", "zzz", None)] == [
        (f.row, f.column, f.found, f.expected) for f in findings
    ]
    assert ["write well, or add the row to other", "add the row to other, or correct the key"] == [
        f.fix for f in findings
    ]
    assert all("other" in f.why for f in findings)


def test_a_key_of_two_columns_is_lost_where_no_row_has_both(tmp_path):
    package(
        tmp_path,
        table("t", "a,b\nx,1\ny,1\n", [A, B], **pointing(A, B, there=["b", "a"])),
        table("other", "a,b\n1,x\n1,z\n", [A, B]),
    )

    (finding,) = asreported.validate(tmp_path).findings

    assert (3, "a", "y, 1", None) == (finding.row, finding.column, finding.found, finding.expected)
    assert "b, a" in finding.why


def test_a_table_may_point_at_itself(tmp_path):
    package(tmp_path, table("t", "a,b\nx,\ny,x\nz,w\n", [A, B], **pointing(B, to="")))

    assert [("foreign-key", 4, "w", None)] == told(asreported.validate(tmp_path))


def test_ten_lost_keys_are_compared_with_the_known_ones_and_no_more(tmp_path):
    package(
        tmp_path,
        table("t", "b\n" + "wel\n" * 12, [B], **pointing(B, there=["a"])),
        table("other", "a\nwell\n", [A]),
    )

    report = asreported.validate(tmp_path)

    assert ["well"] * 10 + [None] * 2 == [f.expected for f in report.findings]


@pytest.mark.parametrize(("number", "expected"), [(9_999, "well"), (10_000, None)])
def test_a_lost_key_is_compared_with_some_thousands_at_most(number, expected, tmp_path):
    known = "\n".join(["well", *(f"{i:05}" for i in range(number - 1))])
    package(tmp_path, table("t", "b\nwel\n", [B], **pointing(B, there=["a"])), table("other", f"a\n{known}\n", [A]))

    assert [("foreign-key", 2, "wel", expected)] == told(asreported.validate(tmp_path))


@pytest.mark.parametrize(("limit", "kept"), [(0, 0), (2, 2), (9, 5)])
@pytest.mark.parametrize("known", ["a\n", "a\nraid\n"], ids=["nothing known", "one known"])
def test_lost_keys_are_all_counted_and_the_first_kept(limit, kept, known, tmp_path):
    package(
        tmp_path,
        table("t", "b\n" + "x\n" * 5, [B], **pointing(B, there=["a"])),
        table("other", known, [A]),
    )

    report = asreported.validate(tmp_path, limit=limit)

    assert (kept, 5) == (len(report.findings), report.total("error"))


@pytest.mark.parametrize(
    ("here", "other"),
    [
        (table("t", "a\nx\n", [A, B]), table("other", "a\ny\n", [A])),
        (table("t", "b\nx\n", [B]), table("other", "b\ny\n", [A, B])),
        (table("t", "b\nx\n", [B]), table("other", 'a\ny\n"', [A])),
        (table("t", "b\nx\n", [B]), table("other", "a\n1\n", [{"name": "a", "type": "integer"}])),
    ],
    ids=["no such column here", "no such column there", "rows swallowed by an open quote", "other types"],
)
def test_a_key_that_cannot_be_followed_waits(here, other, tmp_path):
    name, content, schema = here
    package(tmp_path, (name, content, {**schema, **pointing(B, there=["a"])}), other)

    report = asreported.validate(tmp_path)

    assert "foreign-key" in report.waiting
    assert "foreign-key" not in [f.rule for f in report.findings]
    assert "foreign-key" not in report.rules


def test_foreign_keys_are_those_of_the_schema_each_with_its_columns():
    fields = [A, B, {"name": "c"}]
    keys = [
        {"fields": ["a", "b"], "reference": {"resource": "", "fields": ["b", "c"]}},
        {"fields": "c", "reference": {"resource": "other", "fields": "d"}},
    ]

    found = foreign_keys("t", from_table_schema({"fields": fields, "foreignKeys": keys}, "t"))

    assert [(("c",), "other", ("d",)), (("a", "b"), "t", ("b", "c"))] == [(k.columns, k.target, k.there) for k in found]


def test_rows_whose_key_is_followed_make_the_rule_count_as_run(tmp_path):
    package(tmp_path, table("t", "b\ny\n", [B], **pointing(B, there=["a"])), table("other", "a\ny\n", [A]))

    report = asreported.validate(tmp_path)

    assert report.valid
    assert "foreign-key" in report.rules
    assert () == report.waiting
