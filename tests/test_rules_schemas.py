"""The rules on schemas, each on one that comes nearest to breaking it."""

import json

import pytest

from asreported import shipped
from asreported.package import open_package
from asreported.package.shape import misshapen
from asreported.rules.loosening import is_shipped_schema, loosened, retyped


@pytest.fixture
def made(tmp_path):
    """A function that writes a descriptor, and returns the package."""

    def make(*resources, **more):
        descriptor = {"name": "theirs", "resources": list(resources), **more}
        (tmp_path / "datapackage.json").write_text(json.dumps(descriptor))
        return open_package(tmp_path)

    return make


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
    monkeypatch.setattr("asreported.rules.loosening.our_schema", lambda _: given)

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
        ({"fields": [{"name": "a", "type": "int"}]}, 'fields/0/type is "int", and none of: string, '),
        ({"fields": [{"name": "a", "delimiter": ""}]}, "fields/0/delimiter is not as it must be: "),
        ({"fields": [{"name": "a", "delimiter": ";"}]}, None),
        ({"fields": [{"name": "a", "constraints": {"enum": []}}]}, "fields/0/constraints/enum is not as it must be: "),
        ({"fields": [{"name": "a", "constraints": {"enum": [1]}}]}, None),
        ({"fields": [{"name": "a", "constraints": {"minLength": 0, "maxLength": 0}}]}, None),
        (
            {"fields": [{"name": "a", "constraints": {"minLength": -1}}]},
            "fields/0/constraints/minLength is not as it must be: -1 is less than the minimum of 0",
        ),
        ({"primaryKey": 5}, "primaryKey is neither a name nor a list of names, each once: 5"),
        ({"primaryKey": "a"}, None),
        ({"primaryKey": ["a"]}, None),
        ({"primaryKey": []}, "primaryKey is neither a name nor a list of names, each once: []"),
        (
            {"primaryKey": {"é": "x" * 80}},
            'primaryKey is neither a name nor a list of names, each once: {"é": "' + "x" * 53,
        ),
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


def field(name="a", **more):
    return {"name": name, "type": "string", **more}
