"""What a citation says, in Python and on the command line."""

import csv
import hashlib
import json
import pkgutil
import re
from dataclasses import FrozenInstanceError, replace

import pytest
from click.testing import CliRunner
from faults import KnownFault, apply

import asreported
from asreported.citing import STYLES, citations_of, selection_of, styles
from asreported.citing.article import with_phrases
from asreported.citing.citation import bibliography
from asreported.citing.gathering import tidy
from asreported.cli import cli
from asreported.errors import Misuse, UnknownName

DRONES = asreported.cite("drone-attacks")
UNVERIFIED = "[title, day and address not verified; no byline known]"


def run(*arguments):
    return CliRunner().invoke(cli, ["cite", *arguments], standalone_mode=False)


@pytest.mark.parametrize("style", STYLES)
def test_a_stranger_reads_what_was_printed_who_said_it_via_whom_and_what_it_allows(style):
    text = asreported.cite("drone-attacks", style=style)

    for words in (
        "“at least five drone attacks” (5 or more; incidents: drone attacks)",
        "said by two US officials (anonymous on request), via Reuters, in Al Jazeera, since April 2021",
        "figure drone-attacks of us-air-raids-2021-06 1.0.0",
        f"sha256 {DRONES.fingerprint}",
        "value 5, low 5, high open",
        "“since April”, as dates 2021-04/.. (completed by the day of publication)",
        "place Iraq (IQ)",
        "US carries out air raids on Iran-backed militias in Syria, Iraq " + UNVERIFIED,
        "#:~:text=at%20least%20five%20drone%20attacks",
    ):
        assert words in text


def test_the_table_and_the_help_list_every_module_of_styles():
    modules = {name.replace("_", "-") for _, name, _ in pkgutil.iter_modules(styles.__path__)}

    assert modules == set(STYLES)
    assert f"[{'|'.join(STYLES)}]" in run("--help").output


def test_an_inferred_period_says_so_in_the_title():
    assert "until 26 June 2021 (inferred) [figure" in asreported.cite("drones-near-arbil", style="text")


def test_a_citation_has_its_parts_as_attributes_and_cannot_be_changed():
    assert (DRONES.phrase, DRONES.low, DRONES.high, DRONES.unit) == (
        "at least five drone attacks",
        5,
        None,
        "incidents",
    )
    assert DRONES.speakers == ("two US officials", "Reuters", "Al Jazeera")
    assert (DRONES.dates, DRONES.period_phrase, DRONES.place) == ("2021-04/..", "since April", "Iraq (IQ)")
    with pytest.raises(FrozenInstanceError):
        DRONES.low = 6


@pytest.mark.parametrize(
    ("figure_id", "expected"),
    [
        ("attacks-on-us-interests", "(“more than 40 attacks”, Al Jazeera, 2021)"),
        ("others-wounded", "(“several others wounded”, Syrian Observatory for Human Rights, in Al Jazeera, 2021)"),
    ],
)
def test_in_text_has_phrase_speaker_and_year(figure_id, expected):
    assert expected == asreported.cite(figure_id).in_text


def test_no_sentence_has_the_number_without_qualifier_and_speaker():
    for citation in citations_of(asreported.open_package()):
        assert f"“{citation.phrase}”" in citation.sentence
        assert all(name in citation.sentence for name in citation.speakers)
        assert citation.chain[0]["voice"] != "unattributed" or "naming no source" in citation.sentence


def test_a_count_that_was_not_reported_is_not_cited_as_zero():
    assert "gives no count and is not zero" in asreported.cite("killed-not-reported").sentence


def test_without_a_figure_the_dataset_is_cited_with_version_and_hash():
    lines = []
    for name, digest in sorted(
        (r.paths[0], hashlib.sha256(r.read()).hexdigest()) for r in asreported.open_package().resources
    ):
        lines.append(f"{digest}  {name}\n")
    expected = hashlib.sha256("".join(lines).encode()).hexdigest()

    cited = asreported.cite()

    assert expected == cited.sha256
    assert "[dataset us-air-raids-2021-06 1.0.0]. Version 1.0.0. The asreported developers." in str(cited)
    assert f"sha256 {expected}; 16 figures; licence CC-BY-4.0" in str(cited)


def test_a_fingerprint_is_recomputed_from_the_files_as_the_docs_say():
    package = asreported.open_package()
    tables = {
        n: list(csv.DictReader(package.resource(n).read().decode().splitlines()))
        for n in ("figures", "attributions", "agents")
    }
    agents = {row["agent_id"]: row for row in tables["agents"]}
    for citation in citations_of(package):
        (figure,) = [row for row in tables["figures"] if row["figure_id"] == citation.figure_id]
        links = sorted(
            (row for row in tables["attributions"] if row["figure_id"] == citation.figure_id),
            key=lambda row: int(row["position"]),
        )
        chain = [{**row, **{k: agents[row["agent_id"]][k] for k in ("name", "anonymity")}} for row in links]
        rows = [{k: v for k, v in row.items() if v} for row in (figure, *chain)]
        canonical = json.dumps([rows[0], rows[1:]], ensure_ascii=False, sort_keys=True, separators=(",", ":"))

        assert hashlib.sha256(canonical.encode()).hexdigest() == citation.fingerprint


def test_a_new_empty_column_changes_no_fingerprint_and_a_new_word_does(package):
    apply(
        KnownFault("", "dataset/agents.csv", "two-us-officials", "anonymity", "anonymous_on_request", "unnamed"),
        package,
    )

    assert asreported.cite("drone-attacks", package=package).fingerprint != DRONES.fingerprint
    assert (
        asreported.cite("rocket-attacks", package=package).fingerprint == asreported.cite("rocket-attacks").fingerprint
    )


def test_a_query_is_cited_with_version_rows_and_the_hash_of_its_result():
    selection = selection_of(asreported.open_package(), "measure  = 'killed'")
    lines = sorted(f"{c.figure_id} {c.fingerprint}\n" for c in selection.citations)
    expected = hashlib.sha256("".join(lines).encode()).hexdigest()

    text = run("--where", "measure = 'killed'").output

    assert expected == selection.sha256
    assert text.startswith("Figures where measure = 'killed' [2 of 16 rows of us-air-raids-2021-06 1.0.0].")
    assert "The query was WHERE measure = 'killed' on the figures of us-air-raids-2021-06 1.0.0; its 2 rows" in text
    assert f"have sha256 {expected}." in text
    assert text.count("[figure ") == 2


def test_figures_of_one_article_share_its_entry_which_leads_to_every_phrase():
    *rows, article = bibliography(citations_of(asreported.open_package(), ["fighters-killed", "others-wounded"]))

    assert [row.number for row in rows] == ["fighters-killed", "others-wounded"]
    assert article.url.endswith("#:~:text=at%20least%20five%20fighters%20were%20killed&text=several%20others%20wounded")


def test_an_empty_query_is_misuse_and_one_without_rows_is_cited_with_none():
    assert isinstance(run("--where", "").exception, Misuse)
    assert run("--where", "low > 9000").output.startswith("Figures where low > 9000 [0 of 16 rows of")


def test_the_syntax_of_a_text_fragment_is_encoded_inside_a_phrase():
    assert with_phrases("https://a.org/x", ["F-16, “5” & 10%"]) == (
        "https://a.org/x#:~:text=F%2D16%2C%20%E2%80%9C5%E2%80%9D%20%26%2010%25"
    )


def test_what_is_not_known_of_an_article_is_said(package):
    for column in ("title", "published_on", "url"):
        row = asreported.load("sources", package).to_dicts()[0]
        apply(KnownFault("", "dataset/sources.csv", row["source_id"], column, str(row[column]), ""), package)

    text = asreported.cite("drone-attacks", package=package, style="apa")

    assert "Al Jazeera. (n.d.). Report without a known title [no title, byline, day or address known]" in text


def test_verified_metadata_are_not_called_unverified():
    article = replace(DRONES.article, basis="external_verified", byline="A. Writer")

    assert str(article).startswith("US carries out air raids on Iran-backed militias in Syria, Iraq. A. Writer.")


def test_control_characters_and_turned_directions_are_written_out():
    assert tidy("a\x1b[31m\u202eb\u200f") == "a\\x1b[31m\\u202eb\u200f"


def test_a_notebook_shows_the_text_with_every_character_escaped():
    shown = replace(DRONES, phrase="<b>five</b> & *six*")

    assert "“&lt;b&gt;five&lt;/b&gt; &amp; *six*”" in shown._repr_html_()
    assert r"“&lt;b&gt;five&lt;/b&gt; &amp; \*six\*”".replace("&gt;", "&gt;") in shown._repr_markdown_().replace(
        "\\-", "-"
    )
    assert '<a href="https://aljazeera.com/' in shown._repr_html_()


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["no-such-figure"], UnknownName),
        (["--where", "no_such_column = 1"], Misuse),
        (["--csl", "no-such.csl"], Misuse),
    ],
    ids=str,
)
def test_what_cannot_be_cited_is_misuse(arguments, error):
    assert isinstance(run(*arguments).exception, error)


@pytest.mark.parametrize(
    "arguments",
    [["a", "--all"], ["--all", "--where", "low > 1"], ["--in-text"], ["a", "--in-text", "--sentence"], ["--style", "x"],
     ["--verify", "nonsense"], ["--verify", "a b", "--sentence"]],
    ids=str,
)  # fmt: skip
def test_options_that_exclude_each_other_are_refused(arguments):
    assert CliRunner().invoke(cli, ["cite", *arguments]).exit_code == 2


def test_an_unknown_style_names_the_known_ones():
    with pytest.raises(UnknownName, match="there are: text, apa, chicago, bibtex"):
        asreported.cite(style="mla")


def test_every_figure_and_the_short_forms_are_one_command_away():
    assert run("--all").output.count("[figure ") == 16
    assert len(run("--all", "--in-text").output.splitlines()) == 16
    assert len(run("--all", "--sentence").output.splitlines()) == 16


def test_any_other_style_comes_from_a_csl_file():
    from importlib.resources import files

    style = files("citeproc") / "data" / "styles" / "harvard-cite-them-right.csl"
    text = run("drone-attacks", "--csl", str(style)).output

    assert "at least five drone attacks" in text
    assert "said by two US officials (anonymous on request), via Reuters, in Al Jazeera" in text
    assert re.search(r"Al Jazeera.*28 June", text)
