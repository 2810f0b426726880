"""The rules on descriptors, each on one that comes nearest to breaking it."""

import json

import pytest

from asreported import shipped, validate
from asreported.package import open_package
from asreported.rules import profile


@pytest.fixture
def made(tmp_path):
    """A function that writes a descriptor, and returns the package."""

    def make(*resources, **more):
        descriptor = {"name": "theirs", "resources": list(resources), **more}
        (tmp_path / "datapackage.json").write_text(json.dumps(descriptor))
        return open_package(tmp_path)

    return make


def one(**more):
    return {"name": "t", "path": "t.csv", **more}


def ours(table="figures"):
    return json.loads((shipped.PACKAGE / "schemas" / f"{table}.json").read_text("utf-8"))


SOUND = {"fields": [{"name": "a"}]}


def told_of(rule, package):
    return [(row["column"], row["wrong"]) for row in rule.broken(package)]


def field(name="a", **more):
    given = {"name": name, "type": "string", **more}
    return {key: value for key, value in given.items() if value is not None}


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
        (keyed(target="u", there=["b", "c"]), ["a foreign key of t leads from 1 fields to 2"]),
        (
            keyed(target="u", there=["b"], types=("string", "integer")),
            ["t.a is string and leads to u.b, which is integer"],
        ),
        (keyed(target="u", there=["b"], types=(None, "any")), []),
        (keyed(target="u", there=["b"], types=(None, "string")), []),
        (
            keyed(target="u", there=["b"], types=(None, "integer")),
            ["t.a is any and leads to u.b, which is integer"],
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
    fourth = {"fields": ["a", "z"], "reference": {"resource": "t", "fields": ["a"]}}
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
        ({"licenses": [{}]}, "licenses/0", "'name' is a required property"),
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
    found = told_of(profile.descriptor, made(one(path="/t.csv"), {"name": 5, "path": ["../u.csv"]}))

    assert ["resources/1/name"] == [column for column, _ in found]


@pytest.mark.parametrize("path", [5, [], {}, None, True, ["t.csv", 5]], ids=str)
@pytest.mark.parametrize("schema", [{}, {"schema": {"fields": [{"name": "a"}]}}], ids=["bare", "with a schema"])
def test_what_is_no_path_is_told_as_such(path, schema, made):
    package = made({"name": "t", "path": path, **schema})
    found = told_of(profile.descriptor, package)

    assert [("resources/0/path", "a path is the path of a file, or a list of them")] == found
    assert not any("rows is not a list" in f.why for f in validate(package).findings)


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


def test_a_key_of_no_field_is_told(made):
    ((place, wrong),) = told_of(profile.descriptor, made(one(schema={"fields": [{"name": "a"}], "primaryKey": "b"})))

    assert place.startswith("resources/")
    assert "primaryKey of" in wrong
    assert "names the field 'b'" in wrong


@pytest.mark.parametrize("schema", ["gone.json", {"fields": 5}])
def test_a_schema_that_cannot_be_used_is_told_by_itself_and_not_here(schema, made):
    assert [] == told_of(profile.descriptor, made(one(schema=schema)))


def test_a_table_of_ours_that_is_missing_is_named(package):
    place = package / "datapackage.json"
    descriptor = json.loads(place.read_text())
    descriptor["resources"] = [one for one in descriptor["resources"] if one["name"] != "incidents"]
    place.write_text(json.dumps(descriptor))

    assert ["the table incidents is missing, or has no Table Schema"] == [
        wrong for _, wrong in told_of(profile.profile, open_package(package))
    ]


@pytest.mark.parametrize("table", ["figures", "numbers", "qualifiers"])
def test_a_table_of_ours_without_its_schema_is_refused(package, table):
    place = package / "datapackage.json"
    descriptor = json.loads(place.read_text())
    del next(one for one in descriptor["resources"] if one["name"] == table)["schema"]
    place.write_text(json.dumps(descriptor))

    report = validate(package)

    assert [f"the table {table} is missing, or has no Table Schema"] == [
        f.why for f in report.findings if f.severity == "error"
    ]
    assert not report.valid


def test_a_foreign_key_to_a_table_without_a_schema_is_not_passed_over(made):
    first, second = keyed(target="u", there=["b"])
    del second["schema"]

    told = [wrong for _, wrong in told_of(profile.descriptor, made(first, second))]

    assert ["a foreign key of t leads to u, which has no Table Schema to follow it by"] == told


def test_a_schema_that_cannot_be_used_hides_nothing_of_the_profile(package):
    place = package / "datapackage.json"
    descriptor = json.loads(place.read_text())
    for one in descriptor["resources"]:
        if one["name"] in {"figures", "numbers"}:
            one["schema"] = {"fields": "all"} if one["name"] == "figures" else {"fields": [{"name": "figure_id"}]}
    place.write_text(json.dumps(descriptor))

    assert {"descriptor", "profile"} <= {f.rule for f in validate(package).findings}


def test_a_package_under_our_profile_loosens_none_of_its_tables(package):
    place = package / "schemas" / "figures.json"
    place.write_text(json.dumps({**json.loads(place.read_text()), "missingValues": ["-"]}))

    assert ["missingValues"] == [column for column, _ in told_of(profile.profile, open_package(package))]


def test_a_package_under_our_profile_loosens_nothing_of_it(package):
    assert [] == told_of(profile.profile, open_package(package))
    descriptor = json.loads((package / "datapackage.json").read_text())
    del descriptor["created"]
    (package / "datapackage.json").write_text(json.dumps(descriptor))
    assert ["'created' is a required property"] == [
        wrong for _, wrong in told_of(profile.profile, open_package(package))
    ]
