"""Foreign packages as a table: small data packages of many shapes, none under our profile, most with one oddity each.

`PACKAGES` has them by name, the name saying what is odd. `write` lays one out in a folder. Bytes stand where the bytes
matter; a dict of columns is written as Parquet.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

__all__ = ["PACKAGES", "Foreign", "write"]

_CONSTRAINTS = {
    "required",
    "unique",
    "enum",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
}


@dataclass
class Foreign:
    """A package: its descriptor, and the content of each of its files."""

    descriptor: dict[str, Any]
    files: dict[str, Any] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)


def write(foreign: Foreign, folder: Path) -> Path:
    """Write the package into a folder, and return the folder."""
    for path, content in foreign.files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(_bytes(content))
    for path, target in foreign.links.items():
        (folder / path).symlink_to(target)
    (folder / "datapackage.json").write_text(json.dumps(foreign.descriptor), "utf-8")
    return folder


def _bytes(content: Any) -> bytes:
    if isinstance(content, dict):
        written = io.BytesIO()
        pl.DataFrame(content).write_parquet(written)
        return written.getvalue()
    return content.encode() if isinstance(content, str) else bytes(content)


def _field(name: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    constraints = {key: more.pop(key) for key in list(more) if key in _CONSTRAINTS}
    return {"name": name, "type": kind, **more, **({"constraints": constraints} if constraints else {})}


def _table(content: Any, *fields: Any, path: str = "t.csv", name: str = "t", **more: Any) -> Foreign:
    """Return a package of one table; a field that is a word is a text, members of a schema are told by their name."""
    schema: dict[str, Any] = {"fields": [_field(f) if isinstance(f, str) else f for f in fields]}
    for key in ("primaryKey", "uniqueKeys", "foreignKeys", "missingValues"):
        if key in more:
            schema[key] = more.pop(key)
    resource = {"name": name, "type": "table", "path": path, "schema": schema, **more}
    return Foreign({"name": "foreign", "resources": [resource]}, {} if content is None else {path: content})


def _inline(data: Any, *fields: Any, **more: Any) -> Foreign:
    made = _table(None, *fields, **more)
    del made.descriptor["resources"][0]["path"]
    made.descriptor["resources"][0]["data"] = data
    return made


def _both(first: Foreign, *others: Foreign, **more: Any) -> Foreign:
    for other in others:
        first.descriptor["resources"] += other.descriptor["resources"]
        first.files |= other.files
    first.descriptor |= more
    return first


def _with(
    foreign: Foreign, files: dict[str, Any] | None = None, links: dict[str, str] | None = None, **more: Any
) -> Foreign:
    """Return the package with more files or links beside the table, and more members of the descriptor."""
    foreign.files |= files or {}
    foreign.links |= links or {}
    foreign.descriptor |= more
    return foreign


def _without(path: str) -> Foreign:
    return _table(None, "a", path=path)


def _column(cells: list[str], made: dict[str, Any], **more: Any) -> Foreign:
    """Return a table of one column `v` of these cells, each with its number beside it."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows([["n", "v"], *([i, cell] for i, cell in enumerate(cells, 1))])
    return _table(written.getvalue(), _field("n", "integer"), made, **more)


#: The texts of cells that each type takes, and those that it does not.
_FORMS: dict[str, tuple[list[str], list[str]]] = {
    "string": (["a", " a ", "007", "null", "é", "e\u0301", "\u200b", "NaN"], []),
    "integer": (
        ["0", "-1", "+40", "007", "-0", "9007199254740993", "9223372036854775807", ""],
        ["1.0", "1e3", "five", "2,500", "2_500", " 1", "1 ", "٤٠", "9223372036854775808", "0x10", "--1", "+"],
    ),
    "number": (
        ["0", "-1.5", "+1.5", ".5", "5.", "1e3", "1.5E-3", "INF", "-INF", "NaN", "1e400", "007.50"],
        ["1,5", "1 000", "inf", "nan", "+INF", "1e", "e3", "--1", "1.2.3", "½", "five", "1_000"],
    ),
    "boolean": (
        ["true", "True", "TRUE", "1", "false", "False", "FALSE", "0"],
        ["yes", "no", "tRUE", "2", " true", "t"],
    ),
    "date": (
        ["2021-06-27", "0001-01-01", "9999-12-31", "2020-02-29"],
        ["2021-02-29", "2021-6-27", "27/06/2021", "20210627", "2021-06-27T00:00:00", "2021-13-01", "21-06-27", "today"],
    ),
    "datetime": (
        ["2021-06-27T01:02:03", "2021-06-27T01:02:03Z", "2021-06-27T01:02:03.5", "2021-06-27T01:02:03+02:00"],
        ["2021-06-27", "2021-06-27 01:02:03", "2021-06-27T25:00:00", "2021-06-27T01:02", "now"],
    ),
    "time": (["01:02:03", "23:59:59", "01:02:03.5", "01:02:03Z"], ["25:00:00", "1:02:03", "01:02", "01:60:00", "noon"]),
    "year": (["2021", "0001", "-0044", "9999"], ["21", "20211", "+2021", "2021.0", "year"]),
    "yearmonth": (["2021-06", "0001-01", "-0044-03"], ["2021-13", "2021-6", "2021", "2021-00", "2021-06-01"]),
    "duration": (
        ["P1Y", "P1Y2M3DT4H5M6S", "PT0.5S", "-P1D", "P2W", "P"],
        ["1Y", "P1S", "PT1Y", "P-1D", "P1.5Y", "day"],
    ),
    "list": (["a,b", "a", ",", "a,,b", '"a,b"'], []),
    "object": (['{"a": 1}', "{}", "{not json}", ' {"a": 1} '], ["[]", "a", "1", '"a"']),
    "array": (["[1, 2]", "[]", "[not json]"], ["{}", "1,2", "a"]),
    "geopoint": (["90.5, 45.5", "[90, 45]", '{"lon": 90, "lat": 45}', "1,2,3"], ["90", "a,b", "here"]),
    "geojson": (['{"type": "Point", "coordinates": [1, 2]}', "{}"], ["[1, 2]", "POINT (1 2)"]),
    "any": (["a", "1", "{}", "2021-06-27"], []),
}
_TYPES = {
    f"type {kind}, {what} forms": _column(cells, _field("v", kind))
    for kind, both in _FORMS.items()
    for what, cells in zip(("good", "bad"), both, strict=True)
    if cells
}

_FORMATS = {
    "date in the format %d/%m/%Y": _column(["27/06/2021", "01/01/0001"], _field("v", "date", format="%d/%m/%Y")),
    "date not in the format %d/%m/%Y": _column(["2021-06-27", "31/02/2021"], _field("v", "date", format="%d/%m/%Y")),
    "date in any format": _column(["2021-06-27", "2021-06-28"], _field("v", "date", format="any")),
    "date in no format, any allowed": _column(["2021-06-27", "soon"], _field("v", "date", format="any")),
    "datetime in a format": _column(["27.06.2021 01:02"], _field("v", "datetime", format="%d.%m.%Y %H:%M")),
    "datetime not in its format": _column(["2021-06-27T01:02:03"], _field("v", "datetime", format="%d.%m.%Y %H:%M")),
    "time in a format": _column(["01.02.03"], _field("v", "time", format="%H.%M.%S")),
    "time not in its format": _column(["01:02:03"], _field("v", "time", format="%H.%M.%S")),
    "bareNumber false, good": _column(["€40", "40 %", "USD 7"], _field("v", "integer", bareNumber=False)),
    "bareNumber false, bad": _column(["4€0", "€", "40.5 kg"], _field("v", "integer", bareNumber=False)),
    "bareNumber false of a number": _column(["€40.5", "40.5 kg", "about 7"], _field("v", "number", bareNumber=False)),
    "bareNumber true, bad": _column(["€40", "40 %"], _field("v", "integer", bareNumber=True)),
    "groupChar, good": _column(["2,500", "1,2,3", "7"], _field("v", "integer", groupChar=",")),
    "groupChar, bad": _column(["2.500", "2 500"], _field("v", "integer", groupChar=",")),
    "groupChar of two characters": _column(["2''500", "7"], _field("v", "integer", groupChar="''")),
    "decimalChar, good": _column(["2,5", "7", "1,5e3"], _field("v", "number", decimalChar=",")),
    "decimalChar, bad": _column(["2.5", "1,2,3"], _field("v", "number", decimalChar=",")),
    "decimalChar with groupChar": _column(
        ["2.500,5", "1.000.000"], _field("v", "number", decimalChar=",", groupChar=".")
    ),
    "trueValues and falseValues, good": _column(
        ["yes", "no"], _field("v", "boolean", trueValues=["yes"], falseValues=["no"])
    ),
    "trueValues and falseValues, bad": _column(
        ["true", "0", "Yes"], _field("v", "boolean", trueValues=["yes"], falseValues=["no"])
    ),
    "falseValues alone": _column(["true", "nope"], _field("v", "boolean", falseValues=["nope"])),
    "list with a delimiter": _column(["a|b", "a,b", "|"], _field("v", "list", delimiter="|")),
    "list of integers": _column(["1,2", "1,b"], _field("v", "list", itemType="integer")),
    "format of a text": _column(["a@b.org", "nobody"], _field("v", "string", format="email")),
    "missingValues of the schema": _column(
        ["-", "", "1", "n/a"], _field("v", "integer"), missingValues=["-", "n/a", ""]
    ),
    "missingValues of the schema without the empty text": _column(
        ["-", "", "1"], _field("v", "integer"), missingValues=["-"]
    ),
    "missingValues of the schema without the empty text, of texts": _column(
        ["-", "", "a"], _field("v"), missingValues=["-"]
    ),
    "missingValues of a field before those of the schema": _column(
        ["-", "?", "1"], _field("v", "integer", missingValues=["?"]), missingValues=["-"]
    ),
    "missingValues of a field, none": _column(["-", "a"], _field("v", missingValues=[]), missingValues=["-"]),
    "missingValues with labels": _column(
        ["-99", "1"], _field("v", "integer"), missingValues=[{"value": "-99", "label": "refused"}, ""]
    ),
    "missingValues that are required": _column(
        ["-", "1"], _field("v", "integer", required=True), missingValues=["-", ""]
    ),
    "field without a type": _table("a\n1\n", {"name": "a"}),
}

_CONSTRAINED = {
    "required, empty": _column(["a", ""], _field("v", required=True)),
    "unique, twice and thrice": _column(["a", "b", "a", "", "", "b", "b"], _field("v", unique=True)),
    "unique of a number by its value": _column(["1", "1.0", "2"], _field("v", "number", unique=True)),
    "enum of texts": _column(["low", "high", "hihg", "", "HIGH"], _field("v", enum=["low", "high"])),
    "enum of integers": _column(["1", "3", "+2"], _field("v", "integer", enum=[1, 2])),
    "enum of integers written as texts": _column(["1", "3"], _field("v", "integer", enum=["1", "2"])),
    "enum of dates": _column(["2021-06-27", "2021-06-28"], _field("v", "date", enum=["2021-06-27"])),
    "enum that is not of its type": _column(["1"], _field("v", "integer", enum=["one"])),
    "pattern of the whole cell": _column(["abc", "abcd", "xabc", "abc\n"], _field("v", pattern="[a-c]+")),
    "pattern with alternatives": _column(["a", "b", "ab"], _field("v", pattern="a|b")),
    "pattern of an integer": _column(["12", "123"], _field("v", "integer", pattern="[0-9]{2}")),
    "pattern that looks back": _column(["aa"], _field("v", pattern=r"(a)\1")),
    "minimum and maximum at the edges": _column(
        ["0", "1", "5", "6", "", "-1"], _field("v", "integer", minimum=1, maximum=5)
    ),
    "minimum and maximum of a number": _column(
        ["0.9", "1", "1.5", "1.6"], _field("v", "number", minimum=1, maximum=1.5)
    ),
    "minimum and maximum of a date": _column(
        ["2021-05-31", "2021-06-01", "2021-06-30", "2021-07-01"],
        _field("v", "date", minimum="2021-06-01", maximum="2021-06-30"),
    ),
    "minimum of a year": _column(["1999", "2000"], _field("v", "year", minimum=2000)),
    "minimum of a yearmonth": _column(["2021-05", "2021-06"], _field("v", "yearmonth", minimum="2021-06")),
    "minimum of a time": _column(["08:59:59", "09:00:00"], _field("v", "time", minimum="09:00:00")),
    "minimum of a datetime": _column(
        ["2021-06-01T00:00:00", "2021-05-31T23:59:59"], _field("v", "datetime", minimum="2021-06-01T00:00:00")
    ),
    "minimum of a text": _column(["a"], _field("v", minimum="a")),
    "minimum that is not of its type": _column(["1"], _field("v", "integer", minimum="one")),
    "exclusiveMinimum and exclusiveMaximum": _column(
        ["1", "2", "4", "5"], _field("v", "integer", exclusiveMinimum=1, exclusiveMaximum=5)
    ),
    "minLength and maxLength of a text": _column(
        ["a", "ab", "abc", "abcd", "éé", "e\u0301"], _field("v", minLength=2, maxLength=3)
    ),
    "minLength and maxLength of a list": _column(
        ["a", "a,b", "a,b,c,d"], _field("v", "list", minLength=2, maxLength=3)
    ),
    "minLength of a number": _column(["1", "12"], _field("v", "integer", minLength=2)),
    "maxLength of a date": _column(["2021-06-27"], _field("v", "date", maxLength=9)),
    "several constraints broken by one cell": _column(
        ["-12345"], _field("v", "integer", minimum=0, maxLength=3, enum=[1])
    ),
    "categories as values": _column(["a", "c"], _field("v", categories=["a", "b"])),
    "categories with labels": _column(["1", "3"], _field("v", "integer", categories=[{"value": 1, "label": "one"}])),
}

_AB = ("a", "b")
_BYTES = {
    "plain": _table("a,b\n1,x\n2,y\n", *_AB),
    "delimiter ;": _table("a;b\n1;x,y\n", *_AB, dialect={"delimiter": ";"}),
    "delimiter | in the older form": _table("a|b\n1|x\n", *_AB, dialect={"csv": {"delimiter": "|"}}),
    "tab separated": _table("a\tb\n1\tx,y\n", *_AB, path="t.tsv"),
    "tab separated, named csv": _table("a\tb\n1\tx\n", *_AB, dialect={"delimiter": "\t"}),
    "quoteChar '": _table("a,b\n'1,2','it''s'\n", *_AB, dialect={"quoteChar": "'"}),
    "no header": _table("1,x\n2,y\n", *_AB, dialect={"header": False}),
    "no header, a row too wide": _table("1,x\n2,y,z\n", *_AB, dialect={"header": False}),
    "no header, the first row blank": _table("\n2,y\n", *_AB, dialect={"header": False}),
    "header only": _table("a,b\n", *_AB),
    "header only, no line end": _table("a,b", *_AB),
    "empty file": _table("", *_AB),
    "a line end alone": _table("\n", *_AB),
    "white space alone": _table("  \n", *_AB),
    "first line blank": _table("\na,b\n1,x\n", *_AB),
    "byte order mark": _table(b"\xef\xbb\xbfa,b\n1,x\n", *_AB),
    "byte order mark alone": _table(b"\xef\xbb\xbf", *_AB),
    "CRLF": _table("a,b\r\n1,x\r\n", *_AB),
    "CR only": _table("a,b\r1,x\r", *_AB),
    "mixed line ends": _table("a,b\r\n1,x\n2,y\r\n", *_AB),
    "CR inside quotes": _table('a,b\n1,"x\ry"\n', *_AB),
    "NUL": _table("a,b\n1,x\0\n", *_AB),
    "latin-1": _table("a,b\n1,é\n".encode("latin-1"), *_AB),
    "cp1252 with its encoding": _table("a,b\n1,“é”\n".encode("cp1252"), *_AB, encoding="cp1252"),
    "ascii in name only": _table("a,b\n1,é\n", *_AB, encoding="ascii"),
    "an encoding that is none": _table("a,b\n1,x\n", *_AB, encoding="utf-9"),
    "UTF-16": _table(b"\xff\xfe" + "a,b\n1,x\n".encode("utf-16-le"), *_AB),
    "UTF-16 with its encoding": _table(b"\xff\xfe" + "a,b\n1,x\n".encode("utf-16-le"), *_AB, encoding="utf-16"),
    "UTF8 under another name": _table("a,b\n1,é\n", *_AB, encoding="UTF8"),
    "line break in quotes": _table('a,b\n1,"x\ny"\n2,z\n', *_AB),
    "blank line in quotes": _table('a,b\n1,"x\n\ny"\n2,\n', *_AB),
    "delimiter in quotes": _table('a,b\n"1,5",x\n', *_AB),
    "doubled quotes": _table('a,b\n1,"say ""x"""\n2,""""\n3,""\n', *_AB),
    "open quote": _table('a,b\n1,"x\n2,y\n3,z\n', *_AB),
    "open quote in the header": _table('a,"b\n1,x\n', *_AB),
    "quote inside a bare cell": _table('a,b\n1,x"y"\n2,5" pipe\n3,z"\n', *_AB),
    "text behind a closed quote": _table('a,b\n1,"x"y\n2,z\n', *_AB),
    "space before a quote": _table('a,b\n1, "x"\n', *_AB),
    "short and long rows": _table("a,b\n1\n2,y\n3,z,,\n4,w,v\n", *_AB),
    "short row with a bad cell": _table("a,b,c\nx,1\n1,2,3\n", _field("a", "integer"), "b", "c"),
    "blank row in the middle": _table("a,b\n1,x\n\n2,y\n", *_AB),
    "blank row first": _table("a,b\n\n1,x\n", *_AB),
    "blank rows last": _table("a,b\n1,x\n\n\n", *_AB),
    "row of white space": _table("a,b\n1,x\n  \n2,y\n", *_AB),
    "row of delimiters": _table("a,b\n1,x\n,\n , \n2,y\n", *_AB),
    "row of quoted nothing": _table('a,b\n"",""\n1,x\n', *_AB),
    "blank rows of one column": _table("a\n1\n\n2\n", "a"),
    "no last line end": _table("a,b\n1,x\n2,y", *_AB),
    "last cell empty without line end": _table("a,b\n1,", *_AB),
    "labels twice": _table("a,b,a\n1,x,2\n", *_AB),
    "label missing": _table("a\n1\n", *_AB),
    "label too many": _table("a,b,c\n1,x,2\n", *_AB),
    "labels in another order": _table("b,a\nx,1\n", *_AB),
    "labels in another case": _table("A,b\n1,x\n", *_AB),
    "labels with spaces around": _table("a, b\n1,x\n", *_AB),
    "empty label": _table("a,\n1,x\n", *_AB),
    "all labels wrong at once": _table("c,b,b\n1,x,y\n", *_AB),
    "labels of another script": _table("número,国\n1,x\n", _field("número", "integer"), "国"),
    "labels that look like ours": _table(
        "row,line,index,whole,text,start\n1,2,3,4,5,6\n,,,,,7\n",
        _field("row", "integer", required=True),
        "line",
        "index",
        "whole",
        "text",
        "start",
    ),
    "labels that are numbers": _table("1,0\na,b\nc,\n", "1", _field("0", required=True)),
    "forty columns": _table(
        ",".join(f"c{i}" for i in range(40)) + "\n" + ",".join(map(str, range(40))) + "\n",
        *(_field(f"c{i}", "integer", maximum=38) for i in range(40)),
    ),
    "very long cell": _table(f"a,b\n1,{'x' * 5000}\n", "a", _field("b", maxLength=4999)),
    "no fields": _table("a\n1\n"),
    "several files": _with(
        _table(None, *_AB, path=["one.csv", "two.csv"]), {"one.csv": "a,b\n1,x\n", "two.csv": "2,y\n"}
    ),
    "several files, each with a header": _with(
        _table(None, *_AB, path=["one.csv", "two.csv"]), {"one.csv": "a,b\n1,x\n", "two.csv": "a,b\n2,y\n"}
    ),
    "several files, the first without a last line end": _with(
        _table(None, *_AB, path=["one.csv", "two.csv"]), {"one.csv": "a,b\n1,x", "two.csv": "2,y\n"}
    ),
    "several files, one missing": _with(_table(None, *_AB, path=["one.csv", "two.csv"]), {"one.csv": "a,b\n1,x\n"}),
    "compressed": _table(b"PK\x03\x04", *_AB, path="t.csv.zip", format="csv", compression="zip"),
    "unknown format": _table(b"PK\x03\x04", *_AB, path="t.xlsx"),
    "format against the ending": _table("a,b\n1,x\n", *_AB, path="t.txt", format="csv"),
    "no format and no ending": _table("a,b\n1,x\n", *_AB, path="t"),
    "1,200 rows that break one rule": _table(
        "n\n" + "".join(f"{-i}\n" for i in range(1, 1201)), _field("n", "integer", minimum=0)
    ),
    "1,200 blank rows": _table("a,b\n" + "\n" * 1200 + "1,x\n", *_AB),
    "one row with several faults": _table(
        "a,b,c,d\nx,2021-02-30,,dd\n1,2021-06-27,c,d\n",
        _field("a", "integer"),
        _field("b", "date"),
        _field("c", required=True),
        _field("d", maxLength=1),
    ),
}

_KEY = {"fields": ["k"], "reference": {"resource": "to", "fields": ["k"]}}


def _leads(
    ours: str, theirs: str | None, *fields: Any, key: Any = None, there: list[Any] | None = None, **more: Any
) -> Foreign:
    """Return a table `t` with a foreign key, and the table `to` that it leads to."""
    made = _table(ours, *fields, foreignKeys=[key or _KEY], **more)
    return made if theirs is None else _both(made, _table(theirs, *(there or ["k"]), name="to", path="to.csv"))


_KEYS = {
    "primaryKey as a word": _table("a,b\n1,x\n1,y\n", *_AB, primaryKey="a"),
    "primaryKey of one column, thrice": _table("a,b\n1,x\n2,y\n1,z\n1,w\n", *_AB, primaryKey=["a"]),
    "primaryKey as a list": _table("a,b\n1,x\n1,y\n1,x\n", *_AB, primaryKey=["a", "b"]),
    "primaryKey with an empty part": _table("a,b\n1,\n1,\n,x\n,x\n", *_AB, primaryKey=["a", "b"]),
    "primaryKey of a bad cell": _table("a,b\n1,x\none,y\none,z\n", _field("a", "integer"), "b", primaryKey=["a"]),
    "primaryKey of a value in two forms": _table("a,b\n1,x\n+1,y\n", _field("a", "integer"), "b", primaryKey=["a"]),
    "primaryKey of no field": _table("a,b\n1,x\n", *_AB, primaryKey=["c"]),
    "primaryKey of a missing column": _table("b\nx\n", *_AB, primaryKey=["a"]),
    "primaryKey in a short row": _table("a,b\n1,x\n1\n", *_AB, primaryKey=["a"]),
    "uniqueKeys": _table("a,b,c\n1,x,1\n2,x,1\n3,x,2\n4,x,1\n", "a", "b", "c", uniqueKeys=[["b", "c"], ["a"]]),
    "foreignKeys, found and lost": _leads("k,v\nx,1\nz,2\n,3\n", "k\nx\ny\n", "k", "v"),
    "foreignKeys as a word": _leads(
        "k,v\nx,1\nz,2\n", "k\nx\n", "k", "v", key={"fields": "k", "reference": {"resource": "to", "fields": "k"}}
    ),
    "foreignKeys, nearly found": _leads("k,v\nlondno,1\n", "k\nlondon\nparis\n", "k", "v"),
    "foreignKeys of several columns": _leads(
        "k,m,v\nx,1,a\nx,2,b\nx,,c\n",
        "k,m\nx,1\ny,2\n",
        "k",
        _field("m", "integer"),
        "v",
        key={"fields": ["k", "m"], "reference": {"resource": "to", "fields": ["k", "m"]}},
        there=["k", _field("m", "integer")],
    ),
    "foreignKeys to the table itself": _leads(
        "k,up\nx,\ny,x\nz,w\n", None, "k", "up", key={"fields": ["up"], "reference": {"resource": "", "fields": ["k"]}}
    ),
    "foreignKeys without a resource": _leads(
        "k,up\nx,\ny,x\nz,w\n", None, "k", "up", key={"fields": ["up"], "reference": {"fields": ["k"]}}
    ),
    "foreignKeys to a missing table": _leads("k,v\nx,1\n", None, "k", "v"),
    "foreignKeys to a missing field": _leads(
        "k,v\nx,1\n", "k\nx\n", "k", "v", key={"fields": ["k"], "reference": {"resource": "to", "fields": ["q"]}}
    ),
    "foreignKeys of a missing field": _leads(
        "k,v\nx,1\n", "k\nx\n", "k", "v", key={"fields": ["q"], "reference": {"resource": "to", "fields": ["k"]}}
    ),
    "foreignKeys of unequal length": _leads(
        "k,v\nx,1\n", "k\nx\n", "k", "v", key={"fields": ["k", "v"], "reference": {"resource": "to", "fields": ["k"]}}
    ),
    "foreignKeys of another type": _leads("k,v\n1,1\n", "k\n1\n", _field("k", "integer"), "v"),
    "foreignKeys to a table with an open quote": _leads("k,v\nz,1\n", 'k\nx\n"y\nz\n', "k", "v"),
    "foreignKeys to a table that is not there": _both(
        _leads("k,v\nz,1\n", None, "k", "v"), _table(None, "k", name="to", path="gone.csv")
    ),
    "foreignKeys to a table with a short row": _leads("k,v\nx,1\ny,1\n", "k,w\nx\ny,1\n", "k", "v", there=["k", "w"]),
    "foreignKeys to a column that is missing": _leads("k,v\nx,1\n", "w\nx\n", "k", "v", there=["k", "w"]),
    "foreignKeys of a bad cell": _leads(
        "k,v\none,1\n", "k\n1\n", _field("k", "integer"), "v", there=[_field("k", "integer")]
    ),
    "foreignKeys of lists": _leads(
        'k,v\n"a,b",1\n"b,a",2\n', 'k\n"a,b"\n', _field("k", "list"), "v", there=[_field("k", "list")]
    ),
    "foreignKeys to a key that stands twice": _leads("k,v\nx,1\n", "k\nx\nx\n", "k", "v"),
    "two foreignKeys of one column": _both(
        _table(
            "k\nx\n",
            "k",
            foreignKeys=[_KEY, {"fields": ["k"], "reference": {"resource": "three", "fields": ["k"]}}],
        ),
        _table("k\ny\n", "k", name="to", path="to.csv"),
        _table("k\nz\n", "k", name="three", path="three.csv"),
    ),
}

_PARQUET = {"path": "t.parquet"}
_DIGEST = hashlib.sha256(b"a\n1\n").hexdigest()
_N = _field("n", "integer")
_OTHERS = {
    "Parquet, good": _table({"n": [1, 2, None], "s": ["x", "y", None]}, _N, "s", **_PARQUET),
    "Parquet with texts for numbers": _table({"n": ["1", "two"]}, _N, **_PARQUET),
    "Parquet with numbers for texts": _table({"s": [1, 2]}, "s", **_PARQUET),
    "Parquet with fractions for integers": _table({"n": [1.0, 2.5]}, _N, **_PARQUET),
    "Parquet with small integers": _table(
        {"n": pl.Series([1, -2], dtype=pl.Int8)}, _field("n", "integer", minimum=0), **_PARQUET
    ),
    "Parquet with dates": _table(
        {"d": pl.Series(["2021-06-27", None]).str.to_date()}, _field("d", "date", required=True), **_PARQUET
    ),
    "Parquet with booleans": _table({"b": [True, False, None]}, _field("b", "boolean"), **_PARQUET),
    "Parquet with fractions": _table(
        {"x": [1.5, float("nan"), float("inf"), 1e300]}, _field("x", "number"), **_PARQUET
    ),
    "Parquet with instants": _table(
        {"i": pl.Series(["2021-06-27T01:02:03"]).str.to_datetime()}, _field("i", "datetime"), **_PARQUET
    ),
    "Parquet with lists": _table({"l": [["a", "b"], [], None]}, _field("l", "list"), **_PARQUET),
    "Parquet with lists of integers": _table({"l": [[1, 2]]}, _field("l", "list"), **_PARQUET),
    "Parquet with categories": _table(
        {"c": pl.Series(["x", "z"], dtype=pl.Categorical)}, _field("c", enum=["x", "y"]), **_PARQUET
    ),
    "Parquet with empty texts": _table({"s": ["", "a"]}, _field("s", required=True), **_PARQUET),
    "Parquet with nulls where required": _table({"n": [1, None]}, _field("n", "integer", required=True), **_PARQUET),
    "Parquet with keys twice": _table({"n": [1, 2, 1]}, _N, primaryKey=["n"], **_PARQUET),
    "Parquet with a dangling key": _both(
        _table({"k": ["x", "z"]}, "k", foreignKeys=[_KEY], **_PARQUET), _table("k\nx\n", "k", name="to", path="to.csv")
    ),
    "Parquet with other labels": _table({"m": [1], "s": ["x"]}, _N, "s", **_PARQUET),
    "Parquet with labels in another order": _table({"s": ["x"], "n": [1]}, _N, "s", **_PARQUET),
    "Parquet without rows": _table({"n": pl.Series([], dtype=pl.Int64)}, _N, **_PARQUET),
    "Parquet that is none": _table("a,b\n1,x\n", *_AB, **_PARQUET),
    "Parquet in two files": _with(
        _table(None, _N, path=["a.parquet", "b.parquet"]), {"a.parquet": {"n": [1]}, "b.parquet": {"n": [2]}}
    ),
    "inline objects": _inline([{"n": 1, "s": "x"}, {"n": None, "s": ""}, {"s": "y"}], _N, "s"),
    "inline lists": _inline([["n", "s"], [1, "x"], ["2", None], [3]], _N, "s"),
    "inline lists with a row too long": _inline([["n"], [1, 2]], _N),
    "inline values of other types": _inline([{"n": 1.5, "s": True}, {"n": "one", "s": [1]}], _N, "s"),
    "inline booleans": _inline([{"b": True}, {"b": False}, {"b": "true"}], _field("b", "boolean")),
    "inline keys twice": _inline([{"n": 1}, {"n": 1}], _N, primaryKey=["n"]),
    "inline keys that lead nowhere": _both(
        _inline([{"k": "x"}, {"k": "z"}], "k", foreignKeys=[_KEY]), _table("k\nx\n", "k", name="to", path="to.csv")
    ),
    "inline with other labels": _inline([{"m": 1}], _N),
    "inline, neither": _inline("n\n1\n", _N),
    "inline, empty": _inline([], _N),
    "inline, a mixture": _inline([{"n": 1}, [2]], _N),
    "hash, bytes and rows right": _table("a\n1\n", "a", hash=f"sha256:{_DIGEST}", bytes=4, rows=1),
    "hash, bytes and rows wrong": _table("a\n1\n", "a", hash="sha256:00", bytes=5, rows=2),
    "hash in MD5 without a name": _table("a\n1\n", "a", hash=hashlib.md5(b"a\n1\n", usedforsecurity=False).hexdigest()),
    "hash in capital letters": _table("a\n1\n", "a", hash=f"sha256:{_DIGEST.upper()}"),
    "hash of an unknown kind": _table("a\n1\n", "a", hash="crc99:00"),
    "path to nothing": _without("gone.csv"),
    "path to nothing, a near name there": _with(_without("tabel.csv"), {"table.csv": "a\n1\n"}),
    "path that is absolute": _without("/etc/hostname"),
    "path that leads out": _without("../t.csv"),
    "path that is a web address": _without("https://example.org/t.csv"),
    "path with a backslash": _without("data\\t.csv"),
    "path to the home folder": _without("~/t.csv"),
    "path with a drive": _without("C:/t.csv"),
    "path that is empty": _without(""),
    "path through a link out": _with(_without("link.csv"), links={"link.csv": "/etc/hostname"}),
    "path through a link inside": _with(_without("link.csv"), {"real.csv": "a\n1\n"}, {"link.csv": "real.csv"}),
    "path to a folder": _with(_without("folder"), {"folder/t.csv": "a\n1\n"}),
    "path in a folder": _table("a\n1\n", "a", path="data/deep/t.csv"),
    "schema in a file": _with(
        _table("a\n1\n", schema="s.json"), {"s.json": '{"fields": [{"name": "a", "type": "integer"}]}'}
    ),
    "schema in a missing file": _table("a\n1\n", schema="s.json"),
    "schema in a file outside": _table("a\n1\n", schema="../s.json"),
    "schema that is no JSON": _with(_table("a\n1\n", schema="s.json"), {"s.json": "fields"}),
    "schema that is a list": _with(_table("a\n1\n", schema="s.json"), {"s.json": "[]"}),
    "schema with a key twice": _with(_table("a\n1\n", schema="s.json"), {"s.json": '{"fields": [], "fields": []}'}),
    "schema with fields that are none": _with(_table("a\n1\n", schema="s.json"), {"s.json": '{"fields": ["a"]}'}),
    "schema with a field without a name": _table("a\n1\n", {"type": "string"}),
    "schema with a type that is none": _table("a\n1\n", _field("a", "float")),
    "schema with a length that is none": _table("a\n1\n", _field("a", minLength="two")),
    "schema with an unknown row rule": _table("a\n1\n", schema={"fields": [_field("a")], "rules": ["no-such-rule"]}),
    "schema with a row rule that lacks its columns": _table(
        "a\n1\n", schema={"fields": [_field("a")], "rules": ["bounds-follow-qualifier"]}
    ),
    "schema with a row rule of ours": _table(
        "qualifier,value,low,high\nat_least,5,5,\nmore_than,40,40,\nnearly,5,,5\n",
        schema={
            "fields": [_field("qualifier"), *(_field(name, "integer") for name in ("value", "low", "high"))],
            "rules": ["bounds-follow-qualifier", "value-fits-qualifier"],
        },
    ),
    "unlisted files": _with(_table("a\n1\n", "a"), {"u.csv": "a\n", "v.txt": "a\n", ".w.csv": "a\n", "x/y.csv": "a\n"}),
    "versions that disagree": _with(_table("a\n1\n", "a"), {"CITATION.cff": 'version: "1.0.1"\n'}, version="1.0.0"),
    "versions that agree": _with(_table("a\n1\n", "a"), {"CITATION.cff": "version: 1.0.0 # day\n"}, version="1.0.0"),
    "a resource that is no table": _both(
        _table("a\n1\n", "a"), Foreign({"resources": [{"name": "page", "path": "page.html"}]}, {"page.html": "<p>"})
    ),
    "two resources of one name": _both(_table("a\n1\n", "a"), _table("a\n2\n", "a", path="u.csv")),
    "a name that frictionless refuses": _table("a\n1\n", "a", name="A table"),
    "no resources": Foreign({"name": "foreign", "resources": []}),
    "resources that are none": Foreign({"name": "foreign", "resources": {"a": 1}}),
    "a resource without a name": Foreign(
        {"name": "foreign", "resources": [{"path": "t.csv", "schema": {"fields": [_field("a")]}}]}, {"t.csv": "a\n1\n"}
    ),
    "a newer version of our profile": _with(
        _table("a\n1\n", "a"), **{"$schema": "https://example.org/asreported-profile-2.json"}
    ),
}

#: Every package by its name.
PACKAGES: dict[str, Foreign] = {**_TYPES, **_FORMATS, **_CONSTRAINED, **_BYTES, **_KEYS, **_OTHERS}
