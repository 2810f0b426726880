"""Delimited text of another dialect, record by record: comments, headers of several rows, and where each row stands."""

import pytest

from asreported.package import by_record
from asreported.package.delimited import parts
from asreported.package.dialect import Dialect
from asreported.package.rows import LINE, ROW, WHOLE, joined

COMMENTS = Dialect(comment="#")


def read(content, dialect, labels=None, size=1 << 24):
    blocks = (content[at : at + size] for at in range(0, len(content), size))
    return joined(part.rows() for part in parts(blocks, dialect, "utf-8", labels))


def rows_of(rows):
    return rows.cells.select(*map(str, range(len(rows.labels))), LINE, ROW, WHOLE).rows()


@pytest.mark.parametrize("size", [1, 4, 1 << 24])
@pytest.mark.parametrize("records", [1, 2, 3, 50_000])
def test_rows_are_the_same_however_many_make_a_part(records, size, monkeypatch):
    monkeypatch.setattr(by_record, "_RECORDS", records)
    content = b'#\na,b\n1,"x\n#y"\n#c\n2,y\n\n3\n4,z\n'

    rows = read(content, COMMENTS, size=size)

    assert [("1", "x\n#y", 3, 3, True), ("2", "y", 6, 5, True), ("3", None, 8, 7, False), ("4", "z", 9, 8, True)] == (
        rows_of(rows)
    )
    assert [("blank-row", 7, 6), ("missing-cell", 8, 7)] == [(f.rule, f.line, f.row) for f in rows.faults]
    assert (("a", "b"), 9, 8) == (rows.labels, rows.lines, rows.records)


@pytest.mark.parametrize("records", [1, 2, 3, 5])
def test_a_part_has_no_more_records_than_it_may(records, monkeypatch):
    monkeypatch.setattr(by_record, "_RECORDS", records)

    heights = [part.rows().cells.height for part in parts([b"a\n1\n2\n3\n4\n5\n"], COMMENTS)]

    assert records == max(heights)
    assert 5 == sum(heights)


@pytest.mark.parametrize(
    ("dialect", "content", "labels", "rows"),
    [
        (Dialect(header_rows=(1, 2)), b"a,b\nx,\n1,2\n", ("a x", "b"), [("1", "2", 3, 3, True)]),
        (Dialect(header_rows=(1, 3), header_join="-"), b"a,b\nn\nx,y\n1,2\n", ("a-x", "b-y"), [("1", "2", 4, 4, True)]),
        (Dialect(header_rows=(1, 2)), b"a,b\nx,b\n1,2\n", ("a x", "b"), [("1", "2", 3, 3, True)]),
        (Dialect(header_rows=(1, 2)), b"a\nx,y\n1,2\n", ("a x", "a y"), [("1", "2", 3, 3, True)]),
        (Dialect(header_rows=(2,)), b"t\na\n1\n", ("a",), [("1", 3, 3, True)]),
        (Dialect(comment_rows=frozenset({1})), b"t\na\n1\n", ("a",), [("1", 3, 3, True)]),
        (Dialect(comment_rows=frozenset({1}), header_rows=(1, 2)), b"t\na\n1\n", ("a",), [("1", 3, 3, True)]),
        (Dialect(comment="#"), b"#t\n#u\na\n1\n", ("a",), [("1", 4, 4, True)]),
        (Dialect(quote=None), b'a\n"1\n', ("a",), [('"1', 2, 2, True)]),
        (Dialect(null="-"), b"a,b\n-,x\n", ("a", "b"), [(None, "x", 2, 2, True)]),
        (Dialect(header_rows=(), comment="#"), b"#\n1\n", None, []),
    ],
    ids=str,
)
def test_the_header_is_where_the_dialect_says_and_rows_stand_where_they_are(dialect, content, labels, rows):
    found = read(content, dialect)

    assert (labels or ()) == found.labels
    assert rows == (rows_of(found) if labels else [])


@pytest.mark.parametrize(
    ("dialect", "content", "is_sound"),
    [
        (Dialect(comment="#"), b'a,b\n"x""y",1\n', True),
        (Dialect(comment="#"), b'a,b\nx"y,1\n', False),
        (Dialect(comment="#"), b'a,b\n"x"y,1\n', False),
        (Dialect(comment="#"), b'a,b\n"x,1\n', False),
        (Dialect(double_quote=False), b'a,b\n"x""y",1\n', False),
        (Dialect(escape="\\"), b'a,b\n"x\\"y",1\n', True),
        (Dialect(escape="\\"), b"a,b\nx\\,y,1\n", True),
        (Dialect(quote=None, comment="#"), b'a,b\nx"y,"1\n', True),
        (Dialect(skips_initial_space=True), b'a,b\nx, "1"\n', True),
        (Dialect(comment="#"), b'a,b\nx, "1"\n', False),
    ],
    ids=str,
)
def test_quotes_stand_where_the_dialect_lets_them(dialect, content, is_sound):
    faults = [(f.rule, f.line, f.row) for f in read(content, dialect).faults]

    assert ([] if is_sound else [("dialect", 2, 2)]) == faults


@pytest.mark.parametrize(
    ("content", "notes", "rules"),
    [
        (b"a\r\n1\r\n", ("has CRLF line ends",), []),
        (b"a\r1\r", ("has CR line ends",), []),
        (b'a\r"1\r2"\r#\r3', ("has CR line ends",), []),
        (b"a\n1\r\n", (), ["encoding"]),
        (b'a\n"1\r\n"\n', (), []),
        (b"\xef\xbb\xbfa\n1\n", ("starts with a byte order mark",), []),
        (b"a\n1", (), []),
        (b"", (), ["missing-label"]),
        (b"#\n", (), ["missing-label"]),
        (b"\xff", (), ["encoding"]),
    ],
    ids=repr,
)
def test_what_is_said_of_the_whole_file(content, notes, rules):
    rows = read(content, COMMENTS)

    assert (notes, rules) == (rows.notes, [fault.rule for fault in rows.faults])


def test_a_later_file_may_have_the_header_again_and_none_that_differs():
    assert [("1", 2, 2, True)] == rows_of(read(b"a\n1\n", COMMENTS, ["a"]))
    assert [("0", 1, 1, True), ("1", 2, 2, True)] == rows_of(read(b"0\n1\n", COMMENTS, ["a"]))
    assert ["dialect"] == [fault.rule for fault in read(b"b,a\n1,2\n", COMMENTS, ["a", "b"]).faults]
    assert [] == rows_of(read(b"b,a\n1,2\n", COMMENTS, ["a", "b"]))


def test_comment_rows_are_left_out_and_counted():
    rows = read(b"a\n1\nx,y\n2\n", Dialect(comment_rows=frozenset({3})))

    assert ([("1", 2, 2, True), ("2", 4, 4, True)], 4, ()) == (rows_of(rows), rows.records, rows.faults)


def test_a_cell_is_text_unless_a_null_sequence_says_otherwise():
    assert read(b"a\n1\n", COMMENTS).is_text
    assert not read(b"a\n1\n", Dialect(null="-")).is_text


def test_a_row_of_another_width_is_shown_with_its_delimiter():
    rows = read(b"a;b\n1;2;3\n", Dialect(delimiter=";", comment="#"))

    assert ["1;2;3"] == [fault.found for fault in rows.faults]
    assert [("1", "2", 2, 2, False)] == rows_of(rows)
