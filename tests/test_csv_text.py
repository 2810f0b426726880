import csv
import io

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asreported.package.delimited import read_csv
from asreported.package.rows import LINE, ROW, WHOLE

cell = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=8)


def test_lines_and_rows_are_those_of_the_file():
    table = read_csv(b'a,b\n1,"x\ny"\n\n2,z\n')

    assert table.cells.select(LINE, ROW).rows() == [(2, 2), (5, 4)]


@given(st.lists(st.lists(cell, min_size=3, max_size=3), min_size=1, max_size=8))
def test_whatever_csv_can_write_is_read_back(rows):
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows])

    table = read_csv(written.getvalue().encode())

    assert table.faults == ()
    assert [tuple(row) for row in rows] == table.cells.select("0", "1", "2").fill_null("").rows()


@given(st.binary(max_size=200))
def test_no_bytes_raise(content):
    table = read_csv(content)

    assert table.faults or table.labels


@pytest.mark.parametrize(
    ("content", "rule", "line"),
    [
        (b"a,b\n1\n", "missing-cell", 2),
        (b"a,b\n1,2,3\n", "extra-cell", 2),
        (b"a,b\n\n1,2\n", "blank-row", 2),
        (b"a,b\n,\n", "blank-row", 2),
        (b'a,b\n1,"2\n3,4\n', "dialect", 2),
        (b'a,b\n1,x"y"\n', "dialect", 2),
        (b"a,b\r1,2\n", "encoding", None),
        (b"a,b\r\n1,2\n", "encoding", None),
        (b"a,b\n1,\0\n", "encoding", 2),
        (b"a,b\n1,\xe9\n", "encoding", 2),
        (b"\xff\xfea\0", "encoding", None),
        (b"", "missing-label", 1),
    ],
)
def test_what_is_no_plain_table_is_said_with_its_line(content, rule, line):
    assert [(rule, line)] == [(fault.rule, fault.line) for fault in read_csv(content).faults]


def test_a_short_row_is_kept_and_marked_and_never_taken_for_whole():
    table = read_csv(b"a,b\n1\n2,3\n")

    assert table.cells.select("0", "1", WHOLE).rows() == [("1", None, False), ("2", "3", True)]


def test_byte_order_mark_and_crlf_pass_with_a_note():
    table = read_csv(b"\xef\xbb\xbfa,b\r\n1,2\r\n")

    assert (table.labels, table.faults) == (("a", "b"), ())
    assert table.notes == ("starts with a byte order mark", "has CRLF line ends")


def test_a_file_without_a_last_line_end_is_as_good():
    assert read_csv(b"a,b\n1,2").cells.height == 1


def test_leading_zeros_and_spaces_stay():
    assert list(read_csv(b"a,b\n007, x\n").cells.select("0", "1").row(0)) == ["007", " x"]


def test_other_delimiters_come_from_the_dialect():
    table = read_csv(b"a;b\n1;'x;y'\n", {"delimiter": ";", "quoteChar": "'"})

    assert table.cells.select(pl.col("0"), pl.col("1")).row(0) == ("1", "x;y")
