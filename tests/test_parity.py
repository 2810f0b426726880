"""The Pandera class of a table and the command line give the same verdict, fault by fault and edge by edge.

A fault in a table is judged by its class on the frame that `load` gives; where `load` refuses, on the rows of the file,
each column typed if all its cells can be. A fault in a schema or a codelist is judged by the schema of the package.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandera.errors
import polars as pl
import pytest
from click.testing import CliRunner
from faults import PAIRS, apply, edges
from pandera.errors import SchemaErrorReason

import asreported
from asreported.cli import cli
from asreported.errors import BadCell
from asreported.explaining import faults
from asreported.schemas import TABLES

CLASSES = {str(table.to_schema().name): table for table in TABLES}
ROW_RULES = {str(check.name) for table in TABLES for check in table.to_schema().checks}
#: The rules of our book by the names that Pandera has for them.
NAMES = {
    "dtype": {"type-error"},
    "not_nullable": {"required"},
    "isin": {"enum"},
    "str_matches": {"pattern"},
    "greater_than_or_equal_to": {"minimum"},
    "greater_than": {"minimum"},
    "less_than_or_equal_to": {"maximum"},
    "less_than": {"maximum"},
    "str_length": {"min-length", "max-length"},
    "field_uniqueness": {"unique"},
    "multiple_fields_uniqueness": {"primary-key"},
    "column_in_dataframe": {"missing-label"},
    **{rule: {rule} for rule in ROW_RULES},
}
SEEN = {rule for rules in NAMES.values() for rule in rules}
#: What a class cannot see, and why.
UNSEEN = {
    "typing has lost the form of the text": {"canonical-form"},
    "Pandera has no check of how a text is composed": {"text-form"},
    "a frame has no such rows, or was cut from them": {"blank-row", "extra-cell", "missing-cell"},
    "a frame that is loaded has the columns of the schema, each once": {
        "duplicate-label",
        "extra-label",
        "incorrect-label",
    },
    "a frame has no file": {"encoding", "dialect", "hash", "bytes", "rows", "path", "unlisted-file"},
    "a frame has no descriptor": {"descriptor", "profile", "versions-agree", "change-recorded"},
    "it looks at several tables": {
        "foreign-key",
        "attribution-complete",
        "speaker-in-phrase",
        "relay-is-not-originator",
        "parts-fit-whole",
        "part-within",
        "restatement-agrees",
        "majority-has-whole",
        "numbers-account-for-figures",
        "phrases-are-quotes",
        "after-teaser",
        "claims-differ",
        "phrase-ambiguous",
    },
    "it looks at several rows": {"relation-acyclic"},
    "it runs over a whole package only": {"number-has-its-figure"},
    "it is for a person to judge": {
        "inferred-relation",
        "ambiguous-relation",
        "external-metadata",
        "inferred-date",
        "inferred-incident-date",
        "no-review",
    },
    "it needs the text": {
        "text-is-pinned",
        "phrase-verbatim",
        "attribution-near",
        "qualifier-not-cut-off",
        "every-number-accounted-for",
    },
}
#: Pandera keeps one set of unique columns, the primary key; `uniqueKeys` are beyond it.
WITHOUT_CHECK = {("unique", "schemas/numbers.json")}
#: What the class says of a cell beside the rule that tells of it.
BESIDE = {"source-is-given": {"required"}}

#: Pandera's str_length cannot count the members of a list.
LIST_LENGTHS = pytest.mark.xfail(reason="the class cannot judge the length of a list")


def cases(all_cases):
    """Mark the cases that the class judges wrongly today."""
    return [pytest.param(c, id=names(c), marks=LIST_LENGTHS if _on_list_length(c) else ()) for c in all_cases]


def _on_list_length(case):
    return case.rule in {"min-length", "max-length"} and "Other words" in case.before


def names(case):
    return f"{case.rule}: {case.in_words()[:90]}"


ON_ROWS = [fault for fault in faults() if fault.rule in SEEN and (fault.rule, fault.file) not in WITHOUT_CHECK]


@pytest.mark.parametrize("fault", cases(ON_ROWS))
def test_class_and_command_line_find_the_same(fault, package):
    apply(fault, package)
    ran = CliRunner().invoke(cli, ["validate", str(package), "--format", "json"], standalone_mode=False)
    broken = {
        task["name"]: {error["rule"] for error in task["errors"]}
        for task in json.loads(ran.stdout)["tasks"]
        if task["errors"]
    }

    assert broken
    for table, rules in broken.items():
        for lazily in (True, False):
            found = refused(table, package, fault, lazily=lazily)
            assert found, (table, lazily)
            if lazily:
                beside = set().union(*(BESIDE.get(rule, set()) for rule in rules))
                assert all(known & rules for known in found if known - beside)
                assert all(any(rule in known for known in found) for rule in rules)


@pytest.mark.parametrize("edge", cases(edges()))
def test_the_class_lets_an_edge_pass(edge, package):
    apply(edge, package)

    for table in touched(edge):
        assert [] == refused(table, package, edge, lazily=True)


def test_what_a_class_cannot_see_is_said_of_every_other_rule():
    unseen = [rule for rules in UNSEEN.values() for rule in rules]

    assert {fault.rule for fault in faults()} == SEEN | set(unseen)
    assert not SEEN & set(unseen)
    assert len(unseen) == len(set(unseen))


def touched(case):
    """Return the tables whose rows or schemas a case changes; a measure bears on figures."""
    tables = dict.fromkeys(Path(file).stem for file in case.file.split(PAIRS))
    return [table for table in [*tables, *(["figures"] if "measures" in tables else [])] if table in CLASSES]


def refused(table, package, case, *, lazily):
    """Return, for each check that refuses the table, the rules that it may stand for; none where the check failed."""
    only_rows = all(file.startswith("dataset/") and "codelists" not in file for file in case.file.split(PAIRS))
    schema = CLASSES[table] if only_rows else asreported.pandera_schema(table, package)
    try:
        schema.validate(frame_of(table, package), lazy=lazily)
    except pandera.errors.SchemaErrors as errors:
        return [rules_of(error) for error in errors.schema_errors]
    except pandera.errors.SchemaError as error:
        return [rules_of(error)]
    return []


def rules_of(error):
    if error.reason_code is SchemaErrorReason.CHECK_ERROR:
        return set()  # the check itself failed, and judged nothing
    name = str(getattr(error.check, "name", None) or error.check)
    return NAMES[name.partition("(")[0]]


def frame_of(table, package):
    """Return the table as `load` gives it; else the rows of its file, a column typed if all its cells can be."""
    try:
        return asreported.load(table, package)
    except BadCell:
        place = next(package.glob(f"dataset/**/{table}.csv"))
    with place.open(encoding="utf-8", newline="") as opened:
        header, *rows = list(csv.reader(opened)) or [[]]
    text = pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String()), orient="row")
    text = text.with_columns(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in header)
    kinds = asreported.load(table).schema
    return text.select(typed(text[name], kinds.get(name, pl.String())) for name in header)


def typed(column, kind):
    if kind == pl.List(pl.String):
        return column.str.split("|")
    cast = column.str.to_date(strict=False) if kind == pl.Date else column.cast(kind, strict=False)
    return cast if cast.null_count() == column.null_count() else column
