"""The profile as JSON Schema says the same in two independent engines, and its page names every rule."""

import copy
import json
import re
from importlib import resources
from pathlib import Path

import fastjsonschema
import jsonschema
import pytest
from referencing import Registry
from referencing.jsonschema import DRAFT7

from asreported import shipped
from asreported.creating import new_package
from asreported.package import PROFILE, open_package
from asreported.package.cells import CANONICAL
from asreported.qualifiers import qualifiers
from asreported.rules.book import BOOK
from asreported.rules.profile import OFFICIAL, our_profile

ROOT = Path(__file__).parents[1]
OFFICIAL_PROFILE = json.loads(
    resources.files("asreported.profiles").joinpath("datapackage-2.0.json").read_text("utf-8")
)


@pytest.fixture(scope="module")
def engines():
    """Each engine as a function that tells whether a descriptor keeps the profile."""
    registry = Registry().with_resource(OFFICIAL, DRAFT7.create_resource(OFFICIAL_PROFILE))
    first = jsonschema.Draft7Validator(dict(our_profile()), registry=registry)
    second = fastjsonschema.compile(
        dict(our_profile()), handlers={"https": {OFFICIAL: OFFICIAL_PROFILE}.__getitem__}, use_formats=False
    )

    def second_holds(descriptor):
        try:
            second(copy.deepcopy(descriptor))
        except fastjsonschema.JsonSchemaValueException:
            return False
        return True

    return {"jsonschema": first.is_valid, "fastjsonschema": second_holds}


def shipped_descriptor():
    return copy.deepcopy(dict(open_package().descriptor))


def lacking(key):
    return lambda d: d.pop(key)


def setting(key, value):
    return lambda d: d.update({key: value})


def first(key, value):
    return lambda d: d["resources"][0].update({key: value})


def first_lacking(key):
    return lambda d: d["resources"][0].pop(key)


REQUIRED = ["$schema", "name", "title", "version", "created", "licenses", "resources"]
VALID = {
    "as shipped": lambda _: None,
    "a table more": lambda d: d["resources"].append({**d["resources"][0], "name": "vessels"}),
    "a file that is no table": lambda d: d["resources"].append(
        {"name": "map", "path": "map.png", "bytes": 1, "hash": "sha256:" + "0" * 64}
    ),
    "the profile at an address": setting("$schema", "https://example.org/asreported-profile-1.json"),
    "an inline schema": first("schema", {"fields": [{"name": "a", "type": "string"}]}),
    "a key of one's own": setting("x-team", {"lead": "Jane Roe"}),
}
BROKEN = {
    **{f"no {key}": lacking(key) for key in REQUIRED},
    "no contributors": lacking("contributors"),
    "another profile": setting("$schema", "schemas/asreported-profile-2.json"),
    "a name that only ends like ours": setting("$schema", "my-asreported-profile-1.json"),
    "a version of two parts": setting("version", "1.0"),
    "a version with a zero before": setting("version", "1.01.0"),
    "a title that is a number": setting("title", 5),
    "a licence without name and path": setting("licenses", [{}]),
    "resources that are an object": setting("resources", {}),
    "no resource": setting("resources", []),
    "a table less": lambda d: d["resources"].pop(),
    "a table under another name": first("name", "counts"),
    "no bytes": first_lacking("bytes"),
    "no hash": first_lacking("hash"),
    "no rows": first_lacking("rows"),
    "no schema": first_lacking("schema"),
    "a hash of another kind": first("hash", "md5:" + "0" * 32),
    "a hash in capitals": first("hash", "sha256:" + "A" * 64),
    "bytes below zero": first("bytes", -1),
    "rows that are a text": first("rows", "16"),
    "a path that leads out": first("path", "../figures.csv"),
}  # fmt: skip


@pytest.mark.parametrize("change", VALID.values(), ids=VALID)
def test_both_engines_take_a_valid_descriptor(change, engines):
    descriptor = shipped_descriptor()
    change(descriptor)

    assert {"jsonschema": True, "fastjsonschema": True} == {name: holds(descriptor) for name, holds in engines.items()}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_both_engines_refuse_a_broken_descriptor(change, engines):
    descriptor = shipped_descriptor()
    change(descriptor)

    assert {"jsonschema": False, "fastjsonschema": False} == {
        name: holds(descriptor) for name, holds in engines.items()
    }


def test_both_engines_take_a_new_package(engines, tmp_path):
    descriptor = new_package(tmp_path, title="Floods").descriptor

    assert all(holds(dict(descriptor)) for holds in engines.values())


def test_the_profile_is_a_schema_and_one_by_itself():
    jsonschema.Draft7Validator.check_schema(json.loads((shipped.PACKAGE / PROFILE).read_text("utf-8")))


def page():
    return (ROOT / "docs" / "profile.md").read_text("utf-8")


def test_the_page_names_every_rule_and_every_qualifier_and_no_other():
    """Run `python scripts/build.py` after a change of a rule or a qualifier."""
    bounds, rules = (page().split(f"<!-- {name}:")[1].split(f"<!-- /{name}")[0] for name in ("bounds", "rules"))

    assert list(BOOK) == re.findall(r"^\| `([a-z-]+)` \|", rules, re.MULTILINE)
    assert all(f"| `{rule.id}` | {rule.severity} | {rule.sentence}" in rules for rule in BOOK.values())
    assert list(qualifiers()) == re.findall(r"^\| ([a-z_]+) \| (?:one|two|none)", bounds, re.MULTILINE)


def test_the_page_defines_no_rule_that_there_is_not():
    exactly = page().split("## Exactly")[1]

    assert set() == set(re.findall(r"^- \*\*([a-z-]+)\*\*", exactly, re.MULTILINE)) - set(BOOK)


def test_the_canonical_forms_of_the_page_are_those_of_the_code():
    for kind, pattern in CANONICAL.items():
        (row,) = re.findall(rf"^\| {kind} \| (.+) \| [^|]*\|$", page(), re.MULTILINE)
        told = [part.replace("\\|", "|") for part in re.findall(r"`([^`]+)`", row)]
        ours = re.compile(pattern)
        theirs = re.compile("|".join(f"(?:{part})" for part in told))
        for cell in (
            "0",
            "-0",
            "1",
            "01",
            "+1",
            "1.0",
            "1.5",
            "0.05",
            "-3",
            "true",
            "True",
            "2024-05-04",
            "4 May",
            "1e3",
        ):
            assert bool(ours.search(cell)) == bool(theirs.fullmatch(cell)), (kind, cell)
