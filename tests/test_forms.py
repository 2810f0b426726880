"""What one fault at a time cannot show: the bounds of every qualifier, and the one form of every kind of cell."""

import json

import polars as pl
import pytest
from faults import refresh

import asreported

#: Qualifier, the number as printed, and the only bounds that follow from them.
BOUNDS = [
    ("a_few", None, 2, None),
    ("about", 30, None, None),
    ("at_least", 5, 5, None),
    ("at_most", 6, 0, 6),
    ("bare", 14, 14, 14),
    ("dozens", None, 12, None),
    ("exactly", 6, 6, 6),
    ("fewer_than", 10, 0, 9),
    ("hundreds", None, 100, None),
    ("just_over", 200, 201, None),
    ("majority", None, None, None),
    ("more_than", 40, 41, None),
    ("nearly", 300, None, 299),
    ("none", None, 0, 0),
    ("not_reported", None, None, None),
    ("one_of", None, 1, None),
    ("ordinal", 2, 2, 2),
    ("scores", None, 20, None),
    ("several", None, 2, None),
    ("some", None, 1, None),
    ("tens", None, 10, None),
    ("tens_of_thousands", None, 10_000, None),
    ("thousands", None, 1000, None),
    ("hundreds_of_thousands", None, 100_000, None),
    ("millions", None, 1_000_000, None),
    ("up_to", 20, 0, 20),
]
#: Two numbers make the bounds themselves, in rising order.
BETWEEN = [(10, 15, True), (0, 1, True), (10, 10, False), (15, 10, False), (None, 15, False), (10, None, False)]

#: Cells of a column of one's own under our profile, and the rule that each breaks.
CELLS = {
    "integer": {
        None: ["0", "-5", "40", "9007199254740992", "-9007199254740992"],
        "canonical-form": ["-0", "+1", "01", "1.0", "9007199254740993", "-9007199254740993", "1e3", " 1", "٤"],
        "type-error": ["one", "1x"],
    },
    "number": {
        None: ["0", "0.5", "-0.5", "1.05", "100", "-2"],
        "canonical-form": ["0.50", ".5", "5.", "+1.5", "01.5", "1,5", "1e3", "1_000.5"],
        "type-error": ["half", "NaN"],
    },
    "boolean": {
        None: ["true", "false"],
        "canonical-form": ["True", "FALSE", "1", "0", "yes", "N", " true"],
        "type-error": ["wahr", "2", "true."],
    },
    "date": {
        None: ["2021-06-27", "2020-02-29", "0001-01-01"],
        "canonical-form": ["2021-6-27", "27.06.2021", "2021/06/27", "27 6 21", "٢٠٢١-٠٦-٢٧"],
        "type-error": ["2021-02-29", "2021-06", "20210627", "June", "2021-13-01"],
    },
    "string": {
        None: ["a", "a  b", "é", "“quoted”", "می‌خواهم", "A\u00a0b", "Ã"],
        "text-form": [" a", "a ", "\u00a0a", "e\u0301", "a\u200bb", "a\u00adb", "Ã©", "â€œ", "a\ufffdb"],
    },
    "list": {None: ["a,b", "a"], "text-form": [" a,b", "a,b ", "a,e\u0301", "a\u200e,b"]},
}


def broken_lines(report, *rules):
    return {(finding.line, finding.rule) for finding in report.findings if finding.rule in rules}


def test_a_qualifier_has_these_bounds_and_no_others(tmp_path):
    rows, broken = [], set()
    for qualifier, value, low, high in BOUNDS:
        ends = [{right, 0, 1, value, None, *([right - 1, right + 1] if right else [])} for right in (low, high)]
        for a, b in {(low, high)} | {(a, high) for a in ends[0]} | {(low, b) for b in ends[1]}:
            rows.append((qualifier, value, a, b))
            if (a, b) != (low, high):
                broken.add((len(rows) + 1, "bounds-follow-qualifier"))
        rows.append((qualifier, 7 if value is None else None, low, high))
        broken.add((len(rows) + 1, "value-fits-qualifier"))
    for low, high, is_right in BETWEEN:
        rows.append(("between", None, low, high))
        if not is_right:
            broken.add((len(rows) + 1, "bounds-follow-qualifier"))
    names = ["qualifier", "value", "low", "high"]
    pl.DataFrame(rows, schema=names, orient="row").write_csv(tmp_path / "counts.csv")
    fields = [{"name": name, "type": "integer" if i else "string"} for i, name in enumerate(names)]
    schema = {"fields": fields, "rules": ["bounds-follow-qualifier", "value-fits-qualifier"]}
    resource = {"name": "counts", "path": "counts.csv", "schema": schema}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "counts", "resources": [resource]}))

    report = asreported.validate(tmp_path, limit=1000)

    assert broken == broken_lines(report, "bounds-follow-qualifier", "value-fits-qualifier")
    assert {qualifier for qualifier, *_ in BOUNDS} | {"between"} == set(asreported.load("qualifiers")["qualifier"])


@pytest.mark.parametrize("kind", CELLS)
def test_a_cell_has_one_form_under_our_profile(kind, package):
    schema, agents = package / "schemas" / "agents.json", package / "dataset" / "agents.csv"
    descriptor = json.loads(schema.read_text("utf-8"))
    descriptor["fields"].append({"name": "own", "type": kind})
    schema.write_text(json.dumps(descriptor), "utf-8")
    cells = [(cell, rule) for rule, those in CELLS[kind].items() for cell in those]
    rows = pl.read_csv(agents, infer_schema=False)
    own = [cell for cell, _ in cells] + [None] * (rows.height - len(cells))
    rows.with_columns(pl.Series("own", own, dtype=pl.String)).write_csv(agents)
    refresh(package)

    found = {
        finding.row: finding.rule
        for finding in asreported.validate(package, limit=1000).findings
        if finding.column == "own"
    }

    assert dict(cells) == {cell: found.get(row) for row, (cell, _) in enumerate(cells, 2)}
