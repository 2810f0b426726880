"""Whether a citation still holds: unchanged, changed since, unknown; planted faults are caught."""

import json
import re
import subprocess
import textwrap

import bibtexparser
import pybtex.database
import pypandoc
import pytest
from click.testing import CliRunner
from drawing import drawn
from faults import KnownFault, apply

import asreported
from asreported.citing import STYLES, citations_of, selection_of, verify
from asreported.citing.citation import bibliography
from asreported.citing.styles import render
from asreported.citing.subjects import of_article, of_figure
from asreported.citing.verifying import HOLDS
from asreported.cli import cli
from asreported.errors import Misuse

#: What a style leaves out.
UNPRINTED = dict.fromkeys(("apa", "chicago"), "not printed, so not examined: day")
ALL = citations_of(asreported.open_package())


DRONES = asreported.cite("drone-attacks")


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

    verdict, article = verify(cited, package)

    assert ["phrase", "bounds", "version", "row", "numbers"] == list(dict.fromkeys(parts([verdict])))
    assert ["address"] == parts([article])
    assert str(verdict).splitlines()[:3] == [
        "drone-attacks: changed since",
        "    phrase: cited at least five drone attacks, now five drone attacks",
        "    bounds: cited 5 or more, now 5, as printed",
    ]


@pytest.mark.parametrize("style", STYLES)
def test_a_figure_that_is_not_there_is_unknown(style):
    verdict, _ = verify(drones(style).replace("figure drone-attacks of", "figure drone-strikes of"))

    assert ("unknown", "drone-strikes") == (verdict.status, verdict.subject)
    assert "did you mean" in verdict.remark


def test_a_figure_of_another_dataset_is_unknown():
    verdict, _ = verify(drones("text").replace("of us-air-raids-2021-06", "of other-raids"))

    assert ("unknown", "a figure of other-raids; here is us-air-raids-2021-06") == (verdict.status, verdict.remark)


@pytest.mark.parametrize(
    "text", ["Doe, J. (2020). A book.", "@book{a, title={B}}", "[]", "", "TY  - BOOK\nTI  - B\nER  - \n"]
)
def test_what_cites_nothing_of_ours_is_unknown(text):
    assert ["unknown"] == [verdict.status for verdict in verify(text)]


def test_a_title_alone_is_compared_and_what_it_does_not_print_is_told():
    (verdict,) = verify(drones("text").split(". In: ")[0])

    assert "unchanged" == verdict.status
    assert (
        "not printed, so not examined: row, numbers, noun, measure, unit, words of the period, dates, period basis, "
        "place, authors, dataset title and day"
    ) == verdict.remark


def test_json_that_cannot_be_read_is_misuse():
    with pytest.raises(Misuse, match="cannot be read"):
        verify('[{"id": "a", ')


def test_a_dataset_and_a_query_are_verified_with_their_hashes(package):
    dataset = str(asreported.cite())
    query = selection_of(asreported.open_package(), "qualifier = 'at_least'").to("bibtex")
    assert [v.status for v in (*verify(dataset), *verify(query))] == ["unchanged"] * 5

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
    assert len(verify(text)) == len(ALL) + 1
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


#: What a forger may change of each fact, in whatever style prints it so.
FORGED = {
    "place": [("place Iraq (IQ)", "place Syria (SY)")],
    "noun": [("counted “attacks”", "counted “raids”")],
    "measure": [
        ("measure drone_", "measure rocket_"),
        ("measure drone\\_", "measure rocket\\_"),
        ("measure drone\\\\_", "measure rocket\\\\_"),
    ],
    "unit": [("unit incidents", "unit persons")],
    "words of the period": [("period “since April”", "period “in April”")],
    "dates": [("as dates 2021-04/..", "as dates 2021-05/..")],
    "period basis": [("completed by the day of publication", "as printed"), ("2021 (completed", "2021 (stated")],
    "numbers": [("value 5, low 5", "value 9, low 9")],
    "row": [("sha256 c73e", "sha256 d73e")],
    "authors": [("The asreported developers", "The BBC verification team")],
    "dataset title": [("Reported figures on the US", "Verified figures on the US")],
    "figure": [
        ("number = {drone-attacks}", "number = {rocket-attacks}"),
        ('number = "drone-attacks"', 'number = "rocket-attacks"'),
        ('"number": "drone-attacks"', '"number": "rocket-attacks"'),
        ("AN  - drone-attacks", "AN  - rocket-attacks"),
    ],
    "title": [("US carries out air raids on Iran", "US bombs Iran")],
    "what is not verified": [("title, day and address not verified; no", "no"), ("a day not verified", "a day")],
    "address": [("aljazeera.com/news", "bbc.co.uk/news")],
    "publisher": [
        ("Al Jazeera. 28 June", "BBC News. 28 June"),
        ("\nAl Jazeera. (2021", "\nBBC News. (2021"),
        ("Al Jazeera, June", "BBC News, June"),
        ("{Al Jazeera}", "{BBC News}"),
        (': "Al Jazeera"', ': "BBC News"'),
        ("T2  - Al Jazeera", "T2  - BBC News"),
        ("As Al Jazeera", "As BBC News"),
    ],
    "day": [
        ("28 June 2021", "29 June 2021"),
        ("2021, June 28", "2021, June 29"),
        ("June 28, 2021", "June 29, 2021"),
        ("day = {28}", "day = {29}"),
        ('day = "28"', 'day = "29"'),
        ("{2021-06-28}", "{2021-06-29}"),
        ("6,\n          28", "6,\n          29"),
        ("2021/06/28", "2021/06/29"),
    ],
}
PROSE = {"sentence": asreported.cite("drone-attacks").sentence, "in-text": asreported.cite("drone-attacks").in_text}
CITED = {style: drones(style) for style in STYLES} | PROSE
#: The words of a sentence between its facts have no name of their own.
IN_PROSE = {"what is not verified": "wording"}


def forgeries():
    for fact, swaps in FORGED.items():
        for style, text in CITED.items():
            forged = text
            for true, false in swaps:
                forged = forged.replace(true, false)
            if forged != text:
                yield pytest.param(fact, style, forged, id=f"{fact}, {style}")


@pytest.mark.parametrize(("fact", "style", "forged"), drawn(list(forgeries()), 2))
def test_a_forged_fact_is_named_in_every_style_that_prints_it(fact, style, forged):
    verdicts = verify(forged)

    assert {IN_PROSE.get(fact, fact) if style in PROSE else fact} == set(parts(verdicts))
    assert [verdict.status for verdict in verdicts].count("changed") == 1


def test_every_fact_that_a_citation_prints_is_forged_here():
    printed = {part for subject in (of_figure(DRONES), of_article(DRONES.article)) for part in subject.parts}
    in_the_title = {"phrase", "bounds", "counted", "speakers", "period", "dataset", "version"}

    assert printed - in_the_title == set(FORGED)


@pytest.mark.parametrize("text", [*PROSE.values()], ids=[*PROSE])
def test_the_forms_for_a_running_text_are_verified_too(text):
    (verdict,) = verify(text)

    assert ("unchanged", "drone-attacks") == (verdict.status, verdict.subject)


@pytest.mark.parametrize("form", ["sentence", "in_text"])
def test_every_form_for_a_running_text_is_unchanged_line_by_line(form):
    # Two figures of one phrase have one short form.
    lines = {getattr(citation, form): citation.figure_id for citation in reversed(ALL)}

    verdicts = verify("\n".join(lines))

    assert [("unchanged", figure) for figure in lines.values()] == [(v.status, v.subject) for v in verdicts]


#: What belongs to a format and says nothing: the key and the type of an entry, the names of fields and functions.
FORMATS = {
    "bibtex": r"@\w+\{[^,]*,|^  \w+ = ",
    "biblatex": r"@\w+\{[^,]*,|^  entrysubtype.*|^  \w+ = ",
    "csl-json": r'"(?:id|type)": .*|"[\w-]+":|<[^>]*>',
    "ris": r"^(?:TY|ID|ER).*|^\w\w  -",
    "r": r'^  key = .*|"Misc"|"Article"|^  \w+ = |\b(?:bibentry|c|person)\(',
}
#: Words of the styles that stand between facts, and may be left out.
FORM_WORDS = {"In", "Version", "version", "Data", "set"}


CHANGES = (
    lambda _: "hoax",
    lambda word: f"{word} not",
    lambda word: str(int(word) + 1) if word.isdigit() else word[::-1] + "x",
    lambda word: word if word in FORM_WORDS else "",
)


def with_one_word_changed(text, style, turn):
    """Yield the text with each of its words changed in one of the ways, but for those of the format."""
    spared = re.compile(FORMATS.get(style, r"(?!)"), re.MULTILINE)
    skipped = [range(*found.span()) for found in spared.finditer(text)]
    words = [word for word in re.finditer(r"\w+", text) if not any(word.start() in span for span in skipped)]
    for at, word in enumerate(words):
        changed = CHANGES[(at + turn) % len(CHANGES)](word[0])
        # Chicago prints the year of an article beside its whole day.
        if changed != word[0] and (changed or not text[: word.start()].endswith("\nAl Jazeera. ")):
            place = text[max(0, word.start() - 30) : word.end() + 30]
            yield text[: word.start()] + changed + text[word.end() :], not changed, place


def what_is_said(text, package):
    """Return the status of each citation, and what it is said not to print."""
    try:
        return [(verdict.status, verdict.remark) for verdict in verify(text, package)]
    except Misuse:
        return [("unknown", "no JSON")]


@pytest.mark.slow(reason="each word of a style, 5 s; a style in one of four ways at a time")
@pytest.mark.parametrize(("style", "turn"), drawn([(s, turn) for s in CITED for turn in range(len(CHANGES))], 8))
def test_no_citation_with_a_word_changed_is_unchanged(style, turn):
    package = asreported.open_package()
    honest = what_is_said(CITED[style], package)

    for text, is_lost, place in with_one_word_changed(CITED[style], style, turn):
        said = what_is_said(text, package)

        assert said != honest, place
        # A fact that is left out whole is said to be not printed.
        assert is_lost or not HOLDS.issuperset(status for status, _ in said), place


def rewrapped(text):
    return "\n\n".join(textwrap.fill(paragraph, 60) for paragraph in text.split("\n\n"))


ROW, ARTICLE = drones("text").strip().split("\n\n")
MINUTES = {
    "wrapped": rewrapped(drones("text")),
    "on one line": f"{ROW} {ARTICLE}",
    "on two lines": f"{ROW}\n{ARTICLE}",
    "straight quotes": re.sub("[“”]", '"', drones("chicago")),
    "other quotes": drones("apa").replace("“", "« ").replace("”", " »"),
    "no-break spaces": drones("text").replace(" of ", "\u00a0of\u202f"),
    "ligatures": drones("text").replace("fi", "ﬁ").replace("ff", "ﬀ"),
    "hyphenated": drones("text").replace("incidents", "inci-\ndents").replace("Reuters", "Reu\u00ad\nters"),
    "broken at a hyphen": drones("text").replace("us-air-raids", "us-air-\nraids").replace("2021-06 ", "2021-\n06 "),
    "dashes": drones("text").replace("-", "\u2011"),
    "soft hyphens": drones("text").replace("attacks", "at\u00adtacks"),
    "italics in Markdown": drones("text").replace("Reported figures", "*Reported figures*"),
    "italics in HTML": drones("text").replace("Reported", "<em>Reported").replace("Syria. V", "Syria</em>. V"),
    "Markdown": DRONES._repr_markdown_(),
    "HTML": DRONES._repr_html_(),
    "a key renamed": drones("bibtex").replace("@misc{us-air-raids-2021-06.figure.drone-attacks", "@misc{reuters21"),
    "fields in another order": re.sub(r"(  author = .*\n)(  title = .*\n)", r"\2\1", drones("bibtex")),
    "fields in quotes": re.sub(r"= \{\{(.*)\}\},", r'= "{\1}",', drones("bibtex")),
    "values wrapped": drones("biblatex").replace(", value 5", ",\n    value 5"),
    "a style left out the note": re.sub(r"  note = .*\n", "", drones("bibtex")),
    "an address without its phrases": re.sub(r"#:~:\S*", "", drones("text")),
    "a hash cut short": drones("ris").replace(DRONES.fingerprint, DRONES.fingerprint[:16]),
}


@pytest.mark.parametrize("text", MINUTES.values(), ids=MINUTES)
def test_what_programs_change_at_will_is_no_forgery(text):
    verdicts = verify(text)

    assert [("unchanged", "drone-attacks"), ("unchanged", "al-jazeera-2021-06-28")] == [
        (verdict.status, verdict.subject) for verdict in verdicts
    ]


def test_words_around_a_citation_are_said_to_be_not_examined():
    verdict, article = verify(f"It is often said: {ROW} Verified by the BBC.\n\n{ARTICLE}")

    assert ("not examined", "unchanged") == (verdict.status, article.status)
    assert ("It is often said:", "Verified by the BBC.") == verdict.around


def test_prose_behind_a_title_is_not_taken_for_what_the_title_left_out():
    (verdict,) = verify(f"{ROW.split('. In: ')[0]}. Officials denied this on Monday.")

    assert ("not examined", ("Officials denied this on Monday.",)) == (verdict.status, verdict.around)


def test_a_sentence_added_between_two_facts_is_named():
    verdict, _ = verify(drones("text").replace(" In: ", " Verified by the BBC. In: "))

    assert [("added", ". Verified by the BBC")] == [(change.part, change.cited) for change in verdict.changes]


@pytest.mark.parametrize(
    ("field", "part"),
    [
        ("note = {Verified by the BBC},", "note"),
        ("title = {{Verified by the BBC}},", "title"),
        ("doi = {10.1234/forged},", None),
        ("abstract = {Verified by the BBC},", None),
        ("url = {https://example.org/forged},", "address"),
        ("year = {2025},", "day"),
        ("number = {rocket-attacks},", "figure"),
    ],
)
def test_a_field_more_is_compared_or_said_to_be_not_examined(field, part):
    verdict, _ = verify(drones("bibtex").replace("  year = {2026},", f"  year = {{2026}},\n  {field}", 1))

    assert ([part] if part else []) == parts([verdict])
    assert verdict.status == ("changed" if part else "not examined")


def test_facts_swapped_between_two_figures_are_named_in_both():
    other = asreported.cite("rocket-attacks")
    first = drones("ris").replace(DRONES.fingerprint, other.fingerprint)
    second = other.to("ris").replace("“14 were rocket attacks”", "“at least five drone attacks”")

    verdicts = verify(f"{first}\n{second}")

    assert [["row"], [], ["phrase"], []] == [parts([verdict]) for verdict in verdicts]


def test_of_two_citations_the_forged_one_is_named():
    other = asreported.cite("rocket-attacks").to("apa").replace("place Iraq (IQ)", "place Iran (IR)")

    assert ["unchanged", "unchanged", "changed", "unchanged"] == [v.status for v in verify(f"{drones('apa')}\n{other}")]


def test_an_address_that_leads_to_other_words_is_changed():
    assert ["address"] == parts(verify(drones("text").replace("at%20least%20five", "at%20most%20five")))


def test_what_cites_something_else_beside_ours_is_told_and_asks_for_nothing():
    *ours, other = verify(drones("bibtex") + "@book{doe, title = {Of other things}, author = {Doe, Jane}}\n")

    assert ["unchanged", "unchanged"] == [verdict.status for verdict in ours]
    assert ("Of other things", "other") == (other.subject, other.status)


def test_a_citation_of_an_older_version_says_what_is_new():
    verdict, _ = verify(drones("text").replace("1.0.0", "0.9.0").replace("place Iraq (IQ)", "place Syria (SY)"))

    assert ["version", "place"] == parts([verdict])


def test_a_figure_is_recognised_by_its_row_where_its_name_is_gone():
    verdict, _ = verify(drones("text").replace("[figure drone-attacks of", "[table drone-attacks of"))

    assert ("changed", "drone-attacks") == (verdict.status, verdict.subject)


def test_a_hostile_citation_shows_no_escape_in_the_terminal():
    text = json.dumps([{"id": "a", "title": "“\x1b[31m” [figure x\x1b[2J of us-air-raids-2021-06 1]"}])

    ran = CliRunner().invoke(cli, ["cite", "--verify", text], standalone_mode=False)

    assert "\x1b" not in ran.output
