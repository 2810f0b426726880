"""Packages made to do harm: to reach outside, to use up time or memory, to deceive who reads what is said of them.

Each is written into an empty folder by a function, and names the rule that refuses it; `UNREADABLE` is for a descriptor
that is none. Those of `LARGE` want much for little, and are tried in a process of their own.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from asreported import shipped

#: What refuses a descriptor that cannot be read.
UNREADABLE = "unreadable"
Write = Callable[[Path], None]
TEXT, WHOLE = {"name": "a"}, {"name": "a", "type": "integer"}


def described(*resources: Mapping[str, Any], files: Mapping[str, bytes] | None = None, **more: Any) -> Write:
    """Return what writes a package of these resources and files."""

    def write(folder: Path) -> None:
        for name, content in (files or {"t.csv": b"a\n1\n"}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        text = json.dumps({"name": "p", "resources": list(resources), **more}).encode("utf-8", "surrogatepass")
        (folder / "datapackage.json").write_bytes(text)

    return write


def table(*fields: Mapping[str, Any], path: Any = "t.csv", schema: Any = None, **more: Any) -> dict[str, Any]:
    """Return a resource with these fields."""
    return {"name": "t", "path": path, "schema": schema or {"fields": list(fields or [WHOLE])}, **more}


def reading(content: bytes, *fields: Mapping[str, Any], **more: Any) -> Write:
    """Return what writes a package of one CSV file."""
    return described(table(*fields, **more), files={"t.csv": content})


def bare(content: bytes) -> Write:
    """Return what writes a descriptor of these bytes, beside a CSV file."""

    def write(folder: Path) -> None:
        (folder / "t.csv").write_bytes(b"a\n1\n")
        (folder / "datapackage.json").write_bytes(content)

    return write


def linked(target: str, name: str = "t.csv") -> Write:
    """Return what writes a package in which a file is a link."""

    def write(folder: Path) -> None:
        described(table(path=name))(folder)
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)

    return write


def ours(file: str, old: str, new: str) -> Write:
    """Return what writes the shipped package with a text of a file replaced once."""

    def write(folder: Path) -> None:
        for part in ("dataset", "schemas"):
            shutil.copytree(shipped.PACKAGE / part, folder / part)
        shutil.copy(shipped.PACKAGE / "datapackage.json", folder)
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")

    return write


def named_pipe(folder: Path) -> None:
    """Write a package whose file is a pipe: who opens it waits."""
    described(table())(folder)
    (folder / "t.csv").unlink()
    os.mkfifo(folder / "t.csv")


def nested(opening: str, closing: str, depth: int) -> bytes:
    """Return JSON that nests so deep."""
    return ('{"name": "p", "resources": ' + opening * depth + closing * depth + "}").encode()


def packed(content: bytes, times: int = 1) -> bytes:
    """Return bytes packed by gzip, so many times."""
    for _ in range(times):
        content = gzip.compress(content, 9)
    return content


def zipped(content: bytes) -> bytes:
    """Return a zip archive of one file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("t.csv", content)
    return made.getvalue()


def parquet(frame: pl.DataFrame, **more: Any) -> bytes:
    """Return the bytes of a Parquet file."""
    made = io.BytesIO()
    frame.write_parquet(made, **more)
    return made.getvalue()


PATHS = {
    "up": "../t.csv",
    "up and down": "x/../../t.csv",
    "up within": "x/../t.csv",
    "absolute": "/etc/passwd",
    "home": "~/t.csv",
    "user": "~root/t.csv",
    "drive": "C:/t.csv",
    "backslash": "..\\t.csv",
    "share": "\\\\host\\t.csv",
    "NUL": "t.csv\0",
    "address": "http://127.0.0.1:9/t.csv",
    "file address": "file:///etc/passwd",
    "other scheme": "s3://bucket/t.csv",
    "data address": "data:text/csv,a%0A1",
    "device": "/dev/zero",
    "own memory": "/proc/self/mem",
    "folder": ".",
    "empty": "",
    "blank": " ",
    "far too long": "t" * 100_000,
    "too many parts": "x/" * 50_000 + "t.csv",
    "surrogate": "\ud800.csv",
    "bidi": "t\u202evsc.exe",
    "line break": "t\n::error::x.csv",
    "escape": "\x1b]0;title\x07.csv",
    "percent": "%2e%2e/t.csv",
    "look-alike": "t\u0441sv",
    "object": {"path": "t.csv"},
    "number": 5,
    "nested list": [["t.csv"]],
    "no file": [],
    "glob": "*.csv",
}
REFERENCE = {"fields": "a", "reference": {"fields": "a", "resource": ""}}
JSONS = {
    "empty": b"",
    "no object": b"[]",
    "a text": b'"x"',
    "cut off": b'{"name": "p", "resources": [',
    "twice a key": b'{"name": "p", "name": "q", "resources": []}',
    "NaN": b'{"name": "p", "rows": NaN, "resources": []}',
    "Infinity": b'{"name": "p", "rows": -Infinity, "resources": []}',
    "NUL": b'{"name": "p\0", "resources": []}',
    "half a letter": b'{"name": "\\ud800", "resources": []}',
    "no UTF-8": b'{"name": "\xff", "resources": []}',
    "UTF-16": '{"name": "p"}'.encode("utf-16"),
    "comment": b'{"name": "p" /* x */, "resources": []}',
    "last comma": b'{"name": "p", "resources": [],}',
    "a number of 100,000 digits": b'{"name": "p", "x": ' + b"9" * 100_000 + b', "resources": []}',
    "lists 100 deep": nested("[", "]", 100),
    "lists 100,000 deep": nested("[", "]", 100_000),
    "objects 100,000 deep": nested('{"a":', "}", 100_000),
    "brackets alone": b"[" * 1_000_000,
}
CELLS: Mapping[str, tuple[bytes, str]] = {
    "NUL": (b"a\n1\0\n", "encoding"),
    "no UTF-8": (b"a\n\xff\n", "encoding"),
    "UTF-16": ("a\n1\n".encode("utf-16"), "encoding"),
    "CR and LF": (b"a\r1\n2\r", "encoding"),
    "open quote": (b'a\n"1\n2\n3\n', "dialect"),
    "ragged": (b"a\n1,2,3\n", "extra-cell"),
    "digits of another script": ("a\n٥\n".encode(), "type-error"),
    "full-width digits": ("a\n\uff15\n".encode(), "type-error"),
    "escape sequence": (b"a\n\x1b[2J\n", "type-error"),
    "bidi": ("a\n\u202e1\n".encode(), "type-error"),
    "zero-width": ("a\n1\u200b\n".encode(), "type-error"),
    "formula": (b"a\n=1+1\n", "type-error"),
    "formula of a program": (b"a\n\"=cmd|' /C calc'!A0\"\n", "type-error"),
    "HTML": (b"a\n<script>alert(1)</script>\n", "type-error"),
    "workflow command": (b'a\n"x\n::error::y"\n', "type-error"),
    "100,000 digits": (b"a\n" + b"9" * 100_000 + b"\n", "type-error"),
    "look-alike label": ("\u0430\n1\n".encode(), "missing-label"),
    "label with a mark nobody sees": ("a\u200b\n1\n".encode(), "missing-label"),
    "label twice": (b"a,a\n1,2\n", "duplicate-label"),
    "no bytes": (b"", "missing-label"),
    "blank lines alone": (b"\n" * 1000, "missing-label"),
    "byte order mark twice": (b"\xef\xbb\xbf\xef\xbb\xbfa\n1\n", "missing-label"),
    "a program": (b"\x7fELF" + bytes(range(256)), "encoding"),
}
SCHEMAS: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "regex that steps back": ({"fields": [TEXT | {"constraints": {"pattern": "(a)\\1"}}]}, "descriptor"),
    "regex that looks ahead": ({"fields": [TEXT | {"constraints": {"pattern": "(?=a)a"}}]}, "descriptor"),
    "regex of a million states": ({"fields": [TEXT | {"constraints": {"pattern": "a{1000}{1000}"}}]}, "descriptor"),
    "regex nested 5,000 deep": (
        {"fields": [TEXT | {"constraints": {"pattern": "(" * 5000 + "a" + ")" * 5000}}]},
        "descriptor",
    ),
    "regex of 2 MB": ({"fields": [TEXT | {"constraints": {"pattern": "(a|b)" * 400_000}}]}, "descriptor"),
    "flags without end": ({"fields": [TEXT | {"constraints": {"pattern": "(?i)" * 1000}}]}, "descriptor"),
    "key to itself": ({"fields": [TEXT], "foreignKeys": [REFERENCE | {"fields": ["a", "b"]}]}, "descriptor"),
    "key to nothing": (
        {"fields": [WHOLE], "foreignKeys": [{"fields": "a", "reference": {"resource": "x\x1b[2J", "fields": "a"}}]},
        "descriptor",
    ),
    "type of HTML": ({"fields": [{"name": "a", "type": "<img src=x onerror=alert(1)>"}]}, "descriptor"),
    "name of format signs": ({"fields": [{"name": "{0.__class__}"}]}, "missing-label"),
    "name of percent signs": ({"fields": [{"name": "%s%n"}]}, "missing-label"),
    "name that steps out": ({"fields": [{"name": "../../a"}]}, "missing-label"),
    "name of 1 MB": ({"fields": [{"name": "a" * 1_000_000}]}, "missing-label"),
    "name that is a pattern": ({"fields": [{"name": "^.*$"}]}, "descriptor"),
    "constraint of 400 digits": ({"fields": [WHOLE | {"constraints": {"maximum": 10**400}}]}, "descriptor"),
    "rule of nobody": ({"fields": [WHOLE], "rules": ["os.system"]}, "descriptor"),
    "rule with a path": ({"fields": [WHOLE], "rules": ["../rules/quoting"]}, "descriptor"),
}
BEFORE = "at least five fighters were killed"


def small() -> Iterator[tuple[str, Write, str]]:
    """Yield name, writer and rule of each package that is small in every way."""
    for name, path in PATHS.items():
        rule = "dialect" if name in {"object", "number", "no file"} else "path"
        yield f"path: {name}", described(table(path=path)), UNREADABLE if name == "surrogate" else rule
    for key in ("schema", "dialect"):
        for name in ("up", "absolute", "address", "device", "NUL", "far too long"):
            yield f"{key}: {name}", described(table() | {key: PATHS[name]}), "path"
    yield "link out", linked("/etc/passwd"), "path"
    yield "link to itself", linked("t.csv"), "path"
    yield "link to a device", linked("/dev/zero"), "path"
    yield "link to nothing", linked("gone.csv"), "path"
    yield "named pipe", named_pipe, "path"
    for name, content in JSONS.items():
        yield f"JSON: {name}", bare(content), UNREADABLE
    for name, (content, rule) in CELLS.items():
        yield f"cell: {name}", reading(content), rule
    for name, (schema, rule) in SCHEMAS.items():
        yield f"schema: {name}", described(table(schema=schema)), rule
    for name, content in (("empty", b""), ("no gzip", b"a\n1\n"), ("cut off", packed(b"a\n1\n")[:-6])):
        yield f"gzip: {name}", described(table(path="t.csv.gz"), files={"t.csv.gz": content}), "dialect"
    zip_file = {"t.zip": zipped(b"a\n1\n")}
    yield "zip", described(table(path="t.zip", compression="zip"), files=zip_file), "dialect"
    yield "zip as CSV", described(table(path="t.csv"), files={"t.csv": zip_file["t.zip"]}), "encoding"
    yield "Parquet: no Parquet", described(table(path="t.parquet"), files={"t.parquet": b"PAR1" * 9}), "dialect"
    whole = parquet(pl.DataFrame({"a": [1]}))
    yield "Parquet: cut off", described(table(path="t.parquet"), files={"t.parquet": whole[:-9]}), "dialect"
    broken = whole[:-8] + b"\xff\xff\xff\x7fPAR1"
    yield "Parquet: footer of 2 GB", described(table(path="t.parquet"), files={"t.parquet": broken}), "dialect"
    yield "two of one name", described(table(), table()), "descriptor"
    yield "hash with NUL", described(table(hash="md5\0:00")), "hash"
    yield "hash of nobody", described(table(hash="evil:00")), "hash"
    yield "size of a text", described(table(rows="many")), "rows"
    yield "encoding that runs nothing", described(table(encoding="idna")), "encoding"
    for name, phrase in (
        ("bidi", BEFORE.replace("five", "\u202eevif\u202c")),
        ("escape sequence", BEFORE.replace("five", "\x1b[8mfive\x1b[0m")),
        ("zero-width", BEFORE.replace("five", "fi\u200bve")),
        ("look-alike", BEFORE.replace("five", "f\u0456ve")),
        ("formula", "=HYPERLINK(0)"),
        ("HTML", "<b>five</b>"),
    ):
        told = {"look-alike": "phrase-says-so", "formula": "phrase-says-so", "HTML": "phrase-says-so"}
        yield f"phrase: {name}", ours("dataset/figures.csv", BEFORE, phrase), told.get(name, "")
    lost = ours("datapackage.json", '"schema": "schemas/figures.json"', '"x": 1')
    yield "our table without its schema", lost, "profile"


def _key(target: str) -> dict[str, Any]:
    return {"fields": "a", "reference": {"resource": target, "fields": "a"}}


MANY = 1_000_000
WIDE = ",".join(f"c{n}" for n in range(100_000)).encode()
INLINE = {"name": "t", "schema": {"fields": [WHOLE]}}


def _packed(content: bytes) -> Write:
    return described(table(path="t.csv.gz"), files={"t.csv.gz": content})


def _columnar(frame: pl.DataFrame, **constraints: Any) -> Write:
    field = WHOLE | {"constraints": constraints}
    return described(table(field, path="t.parquet"), files={"t.parquet": parquet(frame)})


def _constrained(content: bytes, **constraints: Any) -> Write:
    return reading(content, TEXT | {"constraints": constraints})


def _chain(length: int) -> Write:
    schemas = ({"fields": [WHOLE], "foreignKeys": [_key(f"t{n + 1}")]} for n in range(length))
    return described(*(table(schema=schema) | {"name": f"t{n}"} for n, schema in enumerate(schemas)))


#: Packages that want much time or memory, each made when it is wanted, and the rule that refuses it.
LARGE: Mapping[str, tuple[Callable[[], Write], str]] = {
    "100,000 columns in the file": (lambda: reading(WIDE + b"\n" + WIDE + b"\n"), "dialect"),
    "100,000 fields": (lambda: reading(WIDE + b"\n", *({"name": f"c{n}"} for n in range(100_000))), "descriptor"),
    "gzip of 2 GiB": (lambda: _packed(packed(b"a" + b"\n" * (64 << 20)) * 32), "dialect"),
    "gzip of 300 MB in one cell": (lambda: _packed(packed(b"a\n" + b"x" * (300 << 20))), "dialect"),
    "gzip in gzip": (lambda: _packed(packed(b"\n" * 10**7, 2)), "encoding"),
    "one record of 200 MB": (lambda: reading(b'a\n"' + b"x\n" * 10**8), "dialect"),
    "10,000,000 open quotes": (lambda: reading(b"a\n" + b'"' * 10_000_001), "dialect"),
    "8,000,000 quotes and a CR": (lambda: reading(b"a\n" + b'"' * 8_000_001 + b"\r"), "dialect"),
    "1,000,000 findings of one rule": (lambda: reading(b"a\n" + b"x\n" * MANY), "type-error"),
    "3,000,000 long rows": (lambda: reading(b"a\n" + b"1,2\n" * 3 * MANY), "extra-cell"),
    "3,000,000 blank rows": (lambda: reading(b"a\n" + b"\n" * 3 * MANY), "blank-row"),
    "3,000,000 wrong quotes": (lambda: reading(b"a\n" + b'x""\n' * 3 * MANY), "dialect"),
    "JSON in a cell 5,000,000 deep": (
        lambda: reading(b'a\n"' + b"[" * 5 * MANY + b'"\n', {"name": "a", "type": "array"}),
        "type-error",
    ),
    "a key 2,000,000 times": (
        lambda: reading(b"a\n" + b"1\n" * 2 * MANY, schema={"fields": [WHOLE], "primaryKey": "a"}),
        "primary-key",
    ),
    "500 tables of one broken file": (
        lambda: described(
            *(table() | {"name": f"t{n}"} for n in range(500)), files={"t.csv": b"a\n" + b"x\n" * 10_000}
        ),
        "type-error",
    ),
    "1,100 keys in a chain": (lambda: _chain(1100), "descriptor"),
    "20,000 keys of one table": (
        lambda: described(
            table(schema={"fields": [WHOLE], "foreignKeys": [_key("")] * 20_000, "primaryKey": "b"}),
        ),
        "descriptor",
    ),
    "300,000 keys in one object": (
        lambda: described(INLINE | {"data": [dict.fromkeys(map(str, range(300_000)), 1)]}),
        "dialect",
    ),
    "1,000,000 rows inline": (lambda: described(INLINE | {"data": [{"b": 1}] * MANY}), "missing-label"),
    "descriptor of 60 MB": (lambda: bare(b'{"resources": [], "x": "' + b"x" * 60 * MANY + b'"}'), "descriptor"),
    "1,000,000 keys in the descriptor": (
        lambda: bare(json.dumps({"resources": [], **{f"k{n}": n for n in range(MANY)}}).encode()),
        "descriptor",
    ),
    "100,000 strange constraints": (
        lambda: _constrained(b"a\n1\n", **{f"k{n}": n for n in range(100_000)}),
        "unsupported",
    ),
    "1,000,000 missing values": (
        lambda: reading(b"a\n1\n", schema={"fields": [WHOLE], "missingValues": [str(n) for n in range(MANY)]}),
        "descriptor",
    ),
    "enum of 300,000": (lambda: _constrained(b"a\nx\n", enum=[str(n) for n in range(300_000)]), "enum"),
    "regex bomb": (
        lambda: _constrained(b"a\n" + b"a" * 2 * MANY + b"c\n", pattern="(a|a)*(a|aa)+b|(.*a){25}"),
        "pattern",
    ),
    "Parquet of 100,000,000 rows": (
        lambda: _columnar(pl.select(a=pl.zeros(100 * MANY, pl.Int8)), minimum=1),
        "minimum",
    ),
    "Parquet with a cell of 100 MB": (lambda: _columnar(pl.DataFrame({"a": ["x" * 100 * MANY]})), "type-error"),
}
