"""From small tables to citations: what comes from where, and what is done where a table does not know."""

import hashlib
import json
from datetime import date

import polars as pl
import pytest
import yaml

from asreported.citing import cite
from asreported.citing.fingerprints import canonical, of_data, of_row, of_rows
from asreported.citing.gathering import Citable, citations_of, tidy
from asreported.citing.metadata import standing_metadata
from asreported.errors import Misuse, UnknownName
from asreported.package import Package
from asreported.package.flat import said_by

WHOLE, DAYS = {"value", "low", "high", "at", "position"}, {"period_start", "period_end", "published_on", "accessed_on"}
FIGURE = {
    "figure_id": "drones", "title": "Drones", "measure": "attacks", "counted": "drones", "qualifier": "at_least",
    "value": 5, "low": 5, "high": None, "phrase": "at least five drones", "place": "Iraq", "country_code": "IQ",
    "period_start": "2021-04-01", "period_end": None, "period_precision": "month", "period_basis": "stated",
    "period_phrase": "since April", "incident_id": None, "source_id": "a", "at": 7, "reviewed_by": None, "note": None,
}  # fmt: skip
SOURCE = {
    "source_id": "a", "kind": "news_article", "title": "US raids", "publisher_id": "jazeera", "byline": None,
    "published_on": "2021-06-28", "url": "https://example.org/a", "archived_url": None, "accessed_on": "2026-01-02",
    "metadata_basis": "in_text", "language": "en",
}  # fmt: skip
AGENTS = [
    {"agent_id": "official", "name": "an official", "anonymity": "unnamed"},
    {"agent_id": "jazeera", "name": "Al Jazeera", "anonymity": "named"},
]
MEASURES = [{"measure": "attacks", "unit": "incidents"}]


def link(figure_id, position, agent_id, role, voice="reported"):
    return {"figure_id": figure_id, "position": position, "agent_id": agent_id, "role": role, "voice": voice}


LINKS = [link("drones", 2, "jazeera", "publisher"), link("drones", 1, "official", "originator")]


def table(name, rows):
    kinds = {column: "integer" if column in WHOLE else "date" if column in DAYS else "string" for column in rows[0]}
    fields = [{"name": column, "type": kind} for column, kind in kinds.items()]
    return {"name": name, "type": "table", "data": rows, "schema": {"fields": fields}}


def package(tmp_path, figures=(FIGURE,), links=LINKS, sources=(SOURCE,), **descriptor):
    tables = {"figures": figures, "measures": MEASURES, "sources": sources, "attributions": links, "agents": AGENTS}
    resources = [table(name, list(rows)) for name, rows in tables.items()]
    return Package(tmp_path, {"name": "raids", "resources": resources, **descriptor})


def test_a_citation_takes_its_facts_from_the_tables(tmp_path):
    (drones,) = citations_of(package(tmp_path))

    assert ("incidents", "Iraq (IQ)", "since April 2021", "2021-04/..") == (
        drones.unit,
        drones.place,
        drones.period,
        drones.dates,
    )
    assert "an official (unnamed), in Al Jazeera" == drones.said_by
    assert [("an official", "originator"), ("Al Jazeera", "publisher")] == [
        (x["name"], x["role"]) for x in drones.chain
    ]
    assert ("US raids", "Al Jazeera", "raids.source.a") == (
        drones.article.title,
        drones.article.publisher,
        drones.article.key,
    )
    assert (date(2021, 6, 28), date(2026, 1, 2)) == (drones.article.published_on, drones.article.accessed_on)
    assert ("at least five drones",) == drones.article.phrases


def test_what_a_source_does_not_say_is_none_or_no_word(tmp_path):
    full = {**SOURCE, "byline": "B. Doe", "archived_url": "https://archive.example/a"}
    bare = {**SOURCE, "title": None, "url": None, "language": None, "kind": None, "metadata_basis": None}

    (said,), (unsaid,) = (Citable(package(tmp_path, sources=[source])).articles for source in (full, bare))

    assert ("B. Doe", "https://archive.example/a", "en") == (said.byline, said.archived_url, said.language)
    assert ("news_article", "in_text", "a") == (said.kind, said.basis, said.source_id)
    assert [None] * 5 == [unsaid.title, unsaid.url, unsaid.language, unsaid.byline, unsaid.archived_url]
    assert ("", "", ()) == (unsaid.kind, unsaid.basis, unsaid.phrases)


def test_citations_come_in_the_order_given_each_once_and_else_in_that_of_the_text(tmp_path):
    later, elsewhere = {**FIGURE, "figure_id": "wells", "at": 90}, {**FIGURE, "figure_id": "dead", "source_id": "0"}
    made = package(tmp_path, [later, FIGURE, elsewhere])

    assert ["wells", "drones"] == [c.figure_id for c in citations_of(made, ["wells", "drones", "wells"])]
    assert ["dead", "drones", "wells"] == [c.figure_id for c in citations_of(made)]
    assert ["dead", "drones", "wells"] == list(Citable(made).every)
    with pytest.raises(UnknownName, match="no figure 'well'; did you mean wells"):
        citations_of(made, ["drones", "well"])


def test_a_query_picks_figures_by_what_they_say(tmp_path):
    made = package(tmp_path, [FIGURE, {**FIGURE, "figure_id": "wells", "low": 9}])

    selection = Citable(made).selection("low  >\n 5")

    assert ("low > 5", ["wells"]) == (selection.query, [c.figure_id for c in selection.citations])
    assert of_rows({"wells": selection.citations[0].fingerprint}) == selection.sha256
    with pytest.raises(Misuse, match=r"the query 'lo > 5' cannot be run: [^\n]*column \"lo\""):
        Citable(made).selection("lo > 5")


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2021-04-01", None, "month", "2021-04/.."),
        (None, "2021-04-30", "day", "../2021-04-30"),
        ("2021-04-01", "2021-04-30", "month", "2021-04"),
        ("2020-01-01", "2021-12-31", "year", "2020/2021"),
        ("2021-06-27", "2021-06-27", None, "2021-06-27"),
        ("2021-06-27", "2021-06-28", "hour", "2021-06-27/2021-06-28"),
        (None, None, "month", ""),
    ],
)
def test_a_period_is_an_interval_of_its_precision(start, end, precision, expected, tmp_path):
    period = {"period_start": start, "period_end": end, "period_precision": precision}

    assert expected == cite("drones", package=package(tmp_path, [{**FIGURE, **period}])).dates


def test_a_figure_without_a_chain_a_source_or_a_country_is_cited_all_the_same(tmp_path):
    bare = {**FIGURE, "source_id": "gone", "country_code": None, "measure": "unheard"}

    cited = cite("drones", package=package(tmp_path, [bare], links=[link("wells", 1, "official", "originator")]))

    assert ("", (), "Iraq", "") == (cited.said_by, cited.chain, cited.place, cited.unit)
    assert ("gone", "", None) == (cited.article.source_id, cited.article.publisher, cited.article.title)


def test_the_chain_names_the_publisher_whom_the_source_does_not_know(tmp_path):
    source = {**SOURCE, "publisher_id": "unheard"}

    assert "Al Jazeera" == cite("drones", package=package(tmp_path, sources=[source])).article.publisher
    (article,) = Citable(package(tmp_path, sources=[source])).articles
    assert "" == article.publisher


def test_an_agent_without_a_row_goes_by_its_key(tmp_path):
    cited = cite("drones", package=package(tmp_path, links=[link("drones", 1, "nobody", "originator")]))

    assert ("nobody",) == cited.speakers


@pytest.mark.parametrize(
    ("contributors", "expected"),
    [
        ([{"title": "A", "role": "author"}, {"title": "B", "roles": ["editor", "creator"]}, {}], ("A", "B")),
        ([{"title": "A"}, {"title": "B", "roles": "creator"}, {"role": "editor"}], ("A", "B")),
        ([{"title": "A", "roles": [1, "creator"]}, {"title": "B"}, "C"], ("A",)),
        ("A", ()),
    ],
    ids=["makers", "no makers", "no words", "no list"],
)  # fmt: skip
def test_the_authors_are_those_who_made_it_and_else_all_who_are_named(contributors, expected, tmp_path):
    assert expected == cite(package=package(tmp_path, contributors=contributors)).authors


@pytest.mark.parametrize(
    ("created", "expected"),
    [("2026-11-22", date(2026, 11, 22)), ("2026-11-22T10:00:00Z", date(2026, 11, 22)), ("soon", None), (None, None)],
)
def test_the_day_of_a_dataset_is_that_of_its_descriptor(created, expected, tmp_path):
    assert expected == cite(package=package(tmp_path, created=created)).created


def test_a_dataset_has_every_licence_by_the_name_that_it_goes_by(tmp_path):
    licenses = [{"name": "CC0-1.0", "title": "x"}, {"title": "Open"}, {"path": "https://example.org/l"}, {}]

    dataset = cite(package=package(tmp_path, licenses=licenses, title="Raids", homepage="https://example.org"))

    assert "CC0-1.0, Open, https://example.org/l" == dataset.license
    assert ("Raids", "https://example.org", 1, "") == (dataset.title, dataset.url, dataset.rows, dataset.version)


def test_a_package_without_figures_is_a_dataset_of_none(tmp_path):
    dataset = cite(package=Package(tmp_path, {"name": "raids", "resources": [table("agents", AGENTS)]}))

    assert ("raids", 0) == (dataset.title, dataset.rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, ""),
        (" a \n b ", "a b"),
        ("a\x00\x7f", "a\\x00\\x7f"),
        ("a\u2066\u202cb", "a\\u2066\\u202cb"),
        ("\ud800", "\\ud800"),
        ("é\u200f–", "é\u200f–"),
        (5, "5"),
    ],
    ids=ascii,
)
def test_a_text_is_one_line_without_characters_that_nobody_sees(text, expected):
    assert expected == tidy(text)


def test_a_row_is_hashed_as_the_text_of_its_file():
    """Half of it is the definition in docs/citing.md: empty cells left out, keys sorted, no space, UTF-8."""
    figure = {"b": date(2021, 4, 1), "a": ["x", "é"], "c": True, "d": None, "e": 5, "f": [False]}

    expected = '[{"a":"x|é","b":"2021-04-01","c":"true","e":"5","f":"false"},[{"g":"1.5"}]]'

    assert hashlib.sha256(expected.encode()).hexdigest() == of_row(figure, [{"g": 1.5, "h": None}])
    assert '{"a":["1"],"b":"é"}' == canonical({"b": "é", "a": ["1"]})


def test_rows_are_hashed_in_no_order():
    expected = hashlib.sha256(b"a 2\nb 1\n").hexdigest()

    assert expected == of_rows({"b": "1", "a": "2"}) == of_rows({"a": "2", "b": "1"})


def test_data_are_hashed_by_path_and_inline_ones_as_canonical_json(tmp_path):
    (tmp_path / "b.csv").write_bytes(b"x\n")
    resources = [{"name": "t", "path": "b.csv"}, {"name": "a", "data": [{"y": 1, "x": "é"}]}]
    inline, file = (hashlib.sha256(c.encode()).hexdigest() for c in ('[{"x":"é","y":1}]', "x\n"))

    found = of_data(Package(tmp_path, {"resources": resources}))

    assert hashlib.sha256(f"{inline}  a\n{file}  b.csv\n".encode()).hexdigest() == found


def test_a_chain_in_words_has_its_links_by_position_and_says_who_is_not_named():
    links = [
        link("b", 2, "jazeera", "publisher"),
        link("b", 1, "official", "relay"),
        link("b", 3, "gone", "publisher"),
        link("a", 1, "jazeera", "publisher", "unattributed"),
        link("c", 1, "secret", "spokesman"),
    ]
    agents = [*AGENTS, {"agent_id": "secret", "name": "a spy", "anonymity": "anonymous_on_request"}]

    chains = said_by(pl.DataFrame(links), pl.DataFrame(agents))

    assert chains.rows() == [
        ("a", "no source named, in Al Jazeera"),
        ("b", "via an official (unnamed), in Al Jazeera"),
        ("c", "a spy (anonymous on request)"),
    ]


def test_chains_come_in_the_order_of_their_figures():
    names = [f"figure-{number:03}" for number in range(200)]

    chains = said_by(
        pl.DataFrame([link(name, 1, "jazeera", "publisher") for name in reversed(names)]), pl.DataFrame(AGENTS)
    )

    assert names == chains["figure_id"].to_list()


def metadata(made):
    files = standing_metadata(made)
    return yaml.safe_load(files["CITATION.cff"]), *(json.loads(files[n]) for n in ("datacite.json", ".zenodo.json"))


def test_standing_metadata_say_all_that_the_descriptor_says(tmp_path):
    made = package(
        tmp_path,
        version="1.2",
        created="2026-11-22",
        description="Counts of <a> & b",
        keywords=["drones"],
        contributors=[{"title": "A. Roe"}],
        licenses=[{"name": "CC-BY-4.0", "title": "Attribution", "path": "https://example.org/l"}, {"name": "ODbL-1.0"}],
        sources=[{**SOURCE, "byline": "B. Doe", "language": "en-GB"}, {**SOURCE, "source_id": "b", "url": None}],
    )

    cff, datacite, zenodo = metadata(made)

    assert ("1.2", "2026-11-22", ["CC-BY-4.0", "ODbL-1.0"]) == (cff["version"], cff["date-released"], cff["license"])
    assert (["drones"], [{"name": "A. Roe"}]) == (cff["keywords"], cff["authors"])
    signed, unsigned = cff["references"]
    assert ([{"name": "B. Doe"}], ["en"], {"name": "Al Jazeera"}) == (
        signed["authors"],
        signed["languages"],
        signed["publisher"],
    )
    assert "notes" not in signed
    assert "No byline or address known" == unsigned["notes"]
    assert [
        {
            "rights": "Attribution",
            "rightsUri": "https://example.org/l",
            "rightsIdentifier": "CC-BY-4.0",
            "rightsIdentifierScheme": "SPDX",
        },
        {"rights": "ODbL-1.0"},
    ] == datacite["rightsList"]
    assert ("2026", [{"date": "2026-11-22", "dateType": "Created"}]) == (datacite["publicationYear"], datacite["dates"])
    assert {"relatedItemIdentifier": "https://example.org/a", "relatedItemIdentifierType": "URL"} == (
        datacite["relatedItems"][0]["relatedItemIdentifier"]
    )
    assert "relatedItemIdentifier" not in datacite["relatedItems"][1]
    assert datacite["descriptions"][1]["description"] == "Of the article “US raids”: nothing is left open"
    assert ("<p>Counts of &lt;a&gt; &amp; b</p>", "cc-by-4.0") == (zenodo["description"], zenodo["license"])
    assert ["https://example.org/a"] == [related["identifier"] for related in zenodo["related_identifiers"]]


def test_standing_metadata_leave_out_what_the_descriptor_does_not_say(tmp_path):
    source = {**SOURCE, "published_on": None, "publisher_id": None, "language": None}

    cff, datacite, zenodo = metadata(package(tmp_path, sources=[source]))

    assert not {"version", "date-released", "license", "keywords", "abstract", "authors"} & set(cff)
    (article,) = cff["references"]
    assert [{"name": "not known"}] == article["authors"]
    assert not {"publisher", "date-published", "languages"} & set(article)
    assert not {"dates", "publicationYear", "rightsList", "formats"} & set(datacite)
    assert "Abstract" not in [told["descriptionType"] for told in datacite["descriptions"]]
    assert not {"publicationYear", "publisher"} & set(datacite["relatedItems"][0])
    assert "license" not in zenodo


def test_standing_metadata_are_laid_out_for_readers_of_their_changes(tmp_path):
    files = standing_metadata(package(tmp_path, version="1.2.0", title="é: a"))

    for name in ("datacite.json", ".zenodo.json"):
        content = json.loads(files[name])
        assert json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n" == files[name]
        assert "é: a" in files[name]
    assert (
        '\ntitle: "é: a"\nversion: 1.2.0\nidentifiers:\n  - type: "other"\n    value: "sha256:' in files["CITATION.cff"]
    )
