import hashlib
import json

import polars as pl
import pytest
from faults import apply

from asreported.explaining import KnownFault
from asreported.package import read_json
from asreported.validating import validate


def foreign(folder, csv_text, fields, *, schema=None, resource=None, others=()):
    """Write a package that is not under our profile."""
    (folder / "table.csv").write_text(csv_text)
    table = {"name": "table", "path": "table.csv", "schema": {"fields": fields, **(schema or {})}, **(resource or {})}
    (folder / "datapackage.json").write_text(json.dumps({"name": "theirs", "resources": [table, *others]}))
    return folder


def errors(package):
    return tuple(finding for finding in validate(package).findings if finding.severity == "error")


def rules_and_lines(report):
    return [(finding.rule, finding.line) for finding in report.findings]


@pytest.mark.parametrize(
    ("field", "cells", "expected"),
    [
        ({"type": "integer", "constraints": {"unique": True}}, ["1", "2", "1"], [("unique", 4)]),
        ({"constraints": {"minLength": 2}}, ["ab", "a"], [("min-length", 3)]),
        ({"constraints": {"maxLength": 2}}, ["ab", "abc"], [("max-length", 3)]),
        ({"type": "number", "constraints": {"maximum": 1.5}}, ["1.5", "1.6"], [("maximum", 3)]),
        ({"type": "integer", "constraints": {"exclusiveMinimum": 1}}, ["2", "1"], [("minimum", 3)]),
        ({"type": "date", "constraints": {"minimum": "2021-01-01"}}, ["2021-01-01", "2020-12-31"], [("minimum", 3)]),
        ({"constraints": {"pattern": "[a-z]+"}}, ["abc", "abc1"], [("pattern", 3)]),
        ({"type": "integer", "constraints": {"enum": ["1", "2"]}}, ["1", "3"], [("enum", 3)]),
        ({"type": "string", "categories": ["a", "b"]}, ["a", "c"], [("enum", 3)]),
        ({"type": "boolean"}, ["TRUE", "0", "perhaps"], [("type-error", 4)]),
        ({"type": "integer"}, ["+40", "007", "4.0"], [("type-error", 4)]),
        ({"type": "string"}, [" untrimmed "], []),
        ({"type": "integer", "missingValues": ["n/a"]}, ["1", "n/a"], []),
        ({"type": "any"}, ["1", "x"], []),
    ],
    ids=str,
)
def test_another_package_is_held_to_its_own_schema(field, cells, expected, tmp_path):
    foreign(tmp_path, "\n".join(["a", *cells]) + "\n", [{"name": "a", **field}])

    assert expected == rules_and_lines(validate(tmp_path))


def test_composite_keys_are_checked_across_tables(tmp_path):
    (tmp_path / "other.csv").write_text("x,y\n1,1\n1,2\n")
    pair = [{"name": "x", "type": "integer"}, {"name": "y", "type": "integer"}]
    other = {"name": "other", "path": "other.csv", "schema": {"fields": pair, "primaryKey": ["x", "y"]}}
    reference = {"resource": "other", "fields": ["x", "y"]}
    schema = {"foreignKeys": [{"fields": ["x", "y"], "reference": reference}], "uniqueKeys": [["x", "y"]]}
    foreign(tmp_path, "x,y\n1,1\n2,1\n1,1\n", pair, schema=schema, others=[other])

    assert rules_and_lines(validate(tmp_path)) == [("foreign-key", 3), ("unique", 4)]


def test_a_foreign_key_into_nowhere_is_a_fault_of_the_descriptor(tmp_path):
    schema = {"foreignKeys": [{"fields": "a", "reference": {"resource": "gone", "fields": "a"}}]}
    foreign(tmp_path, "a\n1\n", [{"name": "a", "type": "integer"}], schema=schema)

    assert {"descriptor"} == {finding.rule for finding in validate(tmp_path).findings}


def test_a_pattern_that_takes_exponential_time_elsewhere_is_refused_or_quick(tmp_path):
    foreign(tmp_path, "a\n" + "a" * 5000 + "!\n", [{"name": "a", "constraints": {"pattern": "(a+)+"}}])

    assert rules_and_lines(validate(tmp_path)) == [("pattern", 2)]


def test_a_pattern_that_cannot_run_in_linear_time_is_named(tmp_path):
    foreign(tmp_path, "a\nx\n", [{"name": "a", "constraints": {"pattern": "(?=x)x"}}])

    report = validate(tmp_path)

    assert [finding.rule for finding in report.findings] == ["descriptor"]
    assert "(?=x)x" in report.findings[0].why


def test_parquet_is_held_to_the_same_schema(tmp_path):
    frame = pl.DataFrame({"a": [1, None, 3], "tags": [["x"], [], None]})
    frame.write_parquet(tmp_path / "table.parquet")
    fields = [{"name": "a", "type": "integer", "constraints": {"minimum": 2}},
              {"name": "tags", "type": "list", "delimiter": "|"}]  # fmt: skip
    foreign(tmp_path, "", fields, resource={"path": "table.parquet", "format": "parquet"})
    (tmp_path / "table.csv").unlink()

    findings = validate(tmp_path).findings

    assert [(f.rule, f.row, f.found) for f in findings] == [("minimum", 2, "1")]


def test_inline_rows_are_checked_too(tmp_path):
    foreign(tmp_path, "", [{"name": "a", "type": "integer"}], resource={"data": [{"a": 1}, {"a": "x"}]})
    (tmp_path / "table.csv").unlink()
    descriptor = read_json((tmp_path / "datapackage.json").read_bytes())
    del descriptor["resources"][0]["path"]
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor))

    assert [(f.rule, f.row) for f in validate(tmp_path).findings] == [("type-error", 3)]


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha512"])
def test_hashes_of_other_packages_are_checked_whatever_their_algorithm(algorithm, tmp_path):
    right = hashlib.new(algorithm, b"a\n1\n").hexdigest()
    for digest, expected in ((right, set()), ("0" * len(right), {"hash"})):
        foreign(tmp_path, "a\n1\n", [{"name": "a"}], resource={"hash": f"{algorithm}:{digest}"})

        assert expected == {finding.rule for finding in validate(tmp_path).findings}


def test_a_plain_package_is_said_to_be_one(tmp_path):
    assert not validate(foreign(tmp_path, "a\n1\n", [{"name": "a"}])).profiled


@pytest.mark.parametrize("number", ["2", "10", "1.1", "next"])
def test_a_package_under_another_version_of_our_profile_is_not_called_valid(number, package):
    place = package / "datapackage.json"
    place.write_text(place.read_text().replace("asreported-profile-1.json", f"asreported-profile-{number}.json"))

    (error,) = [f for f in validate(package).findings if f.severity == "error"]

    assert ("profile", "$schema") == (error.rule, error.column)
    assert f"names version {number} of our profile" in error.why


def test_all_broken_rows_are_counted_whatever_is_kept(tmp_path):
    foreign(tmp_path, "a\n" + "x\n" * 5000, [{"name": "a", "type": "integer"}])

    report = validate(tmp_path, limit=3)

    assert (len(report.findings), report.total()) == (3, 5000)


def test_every_problem_is_reported_in_one_run(package):
    apply(KnownFault("", "dataset/figures.csv", "fighters-killed", "value", "5", "five"), package)
    apply(KnownFault("", "dataset/figures.csv", "attacks-on-us-interests", "low", "41", "40"), package)
    apply(KnownFault("", "dataset/attributions.csv", "drone-attacks+2", "agent_id", "reuters", "reuterz"), package)
    apply(KnownFault("", "dataset/agents.csv", "joe-biden", "kind", "person", "human"), package)

    assert {"type-error", "bounds-follow-qualifier", "foreign-key", "enum"} == {f.rule for f in errors(package)}


def test_a_finding_says_where_what_why_and_what_next(package):
    apply(KnownFault("", "dataset/figures.csv", "attacks-on-us-interests", "low", "41", "40"), package)

    (finding,) = errors(package)

    assert (finding.file, finding.line, finding.row, finding.column) == ("dataset/figures.csv", 3, 3, "low")
    assert (finding.found, finding.expected) == ("40", "41")
    assert finding.why == "the qualifier is more_than and the value 40, so low must be 41"
    assert finding.fix == "set low to 41"


def test_a_package_may_add_columns_and_measures_of_its_own(package):
    schema = package / "schemas" / "figures.json"
    descriptor = json.loads(schema.read_text())
    descriptor["fields"].append({"name": "weapon", "type": "string"})
    schema.write_text(json.dumps(descriptor))
    measures = package / "dataset" / "codelists" / "measures.csv"
    measures.write_text(measures.read_text() + "wells,Wells,A well.,objects,flow,,well|wells\n")

    apply(KnownFault("", "dataset/figures.csv", "(columns)", "weapon", "", "new"), package)

    assert () == errors(package)


def test_bytes_that_are_no_table_never_raise(package):
    place = package / "dataset" / "figures.csv"
    original = place.read_bytes()
    for content in (
        b"",
        b"\n",
        b"\xff\xfe\x00",
        b'"',
        b"figure_id\n" * 3,
        original[:500],
        original.replace(b",", b";"),
    ):
        place.write_bytes(content)

        assert not validate(package).valid


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("al-jazeera-2021-06-28,article", "al-jazeera,article", "foreign-key"),
        ("source_id,kind", "source,kind", "missing-label"),
    ],
    ids=["another key", "no column of keys"],
)
def test_a_text_whose_source_is_lost_hides_no_other_fault(package, tmp_path, before, after, rule):
    apply(KnownFault("", "dataset/sources.csv", "", "(text)", before, after), package)

    report = validate(package, texts={"al-jazeera-2021-06-28": tmp_path / "any.txt"})

    assert rule in {finding.rule for finding in report.findings}
    assert any("the text of al-jazeera-2021-06-28 was not compared" in remark for remark in report.remarks)


def test_a_text_is_not_compared_with_a_package_of_a_profile_that_is_not_known(package, tmp_path):
    apply(KnownFault("", "datapackage.json", "", "$schema", "", '"schemas/asreported-profile-2.json"'), package)

    report = validate(package, texts={"al-jazeera-2021-06-28": tmp_path / "any.txt"})

    assert {"profile"} == {finding.rule for finding in report.findings if finding.severity == "error"}
    assert any("was not compared" in remark for remark in report.remarks)


@pytest.mark.parametrize("table", ["measures", "sources", "figures"])
def test_a_table_schema_that_is_cut_off_is_a_finding(package, table):
    schema = package / f"schemas/{table}.json"
    schema.write_bytes(schema.read_bytes()[:-500])

    assert ("descriptor", f"schemas/{table}.json") in {(f.rule, f.file) for f in validate(package).findings}


@pytest.mark.parametrize(
    "fields", [[{"name": "source_id"}], [{"name": "source_id"}, {"name": "language", "type": "list"}]]
)
def test_sources_that_tell_no_language_are_a_finding(package, fields):
    (package / "schemas/sources.json").write_text(json.dumps({"fields": fields}))

    assert ("profile", "schemas/sources.json") in {(f.rule, f.file) for f in validate(package).findings}


def test_figures_without_their_places_wait_for_the_rules_with_the_text(package, tmp_path):
    apply(KnownFault("", "dataset/figures.csv", "", "(text)", "phrase,at,coded_by", "phrase, at,coded_by"), package)
    text = tmp_path / "text.txt"
    text.write_text("A text.")

    report = validate(package, texts={"al-jazeera-2021-06-28": text})

    assert "phrase-verbatim" in report.waiting
    assert not report.valid
