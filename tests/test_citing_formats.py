"""Every format read back by a parser that is not ours, with phrase, speakers, publisher and bounds still there."""

import ast
import json
import os
import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace

import bibtexparser
import pybtex.database
import pypandoc
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import example, given, settings
from hypothesis import strategies as st

import asreported
from asreported.citing import citations_of
from asreported.citing.citation import bibliography
from asreported.citing.latex import escaped
from asreported.citing.recognising import read_citations, untex
from asreported.citing.styles import render
from asreported.citing.wording import fold

ALL = citations_of(asreported.open_package())
DRONES = next(c for c in ALL if c.figure_id == "drone-attacks")
PANDOC = {"bibtex": "bibtex", "biblatex": "biblatex", "csl-json": "csljson", "ris": "ris"}

words = st.text("abXY059éüßçñ“”‘’'\"–—-{}&%#_\\$~<>|@=,;:.()[]*/عدهجمات", min_size=1, max_size=8)
phrases = st.lists(words, min_size=1, max_size=6).map(lambda parts: unicodedata.normalize("NFC", " ".join(parts)))
HARD = 'at least "five" – {drone\'s} A&B, 5% #3 a_b \\n $5 ~x 1--2---3 “q” ‘r’ <i>z</i> café هجمات'
slow = settings(deadline=None, max_examples=40)  # a process of pandoc takes 0.1 s


def from_pandoc(text, style):
    command = [pypandoc.get_pandoc_path(), "--from", PANDOC[style], "--to", "csljson"]
    read = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    assert read.stderr == b""
    return [re.sub(r"</?span[^>]*>", "", item["title"]) for item in json.loads(read.stdout)]


def from_bibtexparser(text, _style):
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    return [entry["title"] for entry in library.entries]


def from_pybtex(text, _style):
    entries = pybtex.database.parse_string(text, "bibtex").entries.values()
    return [untex(entry.fields["title"]) for entry in entries]


def from_rispy(text, _style):
    return [entry["title"] for entry in rispy.loads(text)]


READERS = [
    pytest.param(from_pybtex, "bibtex", id="bibtex by pybtex"),
    pytest.param(from_pybtex, "biblatex", id="biblatex by pybtex"),
    pytest.param(from_bibtexparser, "bibtex", id="bibtex by bibtexparser"),
    pytest.param(from_bibtexparser, "biblatex", id="biblatex by bibtexparser"),
    pytest.param(from_rispy, "ris", id="ris by rispy"),
    *(pytest.param(from_pandoc, style, id=f"{style} by pandoc") for style in PANDOC),
]


@pytest.mark.parametrize(("reader", "style"), READERS)
def test_every_title_is_read_back_by_a_parser_that_is_not_ours(reader, style):
    entries = bibliography(ALL)

    titles = reader(render(entries, style), style)

    assert [fold(entry.title) for entry in entries] == [fold(title) for title in titles]


@pytest.mark.parametrize("reader", [from_bibtexparser, from_pybtex])
@given(phrases)
@example(HARD)
@slow
def test_any_phrase_goes_through_bibtex_unharmed(reader, phrase):
    text = replace(DRONES, phrase=phrase).to("bibtex")

    assert f"“{phrase}” (5 or more; " in reader(text, "bibtex")[0]


@given(phrases)
@example(HARD)
@slow
def test_any_phrase_goes_through_ris_unharmed(phrase):
    assert f"“{phrase}” (5 or more; " in from_rispy(replace(DRONES, phrase=phrase).to("ris"), "ris")[0]


@given(phrases)
@example(HARD)
def test_any_phrase_goes_through_csl_json_unharmed(phrase):
    title = json.loads(replace(DRONES, phrase=phrase).to("csl-json"))[0]["title"]

    assert title.startswith('<span class="nocase">“')
    assert f"“{phrase}” (5 or more; " in title.replace("\u2060", "")


def are_paired(phrase):
    """Tell whether the braces pair: of a brace without its like, pandoc drops the command that BibTeX needs."""
    from contextlib import suppress

    bare = re.sub(r"[^{}]", "", phrase)
    with suppress(RecursionError):
        while "{}" in bare:
            bare = bare.replace("{}", "")
    return not bare


@pytest.mark.slow(reason="160 processes of pandoc, 15 s")
@pytest.mark.parametrize("style", PANDOC)
@given(phrases.filter(are_paired))
@example(HARD)
@slow
def test_any_phrase_goes_through_pandoc_with_every_word(style, phrase):
    # pandoc gives quotes a typographic shape, and makes a tie of a space after some initials; fold takes both out.
    (title, _) = from_pandoc(replace(DRONES, phrase=phrase).to(style), style)

    # What looks like a tag is escaped on the way, and a tag again once it is read back.
    assert fold(fold(f"“{phrase}” (5 or more; ")) in fold(fold(title))


@given(phrases)
@example(HARD)
def test_what_is_escaped_for_tex_is_read_back_by_us(phrase):
    assert phrase == untex(f"{{{escaped(phrase)}}}")


def test_bibtex_names_every_part_and_protects_the_title():
    row, article = pybtex.database.parse_string(DRONES.to("bibtex"), "bibtex").entries.values()

    assert (row.type, row.fields["number"], row.fields["year"]) == ("misc", "drone-attacks", "2026")
    assert row.fields["title"].startswith("{“at least five")
    assert row.fields["title"].endswith("]}")
    assert row.fields["howpublished"].startswith("{Data set, version 1.0.0: Reported figures")
    assert f"sha256 {DRONES.fingerprint}" in row.fields["note"]
    assert (article.type, article.fields["journal"], article.fields["month"]) == ("article", "{Al Jazeera}", "June")
    assert article.fields["url"].endswith("#:~:text=at%20least%20five%20drone%20attacks")


def test_ris_has_one_line_a_field_and_no_note_that_looks_like_a_field():
    text = DRONES.to("ris")
    row, article = rispy.loads(text)

    assert (row["type_of_reference"], article["type_of_reference"]) == ("DATA", "NEWS")
    assert (row["edition"], row["accession_number"], row["authors"]) == (
        "1.0.0",
        "drone-attacks",
        ["The asreported developers"],
    )
    assert (article["secondary_title"], article["date"]) == ("Al Jazeera", "2021/06/28")
    assert article["urls"] == [f"{DRONES.article.url}#:~:text=at%20least%20five%20drone%20attacks"]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in text.splitlines() if line)
    assert not re.match(r"[\w -]+:", row["notes"][0])


def test_a_statement_or_a_study_is_no_newspaper_article():
    study = replace(DRONES, article=replace(DRONES.article, kind="study"))
    _, report = json.loads(study.to("csl-json"))

    assert ("report", "Al Jazeera", None) == (report["type"], report["publisher"], report.get("container-title"))
    assert ("RPRT", "Al Jazeera") == tuple(
        rispy.loads(study.to("ris"))[1][k] for k in ("type_of_reference", "publisher")
    )
    entries = list(pybtex.database.parse_string(study.to("biblatex"), "bibtex").entries.values())
    assert ("report", "{Al Jazeera}") == (entries[1].type, entries[1].fields["institution"])
    assert "howpublished = {{Al Jazeera}}" in study.to("bibtex")


@pytest.mark.parametrize("citation", [*ALL, asreported.cite()], ids=lambda c: getattr(c, "figure_id", "dataset"))
def test_csl_items_keep_the_input_schema_of_csl(citation):
    # Of the CSL 1.0.2 input schema: the types, the fields and the shape of names and dates that we use.
    kinds = {
        "title": str,
        "container-title": str,
        "version": str,
        "number": str,
        "URL": str,
        "language": str,
        "note": str,
    }
    for item in json.loads(citation.to("csl-json")):
        assert item.pop("type") in {"dataset", "article-newspaper"}
        assert isinstance(item.pop("id"), str)
        assert all(set(name) == {"literal"} for name in item.pop("author", []))
        (date,) = item.pop("issued")["date-parts"]
        assert all(isinstance(part, int) for part in date)
        assert len(date) == 3
        assert all(isinstance(value, kinds[name]) for name, value in item.items())
        assert not re.match(r"[\w -]+:", item.get("note", ""))


def test_a_csl_processor_that_is_not_ours_prints_phrase_speakers_bounds_and_publisher(tmp_path):
    place = tmp_path / "references.json"
    place.write_text(render(bibliography(ALL), "csl-json"), "utf-8")
    document = f'---\nnocite: "@*"\nbibliography: "{place}"\n---\n'
    command = [pypandoc.get_pandoc_path(), "--citeproc", "--from", "markdown", "--to", "plain", "--wrap", "none"]

    printed = fold(subprocess.run(command, input=document.encode(), capture_output=True, check=True).stdout.decode())

    for citation in ALL:
        assert fold(citation.phrase) in printed
        assert fold(f"({citation.bounds}; {citation.unit}: ") in printed
        assert fold(citation.said_by) in printed
    assert "Al Jazeera. 2021." in printed
    assert "June 28" in printed


def test_the_strings_of_r_hold_what_bibtex_holds():
    hard = replace(DRONES, phrase=HARD)
    strings = re.findall(r'"(?:[^"\\]|\\.)*"', hard.to("r"))

    # A string constant of R with these two escapes is one of Python too.
    title = next(ast.literal_eval(s) for s in strings if s.startswith(chr(34) + "{“at"))

    assert f"“{HARD}” (5 or more; " in untex(title)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R is installed")
def test_r_itself_makes_bibtex_and_plain_text_of_it(tmp_path):
    hard = replace(DRONES, phrase=HARD)
    place = tmp_path / "cited.R"
    made = 'print(toBibtex(cited))\ncat("\\n@@", attr(unclass(cited)[[1]], "textVersion"), sep = "")\n'
    place.write_text(f"cited <- {hard.to('r')}{made}", "utf-8")
    command = ["Rscript", "--vanilla", "--encoding=UTF-8", str(place)]

    ran = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    bibtex, plain = ran.stdout.decode().split("@@")

    assert fold(f"“{HARD}” (5 or more; ") in fold(from_pybtex(bibtex, "bibtex")[0])
    assert hard.to("text").split("\n\n")[0] == plain.strip()


def test_a_citation_that_a_foreign_writer_wrote_again_is_still_read():
    written = pybtex.database.parse_string(replace(DRONES, phrase=HARD).to("bibtex"), "bibtex").to_string("bibtex")

    assert fold(f"“{HARD}” (5 or more; ") in fold(read_citations(written)[0].words)
