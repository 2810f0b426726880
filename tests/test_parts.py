"""A file in parts: wherever a block ends, the same rows; and files that a reader could take for others."""

import csv
import io
import json

import pandera.errors
import pandera.polars as pa
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import asreported
from asreported.package import snapshot
from asreported.package.delimited import parts, read_csv
from asreported.package.rows import LINE, ROW, joined
from asreported.schemas import Figures

CELLS = st.text(alphabet='ab,"\n é', max_size=6)


def written(rows, ends="\n"):
    text = io.StringIO()
    csv.writer(text, lineterminator=ends, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode()


def in_blocks(content, size):
    return joined(p.rows() for p in parts(content[i : i + size] for i in range(0, len(content), size)))


@pytest.mark.parametrize(
    "content", [b'a,b\n"x\ny","z\nw"\n', b'a\n"b\nc""b\nc"\n', b'"x\n1","y\n2"\n1,2\n', b'a\n"\n\n"\n"\n"\n'], ids=repr
)
@pytest.mark.parametrize("size", [*range(1, 20)])
def test_a_record_over_several_lines_is_one_wherever_a_block_ends(content, size):
    whole, cut = read_csv(content), in_blocks(content, size)

    assert () == whole.faults == cut.faults
    assert whole.labels == cut.labels
    assert whole.cells.select(LINE, ROW, "0").equals(cut.cells.select(LINE, ROW, "0"))


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8), st.integers(1, 40))
def test_cells_are_those_of_the_csv_module_wherever_a_block_ends(rows, size):
    content = written([("one", "two"), *rows])

    cells = in_blocks(content, size).cells.select("0", "1").rows()

    expected = [tuple(cell or None for cell in row) for row in rows if any(cell.strip(" ,") for cell in row)]
    assert expected == [row for row in cells if any((cell or "").strip(" ,") for cell in row)]


def package_of(folder, fields, files, **schema):
    for name, content in files.items():
        if isinstance(content, bytes):
            (folder / name).write_bytes(content)
        else:
            content.write_parquet(folder / name)
    table = {"name": "t", "type": "table", "path": list(files), "schema": {"fields": fields, **schema}}
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [table]}))
    return folder


def rules_of(folder):
    return {finding.rule for finding in asreported.validate(folder).findings}


@pytest.mark.parametrize(
    ("fields", "files", "schema", "rule"),
    [
        ([{"name": "a"}], {"t.parquet": pl.DataFrame()}, {}, "missing-label"),
        (
            [{"name": "a"}],
            {"1.parquet": pl.DataFrame({"a": ["x"]}), "2.parquet": pl.DataFrame({"b": ["x"]})},
            {},
            "dialect",
        ),
        (
            [{"name": "a", "type": "integer"}],
            {"t.parquet": pl.DataFrame({"a": pl.Series([2**63 + 1], dtype=pl.UInt64)})},
            {},
            "type-error",
        ),
        ([{"name": "a", "type": "integer"}], {"t.parquet": pl.DataFrame({"a": pl.Series([b"x"])})}, {}, "type-error"),
        ([{"name": "first"}], {"t.csv": b"first\nx\nx\n"}, {"primaryKey": ["first"]}, "primary-key"),
        ([{"name": "x"}], {"t.csv": b"x\na\na\n"}, {"primaryKey": ["x", "x"]}, "descriptor"),
        ([{"name": "x"}, {"name": "x"}], {"t.csv": b"x,x\n1,2\n"}, {}, "descriptor"),
        (
            [{"name": "l", "type": "list", "constraints": {"pattern": "a,b"}}],
            {"t.csv": b'l\n"a,c"\n'},
            {},
            "descriptor",
        ),
    ],
    ids=[
        "no columns",
        "other columns",
        "too large",
        "bytes",
        "a key named first",
        "a key twice",
        "a field twice",
        "list",
    ],
)
def test_what_could_be_taken_for_sound_is_told_of(fields, files, schema, rule, tmp_path):
    assert rule in rules_of(package_of(tmp_path, fields, files, **schema))


@pytest.mark.parametrize("dialect", [{"delimiter": '"'}, {"delimiter": "||"}], ids=str)
def test_a_dialect_that_is_not_read_is_said_not_to_be(dialect, tmp_path):
    package_of(tmp_path, [{"name": "a"}], {"t.csv": b"a\n1\n"})
    descriptor = json.loads((tmp_path / "datapackage.json").read_text())
    descriptor["resources"][0]["dialect"] = dialect
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor))

    assert "dialect" in rules_of(tmp_path)
    with pytest.raises(asreported.AsReportedError):
        asreported.load("t", tmp_path)


def test_a_codec_that_is_none_of_text_is_no_encoding(tmp_path):
    package_of(tmp_path, [{"name": "a"}], {"t.csv": b"a\n1\n"})
    descriptor = json.loads((tmp_path / "datapackage.json").read_text())
    descriptor["resources"][0]["encoding"] = "hex"
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor))

    assert "encoding" in rules_of(tmp_path)


def test_narrower_numbers_and_nulls_of_a_second_file_load(tmp_path):
    one = pl.DataFrame({"a": pl.Series([1], dtype=pl.Int32), "b": [None]})
    two = pl.DataFrame({"a": pl.Series([2], dtype=pl.Int64), "b": ["x"]})
    fields = [{"name": "a", "type": "integer"}, {"name": "b"}]
    package_of(tmp_path, fields, {"1.parquet": one, "2.parquet": two})

    assert asreported.validate(tmp_path).valid
    assert (
        [(1, None), (2, "x")]
        == asreported.load("t", tmp_path).rows()
        == asreported.scan("t", tmp_path).collect().rows()
    )


def test_a_large_limit_takes_time_in_step(tmp_path, monkeypatch):
    monkeypatch.setattr(snapshot, "BLOCK", 1 << 12)
    package_of(tmp_path, [{"name": "a", "type": "integer"}], {"t.csv": b"a\n" + b"x\n" * 20_000})

    assert 20_000 == len(asreported.validate(tmp_path, limit=10**6).findings)


def with_own_check():
    class Own(Figures):
        @pa.check("low")
        def small(cls, data):
            return data.lazyframe.select(pl.col(data.key) < 10**9)

    return Own


def with_own_field():
    class Own(Figures):
        low: int = pa.Field(nullable=True, ge=0, ne=7)

    return Own


@pytest.mark.parametrize("make", [with_own_check, with_own_field])
@pytest.mark.parametrize("lazy", [False, True])
def test_a_subclass_that_adds_to_a_column_keeps_the_rules_that_read_it(make, lazy):
    frame = asreported.load("figures").with_columns(low=pl.lit(99_999, pl.Int64))

    with pytest.raises((pandera.errors.SchemaError, pandera.errors.SchemaErrors), match="bounds-follow-qualifier"):
        make().validate(frame, lazy=lazy)


def test_a_pattern_is_anchored_at_the_start_as_pandera_does():
    class Small(asreported.schemas.Table):
        name: str = pa.Field(str_matches="[a-z]+")

    Small.validate(pl.DataFrame({"name": ["abc"]}))
    with pytest.raises(pandera.errors.SchemaError):
        Small.validate(pl.DataFrame({"name": ["1abc"]}))


@pytest.mark.parametrize("limit", [0, 1, 3])
def test_no_more_findings_are_kept_than_are_wanted_and_all_are_counted(limit, tmp_path):
    package_of(tmp_path, [{"name": "a", "type": "integer"}], {"t.csv": b"a\n" + b"x\n" * 5})

    report = asreported.validate(tmp_path, limit=limit)

    assert limit == len(report.findings)
    assert 5 == report.total("error")
    assert not report.valid


def test_thirty_codes_are_listed_and_more_are_hinted_at(tmp_path):
    def fix_of(number):
        codes = [f"c{i:02}" for i in range(number)]
        fields = [{"name": "a", "constraints": {"enum": codes}}]
        (finding,) = asreported.validate(package_of(tmp_path, fields, {"t.csv": b"a\nx\n"})).findings
        return finding.fix

    assert "choose one of: " + ", ".join(f"c{i:02}" for i in range(30)) == fix_of(30)
    assert "choose one of: " + ", ".join(f"c{i:02}" for i in range(30)) + ", …" == fix_of(31)
