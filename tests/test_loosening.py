"""Our fields may be tightened, and never loosened: each way of asking for less is refused with a message."""

import json

import pytest

from asreported.validating import validate


def change(package, table, edit):
    place = package / "schemas" / f"{table}.json"
    schema = json.loads(place.read_text())
    edit(schema, {field["name"]: field for field in schema["fields"]})
    place.write_text(json.dumps(schema))


def profile_faults(package):
    return [(f.column, f.why) for f in validate(package).findings if f.rule == "profile"]


def drop(name):
    return lambda schema, fields: schema["fields"].remove(fields[name])


def without(name, constraint):
    return lambda _, fields: fields[name]["constraints"].pop(constraint)


def with_(name, constraint, value):
    return lambda _, fields: fields[name]["constraints"].update({constraint: value})


def form(name, key, value):
    return lambda _, fields: fields[name].update({key: value})


def top(key, value):
    return lambda schema, _: schema.update({key: value})


LOOSER = [
    ("figures", drop("note"), "note", "the field note is missing"),
    ("figures", without("title", "required"), "title", "the constraint required of title asks for less than ours"),
    ("figures", with_("title", "required", False), "title", "the constraint required of title asks for less than ours"),
    ("figures", with_("title", "minLength", 0), "title", "the constraint minLength of title asks for less than ours"),
    ("figures", without("value", "minimum"), "value", "the constraint minimum of value asks for less than ours"),
    ("figures", with_("value", "minimum", -1), "value", "the constraint minimum of value asks for less than ours"),
    ("figures", without("qualifier", "enum"), "qualifier", "the constraint enum of qualifier asks for less than ours"),
    ("agents", with_("kind", "enum", ["person", "god"]), "kind", "the constraint enum of kind asks for less than ours"),
    ("figures", with_("figure_id", "pattern", ".*"), "figure_id", "the constraint pattern of figure_id is not ours"),
    ("figures", form("value", "type", "string"), "value", "the type of value is string, not integer"),
    ("figures", form("value", "bareNumber", False), "value", "the bareNumber of value is False, not None"),
    ("figures", form("value", "groupChar", ","), "value", "the groupChar of value is ,, not None"),
    ("figures", form("period_start", "format", "any"), "period_start", "the format of period_start is any, not None"),
    ("agents", form("also_called", "delimiter", ";"), "also_called", "the delimiter of also_called is ;, not |"),
    ("figures", form("note", "missingValues", ["n/a"]), "note", "the missingValues of note is ['n/a'], not None"),
    ("figures", top("missingValues", ["", "-"]), "missingValues", "an empty cell is the only sign of a missing value"),
    ("attributions", top("primaryKey", ["figure_id"]), "primaryKey", "the primary key is not ours"),
    ("figures", lambda schema, _: schema.pop("primaryKey"), "primaryKey", "the primary key is not ours"),
    ("attributions", top("foreignKeys", []), "foreignKeys", "the foreign key of figure_id is missing"),
    ("figures", top("rules", []), "rules", "the rule bounds-follow-qualifier is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "edit", "column", "why"), LOOSER, ids=[why for *_, why in LOOSER])
def test_a_table_that_asks_for_less_is_refused(table, edit, column, why, package):
    change(package, table, edit)

    assert (column, why) in profile_faults(package)


@pytest.mark.parametrize(
    "edit",
    [
        lambda schema, _: schema["fields"].append({"name": "colour", "type": "string"}),
        with_("note", "required", False),
        with_("phrase", "maxLength", 200),
        with_("low", "maximum", 10**9),
        with_("low", "minimum", "0"),
        with_("period_precision", "enum", ["day", "month"]),
        lambda schema, _: schema.update(uniqueKeys=[["title", "source_id"]]),
    ],
    ids=["a column more", "as ours", "a longest text", "a maximum", "a minimum as text", "fewer codes", "unique keys"],
)
def test_a_table_that_asks_for_more_is_taken(edit, package):
    change(package, "figures", edit)

    assert [] == profile_faults(package)


@pytest.mark.parametrize(
    "edit",
    [
        form("value", "constraints", None),
        form("value", "constraints", ["required"]),
        with_("value", "minimum", None),
        with_("title", "minimum", 5),
        lambda _, fields: (fields["low"].update(type="string"), fields["low"]["constraints"].clear()),
        with_("title", "minLength", "1"),
        with_("qualifier", "enum", 5),
        with_("qualifier", "enum", [["bare"]]),
        top("primaryKey", 5),
        top("foreignKeys", 5),
        top("foreignKeys", [5]),
        top("foreignKeys", [{"fields": "source_id"}]),
        top("foreignKeys", [{"fields": ["source_id"], "reference": {"resource": 3}}]),
        top("rules", 5),
        top("rules", [["x"]]),
        top("missingValues", 5),
        top("fields", 5),
        top("fields", [5]),
        top("fields", [{"name": 5}]),
    ],
    ids=range(19),
)
def test_a_schema_that_is_nonsense_is_a_finding_and_no_traceback(edit, package):
    change(package, "figures", edit)

    report = validate(package)

    assert not report.valid
    assert {"profile", "descriptor"} & {finding.rule for finding in report.findings}
