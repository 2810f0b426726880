"""Delimited text in parts: the places of its rows, and what is chosen of them."""

import polars as pl
import pytest

from asreported.package.delimited import parts, read_csv
from asreported.package.dialect import Dialect
from asreported.package.rows import LINE, ROW, WHOLE, joined


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"a,b\n1,x\n2,y\n", [("1", "x", 2, 2, True), ("2", "y", 3, 3, True)]),
        (b"a,b\n1,x\n2,y", [("1", "x", 2, 2, True), ("2", "y", 3, 3, True)]),
        (b'a,b\n1,"x\n\ny"\n2,\n', [("1", "x\n\ny", 2, 2, True), ("2", None, 5, 3, True)]),
        (b'"a\nb",b\n1,x\n', [("1", "x", 3, 2, True)]),
        (b"a,b\n1\n2,y,z\n\n3,z\n", [("1", None, 2, 2, False), ("2", "y", 3, 3, False), ("3", "z", 5, 5, True)]),
        (b"a,b\n,x\n , \n,\n", [(None, "x", 2, 2, True)]),
        (b'a,b\n"1","x""y"\n', [("1", 'x"y', 2, 2, True)]),
        (b'a,b\n"1,",""\n', [("1,", None, 2, 2, True)]),
        (b'a,b\n1,x"y"\n2,z\n', [("1", 'x"y"', 2, 2, False), ("2", "z", 3, 3, True)]),
        (b"a,b\n", []),
    ],
    ids=repr,
)
@pytest.mark.parametrize("size", [1, 3, 1 << 24])
def test_each_record_has_its_line_and_row_and_tells_whether_it_is_whole(content, rows, size):
    read = joined(p.rows() for p in parts(content[at : at + size] for at in range(0, len(content), size)))

    assert rows == read.cells.select("0", "1", LINE, ROW, WHOLE).rows()


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (b"a,b\n1\n", [("missing-cell", 2, 2, "1", "the row has 1 cell, and the header 2")]),
        (b"a,b\n1,x\n2\n", [("missing-cell", 3, 3, "2", "the row has 1 cell, and the header 2")]),
        (b"a,b,c\n1,x,y\n2\n", [("missing-cell", 3, 3, "2", "the row has 1 cell, and the header 3")]),
        (b"a,b\n1,2,3\n", [("extra-cell", 2, 2, "1,2,3", "the row has 3 cells, and the header 2")]),
        (b'a,b\n"x,y",2,3\n', [("extra-cell", 2, 2, '"x,y",2,3', "the row has 3 cells, and the header 2")]),
        (b"a,b\n1,x\n\n", [("blank-row", 3, 3, None, "the row is blank")]),
        (b'a,b\n1,"x\ny"\n , \t\n', [("blank-row", 4, 3, None, "the row is blank")]),
        (
            b'a,b\n1,x"y\n',
            [("dialect", 2, 2, '1,x"y', 'a quote " is left open, or stands inside a cell that is not quoted')],
        ),
        (b"a,b\n1," + b"x" * 70 + b",\n", [("extra-cell", 2, 2, "1," + "x" * 55 + "...",
          "the row has 3 cells, and the header 2")]),
        (b"", [("missing-label", 1, 1, None, "the file is empty")]),
        (b"\n1,2\n", [("missing-label", 1, 1, None, "the first line is blank, and the header should stand there")]),
        (b"\n", [("missing-label", 1, 1, None, "the file is empty")]),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_wrong_with_the_shape_of_a_file_is_told_with_its_place(content, faults):
    assert faults == [(f.rule, f.line, f.row, f.found, f.why) for f in read_csv(content).faults]


def test_a_quote_in_the_header_that_is_left_open_is_told():
    assert [("dialect", 1)] == [(f.rule, f.line) for f in read_csv(b'a,b"\n').faults]


@pytest.mark.parametrize(
    "content",
    [b"a,b\n1,x\n2,y\n3,z\n", b"a,b\n1,x\n2,y\n3,z", b'a,b\n1,"x"\n2,y\n3,"z\n"\n', b"a,b\n1,x\n\n3,z\n"],
    ids=repr,
)
@pytest.mark.parametrize("chosen", ["010", "111", "000", "101"])
def test_chosen_rows_are_those_of_the_whole_in_their_places(content, chosen):
    for part in parts([content]):
        every = part.rows().cells
        mask = pl.Series([one == "1" for one in chosen[: every.height]], dtype=pl.Boolean)

        some = part.some(mask).cells

        columns = ["0", "1", LINE, ROW]
        assert every.filter(mask).select(columns).rows() == some.select(columns).rows()


def test_records_that_are_whole_do_not_wait_for_one_that_is_open():
    taken = []

    def blocks():
        for block in (b'a\n1\n2\n"x\n', b'y"\n3\n'):
            taken.append(block)
            yield block

    made = parts(blocks())
    _, first = next(made), next(made)

    assert (["1", "2"], 1) == (first.rows().cells["0"].to_list(), len(taken))
    assert ["x\ny", "3"] == [cell for part in made for cell in part.rows().cells["0"]]


def test_lines_and_records_are_those_of_the_file_and_no_more():
    rows = read_csv(b'\xef\xbb\xbfa\n"1\n"\n2\n')

    assert (4, 3) == (rows.lines, rows.records)


def test_labels_that_are_known_are_no_row_where_the_file_has_them_too():
    def read(content, *, header=True):
        dialect = Dialect() if header else Dialect(header_rows=())
        return joined(part.rows() for part in parts([content], dialect, labels=("a", "b")))

    assert [("1", "x")] == read(b"a,b\n1,x\n").cells.select("0", "1").rows()
    assert [("0", "w"), ("1", "x")] == read(b"0,w\n1,x\n").cells.select("0", "1").rows()
    assert [("a", "b"), ("1", "x")] == read(b"a,b\n1,x\n", header=False).cells.select("0", "1").rows()
    assert ["dialect"] == [fault.rule for fault in read(b"b,a\nx,1\n").faults]
    assert 0 == read(b"b,a\nx,1\n").cells.height
    assert (0, ()) == (read(b"").cells.height, read(b"").faults)


@pytest.mark.parametrize("size", [1, 5, 1 << 24])
def test_other_signs_part_and_quote_the_cells(size):
    content = b"a;b\n'1;2';x,y\n'it''s';\"z\"\n"
    dialect = Dialect(delimiter=";", quote="'")

    read = joined(p.rows() for p in parts((content[at : at + size] for at in range(0, len(content), size)), dialect))

    assert (("a", "b"), ()) == (read.labels, read.faults)
    assert [("1;2", "x,y"), ("it's", '"z"')] == read.cells.select("0", "1").rows()


def test_notes_and_faults_of_the_encoding_come_behind_the_rows():
    *_, last = parts([b"\xef\xbb\xbfa\r\n1\r\n2\n"])

    assert ["encoding"] == [fault.rule for fault in last.rows().faults]
    assert ("starts with a byte order mark",) == last.rows().notes
    assert 0 == last.rows().cells.height


def test_cells_of_text_say_that_they_are_text():
    assert read_csv(b"a\n1\n").is_text
    assert read_csv(b'a\n"1"\n').is_text


@pytest.mark.parametrize("size", [5, 1 << 24])
@pytest.mark.parametrize(("bad", "line"), [(b"\xff", 4), (b"\0", 4), (b'"', 4)])
def test_lines_that_end_in_cr_are_read_block_by_block_and_counted(bad, line, size):
    content = b'a,b\r1,x\r2,"y\rz"\r3,' + bad + b"\r4,x\r"
    blocks = [content[at : at + size] for at in range(0, len(content), size)]

    rows = joined(part.rows() for part in parts(blocks))

    assert [("1", "x"), ("2", "y\rz")] == rows.cells.select("0", "1").head(2).rows()
    assert [line] == [fault.line for fault in rows.faults]
