"""Rows in their places, and what moves with them; Parquet and bytes as such rows."""

import io

import polars as pl
import pytest

from asreported.package import parquet
from asreported.package.decoding import Decoding, decode
from asreported.package.rows import LINE, ROW, WHOLE, Fault, Rows, ToldApart, empty, header_fault, joined, moved, placed
from asreported.package.rows import shape_fault as shape


def numbered(labels, cells, lines, **more):
    """Return a part of CSV whose rows lie in these lines."""
    frame = pl.DataFrame(cells, schema={str(i): pl.String() for i in range(len(labels))}, orient="row")
    places = [pl.Series(name, lines, dtype=pl.Int64) for name in (ROW, LINE)]
    return Rows(
        labels, frame.with_columns(*places, pl.lit(True).alias(WHOLE)), lines=max(lines), records=max(lines), **more
    )


def test_rows_of_a_frame_lie_in_no_lines_behind_their_header():
    rows = placed(("a", "b"), pl.DataFrame({"a": [1, 2], "b": ["x", None]}), header=1)

    assert [(1, "x", 2, None, True), (2, None, 3, None, True)] == rows.cells.select("0", "1", ROW, LINE, WHOLE).rows()
    assert (0, 3) == (rows.lines, rows.records)
    assert [1, 2] == placed(("a",), pl.DataFrame({"a": [7, 8]})).cells[ROW].to_list()


def test_parts_are_joined_with_lines_and_rows_counted_through():
    header = Rows(("a",), empty(("a",)), lines=2, records=1)
    one = numbered(
        ("a",), [["x"], ["y"]], [1, 2], faults=(Fault("dialect", "why", "fix", 2, 2),), notes=("n",), is_text=True
    )
    two = numbered(("a",), [["z"]], [3], faults=(Fault("encoding", "why", "fix"),), notes=("m",))

    rows = joined([header, one, two])

    assert [("x", 3, 2), ("y", 4, 3), ("z", 7, 6)] == rows.cells.select("0", LINE, ROW).rows()
    assert [("dialect", 4, 3), ("encoding", None, None)] == [(f.rule, f.line, f.row) for f in rows.faults]
    assert (("a",), ("n", "m"), 7, 6, True) == (rows.labels, rows.notes, rows.lines, rows.records, rows.is_text)


def test_parts_without_rows_are_joined_to_none():
    rows = joined([Rows(("a", "b"), empty(("a", "b")), lines=1, records=1), Rows((), pl.DataFrame())])

    assert (("a", "b"), 0, False) == (rows.labels, rows.cells.height, rows.is_text)
    assert ["0", "1", ROW, LINE, WHOLE] == rows.cells.columns
    assert [pl.String, pl.String, pl.Int64, pl.Int64, pl.Boolean] == rows.cells.dtypes


def test_narrower_types_of_a_part_become_the_wider():
    parts = [placed(("a",), pl.DataFrame({"a": pl.Series([1], dtype=kind)})) for kind in (pl.Int8, pl.Int64)]

    assert pl.Int64 == joined(parts).cells["0"].dtype


@pytest.mark.parametrize(("line", "row", "expected"), [(3, 2, (13, 7)), (None, 2, (None, 7)), (3, None, (13, None))])
def test_what_is_told_of_a_part_moves_with_it(line, row, expected):
    told = moved(Fault("dialect", "why", "fix", line, row, "a", "x"), 10, 5)

    assert expected == (told.line, told.row)
    assert ("dialect", "a", "x") == (told.rule, told.column, told.found)


def test_chosen_rows_of_a_part_keep_their_places():
    part = ToldApart(numbered(("a",), [["x"], ["y"], ["z"]], [1, 2, 3]))

    assert ("a",) == part.labels
    assert [("y", 2)] == part.some(pl.Series([False, True, False])).cells.select("0", ROW).rows()
    assert 3 == part.rows().cells.height


@pytest.mark.parametrize(("count", "cells", "rule"), [(3, "3 cells", "extra-cell"), (1, "1 cell", "missing-cell")])
def test_a_row_of_another_width_is_told_with_both_widths(count, cells, rule):
    fault = shape(count, 2, 5, 4, "x" * 61)

    assert (rule, 5, 4, "x" * 57 + "...") == (fault.rule, fault.line, fault.row, fault.found)
    assert f"the row has {cells}, and the header 2" == fault.why
    assert "x" * 60 == shape(count, 2, 5, 4, "x" * 60).found


@pytest.mark.parametrize(
    ("found", "is_fault"),
    [(("a", "b"), False), (("b", "a"), True), (("a", "x"), True), (("a", "b", "c"), True), (("x", "y"), False),
     (("x", "y", "z"), False), ((), False)],
)  # fmt: skip
def test_a_first_row_with_half_of_the_labels_is_a_header_that_differs_and_else_a_row(found, is_fault):
    fault = header_fault(found, ("a", "b"))

    assert is_fault == (fault is not None)
    if fault:
        assert ("dialect", 1, 1, True) == (fault.rule, fault.line, fault.row, fault.is_end)
        assert f"the file has the columns {', '.join(found)}, and the first of the table has a, b" == fault.why


PARQUET = pl.DataFrame({"a": range(5), "b": ["x", "", None, "y", "z"], "c": [["x"], [], None, ["y"], ["z"]]})


def written(frame):
    file = io.BytesIO()
    frame.write_parquet(file)
    file.seek(0)
    return file


@pytest.mark.parametrize("size", [1, 2, 5, 200_000])
def test_rows_of_parquet_come_in_slices_behind_a_header(size, monkeypatch):
    monkeypatch.setattr(parquet, "_ROWS", size)

    header, *slices = parquet.parts(written(PARQUET))

    assert (("a", "b", "c"), 0, 1) == (header.labels, header.cells.height, header.records)
    assert [min(size, 5 - at) for at in range(0, 5, size)] == [rows.cells.height for rows in slices]
    rows = joined([header, *slices])
    assert [(0, "x", 2), (1, "", 3), (2, None, 4), (3, "y", 5), (4, "z", 6)] == rows.cells.select("0", "1", ROW).rows()
    assert PARQUET["c"].to_list() == rows.cells["2"].to_list()


@pytest.mark.parametrize(("cells", "heights"), [(6, [2, 2, 1]), (7, [2, 2, 1]), (9, [3, 2]), (2, [1] * 5), (90, [5])])
def test_a_slice_of_parquet_has_so_many_cells_and_at_least_a_row(cells, heights, monkeypatch):
    monkeypatch.setattr(parquet, "_CELLS", cells)

    _, *slices = parquet.parts(written(PARQUET))

    assert heights == [rows.cells.height for rows in slices]


def test_parquet_without_rows_is_a_header_alone():
    (header,) = parquet.parts(written(PARQUET.clear()))

    assert (("a", "b", "c"), ()) == (header.labels, header.faults)


def test_parquet_without_columns_or_that_is_none_is_told():
    (bare,) = parquet.parts(written(pl.DataFrame()))
    (none,) = parquet.parts(io.BytesIO(b"a,b\n1,2\n"))

    assert [("missing-label", None, 1)] == [(f.rule, f.line, f.row) for f in bare.faults]
    assert ["dialect"] == [f.rule for f in none.faults]
    assert none.faults[0].why.startswith("the file is no Parquet: ")
    assert "\n" not in none.faults[0].why


def decoded(content, size=1 << 24, encoding="utf-8", **chosen):
    decoding = Decoding(encoding, **chosen)
    blocks = [content[at : at + size] for at in range(0, len(content), size)]
    text = b"".join(decoding.over(blocks))
    return text, [(f.rule, f.line, f.is_end) for f in decoding.faults], decoding.notes


CRLF, CR, BOM = "has CRLF line ends", "has CR line ends", "starts with a byte order mark"


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1 << 24])
@pytest.mark.parametrize(
    ("content", "text", "faults", "notes"),
    [
        (b"a\nb\n", b"a\nb\n", [], []),
        (b"a\r\nb\r\n", b"a\nb\n", [], [CRLF]),
        (b"a\r\nb", b"a\nb", [], [CRLF]),
        (b"a\rb\r", b"a\nb\n", [], [CR]),
        (b"a\rb", b"a\nb", [], [CR]),
        (b"a\rb\n", b"a\nb\n", [("encoding", None, False)], []),
        (b"a\rb\r\n", b"a\nb\n", [("encoding", None, False)], []),
        (b"a\r\rb\r", b"a\n\nb\n", [], [CR]),
        (b"a\r\nb\n", b"a\nb\n", [("encoding", None, False)], []),
        (b"a\nb\r\n", b"a\nb\n", [("encoding", None, False)], []),
        (b"a\nb\r\n\n", b"a\nb\n\n", [("encoding", None, False)], []),
        ("é\nü\n".encode(), "é\nü\n".encode(), [], []),
        (b"", b"", [], []),
        (b"\n", b"\n", [], []),
    ],
    ids=repr,
)
def test_lines_end_in_lf_whatever_they_ended_in_and_wherever_a_block_ends(content, text, faults, notes, size):
    assert (text, faults, notes) == decoded(content, size)


@pytest.mark.parametrize("size", [1, 4, 1 << 24])
@pytest.mark.parametrize(
    ("content", "text", "faults", "notes"),
    [
        (b'a\n"b\r\nc"\n', b'a\n"b\r\nc"\n', [], []),
        (b'a\n"b\nc\r\nd"\nd\r\n', b'a\n"b\nc\r\nd"\nd\n', [("encoding", None, False)], []),
        (b'a\r"b\rc\nd\r\n""e"\rf\r', b'a\n"b\rc\nd\r\n""e"\nf\n', [], [CR]),
        (b'"a\r""b\r\n"\n"\r"\n', b'"a\r""b\r\n"\n"\r"\n', [], []),
    ],
    ids=repr,
)
def test_a_line_end_inside_of_quotes_stays_as_it_is(content, text, faults, notes, size):
    assert (text, faults, notes) == decoded(content, size, quote=b'"')


def test_a_line_feed_inside_of_quotes_does_not_count_as_a_line_end():
    assert (b'a\n"b\nc"\n', [], [CRLF]) == decoded(b'a\r\n"b\nc"\r\n', quote=b'"')


def test_line_ends_of_two_kinds_are_a_fault():
    assert ["the file has mixed line ends (LF, CR or CRLF)"] == [f.why for f in decode(b"a\rb\n")[1]]
    assert ["the file has mixed line ends (LF, CR or CRLF)"] == [f.why for f in decode(b"a\rb\r\n")[1]]


def test_line_ends_are_kept_where_they_are_wanted():
    assert (b"a\r\nb\n\r", [], []) == decoded(b"a\r\nb\n\r", keeps_line_ends=True)


def test_a_byte_order_mark_is_taken_off_the_start_alone():
    mark = b"\xef\xbb\xbf"

    assert (b"a\n", [], [BOM]) == decoded(mark + b"a\n")
    assert (mark, [], [BOM]) == decoded(mark + mark)
    assert (b"a\n" + mark, [], []) == decoded(b"a\n" + mark, 2)


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_utf_16_is_said_to_be_that(mark):
    assert (b"", [("encoding", None, True)], []) == decoded(mark + b"a\0\n\0")
    assert "the file is UTF-16" == decode(mark + b"a\0")[1][0].why


@pytest.mark.parametrize("size", [2, 1 << 24])
@pytest.mark.parametrize("bad", [b"\xe9", b"\0"], ids=["Latin-1", "NUL"])
def test_what_is_no_text_ends_the_reading_with_the_line_before_it(bad, size):
    assert (b"a\nb\n", [("encoding", 1, True)], []) == decoded(b"a\nb\nc" + bad + b"\nd\n", size)
    assert [3] == [f.line for f in decode(b"a\nb\nc" + bad + b"\nd\n")[1]]
    assert [1] == [f.line for f in decode(b"c" + bad)[1]]


@pytest.mark.parametrize(("size", "marked"), [(2, b""), (1 << 24, b"\xef\xbb\xbf")])
def test_bytes_that_are_no_text_are_told_with_their_place_and_neighbours(size, marked):
    content = marked + b"0123456789\n" * 3 + b"abcdefghijklmnopqrstuvwxyz\xe9abcdefghijklm"

    decoding = Decoding("utf-8")
    list(decoding.over([content[at : at + size] for at in range(0, len(content), size)]))

    (fault,) = decoding.faults
    assert f"byte {len(marked) + 33 + 26} of the file is not UTF-8" == fault.why
    assert "ghijklmnopqrstuvwxyz\ufffdabcdefghi" == fault.found


def test_bytes_at_the_start_that_are_no_text_are_told_with_what_is_there():
    assert ["ab\ufffdc"] == [fault.found for fault in decode(b"ab\xe9c")[1]]


def test_a_character_of_another_encoding_that_is_cut_off_is_told():
    assert [("encoding", True)] == [
        (f.rule, f.is_end) for f in decode("a\n".encode("utf-16-le") + b"b", "utf-16-le")[1]
    ]


@pytest.mark.parametrize("size", [1, 3, 1 << 24])
def test_another_encoding_is_read_as_it_says(size):
    assert ("é\nü".encode(), [], []) == decoded("é\nü".encode("latin-1"), size, "ISO-8859-1")
    assert ("é\n".encode(), [], []) == decoded("é\n".encode("utf-16"), size, "utf-16")
    assert ("é\n".encode(), [], [BOM]) == decoded("\ufeffé\n".encode(), size, "UTF_8")


@pytest.mark.parametrize("encoding", ["ascii", "hex", "no-such"])
def test_an_encoding_that_does_not_fit_or_does_not_exist_is_told(encoding):
    text, faults, _ = decoded(b"\xe9a\n", encoding=encoding)

    assert (b"", [("encoding", None, True)]) == (text, faults)
    assert f"the file is not {encoding}, as the descriptor says" == decode(b"\xe9a\n", encoding)[1][0].why
