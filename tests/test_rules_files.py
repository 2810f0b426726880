"""The rules on files, versions and the closed codelist, each on a package that comes nearest to breaking it."""

import copy
import hashlib
import json

import polars as pl
import pytest

from asreported import shipped
from asreported.changes import Change, Difference
from asreported.errors import UnsafePath
from asreported.package import open_package
from asreported.package.rows import LINE, ROW
from asreported.rules import files
from asreported.rules.closed_codelist import changed_qualifiers
from asreported.rules.recorded import change_recorded


@pytest.fixture
def made(tmp_path):
    """A function that writes a descriptor, and returns the package."""

    def make(*resources, **more):
        descriptor = {"name": "theirs", "resources": list(resources), **more}
        (tmp_path / "datapackage.json").write_text(json.dumps(descriptor))
        return open_package(tmp_path)

    return make


CONTENT = b"a\n1\n2\n"


def measured(package, rows=None, blocks=(CONTENT,)):
    found = files.Measured(package.resources[0])
    for block in blocks:
        found(block)
    found.rows = rows
    return found


def digest(kind="sha256", content=CONTENT):
    return hashlib.new(kind, content).hexdigest()


def one(**more):
    return {"name": "t", "path": "t.csv", **more}


@pytest.mark.parametrize(
    "listed",
    [
        f"sha256:{digest()}",
        f"sha256:{digest().upper()}",
        f"sha1:{digest('sha1')}",
        digest("md5"),
        None,
        5,
    ],
)
def test_a_file_has_the_listed_hash(listed, made):
    package = made(one(hash=listed))

    assert [] == list(files.hash_.broken(measured(package)))
    assert [] == list(files.hash_.broken(measured(package, blocks=(CONTENT[:2], CONTENT[2:]))))


@pytest.mark.parametrize("listed", [f"sha256:{digest(content=b'x')}", digest("md5", b"x"), "sha1:" + "0" * 40])
def test_a_file_of_another_hash_is_told(listed, made):
    (row,) = files.hash_.broken(measured(made(one(path=["t.csv", "u.csv"], hash=listed))))

    kind = listed.rpartition(":")[0] or "md5"
    assert "the file is not the one that the descriptor lists" == row["wrong"]
    assert ("t.csv, u.csv", digest(kind)[:12]) == (row["file"], row["found"])
    assert listed.rpartition(":")[2][:12] == row["expected"]


@pytest.mark.parametrize("listed", ["crc32:00ff", "shake_128:00ff", "", "sha256:"])
def test_a_hash_that_nobody_here_can_make_is_told(listed, made):
    (row,) = files.hash_.broken(measured(made(one(hash=listed))))

    assert (f"{listed!r} is no hash that is known here", "list a sha256") == (row["wrong"], row["mend"])
    assert ("datapackage.json", "resources/t/hash", None) == (row["file"], row["column"], row["found"])


@pytest.mark.parametrize(
    ("rule", "facts", "told"),
    [
        (files.bytes_, {"bytes": 6}, None),
        (files.bytes_, {"bytes": 2005}, ("6", "2,005", 6, 2005)),
        (files.bytes_, {"bytes": 5}, ("6", "5", 6, 5)),
        (files.bytes_, {"bytes": "6"}, ("6", '"6"', 6, '"6"')),
        (files.bytes_, {"bytes": 6e300}, ("6", "6e+300", 6, "6e+300")),
        (files.bytes_, {"bytes": None}, ("6", "null", 6, "null")),
        (files.rows_, {"rows": True}, ("1", "true", 1, "true")),
        (files.bytes_, {}, None),
        (files.rows_, {"rows": 2}, None),
        (files.rows_, {"rows": 3}, ("2", "3", 2, 3)),
        (files.rows_, {"bytes": 3}, None),
    ],
)
def test_a_file_has_the_listed_size(rule, facts, told, made):
    rows = list(rule.broken(measured(made(one(**facts)), rows=1 if facts.get("rows") is True else 2)))

    found = [(row["counted"], row["listed"], row["found"], row["expected"]) for row in rows]
    assert found == ([told] if told else [])
    assert {"t.csv"} >= {row["file"] for row in rows}


def test_rows_that_nobody_counted_are_not_judged(made):
    assert [] == list(files.rows_.broken(measured(made(one(rows=3)))))
    assert 1 == len(list(files.rows_.broken(measured(made(one(rows=3)), rows=0))))


@pytest.mark.parametrize(("part", "what"), [("path", "the file"), ("schema", "the schema")])
def test_an_unsafe_path_is_told_with_what_it_is_of(part, what, made):
    (row,) = files.path.broken(made(one()).resources[0], UnsafePath("../x", "leads out", "keep it inside"), part)

    assert (what, f"resources/t/{part}", "../x", "keep it inside") == tuple(
        row[name] for name in ("what", "column", "found", "mend")
    )


def test_data_files_that_no_resource_lists_are_told(made, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "other").mkdir()
    for name in ("data/t.csv", "data/u.CSV", "data/v.parquet", "data/w.txt", "data/.x.csv", "other/y.csv", "z.csv"):
        (tmp_path / name).touch()
    (tmp_path / "data" / "s.jsonl").touch()
    listed = one(path="data/t.csv", schema="data/s.jsonl")
    inline = {"name": "u", "data": [], "schema": {"fields": []}}
    away = {"name": "v", "path": "gone/t.csv"}
    out = {"name": "w", "path": "../t.csv"}

    rows = list(files.unlisted_file.broken(made(out, listed, inline, away)))

    assert ["data/u.CSV", "data/v.parquet"] == [row["file"] for row in rows]
    assert {None} == {row["found"] for row in rows}


@pytest.mark.parametrize(
    ("version", "cited", "told"),
    [
        ("1.0.0", "title: x\nversion: 1.0.0\n", []),
        ("1.0.0", "title: x\nversion: '1.0.0'\n", []),
        ("1.0.0", "title: x\nversion: 1.0.1 # new\n", [(2, "1.0.1", "1.0.0")]),
        ("1.0.0", 'version: "2.0.0"\n', [(1, "2.0.0", "1.0.0")]),
        ("1.0.0", "cff-version: 1.2.0\n", []),
        ("1.0.0", None, []),
        (None, "version: 2.0.0\n", []),
    ],
)
def test_the_citation_gives_the_version_of_the_descriptor(version, cited, told, made, tmp_path):
    if cited:
        (tmp_path / "CITATION.cff").write_text(cited)

    rows = list(files.versions_agree.broken(made(one(), **({"version": version} if version else {}))))

    assert told == [(row[LINE], row["found"], row["expected"]) for row in rows]
    assert {"CITATION.cff"} >= {row["file"] for row in rows}


SOUND = {"fields": [{"name": "a"}]}


def qualifiers_with(change=lambda rows: rows):
    rows = pl.read_csv(shipped.PACKAGE / "dataset/codelists/qualifiers.csv", infer_schema=False)
    place = pl.int_range(2, pl.len() + 2)
    return change(rows.with_columns(place.alias(LINE), place.alias(ROW)))


def test_the_qualifiers_are_the_shipped_ones():
    assert [] == list(changed_qualifiers(qualifiers_with()))
    assert [] == list(changed_qualifiers(qualifiers_with(lambda rows: rows.drop("title"))))


def test_a_qualifier_that_is_missing_changed_or_more_is_told():
    def change(rows):
        is_bare = pl.col("qualifier") == "bare"
        more = rows.tail(1).with_columns(qualifier=pl.lit("umpteen"))
        rows = rows.with_columns(
            title=pl.when(is_bare).then(pl.lit("X")).otherwise("title"),
            low_shift=pl.when(pl.col("qualifier") == "more_than").then(None).otherwise("low_shift"),
            high_from=pl.when(pl.col("qualifier") == "at_least").then(pl.lit("value")).otherwise("high_from"),
        )
        return pl.concat([more, rows.filter(pl.col("qualifier") != "dozens")])

    rows = {row["wrong"]: row for row in changed_qualifiers(qualifiers_with(change))}

    assert set(rows) == {
        "the qualifier dozens is missing",
        "umpteen is no qualifier; the codelist is closed",
        "the title of bare is not the shipped one",
        "the low_shift of more_than is not the shipped one",
        "the high_from of at_least is not the shipped one",
    }
    missing = rows["the qualifier dozens is missing"]
    assert ("qualifier", None, "dozens") == (missing["column"], missing["found"], missing["expected"])
    lost = rows["the low_shift of more_than is not the shipped one"]
    assert ("", "1", "set low_shift to 1") == (lost["found"], lost["expected"], lost["mend"])
    assert lost[LINE] == lost[ROW] > 2
    opened = rows["the high_from of at_least is not the shipped one"]
    assert ("value", None, "set high_from to") == (opened["found"], opened["expected"], opened["mend"])


@pytest.fixture
def versions(tmp_path_factory):
    """A function that returns an older and a newer package with these changelogs."""

    def make(before="", after="", old="1.0.0", new="2.0.0", citation=False, tables=("figures",)):
        packages = []
        for version, log in ((old, before), (new, after)):
            folder = tmp_path_factory.mktemp("version")
            listed = [
                {"name": n, "path": [f"data/{n}.csv", f"data/{n}-2.csv"], "schema": copy.deepcopy(SOUND)}
                for n in tables
            ]
            descriptor = {"name": "p", "resources": listed, **({"version": version} if version else {})}
            (folder / "datapackage.json").write_text(json.dumps(descriptor))
            if log:
                (folder / "CHANGELOG.md").write_text(log)
            if citation:
                (folder / "CITATION.cff").write_text("cff-version: 1.2.0\n")
            packages.append(open_package(folder))
        return packages

    return make


def changed(table="figures", key="k", kind="changed", step="major", figure="f-1", line=7, row=8):
    return Change(table, key, kind, step, f"low 1 → 2 of {key}", (), figure, line, row)


def recorded(packages, *changes):
    old, new = packages
    return list(change_recorded.broken(old, new, Difference("p", old.version or "", new.version or "", changes)))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "", True),
        ("", "f-1 has another low", False),
        ("f-1 came", "f-1 came", True),
        ("f-1 came", "f-1 came\nf-1 changed", False),
        ("x", "x\nf-12 changed", True),
        ("x", "x\nthe f-1-b changed", True),
        ("x", "`f-1`: changed", False),
    ],
)
def test_a_changed_figure_stands_in_the_new_lines(before, after, told, versions):
    rows = recorded(versions(before, after), changed())

    assert told == bool(rows)
    for row in rows:
        where = "the new lines of CHANGELOG.md do not name it"
        assert f"f-1 changed since 1.0.0 (low 1 → 2 of k), and {where}" == row["wrong"]
        assert ("data/figures.csv", "f-1", 7, 8) == (row["file"], row["found"], row[LINE], row[ROW])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (changed(), True),
        (changed(step="minor"), True),
        (changed(step="patch"), False),
        (changed(kind="added", step="minor"), False),
        (changed(kind="removed"), True),
        (changed("attributions"), True),
        (changed("attributions", kind="added"), True),
        (changed("attributions", step="patch"), False),
        (changed("relations"), False),
        (changed("agents", figure=None), False),
        (changed(figure=None), False),
    ],
)
def test_what_a_reader_of_the_older_version_has_to_learn_is_told(change, told, versions):
    assert told == bool(recorded(versions(), change))


def test_a_change_of_speakers_says_so_and_has_no_line_in_figures(versions):
    (row,) = recorded(versions(), changed("attributions"), changed(key="later"))

    assert "(its speakers: low 1 → 2 of k)" in row["wrong"]
    assert (None, None) == (row[LINE], row[ROW])


def test_each_figure_is_told_and_without_its_table_the_descriptor(versions):
    rows = recorded(versions(tables=("agents",), after="f-2"), changed(), changed(figure="f-2"), changed(figure="f-3"))

    assert [("f-1", "datapackage.json"), ("f-3", "datapackage.json")] == [(row["found"], row["file"]) for row in rows]
    two = recorded(versions(tables=("agents", "figures")), changed())
    assert ["data/figures.csv"] == [row["file"] for row in two]


@pytest.mark.parametrize(
    ("old", "new", "citation", "told"),
    [
        ("1.0.0", "2.0.0", False, None),
        ("1.0.0", "1.1.0", False, ("1.0.0", "2.0.0 or later", "2.0.0")),
        ("1.0.0", "1.1.0", True, ("1.0.0", "2.0.0 or later, in CITATION.cff too", "2.0.0")),
        (None, "1.1.0", False, ("the older version", "MAJOR.MINOR.PATCH or later", "MAJOR.MINOR.PATCH")),
    ],
)
def test_the_version_takes_its_step(old, new, citation, told, versions):
    small = changed("numbers", key="small", step="patch", figure=None)
    rows = recorded(versions(after="f-1", old=old, new=new, citation=citation), small, changed())

    assert (told is None) == (rows == [])
    for row in rows:
        since, mend, least = told
        assert f"the changes since {since} ask for a major step (figures k: low 1 → 2 of k)" == row["wrong"]
        assert (f"set version to {mend}", least, new) == (row["mend"], row["expected"], row["found"])
        assert ("datapackage.json", "version") == (row["file"], row["column"])


def test_without_a_version_a_changed_figure_is_told_all_the_same(versions):
    rows = recorded(versions(old=None), changed())

    assert "f-1 changed since the older version (" in rows[0]["wrong"]
