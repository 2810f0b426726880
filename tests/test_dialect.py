"""Dialects as descriptors give them, and files that are packed."""

import gzip
import random
import re
import zlib

import pytest

from asreported.package import compression
from asreported.package.compression import NotUnpacked, unpacked
from asreported.package.dialect import Dialect


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, Dialect()),
        ({"delimiter": ";", "quoteChar": "'"}, Dialect(delimiter=";", quote="'")),
        ({"quoteChar": None}, Dialect(quote=None)),
        ({"quoteChar": "", "escapeChar": "\\"}, Dialect(quote=None, escape="\\")),
        ({"escapeChar": None}, Dialect()),
        ({"doubleQuote": False, "skipInitialSpace": True}, Dialect(double_quote=False, skips_initial_space=True)),
        ({"nullSequence": "-", "commentChar": "//"}, Dialect(null="-", comment="//")),
        ({"commentChar": None, "headerJoin": None}, Dialect(header_join="")),
        ({"commentRows": [1, 4]}, Dialect(comment_rows=frozenset({1, 4}))),
        ({"headerRows": [3, 2], "headerJoin": "-"}, Dialect(header_rows=(2, 3), header_join="-")),
        ({"header": False}, Dialect(header_rows=())),
        ({"header": False, "headerRows": [2]}, Dialect(header_rows=())),
        ({"header": True}, Dialect()),
        ({"lineTerminator": "\r\n"}, Dialect()),
        ({"delimiter": ";", "csv": {"delimiter": "|"}}, Dialect(delimiter="|")),
        ({"delimiter": ";", "csv": "none"}, Dialect(delimiter=";")),
    ],
    ids=str,
)
def test_a_dialect_is_what_its_descriptor_says_and_else_that_of_the_standard(given, expected):
    assert expected == Dialect.of(given)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"delimiter": ""}, "delimiter is '', and only a single character is read"),
        ({"delimiter": "||"}, "delimiter is '||', and only a single character is read"),
        ({"delimiter": None}, "delimiter is None, and only a single character is read"),
        ({"quoteChar": "''"}, "quoteChar is \"''\", and only a single character is read"),
        ({"escapeChar": 5}, "escapeChar is 5, and must be a text"),
        ({"nullSequence": 0}, "nullSequence is 0, and must be a text"),
        ({"doubleQuote": "no"}, "doubleQuote is 'no', and must be true or false"),
        ({"header": 0}, "header is 0, and must be true or false"),
        ({"headerRows": []}, "headerRows is [], and must be a list of row numbers from 1 on"),
        ({"headerRows": [0]}, "headerRows is [0], and must be a list of row numbers from 1 on"),
        ({"commentRows": [True]}, "commentRows is [True], and must be a list of row numbers from 1 on"),
        ({"commentRows": 1}, "commentRows is 1, and must be a list of row numbers from 1 on"),
        ({"lineTerminator": ";"}, "lineTerminator is ';', and only LF, CRLF and CR end a line here"),
        ({"delimiter": '"'}, "'\"' and '\"' cannot part, quote and escape the cells of one file"),
        ({"delimiter": ";", "escapeChar": ";"}, "';' and '\"' and ';' cannot part, quote and escape"),
        ({"quoteChar": "\n"}, "cannot part, quote and escape the cells of one file"),
        ({"delimiter": "\r"}, "cannot part, quote and escape the cells of one file"),
    ],
    ids=str,
)
def test_what_cannot_be_applied_is_refused_by_its_name(given, reason):
    with pytest.raises(ValueError, match=re.escape(reason)):
        Dialect.of(given)


@pytest.mark.parametrize(
    ("dialect", "is_plain"),
    [
        (Dialect(), True),
        (Dialect(delimiter=";", quote="'"), True),
        (Dialect(header_rows=()), True),
        (Dialect(header_rows=(2,)), False),
        (Dialect(header_rows=(1, 2)), False),
        (Dialect(delimiter="¦"), False),
        (Dialect(quote="“"), False),
        (Dialect(quote=None), False),
        (Dialect(comment="#"), False),
        (Dialect(null="-"), False),
        (Dialect(comment_rows=frozenset({2})), False),
        (Dialect(header_join="-"), False),
    ],
    ids=str,
)
def test_a_plain_dialect_is_that_of_rfc_4180_with_signs_of_its_own(dialect, is_plain):
    assert is_plain == dialect.is_plain


def in_blocks(content, size):
    return [content[at : at + size] for at in range(0, len(content), size)]


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_gzip_is_unpacked_wherever_a_block_ends_and_its_members_are_one_file(size):
    packed = gzip.compress(b"a,b\n", mtime=0) + gzip.compress(b"") + gzip.compress(b"1,2\n")

    assert b"a,b\n1,2\n" == b"".join(unpacked(in_blocks(packed, size)))


def test_what_repeats_far_behind_is_unpacked_too():
    content = random.Random(1).randbytes(20_000) * 2

    assert content == b"".join(unpacked([gzip.compress(content, mtime=0)]))


def test_no_more_is_unpacked_at_a_time_than_a_step(monkeypatch):
    monkeypatch.setattr(compression, "_STEP", 4)

    assert [b"0123", b"4567", b"89"] == [made for made in unpacked([gzip.compress(b"0123456789", mtime=0)]) if made]


@pytest.mark.parametrize("size", [1, 10_000])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is cut off"),
        (gzip.compress(b"a,b\n", mtime=0)[:-1], "it is cut off"),
        (gzip.compress(b"a,b\n", mtime=0) + gzip.compress(b"a,b\n")[:4], "it is cut off"),
        (b"a,b\n1,2\n", "it is no gzip: "),
        (zlib.compress(b"a,b\n"), "it is no gzip: "),
        (gzip.compress(b"a,b\n", mtime=0) + b"a,b\n", "it is no gzip: "),
    ],
    ids=["nothing", "cut off", "a second member cut off", "no gzip", "zlib", "no gzip behind it"],
)
def test_what_is_no_whole_gzip_is_refused(content, reason, size):
    with pytest.raises(NotUnpacked, match=reason):
        list(unpacked(in_blocks(content, size)))


@pytest.mark.parametrize(("length", "is_refused"), [(10, False), (11, True)])
def test_what_is_small_may_be_packed_as_it_likes(length, is_refused, monkeypatch):
    monkeypatch.setattr(compression, "_SMALL", 10)
    monkeypatch.setattr(compression, "_RATIO", 0)
    packed = gzip.compress(b"x" * length, mtime=0)

    if is_refused:
        with pytest.raises(NotUnpacked, match="it unpacks to more than 0 times its size"):
            list(unpacked([packed]))
    else:
        assert b"x" * length == b"".join(unpacked([packed]))


@pytest.mark.parametrize(("more", "is_refused"), [(0, False), (1, True)])
def test_what_unpacks_to_too_many_times_its_size_is_refused(more, is_refused, monkeypatch):
    monkeypatch.setattr(compression, "_SMALL", 0)
    monkeypatch.setattr(compression, "_RATIO", 2)
    length = next(n for n in range(20, 200) if n == 2 * len(gzip.compress(b"x" * n, mtime=0))) + more
    packed = gzip.compress(b"x" * length, mtime=0)

    if is_refused:
        with pytest.raises(NotUnpacked, match="it unpacks to more than 2 times its size"):
            list(unpacked([packed]))
    else:
        assert b"x" * length == b"".join(unpacked([packed]))


def test_a_bomb_is_what_unpacks_to_more_than_64_mib_and_200_times_its_size():
    assert 64 << 20 == sum(map(len, unpacked([gzip.compress(b"\0" * (64 << 20))])))
    with pytest.raises(NotUnpacked, match="more than 200 times"):
        list(unpacked([gzip.compress(b"\0" * (65 << 20))]))
