"""What a descriptor or a file may hold, strange as it is: it ends with a finding, and never with a traceback."""

import hashlib
import io
import json
from contextlib import suppress
from datetime import timedelta

import polars as pl
import pytest
from click.testing import CliRunner

from asreported import figures, load, scan, show, validate
from asreported.cli import cli
from asreported.errors import AsReportedError, BadCell


def made(folder, content=b"a\n1\n", path="t.csv", **table):
    (folder / "t.csv").write_bytes(content)
    given = {"name": "t", "path": path, "schema": {"fields": [{"name": "a", "type": "integer"}]}, **table}
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [given]}))
    return folder


def is_refused(folder):
    """Whether the package is refused, by the command line and from Python, each in words."""
    report = validate(folder)
    for form in ("table", "json", "csv", "github"):
        ran = CliRunner().invoke(cli, ["validate", str(folder), "--format", form], standalone_mode=False)
        assert ran.exception is None
    for read in (load, lambda name, package: scan(name, package).collect()):
        with suppress(AsReportedError):
            read("t", folder)
    for command in ("describe", "show", "cite"):
        ran = CliRunner().invoke(cli, ["-p", str(folder), command], standalone_mode=False)
        assert ran.exception is None or isinstance(ran.exception, AsReportedError)
    return not report.valid


ENCODINGS = ["punycode", "undefined", "rot13", "base64", "zlib", "bz2", "hex", "uu", "quopri", "utf-16", "utf-32"]
ENCODINGS += ["cp037", "nonsense", "mbcs", "oem", "\0", "idna", "unicode_escape", "raw_unicode_escape"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_encoding_that_the_file_has_not_is_refused(encoding, tmp_path):
    assert is_refused(made(tmp_path, encoding=encoding))


@pytest.mark.parametrize("name", ["0", "1", "literal", "len", "alias", "hash", "key", "row", "line", "file", "index"])
def test_a_field_may_have_any_name(name, tmp_path):
    fields = [{"name": name, "type": "integer"}, {"name": "b"}]
    folder = made(tmp_path, f"{name},b\n1,x\n,x\n".encode(), schema={"fields": fields, "primaryKey": ["b"]})

    assert [f.rule for f in validate(folder).findings] == ["primary-key"]
    assert load("t", folder)[name].to_list() == [1, None]


@pytest.mark.parametrize("name", ["*", "^.*$", "^$", "^a\nb$"])
def test_a_name_that_polars_takes_for_a_pattern_is_refused(name, tmp_path):
    schema = {"fields": [{"name": name}, {"name": "b"}], "primaryKey": name}

    assert is_refused(made(tmp_path, f'"{name}",b\n1,2\n1,3\n'.encode(), schema=schema))


@pytest.mark.parametrize("name", ["␤line", "␤row", "a␤text", "␤"])
def test_a_name_of_our_own_columns_is_refused(name, tmp_path):
    assert is_refused(made(tmp_path, f"{name}\n1\n".encode(), schema={"fields": [{"name": name}]}))


@pytest.mark.parametrize("quote", ["\\", "(", "[", "]", "^", "|", ".", "*", "'"])
def test_a_quote_may_be_any_sign(quote, tmp_path):
    schema = {"fields": [{"name": "a"}]}
    sound, is_open = f"a\n{quote}x\ny{quote}\n", f"a\nx\n{quote}y\n"

    made(tmp_path, sound.encode(), schema=schema, dialect={"quoteChar": quote})
    assert validate(tmp_path).valid
    assert load("t", tmp_path)["a"].to_list() == ["x\ny"]
    made(tmp_path, is_open.encode(), schema=schema, dialect={"quoteChar": quote})
    assert [("dialect", 3)] == [(f.rule, f.line) for f in validate(tmp_path).findings]


SCHEMAS = [
    '"x"',
    '{"fields": 5}',
    '{"fields": [5]}',
    '{"fields": [{"name": 5}]}',
    '{"fields": []}',
    '{"fields": [{"name": "a"}, {"name": "a"}]}',
    '{"fields": [{"name": "a", "type": ["x"]}]}',
    '{"fields": [{"name": "a", "constraints": []}]}',
    '{"fields": [{"name": "a", "type": "boolean", "trueValues": 5}]}',
    '{"fields": [{"name": "a", "type": "boolean", "trueValues": [1]}]}',
    '{"fields": [{"name": "a"}], "missingValues": 5}',
    '{"fields": [{"name": "a"}], "primaryKey": [5]}',
    '{"fields": [{"name": "a"}], "uniqueKeys": [5]}',
    '{"fields": [{"name": "a"}], "uniqueKeys": [[]]}',
    '{"fields": [{"name": "a"}], "uniqueKeys": [["a", "a"]]}',
    '{"fields": [{"name": "a"}], "primaryKey": ["a", "a"]}',
    '{"fields": [{"name": "a"}, {"name": "b"}], "foreignKeys": [{"fields": ["a", "b"],'
    ' "reference": {"fields": ["a", "a"]}}]}',
    '{"fields": [{"name": "a"}], "foreignKeys": [{"fields": "a", "reference": 5}]}',
    '{"fields": [{"name": "a", "type": "integer", "groupChar": 5}]}',
    '{"fields": [{"name": "a", "type": "number", "decimalChar": ""}]}',
    '{"fields": [{"name": "a", "type": "list", "delimiter": 5}]}',
    '{"fields": [{"name": "a", "type": "list", "itemType": 5}]}',
    '{"fields": [{"name": "a", "type": "list", "itemType": {}}]}',
    '{"fields": [{"name": "a", "format": 5}]}',
    '{"fields": [{"name": "a"}], "fieldsMatch": "nonsense"}',
    '{"fields": [{"name": "a"}], "fieldsMatch": []}',
    '{"fields": [{"name": "a", "constraints": {"pattern": "("}}]}',
    '{"fields": [{"name": "a", "constraints": {"pattern": "(?i)(?i)a"}}]}',
    '{"fields": [{"name": "a", "type": "integer", "constraints": {"maximum": 1' + "0" * 400 + "}}]}",
    '{"fields": [{"name": "a", "type": "integer", "constraints": {"enum": [1' + "0" * 400 + "]}}]}",
    '{"fields": [{"name": "a", "type": "string", "constraints": {"minLength": 1' + "0" * 400 + "}}]}",
    '{"fields": [{"name": "a", "type": "string", "categories": [{}]}]}',
    '{"fields": [{"name": null}]}',
    '{"fields": [{"name": "a", "type": "boolean", "trueValues": ["1"], "falseValues": ["1"]}]}',
    '{"fields": [{"name": "a", "constraints": {"minLength": 99999999999999999999}}]}',
    '{"fields": [{"name": "a", "type": "integer", "constraints": {"minimum": 99999999999999999999}}]}',
    '{"fields": [{"name": "a", "type": "datetime", "format": "%"}]}',
    '{"fields": [{"name": "a", "type": "string", "categories": [{"label": "x"}]}]}',
    '{"fields": [{"name": "a", "type": "integer", "constraints": {"enum": [1, null, "one"]}}]}',
    '{"fields": [{"name": "a", "type": "date", "constraints": {"minimum": 5}}]}',
]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_schema_that_is_none_is_refused(schema, tmp_path):
    assert is_refused(made(tmp_path, schema=json.loads(schema)))


@pytest.mark.parametrize(
    "table",
    [{"hash": "shake_128:abcd"}, {"dialect": 5}, {"dialect": "d.json"}, {"path": 5}],
    ids=str,
)
def test_a_resource_that_is_none_is_refused(table, tmp_path):
    assert is_refused(made(tmp_path, **table))


def test_half_of_a_letter_is_no_json(tmp_path):
    made(tmp_path, path="\ud800.csv")

    with pytest.raises(AsReportedError, match="surrogate"):
        validate(tmp_path)


def test_a_link_that_leads_back_to_itself_is_refused(tmp_path):
    (tmp_path / "loop.csv").symlink_to("loop.csv")

    assert is_refused(made(tmp_path, path="loop.csv"))


@pytest.mark.parametrize("fields", [17_000, 1])
def test_a_table_of_too_many_columns_is_refused_by_every_command(fields, tmp_path):
    row = ",".join(f"c{i}" for i in range(17_000))
    schema = {"fields": [{"name": f"c{i}"} for i in range(fields)]}

    assert is_refused(made(tmp_path, f"{row}\n{row}\n".encode(), schema=schema))


def test_a_table_of_100_000_columns_is_refused(tmp_path):
    row = ",".join(f"c{i}" for i in range(100_000))
    schema = {"fields": [{"name": f"c{i}"} for i in range(100_000)]}

    assert not validate(made(tmp_path, f"{row}\n{row}\n".encode(), schema=schema)).valid


@pytest.mark.parametrize("paths", [["t.csv"], ["t.csv", "u.csv"]], ids=len)
def test_the_files_of_a_table_that_is_too_wide_are_counted_and_hashed_once(paths, tmp_path):
    content = (",".join(f"c{i}" for i in range(20_000)) + "\n").encode() * 2
    (tmp_path / "u.csv").write_bytes(content)
    sums = {"bytes": len(content) * len(paths), "hash": hashlib.md5(content * len(paths)).hexdigest()}
    made(tmp_path, content, path=paths, **sums)

    assert {"dialect"} == {f.rule for f in validate(tmp_path).findings if f.severity == "error"}


NESTED = {
    "lists of lists": pl.Series([[["a"]], [], None], dtype=pl.List(pl.List(pl.String))),
    "arrays of lists": pl.Series([[["a"]]], dtype=pl.Array(pl.List(pl.String), 1)),
    "lists of bytes": pl.Series([[b"\xff"]], dtype=pl.List(pl.Binary)),
    "lists of durations": pl.Series([[timedelta(1)]], dtype=pl.List(pl.Duration("us"))),
    "objects": pl.Series([{"a": 1, "b": 2}], dtype=pl.Struct({"a": pl.Int64, "b": pl.Int64})),
    "objects with bytes": pl.Series([{"a": b"\xff"}], dtype=pl.Struct({"a": pl.Binary})),
}


@pytest.mark.parametrize("kind", ["string", "integer", "date", "list", "geopoint"])
@pytest.mark.parametrize("cells", NESTED)
def test_values_inside_of_values_are_refused_where_no_field_takes_them(cells, kind, tmp_path):
    written = io.BytesIO()
    pl.DataFrame({"a": NESTED[cells]}).write_parquet(written)
    schema = {"fields": [{"name": "a", "type": kind}]}

    assert is_refused(made(tmp_path, written.getvalue(), format="parquet", schema=schema))


def test_an_object_that_is_not_there_is_an_empty_cell(tmp_path):
    written = io.BytesIO()
    pl.DataFrame({"a": [{"x": 1}, None]}).write_parquet(written)
    made(tmp_path, written.getvalue(), format="parquet", schema={"fields": [{"name": "a", "type": "object"}]})

    assert validate(tmp_path).valid
    assert load("t", tmp_path)["a"].to_list() == ['{"x":1}', None]


def test_a_table_of_ours_with_other_columns_is_not_shown(package):
    place = package / "schemas" / "sources.json"
    schema = json.loads(place.read_text("utf-8"))
    title = next(f for f in schema["fields"] if f["name"] == "title")
    lost = {**schema, "fields": [f for f in schema["fields"] if f is not title], "fieldsMatch": "subset"}
    retyped = {**schema, "fields": [{**f, "type": "list"} if f is title else f for f in schema["fields"]]}

    for changed, why in ((lost, "is missing, which our profile asks for"), (retyped, "another type than our profile")):
        place.write_text(json.dumps(changed))
        assert is_refused(package)
        for call in (figures, lambda package: show("fighters-killed", package)):
            with pytest.raises(BadCell, match=f"the column title .*{why}"):
                call(package)
