"""What is said of many packages stays what it was: every report, and what `load` and `scan` give, letter for letter.

The answers are frozen in tests/frozen, one line a package: foreign.json has those on the packages of foreign.py,
faults.json what each row of faults.csv adds to the report on the shipped package. Where a change is meant,

    ASREPORTED_FREEZE=1 python -m pytest tests/test_frozen.py

writes both anew, and the diff is reviewed. The rows that need the article's text keep their answers where
ASREPORTED_ARTICLE does not name it. Left out of an answer are seconds, places on this machine, and the words of Polars.
"""

from __future__ import annotations

import json
import math
import os
from collections import Counter
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner
from drawing import drawn
from faults import apply, copy_of_shipped
from foreign import PACKAGES, write

import asreported
from asreported import shipped, validating
from asreported.cli import cli
from asreported.explaining import faults
from asreported.package import parquet, snapshot

FROZEN = Path(__file__).with_name("frozen")
FREEZE = bool(os.environ.get("ASREPORTED_FREEZE"))
ARTICLE = os.environ.get("ASREPORTED_ARTICLE")
SOURCE = "al-jazeera-2021-06-28"
#: The rules that need the text, which only its owner has.
WITH_TEXT = {
    "text-is-pinned",
    "phrase-verbatim",
    "qualifier-not-cut-off",
    "every-number-accounted-for",
    "attribution-near",
}
#: So many findings of one rule in one file are frozen each; of the others the number is.
SHOWN = 20
#: Behind these words a message goes on in those of Polars, which change with its versions.
BORROWED = "the file is no Parquet: "
FAULTS = {f"{fault.rule}: {fault.in_words()}": fault for fault in faults()}

only_compare = pytest.mark.skipif(FREEZE, reason="the answers are being frozen anew")


def answer_on_foreign(name: str, folder: Path) -> dict[str, object]:
    """Return the report on a foreign package, and what its tables load and scan as."""
    write(PACKAGES[name], folder)
    resources = PACKAGES[name].descriptor["resources"]
    names = [r.get("name", "") for r in resources] if isinstance(resources, list) else []
    answer = {"report": report_on(folder), "tables": {table: loaded(table, folder) for table in names}}
    return answer if "raises" in answer["report"] else answer | {"counts": counts_on(folder)}


def answer_on_fault(name: str, folder: Path) -> dict[str, object]:
    """Return what a fault changes in the report on the shipped package."""
    fault = FAULTS[name]
    copy_of_shipped(folder)
    apply(fault, folder)
    options = {
        "texts": {SOURCE: ARTICLE} if fault.rule in WITH_TEXT else None,
        "against": shipped.PACKAGE if fault.rule == "change-recorded" else None,
    }
    before, after = report_without_fault(**options), report_on(folder, **options)
    changed = {key: after[key] for key in after if after[key] != before[key]}
    if "findings" in changed:
        changed["findings"] = [finding for finding in after["findings"] if finding not in before["findings"]]
    if "tables" in changed:
        was, now = before["tables"], after["tables"]
        changed["tables"] = {file: now.get(file) for file in now | was if now.get(file) != was.get(file)}
    if "rules" in changed:
        changed["rules"] = sorted(set(before["rules"]) ^ set(after["rules"]))
    return changed


def report_without_fault(**options):
    """Return the report on the shipped package."""
    return _report_without_fault(tuple(options["texts"] or ()), options["against"])


@cache
def _report_without_fault(sources, against):
    return report_on(shipped.PACKAGE, texts=dict.fromkeys(sources, ARTICLE), against=against)


def report_on(folder: Path, texts=None, against=None) -> dict:
    """Return the report of the command line as JSON. What it says twice is said once."""
    options = [f"--text={source}={file}" for source, file in (texts or {}).items()]
    options += [f"--against={against}"] if against else []
    ran = CliRunner().invoke(cli, ["validate", str(folder), "--format", "json", *options], standalone_mode=False)
    if ran.exception:
        return {"raises": error_in_words(ran.exception, folder)}
    told = json.loads(ran.stdout)
    assert ran.return_value == (not told["valid"])
    findings = [error for task in told["tasks"] for error in task["errors"]] + told["notes"]
    for finding in findings:
        key = f" ({finding['key']})" if finding.get("key") else ""
        row = f" row {finding['rowNumber']}{key}" if "rowNumber" in finding else ""
        where = finding["file"] + (row if finding["line"] is None else f":{finding['line']}")
        assert finding.pop("message") == f"{where}: {finding['why']}"
        assert finding.pop("note") == finding["why"]
        assert finding.pop("title") == finding["rule"]
        assert finding.pop("description")
        assert finding.pop("tags") == finding.pop("cells", []) == []
    return plain(
        {
            "valid": told["valid"],
            "stats": without_seconds(told["stats"]),
            "tables": {
                task["place"]: [
                    task["name"],
                    task["type"],
                    task["labels"],
                    without_seconds(task["stats"]),
                    task["warnings"],
                ]
                for task in told["tasks"]
            },
            "findings": shortened(findings),
            "rules": told["rules"],
            "waiting": told["notChecked"],
            "package": [told["package"], told["version"]],
        },
        folder,
    )


def counts_on(folder: Path) -> dict:
    """Return what `asreported.validate` counts and remarks, of which JSON has less."""
    report = asreported.validate(folder)
    totals = {f"{file} {rule}": number for (file, rule), number in report.totals.items()}
    return {"totals": totals, "remarks": list(report.remarks), "rows": report.rows, "profiled": report.profiled}


def without_seconds(stats: dict) -> dict:
    """Return the numbers that are the same on every machine."""
    return {key: value for key, value in stats.items() if key != "seconds"}


def shortened(findings: list[dict]) -> list[dict]:
    """Return the findings without their empty members; of many of one rule in one file the first, and how many."""
    kept, seen = [], Counter()
    for finding in findings:
        seen[kind := (finding["file"], finding["rule"])] += 1
        if seen[kind] <= SHOWN:
            kept.append({key: value for key, value in finding.items() if value is not None})
    return kept + [{"file": f, "rule": r, "shown": n} for (f, r), n in seen.items() if n > SHOWN]


def loaded(table: str, folder: Path) -> dict[str, object]:
    """Return what `load` gives for a table, and `scan` where it gives something else."""
    answer = frame_or_error(lambda: asreported.load(table, folder), folder)
    scanned = frame_or_error(lambda: asreported.scan(table, folder).collect(), folder)
    return answer | ({} if scanned == answer else {"scan": scanned})


def frame_or_error(make, folder: Path) -> dict[str, object]:
    """Return the types and rows of a frame, or what is raised instead."""
    try:
        frame = make()
    except (Exception, pl.exceptions.PanicException) as error:
        return {"raises": error_in_words(error, folder)}
    rows = frame.rows()
    return {
        "types": {name: str(kind) for name, kind in frame.schema.items()},
        "rows": plain(rows[:SHOWN] if len(rows) > SHOWN else rows, folder),
        **({"height": len(rows)} if len(rows) > SHOWN else {}),
    }


def error_in_words(error: BaseException, folder: Path) -> str:
    """Return the kind of an error, and what it says where it is one of ours."""
    name = type(error).__name__
    return plain(f"{name}: {error}", folder) if isinstance(error, asreported.AsReportedError) else name


def plain(value, folder: Path):
    """Return a value as JSON holds it, without the place of the folder."""
    match value:
        case str() if BORROWED in value:
            return value.partition(BORROWED)[0] + BORROWED + "…"
        case str():
            return value.replace(str(folder), "FOLDER")
        case float() if not math.isfinite(value):
            return repr(value)
        case None | bool() | int() | float():
            return value
        case dict():
            return {plain(k, folder): plain(v, folder) for k, v in value.items()}
        case list() | tuple():
            return [plain(v, folder) for v in value]
    return str(value)


@cache
def frozen(file: str) -> dict[str, object]:
    """Return the frozen answers by name."""
    place = FROZEN / file
    return json.loads(place.read_text("utf-8")) if place.exists() else {}


def freeze(file: str, answers: dict[str, object]) -> None:
    """Write the answers, a line each."""
    lines = [f"{json.dumps(k)}: {json.dumps(answers[k], sort_keys=True, allow_nan=False)}" for k in sorted(answers)]
    (FROZEN / file).write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def needs_text(name: str) -> bool:
    """Tell whether the fault of this name needs the text, and it is not here."""
    return FAULTS[name].rule in WITH_TEXT and not ARTICLE


@only_compare
@pytest.mark.parametrize("name", PACKAGES)
def test_foreign_package_is_answered_as_before(name, tmp_path):
    assert answer_on_foreign(name, tmp_path) == frozen("foreign.json").get(name)


@only_compare
@pytest.mark.parametrize("name", drawn(PACKAGES, 8))
def test_a_file_that_comes_in_many_parts_is_answered_as_one(name, tmp_path, monkeypatch):
    monkeypatch.setattr(snapshot, "BLOCK", 8)
    monkeypatch.setattr(parquet, "_ROWS", 1)
    monkeypatch.setattr(validating, "_FEW", 0)

    assert answer_on_foreign(name, tmp_path) == frozen("foreign.json").get(name)


@only_compare
@pytest.mark.parametrize("name", drawn(FAULTS, 8), ids=lambda name: name[:90])
def test_fault_is_answered_as_before(name, tmp_path):
    if needs_text(name):
        pytest.skip("ASREPORTED_ARTICLE names no file with the article's text")

    assert answer_on_fault(name, tmp_path) == frozen("faults.json").get(name)


@only_compare
def test_nothing_is_frozen_that_is_gone():
    assert set(PACKAGES) == set(frozen("foreign.json"))
    assert set(FAULTS) == set(frozen("faults.json"))
    assert len(FAULTS) == len(faults())


@pytest.mark.skipif(not FREEZE, reason="ASREPORTED_FREEZE is not set")
@pytest.mark.parametrize("file", ["foreign.json", "faults.json"])
def test_answers_are_frozen_anew(file, tmp_path):
    names, answer = {"foreign.json": (PACKAGES, answer_on_foreign), "faults.json": (FAULTS, answer_on_fault)}[file]
    before, answers = frozen(file), {}
    for i, name in enumerate(names):
        folder = tmp_path / str(i)
        folder.mkdir()
        answers[name] = before.get(name) if names is FAULTS and needs_text(name) else answer(name, folder)

    freeze(file, answers)
