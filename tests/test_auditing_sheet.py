"""Files to audit, good and bad, and what the command prints and writes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import polars as pl
import pytest

from asreported.auditing import audit
from asreported.auditing.output import write_csv
from asreported.errors import FileUnreadable, Misuse

ROWS = {"headline": ["At least five dead; three wounded", "Six dead", 'Nine, "all told", dead'], "deaths": [5, 6, 8]}
VERDICTS = [(2, "qualifier_lost"), (3, "kept"), (4, "number_changed")]
CSV = 'headline,deaths\n"At least five dead; three wounded",5\nSix dead,6\n"Nine, ""all told"", dead",8\n'


def run(*arguments):
    environment = {**os.environ, "COLUMNS": "80"}
    return subprocess.run(
        [sys.executable, "-m", "asreported", "audit", *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
    )


def xlsx(rows):
    """Return a workbook of one sheet, numbers as numbers."""
    cells = [list(rows), *map(list, zip(*rows.values(), strict=True))]
    lines = [
        "<row>"
        + "".join(
            f"<c><v>{cell}</v></c>" if isinstance(cell, int) else f'<c t="inlineStr"><is><t>{cell}</t></is></c>'
            for cell in line
        )
        + "</row>"
        for line in cells
    ]
    main, rel = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{rel}/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{rel}/package/2006/relationships"><Relationship Id="a" '
        f'Type="{rel}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}/officeDocument/2006/relationships">'
        '<sheets><sheet name="one" sheetId="1" r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{rel}/package/2006/relationships"><Relationship Id="b" '
        f'Type="{rel}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{part}')
    return made.getvalue()


def parquet(rows):
    made = io.BytesIO()
    pl.DataFrame(rows).write_parquet(made)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        b"\xef\xbb\xbf" + CSV.replace("\n", "\r\n").encode(),
        CSV.encode() + b"\n\n",
        b'headline;deaths\n"At least five dead; three wounded";5\nSix dead;6\n"Nine, ""all told"", dead";8\n',
        parquet(ROWS),
        xlsx(ROWS),
    ],
    ids=["csv", "a mark and CRLF", "blank lines", "semicolons", "parquet", "xlsx"],
)
def test_a_file_is_read_for_what_it_is(tmp_path, content):
    place = tmp_path / "events.txt"
    place.write_bytes(content)

    assert VERDICTS == audit(place, text="headline", number="deaths").select("row", "verdict").rows()


@pytest.mark.parametrize(
    ("content", "arguments", "code", "words"),
    [
        (b"%PDF-1.7\n%...", [], 3, "it is a PDF, and not a table"),
        (b"", [], 3, "the file is empty"),
        (b" \n\n", [], 3, "the file is empty"),
        (b"headline,deaths\n", [], 3, "no rows below it"),
        (b"headline,deaths\nVierzig \x96 sagt M\xfcller,4\n", [], 3, "line 2: byte 24 of the file is not UTF-8"),
        (CSV.encode("utf-16"), [], 3, "the file is UTF-16"),
        (b"headline,deaths\nSix dead,6,7\nSix dead,6\nSix dead\n", [], 3, "line 2: the row has 3 cells"),
        (b'headline,deaths\n"Six dead,6\n', [], 3, "a quote"),
        (b"PAR1 is not all of it", [], 3, "begins as Parquet"),
        (b"PK\x03\x04 and no more", [], 3, "zip file that is no .xlsx table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", [], 3, "save it as .xlsx or CSV"),
        (b"headline,dead\nSix dead,6\n", [], 2, "there is no column 'deaths'; did you mean dead?"),
        (b"headline,deaths,deaths\nSix dead,6,6\n", [], 2, "more than once"),
        (b"headline,deaths\nSix dead,six\nFive dead,n/a\n", [], 2, "holds no whole numbers: its first cell is 'six'"),
        (CSV.encode(), ["--low", "deaths"], 2, "give both low and high, or neither"),
        (CSV.encode(), ["--low", "deaths", "--high", "deaths"], 2, "have to be different ones"),
        (CSV.encode(), ["--measure", "kiled"], 2, "there is no measure 'kiled'; did you mean killed?"),
        (CSV.encode(), ["--language", "tlh"], 2, "there is no language 'tlh'"),
        (CSV.encode(), ["-o", "events.csv"], 2, "is the file that is audited"),
        (CSV.encode(), ["-o", "no-such-folder/out.csv"], 2, "no such folder"),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_audited_gets_a_clear_answer(tmp_path, monkeypatch, content, arguments, code, words):
    monkeypatch.chdir(tmp_path)
    Path("events.csv").write_bytes(content)

    ran = run("events.csv", "--text", "headline", "--number", "deaths", *arguments)

    assert (code, "") == (ran.returncode, ran.stdout), ran.stderr
    assert words in ran.stderr.replace("\n", " ")
    assert "Traceback" not in ran.stderr
    assert [Path("events.csv")] == list(Path().iterdir())
    assert content == Path("events.csv").read_bytes()


def test_a_file_that_is_not_there_is_unreadable(tmp_path):
    assert 3 == run(tmp_path / "nothing.csv", "--text", "a", "--number", "b").returncode
    with pytest.raises(FileUnreadable, match="is a directory"):
        audit(tmp_path, text="a", number="b")


def test_the_command_prints_the_headline_the_verdicts_and_the_words(tmp_path):
    (tmp_path / "events.csv").write_text(CSV, "utf-8")

    ran = run(tmp_path / "events.csv", "--text", "headline", "--number", "deaths", "-o", tmp_path / "out.csv")
    lines = [" ".join(line.split()) for line in ran.stdout.splitlines()]

    assert 0 == ran.returncode, ran.stderr
    assert lines[0] == (
        "of 1 count whose words carry a qualifier and whose number is the stored one, 1 (100 %) were stored as exact"
    )
    assert "3 rows, counts of: killed" in lines
    assert '2 "At least five" 5 5 or more at_least' in lines
    assert f"wrote {tmp_path / 'out.csv'}: 3 rows\n" == ran.stderr
    assert VERDICTS == pl.read_csv(tmp_path / "out.csv").select("row", "verdict").rows()


def test_rows_come_as_csv_and_the_summary_as_json(tmp_path):
    (tmp_path / "events.csv").write_text(CSV, "utf-8")
    given = (tmp_path / "events.csv", "--text", "headline", "--number", "deaths", "--format")

    table = pl.read_csv(run(*given, "csv").stdout.encode())
    told = json.loads(run(*given, "json").stdout)

    assert VERDICTS == table.select("row", "verdict").rows()
    assert (3, 1, 1) == (told["rows"], told["qualified"], told["lost"])
    assert "at_least" == told["audit"][0]["qualifier"]


def test_a_write_that_fails_leaves_what_was_there(tmp_path):
    out = tmp_path / "out.csv"
    out.write_text("as it was")

    with pytest.raises(pl.exceptions.PolarsError):
        write_csv(pl.DataFrame({"nested": [[1]]}), out)

    assert ["out.csv"] == [place.name for place in tmp_path.iterdir()]
    assert "as it was" == out.read_text()


def test_without_its_reader_an_xlsx_file_names_the_install_line(tmp_path, monkeypatch):
    (tmp_path / "events.xlsx").write_bytes(xlsx(ROWS))
    monkeypatch.setitem(sys.modules, "fastexcel", None)

    with pytest.raises(Misuse, match="pip install fastexcel"):
        audit(tmp_path / "events.xlsx", text="headline", number="deaths")


def test_asking_for_help_imports_no_frames():
    code = "import asreported.cli, sys; print({'polars', 'pandera', 'frictionless'} & set(sys.modules))"

    assert "set()\n" == subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
