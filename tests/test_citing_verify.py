"""Whether a citation still holds: unchanged, changed since, unknown; planted faults are caught."""

import json
import re
import subprocess

import bibtexparser
import pybtex.database
import pypandoc
import pytest
from click.testing import CliRunner
from faults import KnownFault, apply

import asreported
from asreported.citing import STYLES, citations_of, selection_of, verify
from asreported.citing.citation import bibliography
from asreported.citing.styles import render
from asreported.cli import cli
from asreported.errors import Misuse

#: What a style leaves out.
UNPRINTED = dict.fromkeys(("apa", "chicago"), "not printed, so not examined: day")
ALL = citations_of(asreported.open_package())


def drones(style):
    return asreported.cite("drone-attacks", style=style)


def parts(verdicts):
    return [change.part for verdict in verdicts for change in verdict.changes]


@pytest.mark.parametrize("style", STYLES)
def test_every_figure_of_ours_is_unchanged_in_every_style(style):
    verdicts = verify(render(bibliography(ALL), style))

    subjects = [*(citation.figure_id for citation in ALL), "al-jazeera-2021-06-28"]
    assert [("unchanged", subject) for subject in subjects] == [(v.status, v.subject) for v in verdicts]
    assert {UNPRINTED.get(style, "")} | {""} == {v.remark for v in verdicts}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("cited", "planted", "part"),
    [
        ("“at least five drone", "“at most five drone", "phrase"),
        ("“at least five drone", "“five drone", "phrase"),
        ("(5 or more;", "(5;", "bounds"),
        ("incidents: drone attacks", "incidents: attacks", "counted"),
        ("two US officials (anonymous on request), ", "", "speakers"),
        (" (anonymous on request)", "", "speakers"),
        ("via Reuters, ", "", "speakers"),
        ("said by two", "said by three", "speakers"),
        ("since April 2021", "since May 2021", "period"),
        ("06 1.0.0]", "06 0.9.0]", "version"),
        ("sha256 c", "sha256 d", "row"),
        ("high open", "high 5", "numbers"),
    ],
)
def test_a_planted_fault_is_caught_and_named(style, cited, planted, part):
    text = drones(style)
    assert cited in text

    verdicts = verify(text.replace(cited, planted))

    assert (["changed", "unchanged"], {part}) == ([v.status for v in verdicts], set(parts(verdicts)))


def test_a_later_change_of_the_data_is_told_part_by_part(package):
    cited = drones("csl-json")
    apply(
        KnownFault(
            "", "dataset/figures.csv", "drone-attacks", "phrase", "at least five drone attacks", "five drone attacks"
        ),
        package,
    )
    apply(KnownFault("", "dataset/figures.csv", "drone-attacks", "qualifier", "at_least", "bare"), package)
    apply(KnownFault("", "dataset/figures.csv", "drone-attacks", "high", "", "5"), package)
    descriptor = package / "datapackage.json"
    descriptor.write_text(descriptor.read_text("utf-8").replace('"version": "1.0.0"', '"version": "1.1.0"'), "utf-8")

    (verdict,) = verify(cited, package)

    assert ["phrase", "bounds", "numbers", "version", "row"] == parts([verdict])
    assert str(verdict).splitlines()[:3] == [
        "drone-attacks: changed since",
        "    phrase: cited at least five drone attacks, now five drone attacks",
        "    bounds: cited 5 or more, now 5, as printed",
    ]


@pytest.mark.parametrize("style", STYLES)
def test_a_figure_that_is_not_there_is_unknown(style):
    (verdict,) = verify(drones(style).replace("figure drone-attacks of", "figure drone-strikes of"))

    assert ("unknown", "drone-strikes") == (verdict.status, verdict.subject)
    assert "did you mean" in verdict.remark


def test_a_figure_of_another_dataset_is_unknown():
    (verdict,) = verify(drones("text").replace("of us-air-raids-2021-06", "of other-raids"))

    assert ("unknown", "a figure of other-raids; here is us-air-raids-2021-06") == (verdict.status, verdict.remark)


@pytest.mark.parametrize(
    "text", ["Doe, J. (2020). A book.", "@book{a, title={B}}", "[]", "", "TY  - BOOK\nTI  - B\nER  - \n"]
)
def test_what_cites_nothing_of_ours_is_unknown(text):
    assert ["unknown"] == [verdict.status for verdict in verify(text)]


def test_a_title_alone_is_compared_and_its_missing_fingerprint_is_told():
    (verdict,) = verify(drones("text").split(". In: ")[0])

    assert ("unchanged", "it gives no fingerprint, so only its words were compared") == (verdict.status, verdict.remark)


def test_json_that_cannot_be_read_is_misuse():
    with pytest.raises(Misuse, match="cannot be read"):
        verify('[{"id": "a", ')


def test_a_dataset_and_a_query_are_verified_with_their_hashes(package):
    dataset = str(asreported.cite())
    query = selection_of(asreported.open_package(), "qualifier = 'at_least'").to("bibtex")
    assert [v.status for v in (*verify(dataset), *verify(query))] == ["unchanged"] * 4

    apply(KnownFault("", "dataset/figures.csv", "rocket-attacks", "qualifier", "bare", "at_least"), package)

    assert ["data files"] == parts(verify(dataset, package))
    assert ["rows", "result"] == parts(verify(query, package))


def test_a_list_with_a_citation_a_line_is_read_line_by_line():
    lines = "\n".join(c.to("text").split("\n\n")[0] for c in ALL[:3]).replace("more than 40", "40")

    assert ["unchanged"] * 3 == [v.status for v in verify(lines)]
    assert [c.figure_id for c in ALL[:3]] == [v.subject for v in verify(lines)]


def test_citations_in_one_paragraph_are_told_apart():
    one, two = (c.to("text").split("\n\n")[0] for c in ALL[:2])

    verdicts = verify(f"{one} {two.replace('said by the US military, in Al Jazeera', 'in Al Jazeera')}")

    assert ["unchanged", "changed"] == [v.status for v in verdicts]


def pandoc(text, start, end):
    command = [pypandoc.get_pandoc_path(), "--from", start, "--to", end]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout.decode()


def by_pybtex():
    return pybtex.database.parse_string(render(bibliography(ALL), "bibtex"), "bibtex").to_string("bibtex")


def by_bibtexparser():
    return bibtexparser.write_string(bibtexparser.parse_string(render(bibliography(ALL), "biblatex")))


def by_pandoc(style, start, end):
    return pandoc(render(bibliography(ALL), style), start, end)


@pytest.mark.parametrize(
    "rewritten",
    [
        pytest.param(by_pybtex, id="pybtex"),
        pytest.param(by_bibtexparser, id="bibtexparser"),
        pytest.param(lambda: by_pandoc("bibtex", "bibtex", "biblatex"), id="pandoc, BibTeX to biblatex"),
        pytest.param(lambda: by_pandoc("csl-json", "csljson", "bibtex"), id="pandoc, CSL to BibTeX"),
        pytest.param(lambda: by_pandoc("ris", "ris", "csljson"), id="pandoc, RIS to CSL"),
    ],
)
def test_a_citation_is_still_recognised_after_other_tools_wrote_it_again(rewritten):
    text = rewritten()

    assert {"unchanged"} == {v.status for v in verify(text)}
    assert len(verify(text)) == len(ALL)
    assert "changed" in {v.status for v in verify(re.sub(r"at\s+least", "at most", text))}


@pytest.mark.parametrize(
    ("text", "code", "printed"),
    [
        (drones("ris"), 0, "drone-attacks: unchanged\n"),
        (drones("ris").replace("least", "most"), 1, "drone-attacks: changed since\n    phrase: cited"),
        ("something else", 1, "citation: unknown (no figure"),
    ],
    ids=["unchanged", "changed", "unknown"],
)
def test_the_command_reads_a_text_a_file_or_standard_input(text, code, printed, tmp_path):
    place = tmp_path / "cited.ris"
    place.write_text(text, "utf-8")

    for arguments, given in (([text], None), ([str(place)], None), (["-"], text)):
        ran = CliRunner().invoke(cli, ["cite", "--verify", *arguments], input=given, standalone_mode=False)
        assert (code, True) == (ran.return_value, ran.output.startswith(printed)), ran.output


def test_a_hostile_citation_shows_no_escape_in_the_terminal():
    text = json.dumps([{"id": "a", "title": "“\x1b[31m” [figure x\x1b[2J of us-air-raids-2021-06 1]"}])

    ran = CliRunner().invoke(cli, ["cite", "--verify", text], standalone_mode=False)

    assert "\x1b" not in ran.output
