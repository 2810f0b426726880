import json
import subprocess
import sys
from pathlib import Path

import pandera.errors
import polars as pl
import pytest

import asreported
from asreported import shipped
from asreported.qualifiers import qualifiers
from asreported.rules.book import of_scope
from asreported.rules.codelists import shipped_codelists
from asreported.schemas import TABLES, Figures, from_table_schema, pandera_schema, to_table_schema
from asreported.schemas.table import holds

FIGURES = asreported.load("figures")

REFUSED = [
    ("attacks-on-us-interests", {"low": 40}),
    ("fighters-killed", {"high": 5}),
    ("rocket-attacks", {"high": None}),
    ("others-wounded", {"value": 3}),
    ("fighters-killed", {"qualifier": None}),
    ("fighters-killed", {"qualifier": "atleast"}),
    ("rocket-attacks", {"low": 15}),
    ("fighters-killed", {"phrase": None}),
    ("fighters-killed", {"phrase": ""}),
    ("fighters-killed", {"source_id": None}),
    ("fighters-killed", {"at": None}),
    ("locations-in-syria", {"country_code": "IQ"}),
    ("drone-attacks", {"measure": "rocket_attacks"}),
]


def broken(figure_id, changes):
    cells = [pl.lit(value, dtype=FIGURES.schema[name]).alias(name) for name, value in changes.items()]
    return FIGURES.filter(pl.col("figure_id") == figure_id).with_columns(cells)


@pytest.mark.parametrize(("figure_id", "changes"), REFUSED, ids=str)
@pytest.mark.parametrize("lazy_frame", [False, True], ids=["DataFrame", "LazyFrame"])
@pytest.mark.parametrize("all_at_once", [False, True], ids=["first", "all"])
def test_the_class_alone_refuses(figure_id, changes, lazy_frame, all_at_once):
    frame = broken(figure_id, changes)

    with pytest.raises((pandera.errors.SchemaError, pandera.errors.SchemaErrors)):
        Figures.validate(frame.lazy() if lazy_frame else frame, lazy=all_at_once)


def test_low_above_high_is_refused():
    frame = broken("rocket-attacks", {"qualifier": "between", "value": None, "low": 15, "high": 10})

    with pytest.raises(pandera.errors.SchemaError, match="bounds-follow-qualifier"):
        Figures.validate(frame)


def test_the_environment_cannot_switch_the_class_off():
    code = (
        "import asreported, polars as pl\n"
        "frame = asreported.load('figures').with_columns(low=pl.lit(40, pl.Int64))\n"
        "for f in (frame, frame.lazy()):\n"
        "    try: asreported.schemas.Figures.validate(f)\n"
        "    except Exception as error: print(type(error).__name__)\n"
    )
    off = {"PANDERA_VALIDATION_ENABLED": "False", "PANDERA_VALIDATION_DEPTH": "SCHEMA_ONLY"}

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={**_environment(), **off})

    assert ran.stdout.split() == ["SchemaError", "SchemaError"], ran.stderr


def _environment():
    import os

    return dict(os.environ)


@pytest.mark.parametrize("table", TABLES, ids=lambda cls: cls.__name__)
def test_the_shipped_rows_pass_their_class(table):
    frame = asreported.load(str(table.to_schema().name))

    assert frame.equals(table.validate(frame, lazy=True))


@pytest.mark.parametrize("table", TABLES, ids=lambda cls: cls.__name__)
def test_the_json_gives_the_class_back(table):
    schema = table.to_schema()
    descriptor = json.loads((shipped.PACKAGE / "schemas" / f"{schema.name}.json").read_text("utf-8"))

    assert schema == from_table_schema(descriptor, str(schema.name))
    assert to_table_schema(schema) == {k: v for k, v in descriptor.items() if k != "$comment"}


def test_the_enum_lists_exactly_the_codes_of_the_codelist():
    descriptor = to_table_schema(pandera_schema("figures"))
    field = next(f for f in descriptor["fields"] if f["name"] == "qualifier")

    assert sorted(qualifiers()) == field["constraints"]["enum"]
    assert list(asreported.load("qualifiers")["qualifier"]) == field["constraints"]["enum"]


def test_a_package_s_own_schema_becomes_a_pandera_schema(package):
    assert pandera_schema("figures") == pandera_schema("figures", package)


@pytest.mark.parametrize("rule", of_scope("row"), ids=lambda rule: rule.id)
def test_a_row_rule_reads_only_its_columns_and_never_yields_null(rule):
    frame = asreported.load(rule.table).select(rule.columns)
    empty = pl.DataFrame({name: [None] for name in rule.columns}, schema=frame.schema)
    frame = pl.concat([frame, empty])

    judged = holds(rule, frame.lazy(), shipped_codelists()).collect().to_series()

    assert judged.null_count() == 0
    assert judged.head(frame.height - 1).all()


def test_a_subclass_adds_a_column_of_its_own():
    class Mine(Figures):
        weapon: str

    frame = FIGURES.with_columns(weapon=pl.lit("drone"))

    assert frame.equals(Mine.validate(frame))
    with pytest.raises(pandera.errors.SchemaError):
        Figures.validate(frame)
    with pytest.raises(pandera.errors.SchemaError, match="bounds-follow-qualifier"):
        Mine.validate(frame.with_columns(low=pl.lit(1, pl.Int64)))


def test_build_has_nothing_to_write():
    build = Path(__file__).parents[1] / "scripts" / "build.py"

    ran = subprocess.run([sys.executable, str(build), "--check"], capture_output=True, text=True)

    assert ran.returncode == 0, ran.stdout + "\nrun: python scripts/build.py"
