"""A table in one pass: what its labels lack, what is counted and what is shown, part by part and file by file."""

import json
import threading
import time

import polars as pl
import pytest
from faults import KnownFault, apply

import asreported
from asreported.engine.compiled import Compiled, columns_of, values_of
from asreported.engine.one_pass import check_table, key_sets, two_at_a_time
from asreported.package import snapshot
from asreported.package.rows import LINE, ROW, placed
from asreported.rules.codelists import Codelists
from asreported.schemas import from_table_schema

A, B, C = {"name": "a"}, {"name": "b"}, {"name": "c"}
WHOLE = {"name": "a", "type": "integer"}


def package(folder, files, fields, **schema):
    for name, content in files.items():
        if isinstance(content, pl.DataFrame):
            content.write_parquet(folder / name)
        else:
            (folder / name).write_bytes(content)
    names = list(files)
    table = {"name": "t", "type": "table", "path": names[0] if len(names) == 1 else names}
    table["schema"] = {"fields": fields, **schema}
    (folder / "datapackage.json").write_text(json.dumps({"name": "theirs", "resources": [table]}))
    return folder


def told(report):
    return [(f.rule, f.line, f.column) for f in report.findings]


def checked(folder, **chosen):
    resource = asreported.open_package(folder).resource("t")
    schema = from_table_schema(resource.schema, "t")
    return check_table(resource, schema, Codelists((), {}), **{"limit": 9, **chosen})


@pytest.mark.parametrize(
    ("header", "match", "expected"),
    [
        ("a,b,c", "exact", []),
        ("a,b", "exact", [("missing-label", 1, "c")]),
        ("a,b,c,d", "exact", [("extra-label", 1, "d")]),
        ("b,a,c", "exact", [("incorrect-label", 1, "b")]),
        ("a,c,b", "exact", [("incorrect-label", 1, "c")]),
        ("a,b,c,a", "exact", [("duplicate-label", 1, "a")]),
        ("a,d,d,b,c", "exact", [("extra-label", 1, "d"), ("duplicate-label", 1, "d")]),
        ("b,a", "exact", [("missing-label", 1, "c"), ("incorrect-label", 1, "b")]),
        ("c,b,a", "equal", []),
        ("a,b,d", "equal", [("missing-label", 1, "c"), ("extra-label", 1, "d")]),
        ("c,b,d,a", "subset", []),
        ("c,d,a", "subset", [("missing-label", 1, "b")]),
        ("c,a", "superset", []),
        ("c,d", "superset", [("extra-label", 1, "d")]),
        ("d,a", "partial", []),
        ("d,e", "partial", [("missing-label", 1, "a")]),
    ],
)
def test_labels_are_held_to_the_fields_as_far_as_the_schema_asks(header, match, expected, tmp_path):
    row = ",".join("x" * (header.count(",") + 1))
    package(tmp_path, {"t.csv": f"{header}\n{row}\n".encode()}, [A, B, C], fieldsMatch=match)

    assert expected == told(asreported.validate(tmp_path))


def test_what_is_wrong_with_labels_is_said_with_the_remedy(tmp_path):
    package(tmp_path, {"t.csv": b"c,b,b,d\n1,2,3,4\n"}, [A, B, C])

    found = {f.rule: f for f in asreported.validate(tmp_path).findings}

    assert ("the column is missing", "add the column a") == (found["missing-label"].why, found["missing-label"].fix)
    assert "2" in found["duplicate-label"].why
    assert ("d", "c", 1) == (found["extra-label"].found, found["incorrect-label"].found, found["incorrect-label"].row)
    assert "a, b, c" in found["incorrect-label"].fix + found["incorrect-label"].why


@pytest.mark.parametrize("match", ["subset", "partial"])
def test_columns_that_nobody_examined_are_named(match, tmp_path):
    package(tmp_path, {"t.csv": b"a,e,d\n1,2,3\n"}, [A], fieldsMatch=match)

    assert any("nobody examined: e, d" in remark for remark in asreported.validate(tmp_path).remarks)


def test_nothing_is_remarked_where_every_column_is_described(tmp_path):
    package(tmp_path, {"t.csv": b"a\n1\n"}, [A], fieldsMatch="subset")

    assert () == asreported.validate(tmp_path).remarks


@pytest.mark.parametrize("block", [1 << 24, 4], ids=["one part", "many parts"])
@pytest.mark.parametrize(("limit", "kept"), [(0, 0), (1, 1), (3, 3), (9, 6)])
def test_every_broken_row_is_counted_and_the_first_are_kept_whatever_the_parts(
    block, limit, kept, tmp_path, monkeypatch
):
    monkeypatch.setattr(snapshot, "BLOCK", block)
    package(tmp_path, {"t.csv": b"a\n" + b"x\n1\n" * 6}, [WHOLE])

    report = asreported.validate(tmp_path, limit=limit)

    assert [2, 4, 6, 8, 10, 12][:kept] == [f.line for f in report.findings] == [f.row for f in report.findings]
    assert 6 == report.total("error")
    assert [12] == [table.rows for table in report.tables]


def test_faults_of_a_file_are_all_counted_and_the_first_kept(tmp_path):
    package(tmp_path, {"t.csv": b"a\n" + b"\n" * 5}, [WHOLE])

    report = asreported.validate(tmp_path, limit=2)

    assert [2, 3] == [f.line for f in report.findings]
    assert 5 == report.total("error")


def test_findings_of_two_files_stand_in_their_own_file(tmp_path):
    files = {"1.csv": b"a\n1\nx\n", "2.csv": b"a\n2\n3\ny\n1\n"}
    package(tmp_path, files, [WHOLE], primaryKey="a")

    report = asreported.validate(tmp_path)

    assert [("1.csv", "type-error", 3, "x"), ("2.csv", "type-error", 4, "y"), ("2.csv", "primary-key", 5, "1")] == [
        (f.file, f.rule, f.line, f.found) for f in report.findings
    ]
    assert "row 2 of 1.csv" in report.findings[-1].why
    assert {("1.csv", "type-error"): 1, ("2.csv", "type-error"): 1, ("2.csv", "primary-key"): 1} == dict(report.totals)


def test_a_key_that_repeats_within_a_second_file_is_named_by_its_row_there(tmp_path):
    package(tmp_path, {"1.csv": b"a\n1\n", "2.csv": b"a\n2\n2\n"}, [WHOLE], primaryKey="a")

    (finding,) = asreported.validate(tmp_path).findings

    assert ("2.csv", 3) == (finding.file, finding.row)
    assert "row 2 of 2.csv" in finding.why


def test_a_key_that_stands_in_the_last_row_of_a_file_is_named_by_that_row(tmp_path):
    package(tmp_path, {"1.csv": b"a\n1\n", "2.csv": b"a\n2\n1\n"}, [WHOLE], primaryKey="a")

    (finding,) = asreported.validate(tmp_path).findings

    assert ("2.csv", 3, "row 2 of 1.csv" in finding.why) == (finding.file, finding.row, True)


def test_findings_of_parquet_files_stand_in_their_own_file(tmp_path):
    field = {**WHOLE, "constraints": {"minimum": 5}}
    package(tmp_path, {"1.parquet": pl.DataFrame({"a": [5, 4]}), "2.parquet": pl.DataFrame({"a": [3, 5]})}, [field])

    assert [("1.parquet", 3, "4"), ("2.parquet", 2, "3")] == [
        (f.file, f.row, f.found) for f in asreported.validate(tmp_path).findings
    ]


def test_a_fault_of_a_whole_second_file_is_told_of_that_file(tmp_path):
    package(tmp_path, {"1.csv": b"a\n1\n", "2.csv": b"a\r\n2\n"}, [WHOLE])

    assert [("2.csv", "encoding", None)] == [(f.file, f.rule, f.line) for f in asreported.validate(tmp_path).findings]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a\n2\n\xff\n", ("encoding", 3, None)),
        (b"a\n2\n\n3\n", ("blank-row", 3, 3)),
        (b"a\n2\n3,4\n", ("extra-cell", 3, 3)),
    ],
    ids=["bytes that are no text", "a blank row", "a long row"],
)
def test_a_fault_in_a_second_file_is_told_with_its_place_there(content, expected, tmp_path):
    package(tmp_path, {"1.csv": b"a\n1\n", "2.csv": content}, [WHOLE])

    assert [("2.csv", *expected)] == [(f.file, f.rule, f.line, f.row) for f in asreported.validate(tmp_path).findings]


def test_a_second_file_that_cannot_be_read_ends_the_table(tmp_path):
    package(tmp_path, {"1.parquet": pl.DataFrame({"a": [1]}), "2.parquet": pl.DataFrame({"b": [1]})}, [WHOLE])

    table = checked(tmp_path)

    assert (1, False, True) == (table.height, table.is_whole, table.is_cut_off)


@pytest.mark.parametrize(
    ("content", "height", "is_whole", "is_cut_off"),
    [
        (b"a\n1\n2\n", 2, True, False),
        (b"a\n1,2\n2\n", 2, True, False),
        (b'a\n1\n"2\n', 2, False, False),
        (b"a\n1\n\xff\n3\n", 1, False, True),
    ],
    ids=["sound", "a long row", "an open quote", "bytes that are no text"],
)
def test_a_table_is_whole_where_all_its_rows_were_read(content, height, is_whole, is_cut_off, tmp_path):
    table = checked(package(tmp_path, {"t.csv": content}, [WHOLE]))

    assert (is_whole, is_cut_off) == (table.is_whole, table.is_cut_off)
    assert height == table.height


@pytest.mark.parametrize("block", [1 << 24, 6], ids=["one part", "many parts"])
def test_columns_that_later_steps_need_are_kept_typed_with_the_place_of_each_row(block, tmp_path, monkeypatch):
    monkeypatch.setattr(snapshot, "BLOCK", block)
    package(tmp_path, {"t.csv": b"b,a\nx,1\ny,2\n\nz,3\n"}, [B, WHOLE])

    table = checked(tmp_path, keep=["a", "gone", "a"])

    assert [(2, 2, 1), (3, 3, 2), (5, 5, 3)] == table.frame.select(LINE, ROW, "a").rows()
    assert {LINE, ROW, "a"} == set(table.frame.columns)
    assert ("b", "a") == table.columns
    assert 3 == table.height


def test_of_a_file_without_rows_the_labels_are_known_and_no_cell_was_looked_at(tmp_path):
    (tmp_path / "1").mkdir()
    empty = checked(package(tmp_path, {"t.csv": b""}, [WHOLE]))
    bare = checked(package(tmp_path / "1", {"t.csv": b"a\n"}, [WHOLE]), keep=["a"])

    assert ((), 0, {"missing-label"}) == (empty.labels, empty.height, set(empty.totals))
    assert "type-error" not in empty.rules
    assert (("a",), 0) == (bare.labels, bare.height)
    assert [] == bare.frame.rows()


def test_notes_of_a_file_are_remarks(tmp_path):
    package(tmp_path, {"t.csv": b"\xef\xbb\xbfa\r\n1\r\n"}, [WHOLE])

    assert {"t.csv starts with a byte order mark", "t.csv has CRLF line ends"} == set(
        asreported.validate(tmp_path).remarks
    )


def test_inline_rows_are_told_of_by_the_name_of_their_table(tmp_path):
    table = {"name": "t", "data": [{"a": "x"}], "schema": {"fields": [WHOLE]}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "theirs", "resources": [table]}))

    assert ["t (inline)"] == [f.file for f in asreported.validate(tmp_path).findings]


def test_the_key_of_a_row_names_it(tmp_path):
    package(tmp_path, {"t.csv": b"a,b,c\n1,x,y\n1,,z\n"}, [WHOLE, B, {**C, "constraints": {"enum": ["q"]}}],
            primaryKey=["b", "a"])  # fmt: skip

    assert ["x, 1", None] == [f.key for f in asreported.validate(tmp_path).findings if f.rule == "enum"]


def test_key_sets_are_the_primary_key_and_every_unique_set_each_column_once():
    unique = {**C, "constraints": {"unique": True}}
    schema = from_table_schema({"fields": [A, B, unique], "primaryKey": ["a", "a"], "uniqueKeys": [["b", "a"]]}, "t")

    assert [("primary-key", ("a",)), ("unique", ("b", "a")), ("unique", ("c",))] == key_sets(schema)
    assert [] == key_sets(from_table_schema({"fields": [A]}, "t"))


def test_a_rule_on_rows_waits_for_its_columns_and_the_others_run(package_of_ours):
    report = asreported.validate(package_of_ours)

    assert "bounds-follow-qualifier" in report.waiting
    assert "bounds-follow-qualifier" not in report.rules
    assert "value-fits-qualifier" in report.rules
    assert "value-fits-qualifier" not in report.waiting


def test_an_empty_cell_that_a_rule_on_rows_tells_of_is_not_told_of_twice(package):
    figure = asreported.load("figures", package).row(by_predicate=pl.col("figure_id") == "fighters-killed", named=True)
    apply(KnownFault("", "dataset/figures.csv", "fighters-killed", "phrase", figure["phrase"], ""), package)
    apply(KnownFault("", "dataset/figures.csv", "others-wounded", "measure", "wounded", ""), package)

    found = [(f.rule, f.key, f.column) for f in asreported.validate(package).findings if f.severity == "error"]

    assert {("source-is-given", "fighters-killed"), ("required", "others-wounded")} <= {one[:2] for one in found}
    assert [("required", "others-wounded", "measure")] == [one for one in found if one[0] == "required"]


def test_cells_of_a_row_that_is_not_whole_are_not_judged_and_no_key(tmp_path):
    needed = {**B, "constraints": {"required": True}}
    package(tmp_path, {"t.csv": b"a,b\n1,x\n1\nz,y,w\n"}, [WHOLE, needed], primaryKey="a")

    assert [("missing-cell", 3), ("extra-cell", 4)] == [(f.rule, f.row) for f in asreported.validate(tmp_path).findings]


def test_a_cell_is_told_of_once_and_every_column_for_itself(tmp_path):
    short = {"constraints": {"maxLength": 2, "pattern": "[0-9]+"}}
    package(tmp_path, {"t.csv": b"a,b\nabc,1\n12,123\nab,x\n"}, [{**A, **short}, {**B, **short}])

    assert [(2, "a"), (3, "b"), (4, "a"), (4, "b")] == [
        (f.row, f.column) for f in asreported.validate(tmp_path).findings
    ]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ({"type": "string", "format": "email"}, "in the format email"),
        ({"type": "list", "itemType": "integer"}, "of the type integer"),
        ({"type": "integer"}, "it is no whole number"),
    ],
    ids=str,
)
def test_a_cell_of_no_type_is_told_with_the_type_and_its_format(field, words, tmp_path):
    package(tmp_path, {"t.csv": b"a\nx\n"}, [{"name": "a", **field}])

    (finding,) = asreported.validate(tmp_path).findings

    assert "type-error" == finding.rule
    assert words in finding.why


def test_cells_of_parquet_are_quoted_as_the_file_would_write_them(tmp_path):
    fields = [
        {"name": "a", "type": "list", "delimiter": "|", "constraints": {"maxLength": 1}},
        {"name": "b", "type": "boolean", "constraints": {"enum": ["true"]}},
        {"name": "c", "type": "string", "constraints": {"maxLength": 1}},
    ]
    package(tmp_path, {"t.parquet": pl.DataFrame({"a": [["x", "y"]], "b": [False], "c": ["zz"]})}, fields)

    assert {"x|y", "false", "zz"} == {f.found for f in asreported.validate(tmp_path).findings}


@pytest.mark.parametrize(("room", "kept"), [(0, 0), (1, 1), (3, 3), (9, 4)])
def test_of_a_part_no_more_is_shown_than_is_wanted_and_all_is_counted(room, kept):
    descriptor = {"fields": [WHOLE, {"name": "b", "type": "integer"}]}
    schema, texts = from_table_schema(descriptor, "t"), {"a": pl.String(), "b": pl.String()}
    columns = columns_of(schema, descriptor, texts, canonical=False)
    rows = placed(("a", "b"), pl.DataFrame({"a": ["x", "y", "1"], "b": ["v", "2", "w"]}))
    frame = values_of(rows, descriptor, columns, texts)

    outcome = Compiled(columns, Codelists((), {}), ()).check(frame, {"type-error": room})

    assert (kept, 4, 3) == (len(outcome.findings), outcome.totals["type-error"], outcome.height)
    assert ["x", "y", "v", "w"][:kept] == [finding.found for finding in outcome.findings]
    assert {"a", "b"} == outcome.unsound


@pytest.fixture
def package_of_ours(package):
    apply(KnownFault("", "dataset/figures.csv", "(columns)", "low", "", ""), package)
    return package


@pytest.mark.parametrize("number", range(8))
def test_what_is_made_comes_in_the_order_of_what_it_is_made_from(number):
    def work(item):
        time.sleep(0.002 * (item % 2))
        return item

    assert list(range(number)) == list(two_at_a_time(iter(range(number)), work))


def test_two_items_are_worked_on_at_once_and_few_are_taken_before():
    taken, at_once = [], []
    running = set()
    lock = threading.Lock()

    def items():
        for item in range(9):
            taken.append(item)
            yield item

    def work(item):
        with lock:
            running.add(item)
            at_once.append(len(running))
        time.sleep(0.01)
        with lock:
            running.remove(item)
        return item

    made = two_at_a_time(items(), work)
    first = next(made)

    assert (0, True) == (first, len(taken) <= 4)
    assert [*range(1, 9)] == list(made)
    assert 2 == max(at_once)


@pytest.mark.parametrize(("number", "threads"), [(2, 1), (3, 2)])
def test_no_thread_is_started_for_a_header_and_one_part(number, threads):
    main = threading.current_thread()

    found = list(two_at_a_time(iter(range(number)), lambda _: threading.current_thread() is main))

    assert ([True] * 2 if threads == 1 else [False] * 3) == found
