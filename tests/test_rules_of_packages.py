"""The rules on files, descriptors and schemas, each on a package that comes nearest to breaking it."""

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
from asreported.rules import files, profile
from asreported.rules.closed_codelist import changed_qualifiers
from asreported.rules.loosening import is_shipped_schema, loosened, retyped
from asreported.rules.recorded import change_recorded
from asreported.rules.shape import misshapen


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
        "",
        None,
        5,
        "sha256:",
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


@pytest.mark.parametrize("kind", ["crc32", "shake_128"])
def test_a_hash_that_nobody_here_can_make_is_told(kind, made):
    (row,) = files.hash_.broken(measured(made(one(hash=f"{kind}:00ff"))))

    assert (f"{kind!r} is no hash that is known here", "list a sha256") == (row["wrong"], row["mend"])
    assert ("datapackage.json", "resources/t/hash", None) == (row["file"], row["column"], row["found"])


@pytest.mark.parametrize(
    ("rule", "facts", "told"),
    [
        (files.bytes_, {"bytes": 6}, None),
        (files.bytes_, {"bytes": 2005}, ("6", "2,005", 6, 2005)),
        (files.bytes_, {"bytes": 5}, ("6", "5", 6, 5)),
        (files.bytes_, {"bytes": "5"}, None),
        (files.bytes_, {}, None),
        (files.rows_, {"rows": 2}, None),
        (files.rows_, {"rows": 3}, ("2", "3", 2, 3)),
        (files.rows_, {"bytes": 3}, None),
    ],
)
def test_a_file_has_the_listed_size(rule, facts, told, made):
    rows = list(rule.broken(measured(made(one(**facts)), rows=2)))

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


def ours(table="figures"):
    return json.loads((shipped.PACKAGE / "schemas" / f"{table}.json").read_text("utf-8"))


@pytest.fixture
def asks_less(made):
    """A function that changes a schema of ours, and returns how it asks for less: columns and reasons."""

    def change(edit, table="figures"):
        schema = ours(table)
        edit(schema, {field["name"]: field for field in schema["fields"]})
        resource = made({"name": table, "path": "t.csv", "schema": schema}).resources[0]
        rows = list(loosened(resource))
        assert {("datapackage.json", table, None)} >= {(row["file"], row["table"], row["found"]) for row in rows}
        return [(row["column"], row["wrong"], row["mend"]) for row in rows]

    return change


def constraint(name, key, value):
    return lambda _, fields: fields[name]["constraints"].update({key: value})


def without(name, key):
    return lambda _, fields: fields[name]["constraints"].pop(key)


@pytest.mark.parametrize(
    "edit",
    [
        lambda *_: None,
        constraint("note", "required", True),
        constraint("figure_id", "required", True),
        constraint("value", "minimum", 0),
        constraint("value", "minimum", "1"),
        constraint("value", "minimum", 1.5),
        constraint("title", "minLength", 2),
        constraint("title", "maxLength", 5),
        constraint("value", "maximum", 5),
        constraint("qualifier", "enum", ["bare"]),
        lambda schema, _: schema.update(missingValues=[""]),
        lambda schema, _: schema.update(primaryKey="figure_id"),
        lambda schema, _: schema["fields"].reverse(),
        lambda schema, _: schema["rules"].append("more"),
        lambda schema, _: schema["foreignKeys"].append(
            {"fields": "note", "reference": {"resource": "x", "fields": "y"}}
        ),
        lambda _, fields: fields["figure_id"].update(title="Key"),
    ],
)
def test_a_schema_that_asks_for_as_much_is_taken(edit, asks_less):
    assert [] == asks_less(edit)


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (without("value", "minimum"), ("value", "minimum", "asks for less than ours", 0)),
        (constraint("value", "minimum", -1), ("value", "minimum", "asks for less than ours", 0)),
        (constraint("value", "minimum", "none"), ("value", "minimum", "asks for less than ours", 0)),
        (constraint("title", "minLength", 0), ("title", "minLength", "asks for less than ours", 1)),
        (without("title", "minLength"), ("title", "minLength", "asks for less than ours", 1)),
        (without("title", "required"), ("title", "required", "asks for less than ours", True)),
        (constraint("title", "required", False), ("title", "required", "asks for less than ours", True)),
        (constraint("figure_id", "pattern", ".*"), ("figure_id", "pattern", "is not ours", None)),
    ],
)
def test_a_constraint_that_asks_for_less_is_told(edit, told, asks_less):
    ((column, wrong, mend),) = asks_less(edit)

    name, key, less, value = told
    assert (name, f"the constraint {key} of {name} {less}") == (column, wrong)
    assert mend.startswith("set it to ")
    assert value is None or f"set it to {value}" == mend


@pytest.mark.parametrize(
    ("name", "key", "looser", "as_strict"),
    [
        ("unique", "unique", [None, False], [True]),
        ("maximum", "maximum", [None, 6, "x"], [5, 4, "5", 4.5]),
        ("maxLength", "maxLength", [None, 6], [5, 4]),
        ("unasked", "required", [], [None, True, False]),
        ("enum", "enum", [None, ["1", "2", "3"]], [["1", "2"], [1], [2, 1]]),
    ],
)
def test_each_constraint_may_be_tightened(name, key, looser, as_strict, made, monkeypatch):
    """Our schemas of today have not every constraint that a schema of ours may have."""
    bounds = {"unique": True, "maximum": 5, "maxLength": 5, "unasked": False, "enum": [1, 2]}
    given = {"fields": [{"name": "a", "constraints": {key: bounds[name]}}], "primaryKey": ["a"]}
    monkeypatch.setattr("asreported.rules.loosening._ours", lambda _: given)

    def is_looser(value):
        field = {"name": "a", "constraints": {} if value is None else {key: value}}
        resource = made({"name": "t", "path": "t.csv", "schema": {"fields": [field], "primaryKey": "a"}}).resources[0]
        return bool(list(loosened(resource)))

    assert [True] * len(looser) == [is_looser(value) for value in looser]
    assert [False] * len(as_strict) == [is_looser(value) for value in as_strict]


@pytest.mark.parametrize(
    ("table", "edit", "told"),
    [
        (
            "figures",
            lambda schema, fields: schema["fields"].remove(fields["note"]),
            ("note", "the field note is missing", "take the field note over from our schema"),
        ),
        (
            "figures",
            lambda _, fields: fields["value"].update(groupChar=","),
            ("value", "the groupChar of value is ,, not None", "give value our groupChar"),
        ),
        (
            "figures",
            lambda schema, _: schema.update(primaryKey=["title"]),
            ("primaryKey", "the primary key is not ours", "set it to ['figure_id']"),
        ),
        (
            "figures",
            lambda schema, _: schema.update(missingValues=["", "-"]),
            ("missingValues", "an empty cell is the only sign of a missing value", 'set missingValues to [""]'),
        ),
        (
            "attributions",
            lambda schema, _: schema["foreignKeys"].pop(0),
            ("foreignKeys", "the foreign key of figure_id is missing", "take it over from our schema"),
        ),
        (
            "attributions",
            lambda schema, _: schema["foreignKeys"][0]["reference"].update(resource="agents"),
            ("foreignKeys", "the foreign key of figure_id is missing", "take it over from our schema"),
        ),
        (
            "figures",
            lambda schema, _: schema["rules"].remove("period-basis"),
            ("rules", "the rule period-basis is missing", "take it over from our schema"),
        ),
    ],
)
def test_what_a_schema_leaves_out_is_told(table, edit, told, asks_less):
    assert [told] == asks_less(edit, table)


def test_of_a_missing_field_nothing_else_is_told_and_the_next_is_judged(asks_less):
    def edit(schema, fields):
        schema["fields"].remove(fields["figure_id"])
        del fields["title"]["constraints"]

    assert ["figure_id", *["title"] * 2] == [column for column, *_ in asks_less(edit)]


def test_a_table_that_is_not_ours_loosens_nothing(made):
    schema = {"fields": [{"name": "value", "type": "string"}]}
    for name in ("theirs", "asreported-profile-1"):
        resource = made({"name": name, "path": "t.csv", "schema": schema}).resources[0]

        assert [] == list(loosened(resource))
        assert not is_shipped_schema(resource)
        assert not retyped(resource)


def test_a_schema_of_its_own_file_is_told_by_the_file(made, tmp_path):
    schema = ours()
    schema["rules"] = []
    (tmp_path / "figures.json").write_text(json.dumps(schema))

    rows = list(loosened(made({"name": "figures", "path": "t.csv", "schema": "figures.json"}).resources[0]))

    assert {"figures.json"} == {row["file"] for row in rows}


@pytest.mark.parametrize(
    ("edit", "is_retyped"),
    [
        (lambda *_: None, False),
        (lambda _, fields: fields["title"].update(title="x"), False),
        (lambda _, fields: fields["value"].update(type="string"), True),
        (lambda _, fields: fields["title"].update(type="integer"), True),
        (lambda schema, _: schema["fields"].append({"name": "more", "type": "integer"}), False),
        (lambda schema, _: schema["fields"].pop(), False),
    ],
)
def test_a_field_of_another_type_is_noticed(edit, is_retyped, made):
    schema = ours()
    edit(schema, {field["name"]: field for field in schema["fields"]})

    assert is_retyped == retyped(made({"name": "figures", "path": "t.csv", "schema": schema}).resources[0])


SOUND = {"fields": [{"name": "a"}]}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, None),
        ({"fields": 5}, "fields is not as it must be: 5 is not of type 'array'"),
        ({"fields": []}, "fields is not as it must be: "),
        ({"fields": [{}]}, "fields/0 is not as it must be: 'name' is a required property"),
        ({"fields": [{"name": ""}]}, "fields/0/name is not as it must be: "),
        ({"fields": [{"name": "x"}]}, None),
        ({"fields": [{"name": "a", "type": "int"}]}, "fields/0/type is not as it must be: 'int' is not one of "),
        ({"fields": [{"name": "a", "delimiter": ""}]}, "fields/0/delimiter is not as it must be: "),
        ({"fields": [{"name": "a", "delimiter": ";"}]}, None),
        ({"fields": [{"name": "a", "constraints": {"enum": []}}]}, "fields/0/constraints/enum is not as it must be: "),
        ({"fields": [{"name": "a", "constraints": {"enum": [1]}}]}, None),
        ({"fields": [{"name": "a", "constraints": {"minLength": 0, "maxLength": 0}}]}, None),
        (
            {"fields": [{"name": "a", "constraints": {"minLength": -1}}]},
            "fields/0/constraints/minLength is not as it must be: -1 is less than the minimum of 0",
        ),
        ({"primaryKey": 5}, "primaryKey is neither a name nor a list of names: 5"),
        ({"primaryKey": "a"}, None),
        ({"primaryKey": ["a"]}, None),
        ({"primaryKey": []}, "primaryKey is neither a name nor a list of names: []"),
        ({"primaryKey": {"é": "x" * 80}}, 'primaryKey is neither a name nor a list of names: {"é": "' + "x" * 53),
        ({"foreignKeys": [{}]}, "foreignKeys/0 is not as it must be: 'fields' is a required property"),
        (
            {"foreignKeys": [{"fields": "a", "reference": {}}]},
            "foreignKeys/0/reference is not as it must be: 'fields' is a required property",
        ),
        ({"foreignKeys": [{"fields": "a", "reference": {"fields": "a"}}]}, None),
        ({"missingValues": ["", {"value": "-"}]}, None),
        ({"missingValues": [{}]}, "missingValues/0 is not as it must be: "),
        ({"rules": [5]}, "rules/0 is not as it must be: 5 is not of type 'string'"),
    ],
)
def test_a_schema_has_its_shape(change, told):
    found = misshapen({**SOUND, **change})

    assert (found is None) == (told is None)
    assert told is None or found.startswith(told)
    assert not (told or "").endswith("x" * 53) or told == found


def test_a_schema_without_fields_is_told_and_a_message_is_cut():
    assert "the schema is not as it must be: 'fields' is a required property" == misshapen({})
    found = misshapen({**SOUND, "rules": ["x", {"a": "y" * 200}]})
    assert len("rules/1 is not as it must be: ") + 120 == len(found)


def told_of(rule, package):
    return [(row["column"], row["wrong"]) for row in rule.broken(package)]


def field(name="a", **more):
    return {"name": name, "type": "string", **more}


def keyed(fields=("a",), target="t", there=("a",), types=("string", "string")):
    """Return two resources, the first with a key to another."""
    reference = {"resource": target, "fields": list(there)}
    key = {"fields": list(fields), "reference": reference}
    return (
        one(schema={"fields": [field(type=types[0])], "foreignKeys": [key]}),
        {"name": "u", "path": "u.csv", "schema": {"fields": [field("b", type=types[1])]}},
    )


@pytest.mark.parametrize(
    ("resources", "told"),
    [
        (keyed(), []),
        (keyed(target=""), []),
        (keyed(target="u", there=["b"]), []),
        (
            keyed(target="gone"),
            ["a foreign key of t points at the resource 'gone', and there is none"],
        ),
        (keyed(target="u"), ["a foreign key of t names the field 'a', and u has none"]),
        (keyed(fields=["x"]), ["a foreign key of t names the field 'x', and t has none"]),
        (keyed(fields=["x"], target="u"), ["a foreign key of t names the field 'x', and t has none"]),
        (keyed(target="u", there=["b", "b"]), ["a foreign key of t leads from 1 fields to 2"]),
        (
            keyed(target="u", there=["b"], types=("string", "integer")),
            ["t.a is string and leads to u.b, which is integer"],
        ),
    ],
)
def test_a_foreign_key_leads_to_fields_that_are_there(resources, told, made):
    found = told_of(profile.descriptor, made(*resources))

    assert set(told) <= {wrong for _, wrong in found}
    assert bool(told) == bool(found)
    assert not told or ("resources/t/schema", told[0]) in found


def test_each_key_of_a_schema_is_judged_and_what_cannot_be_read_is_left(made):
    first, second = keyed(target="gone")
    first["schema"]["foreignKeys"].append({"fields": "x", "reference": {"resource": "t", "fields": "a"}})
    broken = {"name": "v", "path": "v.csv", "schema": {"fields": []}}
    third = {"fields": ["a"], "reference": {"resource": "v", "fields": ["a"]}}
    fourth = {"fields": ["a", "a"], "reference": {"resource": "t", "fields": ["a"]}}
    fifth = {"fields": ["y"], "reference": {"resource": "t", "fields": ["a"]}}
    first["schema"]["foreignKeys"] += [third, fourth, fifth]

    found = [
        wrong for _, wrong in told_of(profile.descriptor, made(first, second, broken)) if "foreign key of t" in wrong
    ]

    for told in (
        "a foreign key of t points at the resource 'gone', and there is none",
        "a foreign key of t names the field 'x', and t has none",
        "a foreign key of t leads from 2 fields to 1",
        "a foreign key of t names the field 'y', and t has none",
    ):
        assert told in found
    assert not any("v" in wrong.split() for wrong in found)


@pytest.mark.parametrize(
    ("schema", "why", "fix"),
    [
        (SOUND, None, None),
        (
            {"fields": [field(), field()]},
            "the Table Schema cannot be used: two fields have the name 'a'",
            "mend the schema",
        ),
        (
            {"fields": []},
            "the Table Schema cannot be used: fields is not as it must be",
            "give each column a field with a name",
        ),
        ({**SOUND, "rules": 5}, "the Table Schema cannot be used: rules is not as it must be", "mend the schema"),
        ("gone.json", "the schema gone.json: ", None),
        ("../x.json", "the schema ../x.json: ", None),
        ("broken.json", "the Table Schema is not readable: ", "mend the JSON"),
    ],
)
def test_a_schema_that_cannot_be_used_is_one_finding(schema, why, fix, made, tmp_path):
    (tmp_path / "broken.json").write_text("{")
    found = profile.schema_fault(made(one(schema=schema)).resources[0])

    assert (why is None) == (found is None)
    if found:
        assert found.why.startswith(why)
        assert fix in {None, found.fix}
        named = "broken.json" if schema == "broken.json" else "datapackage.json"
        assert (named, "t") == (found.file, found.table)


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("schemas/asreported-profile-2.json", "2"),
        ("asreported-profile-next.json", "next"),
        ("https://example.org/asreported-profile-1.1.json", "1.1"),
        ("schemas/asreported-profile-1.json", None),
        ("schemas/my-asreported-profile-2.json", None),
        ("https://example.org/other.json", None),
    ],
)
def test_another_version_of_our_profile_is_told(named, told, made):
    rows = list(profile.unknown_profile(made(one(), **{"$schema": named})))

    assert [f"the package names version {told} of our profile, and this asreported knows version 1 alone"][
        : told is not None
    ] == [row["wrong"] for row in rows]
    assert {named} >= {row["found"] for row in rows}


def test_a_package_without_a_profile_is_of_none(made):
    assert [] == list(profile.unknown_profile(made(one())))


@pytest.mark.parametrize(
    ("more", "column", "wrong"),
    [
        ({"resources": []}, "resources", None),
        ({"resources": [{"path": "t.csv"}]}, "resources/0", None),
        ({"licenses": [{}]}, "licenses/0", None),
        ({"version": 5}, "version", "5 is not of type 'string'"),
    ],
)
def test_a_descriptor_that_breaks_the_official_profile_is_told(more, column, wrong, made):
    rows = list(profile.descriptor.broken(made(one(), **more)))

    assert column in {row["column"] for row in rows}
    assert all(f"mend {row['column']} in the descriptor" == row["mend"] for row in rows)
    assert wrong is None or wrong in {row["wrong"] for row in rows}


def test_a_descriptor_that_keeps_the_official_profile_is_left_alone(made, tmp_path):
    (tmp_path / "s.json").write_text(json.dumps(SOUND))

    assert [] == told_of(profile.descriptor, made(one(), {"name": "u", "path": "u.csv", "schema": "s.json"}))


def test_what_the_standard_says_of_a_path_is_told_by_another_rule(made):
    assert "resources/0/path" not in {column for column, _ in told_of(profile.descriptor, made(one(path="../x")))}


def test_two_resources_of_one_name_and_a_nonsense_dialect_are_told(made):
    assert told_of(profile.descriptor, made(one(), one(path="u.csv")))
    assert told_of(profile.descriptor, made(one(dialect={"delimiter": 5})))
    assert [] == told_of(profile.descriptor, made(one(dialect={"delimiter": ";"})))


def test_our_tables_by_one_name_are_told_too(made):
    listed = {"name": "qualifiers", "path": "f.csv", "schema": ours("qualifiers")}

    assert [] == told_of(profile.descriptor, made(listed, one()))
    assert told_of(profile.descriptor, made(listed, {**listed, "path": "g.csv"}))
    assert told_of(profile.descriptor, made({**listed, "dialect": {"delimiter": 5}}))


def test_a_long_message_is_cut(made):
    rows = list(profile.descriptor.broken(made(one(), version=["x" * 500])))

    assert {200} == {len(row["wrong"]) for row in rows}
    assert {60} == {len(row["found"]) for row in rows}
    assert all(row["wrong"].endswith("…") and row["found"].endswith("…") for row in rows)


@pytest.mark.parametrize(("length", "is_cut"), [(58, False), (59, True)])
def test_what_was_found_is_cut_after_60_signs(length, is_cut, made):
    (row,) = profile.descriptor.broken(made(one(), licenses="é" * length))

    assert (60, is_cut) == (len(row["found"]), row["found"].endswith("…"))


@pytest.mark.parametrize(("length", "is_cut"), [(172, False), (173, True)])
def test_a_message_is_cut_after_200_signs(length, is_cut, made):
    (row,) = profile.descriptor.broken(made(one(), version=["x" * length]))

    assert (200, is_cut) == (len(row["wrong"]), row["wrong"].endswith("…"))


def test_a_package_under_our_profile_loosens_nothing_of_it(package):
    assert [] == told_of(profile.profile, open_package(package))
    descriptor = json.loads((package / "datapackage.json").read_text())
    del descriptor["created"]
    (package / "datapackage.json").write_text(json.dumps(descriptor))
    assert ["'created' is a required property"] == [
        wrong for _, wrong in told_of(profile.profile, open_package(package))
    ]


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
            listed = [{"name": n, "path": f"data/{n}.csv", "schema": copy.deepcopy(SOUND)} for n in tables]
            descriptor = {"name": "p", "resources": listed, **({"version": version} if version else {})}
            (folder / "datapackage.json").write_text(json.dumps(descriptor))
            if log:
                (folder / "CHANGELOG.md").write_text(log)
            if citation:
                (folder / "CITATION.cff").touch()
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
