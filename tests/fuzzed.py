"""Data packages drawn by hypothesis: mostly sound ones of a few small tables, and changes that break them anywhere.

A package is its files by path, `datapackage.json` among them. A change puts a JSON value in the place of another (None
deletes it), or bytes in the place of others.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
from foreign import _FORMS
from hypothesis import strategies as st

from asreported.rules.book import BOOK

__all__ = ["Change", "applied", "changes", "packages"]

DESCRIPTOR = "datapackage.json"
ODD_TEXTS = ["", " ", "a", "*", "^.*$", "^a$", "0", "␤row", "␤line", "row", "line", "literal", "NaN", "-1",
             "2021-06-27", "\x1b[31m", "\u202e", "\x00", "\n", "\r", "\x85", "\ufeff", "é", "e\u0301",
             "\U0001f600", "../t.csv", "/etc/passwd", "http://a.org/t.csv", ".", "t.csv", "s.json", "%", "%Y",
             "{", "{}", "[", "(", "(?i)a", "a|b", "[/]", "[red]", "string", "integer", "any", "default", "csv",
             "json", "parquet", "utf-16", "gz", "x" * 300, "schemas/asreported-profile-1.json", "$.a", "1e400",
             "\\", '"', "'", ",", "\t"]  # fmt: skip
_TEXT = st.sampled_from(ODD_TEXTS) | st.text(max_size=4)
_NUMBER = (
    st.integers(-3, 20)
    | st.sampled_from([2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), 10**400, 0.5, -0.0, 1e300, 5e-324])
    | st.floats(allow_nan=False, allow_infinity=False)
)
_LEAF = st.none() | st.booleans() | _NUMBER | _TEXT
ODD = st.recursive(
    _LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3), max_leaves=4
)

# --- sound packages ---------------------------------------------------------------------------------------------------

TYPES = ["string", "integer", "number", "boolean", "date", "datetime", "time", "year", "yearmonth", "duration", "list",
         "object", "array", "geopoint", "geojson", "any"]  # fmt: skip
NAMES = [
    "a",
    "b",
    "n",
    "v",
    "é",
    "a b",
    "A",
    "line",
    "row",
    "0",
    "1",
    "a.b",
    "[a]",
    "figure_id",
    "value",
    "low",
    "high",
]
_FORMATS = {
    "string": ["default", "email", "uri", "uuid", "binary"],
    "date": ["default", "any", "%d/%m/%Y", "%Y", "%j %Y", "%-d %b %y", "%"],
    "datetime": ["default", "any", "%d.%m.%Y %H:%M", "%Y-%m-%dT%H:%M:%S%z", "%s", "%c"],
    "time": ["default", "any", "%H.%M.%S", "%I:%M %p", "%f"],
    "geopoint": ["default", "array", "object"],
    "geojson": ["default", "topojson"],
}
_EXTRAS: dict[str, dict[str, Any]] = {
    "integer": {"bareNumber": st.booleans(), "groupChar": st.sampled_from([",", " ", ".", "''", "1", "-"])},
    "number": {
        "bareNumber": st.booleans(),
        "groupChar": st.sampled_from([",", " ", ".", "e"]),
        "decimalChar": st.sampled_from([",", ".", "·", "e", "-"]),
    },
    "boolean": {
        "trueValues": st.lists(st.sampled_from(["yes", "1", "true", "", "ja"]), max_size=2),
        "falseValues": st.lists(st.sampled_from(["no", "0", "false", "nein", ""]), max_size=2),
    },
    "list": {
        "delimiter": st.sampled_from([",", "|", ";", "", "ab", "\n"]),
        "itemType": st.sampled_from(
            ["string", "integer", "number", "boolean", "date", "datetime", "time", "year", "any"]
        ),
    },
}
_CELL = st.sampled_from(
    ["", "a", "b", "ab", "5", "-1", "2021-06-27", "true", "NA", "-", " a ", "é", "1,5", 'a"b', "a\nb"]
)
_PATTERNS = st.sampled_from(["[a-c]+", "a|b", "\\d{2}", r"(a)\1", "(?=a)a", "^a$", "", "(", r"\p{L}", "(a+)+$", "."])


def _seldom(draw: Any, one_in: int) -> bool:
    # Hypothesis prefers the ends of a range.
    return bool(draw(st.integers(0, one_in)) == one_in // 2 + 1)


@st.composite
def _cells(draw: Any, kind: str) -> str:
    good, bad = _FORMS[kind]
    if _seldom(draw, 25):
        return str(draw(st.sampled_from(bad) if bad and draw(st.booleans()) else _TEXT))
    return str(draw(_CELL if kind in {"string", "any"} else st.sampled_from([*good[:4], *good[:4], ""])))


@st.composite
def _fields(draw: Any, name: str) -> dict[str, Any]:
    kind = draw(st.sampled_from(TYPES))
    field: dict[str, Any] = {"name": name, "type": kind}
    if _seldom(draw, 10):
        del field["type"]
    if kind in _FORMATS and draw(st.booleans()):
        field["format"] = draw(st.sampled_from(_FORMATS[kind]))
    for key, values in _EXTRAS.get(kind, {}).items():
        if draw(st.booleans()):
            field[key] = draw(values)
    if _seldom(draw, 5):
        field["constraints"] = draw(_constraints(kind))
    if _seldom(draw, 12):
        field["missingValues"] = draw(_missing())
    if kind in {"string", "integer"} and _seldom(draw, 12):
        value = _CELL if kind == "string" else st.integers(0, 5)
        labelled = st.fixed_dictionaries({"value": value}, optional={"label": _TEXT})
        field["categories"] = draw(st.lists(value, min_size=1, max_size=5) | st.lists(labelled, min_size=1, max_size=3))
        field["categoriesOrdered"] = draw(st.booleans())
    if _seldom(draw, 30):
        field[draw(st.sampled_from(["title", "description", "example", "rdfType", "requierd", "rules"]))] = draw(ODD)
    return field


@st.composite
def _constraints(draw: Any, kind: str) -> dict[str, Any]:
    good, _ = _FORMS[kind]
    value = st.sampled_from(good) | st.integers(-1, 3000) | st.sampled_from([1.5, "a", "2021", True, ["a"], {"a": 1}])
    value = value if draw(st.booleans()) else st.sampled_from(good)
    every = {
        "required": st.booleans(),
        "unique": st.booleans(),
        "enum": st.lists(value, min_size=1, max_size=4),
        "pattern": _PATTERNS,
        "minLength": st.integers(0, 3),
        "maxLength": st.integers(0, 5),
        **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), value),
        "jsonSchema": st.just({"type": "object"}),
    }
    return {name: draw(every[name]) for name in draw(st.lists(st.sampled_from(list(every)), max_size=2, unique=True))}


def _missing() -> Any:
    labelled = st.fixed_dictionaries({"value": st.sampled_from(["-", "NA", ""]), "label": st.just("none")})
    return st.lists(st.sampled_from(["", "-", "NA", "a"]), max_size=2) | st.lists(labelled, max_size=2)


@st.composite
def _schemas(draw: Any, names: list[str], tables: list[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [draw(_fields(name)) for name in names]}
    several = st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)
    if _seldom(draw, 4):
        schema["primaryKey"] = draw(st.sampled_from(names) | several)
    if _seldom(draw, 8):
        schema["uniqueKeys"] = draw(st.lists(several, min_size=1, max_size=2))
    if _seldom(draw, 4):
        resource = st.sampled_from([*tables, ""])
        there = st.lists(st.sampled_from([*names, "a", "b"]), min_size=1, max_size=2)
        reference = st.fixed_dictionaries({"fields": there}, optional={"resource": resource})
        key = st.fixed_dictionaries({"fields": several, "reference": reference})
        schema["foreignKeys"] = draw(st.lists(key, min_size=1, max_size=2))
    if _seldom(draw, 5):
        schema["missingValues"] = draw(_missing())
    if _seldom(draw, 5):
        schema["fieldsMatch"] = draw(st.sampled_from(["exact", "equal", "subset", "superset", "partial", ["partial"]]))
    if _seldom(draw, 10):
        schema["rules"] = draw(st.lists(st.sampled_from([*BOOK]), min_size=1, max_size=2))
    return schema


_SIGNS = st.sampled_from([",", ";", "\t", "|", " ", '"', "'", "\\", "#", "é", "a", "\n", "ab", ""])
_DIALECT: dict[str, Any] = {
    "delimiter": _SIGNS,
    "quoteChar": _SIGNS,
    "doubleQuote": st.booleans(),
    "escapeChar": _SIGNS,
    "skipInitialSpace": st.booleans(),
    "nullSequence": st.sampled_from(["", "NA", "-", "\\N"]),
    "header": st.booleans(),
    "headerRows": st.lists(st.integers(1, 4), min_size=1, max_size=3),
    "headerJoin": _SIGNS,
    "commentRows": st.lists(st.integers(1, 4), max_size=2),
    "commentChar": _SIGNS,
    "lineTerminator": st.sampled_from(["\n", "\r\n", "\r", ";"]),
    "property": st.sampled_from(["rows", "a", ""]),
    "itemType": st.sampled_from(["array", "object"]),
    "itemKeys": st.lists(st.sampled_from(NAMES), max_size=3),
    "csv": st.just({"delimiter": ";"}),
}


@st.composite
def _dialects(draw: Any) -> dict[str, Any]:
    return {name: draw(_DIALECT[name]) for name in draw(st.lists(st.sampled_from(list(_DIALECT)), max_size=3))}


def _as_text(rows: list[list[str]], dialect: dict[str, Any], ending: str) -> str:
    written = io.StringIO(newline="")
    delimiter = dialect.get("delimiter", "\t" if ending == "tsv" else ",")
    end = dialect.get("lineTerminator", "\n")
    if not dialect.get("header", True):
        rows = rows[1:]
    try:
        quote = dialect.get("quoteChar", '"') or None
        csv.writer(written, delimiter=delimiter, quotechar=quote, lineterminator=end).writerows(rows)
    except (csv.Error, TypeError, ValueError):
        csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


_DAY, _INSTANT = date(2021, 6, 27), datetime(2021, 6, 27, 1, 2, 3, 500_000)
#: Columns of Parquet, each a type and values of it.
_COLUMNS: list[tuple[Any, list[Any]]] = [
    (pl.String, ["a", "5", "2021-06-27", "true", "", "\x1b[31m"]),
    (pl.Int64, [0, 1, 2**63 - 1, -(2**63)]),
    (pl.Int8, [0, 1, -128]),
    (pl.UInt64, [0, 2**64 - 1]),
    (pl.Int128, [0, 2**100]),
    (pl.Float64, [0.0, -0.0, 1.5, float("nan"), float("inf"), 1e300]),
    (pl.Float32, [0.5, 2021.0]),
    (pl.Boolean, [True, False]),
    (pl.Date, [_DAY, date(1, 1, 1), date(9999, 12, 31)]),
    (pl.Datetime("us"), [_INSTANT]),
    (pl.Datetime("ns", "Europe/Paris"), [_INSTANT]),
    (pl.Datetime("ms", "UTC"), [_INSTANT]),
    (pl.Time, [time(1, 2, 3), time(23, 59, 59, 999_999)]),
    (pl.Duration("us"), [timedelta(days=1, seconds=1), timedelta(-1)]),
    (pl.Decimal(10, 2), [Decimal("1.50"), Decimal("-0.01")]),
    (pl.List(pl.String), [["a", "b"], [], ["a,b", None]]),
    (pl.List(pl.Int64), [[1, 2], [None]]),
    (pl.List(pl.List(pl.Int64)), [[[1]], []]),
    (pl.Array(pl.Float64, 2), [[90.0, 45.0]]),
    (pl.Struct({"a": pl.Int64, "lon": pl.Float64}), [{"a": 1, "lon": 2.5}]),
    (pl.List(pl.Struct({"a": pl.Int64})), [[{"a": 1}]]),
    (pl.Binary, [b"a", b"\xff"]),
    (pl.Categorical, ["a", "b"]),
    (pl.Enum(["a", "b"]), ["a"]),
    (pl.Null, [None]),
]


@st.composite
def _parquets(draw: Any, labels: list[str], rows: list[list[str]]) -> bytes:
    columns = []
    for place, label in enumerate(dict.fromkeys(labels)):
        cells = [row[place] if place < len(row) else None for row in rows]
        if draw(st.booleans()):
            dtype, values = draw(st.sampled_from(_COLUMNS))
            cells = [draw(st.none() | st.sampled_from(values)) for _ in rows]
            columns.append(pl.Series(label, cells, dtype, strict=False))
        else:
            columns.append(pl.Series(label, cells, pl.String))
    written = io.BytesIO()
    pl.DataFrame(columns).write_parquet(written)
    return written.getvalue()


@st.composite
def _json_rows(draw: Any, labels: list[str], rows: list[list[str]], dialect: dict[str, Any]) -> Any:
    def cell(text: str) -> Any:
        if _seldom(draw, 30):
            return draw(ODD)
        try:
            return json.loads(text) if draw(st.booleans()) else text
        except ValueError:
            return text or None

    told = [[cell(text) for text in row] for row in rows]
    keyed = [dict(zip(labels, row, strict=False)) for row in told]
    lines: Any = keyed if draw(st.booleans()) else ([labels, *told] if dialect.get("header", True) else told)
    return {dialect["property"]: lines} if "property" in dialect else lines


@st.composite
def packages(draw: Any) -> dict[str, bytes]:
    """Draw the files of a package, sound or changed in a place or two."""
    tables = [f"t{i}" for i in range(draw(st.integers(1, 3)))]
    files: dict[str, bytes] = {}
    resources = [draw(_resources(name, tables, files)) for name in tables]
    descriptor: dict[str, Any] = {"name": "p", "resources": resources}
    if _seldom(draw, 8):
        place = draw(
            st.sampled_from(["$schema", "profile", "version", "title", "created", "licenses", "sources", "id"])
        )
        descriptor[place] = draw(ODD)
    files = {DESCRIPTOR: json.dumps(descriptor).encode(), **files}
    for change in draw(changes(files)) if draw(st.booleans()) else ():
        files = applied(change, files)
    return files


@st.composite
def _resources(draw: Any, name: str, tables: list[str], files: dict[str, bytes]) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=not _seldom(draw, 40)))
    schema = draw(_schemas(names, tables))
    kinds = [field.get("type", "any") for field in schema["fields"]]
    rows = [[draw(_cells(kind)) for kind in kinds] for _ in range(draw(st.integers(0, 4)))]
    dialect = draw(_dialects()) if _seldom(draw, 3) else {}
    labels = draw(st.permutations(names)) if "fieldsMatch" in schema and draw(st.booleans()) else names
    ending = draw(st.sampled_from(["csv", "csv", "tsv", "json", "parquet", "data", "text"]))
    resource: dict[str, Any] = {"name": name, "schema": schema}
    if draw(st.booleans()):
        resource["type"] = "table"
    if dialect:
        resource["dialect"] = dialect
    if _seldom(draw, 10):
        files[f"{name}-schema.json"] = json.dumps(schema).encode()
        resource["schema"] = f"{name}-schema.json"
    if _seldom(draw, 30):
        del resource["schema"]
    if ending == "text":
        return {**resource, "data": _as_text([labels, *rows], dialect, "csv"), "format": "csv"}
    if ending == "data":
        return {**resource, "data": draw(_json_rows(labels, rows, dialect))}
    several = _seldom(draw, 6)
    halves = [rows[:1], rows[1:]] if several else [rows]
    packed = ending != "parquet" and _seldom(draw, 8)
    encoding = draw(st.sampled_from(["utf-8", "latin-1", "utf-16", "cp1252", "utf-8-sig"])) if _seldom(draw, 8) else ""
    paths = [f"{name}{i or ''}.{ending}{'.gz' if packed else ''}" for i in range(len(halves))]
    for place, (path, half) in enumerate(zip(paths, halves, strict=True)):
        if ending == "parquet":
            content = draw(_parquets(labels, half))
        elif ending == "json":
            content = json.dumps(draw(_json_rows(labels, half, dialect))).encode()
        else:
            head = [] if place and draw(st.booleans()) else [labels]
            content = _as_text([*head, *half], dialect, ending).encode(encoding or "utf-8", "replace")
        files[path] = gzip.compress(content, mtime=0) if packed else content
    if encoding:
        resource["encoding"] = encoding
    return {**resource, "path": paths if several else paths[0]}


# --- changes ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """A value or some bytes of a file that are replaced: `at` is a path into JSON, or a start and an end of bytes."""

    file: str
    at: tuple[Any, ...]
    value: Any
    is_json: bool


_BYTES = st.sampled_from([b"", b'"', b"\n", b"\r", b"\r\n", b"\n\n", b"\0", b"\xff", b"\xef\xbb\xbf", b",", b"\t", b"#",
                          b"\x1b[31m", "␤".encode(), "\u202e".encode(), b"99999999999999999999", b"-", b"NaN", b" ",
                          b'"a\nb"', b"*", b"{", b"]", b"\x85", b"2021-06-27", b"e", b"1.5"])  # fmt: skip


@st.composite
def changes(draw: Any, files: dict[str, bytes]) -> list[Change]:
    """Draw one to three changes of these files, one on top of the other."""
    made = []
    for _ in range(draw(st.integers(1, 3))):
        file = DESCRIPTOR if draw(st.integers(0, 2)) == 1 else draw(st.sampled_from(sorted(files)))
        is_json = file.endswith(".json") and not _seldom(draw, 12)
        change = draw(_of_json(file, files[file]) if is_json else _of_bytes(file, files[file]))
        made.append(change)
        files = applied(change, files)
    return made


@st.composite
def _of_json(draw: Any, file: str, content: bytes) -> Change:
    try:
        whole = json.loads(content)
    except ValueError:
        return draw(_of_bytes(file, content))
    places = list(_places(whole))
    at = draw(st.sampled_from(places))
    what = draw(st.integers(0, 4))
    if what == 0:
        return Change(file, at, None, True)
    value = _value(whole, draw(st.sampled_from(places))) if what == 1 else draw(ODD)
    if what == 2 and isinstance(inner := _value(whole, at), (dict, list)):
        value = {**inner, draw(_TEXT): value} if isinstance(inner, dict) else [*inner, value]
    return Change(file, at, value, True)


def _places(value: Any, at: tuple[Any, ...] = ()) -> Any:
    yield at
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from _places(each, (*at, key))


def _value(whole: Any, at: tuple[Any, ...]) -> Any:
    for key in at:
        whole = whole[key]
    return whole


@st.composite
def _of_bytes(draw: Any, file: str, content: bytes) -> Change:
    """Draw a byte, a cell, a row or a piece of any length that becomes something else, stands twice or goes away."""
    at = draw(st.integers(0, len(content)))
    what = draw(st.sampled_from(["cell", "cell", "cell", "row", "byte", "here", "rest"]))
    start, end = at, at
    if what in {"cell", "row"}:
        ends = b",\t\n" if what == "cell" else b"\n"
        while start and content[start - 1] not in ends:
            start -= 1
        while end < len(content) and content[end] not in ends:
            end += 1
        end += what == "row"
    elif what != "here":
        end = len(content) if what == "rest" else at + 1
    values = _BYTES | st.binary(max_size=3) | _TEXT.map(lambda text: text.encode("utf-8", "replace"))
    value = draw(values | st.just(content[start:end] * 2) if what != "rest" else values)
    return Change(file, (start, end), value, False)


def applied(change: Change, files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files with a change."""
    content = files[change.file]
    if not change.is_json:
        start, end = change.at
        return {**files, change.file: content[:start] + change.value + content[end:]}
    whole = json.loads(content)
    if not change.at:
        whole = change.value
    else:
        inner, key = _value(whole, change.at[:-1]), change.at[-1]
        if change.value is None:
            del inner[key]
        else:
            inner[key] = change.value
    return {**files, change.file: json.dumps(whole).encode()}
