"""What a citation says of a figure when this or that of it is not known, without any package."""

from dataclasses import replace
from datetime import date

import pytest

from asreported.citing.article import Article, with_phrases
from asreported.citing.citation import Citation, bibliography
from asreported.citing.dataset import Dataset
from asreported.citing.selection import Selection

ARTICLE = Article(
    source_id="a",
    key="raids.source.a",
    kind="news_article",
    title="US raids",
    publisher="Al Jazeera",
    byline=None,
    published_on=date(2021, 6, 28),
    url="https://example.org/a",
    archived_url=None,
    accessed_on=None,
    basis="external_unverified",
    language="en",
    phrases=("at least five drones",),
)
DATASET = Dataset(
    name="raids",
    title="Raids",
    version="1.0.0",
    created=date(2026, 11, 22),
    authors=("A. Roe",),
    license="CC-BY-4.0",
    url="https://example.org",
    sha256="0a",
    rows=1234,
)
SPEAKER = {"name": "an official", "role": "originator", "voice": "quoted", "anonymity": "unnamed"}
RELAY = {"name": "Reuters", "role": "relay", "voice": "reported", "anonymity": "named"}
PUBLISHER = {"name": "Al Jazeera", "role": "publisher", "voice": "reported", "anonymity": "named"}
DRONES = Citation(
    figure_id="drones",
    title="Drones",
    phrase="at least five drones",
    qualifier="at_least",
    value=5,
    low=5,
    high=None,
    bounds="5 or more",
    measure="drone_attacks",
    unit="incidents",
    counted="drones",
    said_by="an official (unnamed), via Reuters, in Al Jazeera",
    chain=(SPEAKER, RELAY, PUBLISHER),
    period="since April 2021",
    period_phrase="since April",
    period_basis="resolved",
    dates="2021-04/..",
    place="Iraq (IQ)",
    fingerprint="0b",
    article=ARTICLE,
    dataset=DATASET,
)
PRINTED = "“at least five drones” (5 or more; incidents: drone attacks)"
SAID = "an official (unnamed), via Reuters, in Al Jazeera"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, f"{PRINTED}, said by {SAID}, since April 2021"),
        (
            {"period_basis": "inferred"},
            f"{PRINTED}, said by {SAID}, since April 2021 (inferred)",
        ),
        (
            {"period": "", "period_basis": "inferred", "unit": ""},
            f"“at least five drones” (5 or more; unit unknown: drone attacks), said by {SAID}",
        ),
        (
            {"said_by": "no source named, in Al Jazeera"},
            f"{PRINTED}, no source named, in Al Jazeera, since April 2021",
        ),
        (
            {"said_by": ""},
            f"{PRINTED}, speaker not coded, since April 2021",
        ),
    ],
    ids=["all", "an inferred period", "no period and no unit", "no source named", "no chain"],
)  # fmt: skip
def test_phrase_bounds_counted_speaker_and_period_stand_in_this_order(changes, expected):
    assert expected == replace(DRONES, **changes).printed


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, f"(“at least five drones”, {SAID}, 2021)"),
        ({"said_by": "no source named, in Al Jazeera"}, "(“at least five drones”, Al Jazeera, 2021)"),
        ({"said_by": ""}, "(“at least five drones”, speaker not coded, 2021)"),
        ({"article": replace(ARTICLE, published_on=None)}, f"(“at least five drones”, {SAID}, n.d.)"),
    ],
    ids=["all", "no source named", "no chain", "no day"],
)
def test_the_short_form_has_phrase_speaker_and_year(changes, expected):
    assert expected == replace(DRONES, **changes).in_text


def test_the_speakers_are_the_names_of_the_chain_in_order():
    assert ("an official", "Reuters", "Al Jazeera") == DRONES.speakers


LEAD = "As Al Jazeera reported (28 June 2021, a day not verified)"
DETAILS = "; the words allow 5 or more (incidents: drone attacks)"
WHEN = ", since April 2021 (completed by the day of publication), Iraq (IQ)."


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, f"{LEAD}, an official (unnamed) said via Reuters “at least five drones”{DETAILS}{WHEN}"),
        (
            {"chain": (SPEAKER, {**SPEAKER, "name": "a pilot", "anonymity": "anonymous_on_request"}, PUBLISHER)},
            f"{LEAD}, an official (unnamed) and a pilot (anonymous on request) said “at least five drones”"
            f"{DETAILS}{WHEN}",
        ),
        ({"chain": (RELAY, PUBLISHER)}, f"{LEAD}, Reuters said “at least five drones”{DETAILS}{WHEN}"),
        (
            {"chain": (PUBLISHER,)},
            "Al Jazeera printed “at least five drones” (28 June 2021, a day not verified), naming no source"
            f"{DETAILS}{WHEN}",
        ),
        (
            {"article": replace(ARTICLE, basis="in_text", publisher=""), "chain": ()},
            "A report whose publisher is not known printed “at least five drones” (28 June 2021), naming no source"
            f"{DETAILS}{WHEN}",
        ),
        (
            {"article": replace(ARTICLE, published_on=None), "period": "", "place": ""},
            "As Al Jazeera reported (day not known), an official (unnamed) said via Reuters “at least five drones”"
            f"{DETAILS}.",
        ),
        (
            {"qualifier": "not_reported"},
            f"{LEAD} via Reuters, an official (unnamed) “at least five drones”, which gives no count and is not zero "
            "(incidents: drone attacks).",
        ),
        (
            {"period_basis": "stated", "low": None, "place": ""},
            f"{LEAD}, an official (unnamed) said via Reuters “at least five drones”; the words set no number "
            "(incidents: drone attacks), since April 2021.",
        ),
        (
            {"period_basis": "inferred", "low": None, "high": 7, "bounds": "7 or fewer"},
            f"{LEAD}, an official (unnamed) said via Reuters “at least five drones”; the words allow 7 or fewer "
            "(incidents: drone attacks), since April 2021 (inferred), Iraq (IQ).",
        ),
    ],
    ids=["all", "two speakers", "a relay alone", "nobody", "no publisher", "no day, period, place", "not reported",
         "no number", "a high end alone"],
)  # fmt: skip
def test_a_sentence_says_who_reported_that_who_said_what_and_what_it_allows(changes, expected):
    assert expected == replace(DRONES, **changes).sentence


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {},
            "The row has sha256 0b; qualifier at_least, value 5, low 5, high open; counted “drones” (measure "
            "drone_attacks, unit incidents); period “since April”, as dates 2021-04/.. (completed by the day of "
            "publication); place Iraq (IQ)",
        ),
        (
            {"value": None, "low": None, "high": 9, "unit": "", "dates": "", "place": ""},
            "The row has sha256 0b; qualifier at_least, value not printed, low open, high 9; counted “drones” (measure "
            "drone_attacks, unit unknown); period not stated; place not stated",
        ),
        (
            {"period_phrase": "", "period_basis": "foreign"},
            "The row has sha256 0b; qualifier at_least, value 5, low 5, high open; counted “drones” (measure "
            "drone_attacks, unit incidents); period not printed, as dates 2021-04/.. (foreign); place Iraq (IQ)",
        ),
    ],
    ids=["all", "little", "dates alone"],
)
def test_the_note_of_a_row_says_what_is_not_known_in_words(changes, expected):
    assert expected == replace(DRONES, **changes).row_entry().note


def test_a_row_is_an_entry_of_its_dataset():
    row = DRONES.row_entry()

    assert f"{DRONES.printed} [figure drones of raids 1.0.0]" == row.title
    assert ("raids.figure.drones", "row", "drones", "Raids") == (row.key, row.kind, row.number, row.container)
    assert (("A. Roe",), date(2026, 11, 22), "1.0.0") == (row.authors, row.issued, row.version)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "title, day and address not verified; no byline known"),
        ({"basis": "external_verified", "byline": "B. Doe"}, ""),
        ({"basis": "in_text"}, "no byline known"),
        ({"title": None, "published_on": None}, "address not verified; no title, byline or day known"),
        (
            {"title": None, "publisher": "", "published_on": None, "url": None},
            "no title, publisher, byline, day or address known",
        ),
    ],
    ids=["no byline", "all", "in the text", "only the address", "nothing"],
)
def test_what_nobody_verified_and_what_is_not_known_of_an_article_is_said(changes, expected):
    article = replace(ARTICLE, **changes)
    (entry,) = article.entries()

    assert expected == article.remarks
    assert entry.title == f"{article.heading} [{expected}]" if expected else article.heading == entry.title


@pytest.mark.parametrize(
    ("kind", "expected"), [("news_article", "article"), ("statement", "report"), ("study", "report"), ("", "article")]
)
def test_a_source_that_comes_from_no_newspaper_is_a_report(kind, expected):
    (entry,) = replace(ARTICLE, kind=kind).entries()

    assert expected == entry.kind


def test_the_entry_of_an_article_has_what_is_known_and_leads_to_the_phrase():
    (entry,) = replace(ARTICLE, byline="B. Doe", archived_url="https://archive.example/a").entries()
    (bare,) = replace(ARTICLE, title=None, url=None, language=None).entries()

    assert "https://example.org/a#:~:text=at%20least%20five%20drones" == entry.url
    assert (("B. Doe",), "https://archive.example/a", "en") == (entry.authors, entry.archived_url, entry.language)
    assert bare.title.startswith("Report without a known title [")
    assert ((), "", "", "") == (bare.authors, bare.archived_url, bare.language, bare.url)


@pytest.mark.parametrize(
    ("url", "phrases", "expected"),
    [
        ("https://a.org/x", [], "https://a.org/x"),
        ("https://a.org/x#:~:text=old", [], "https://a.org/x#:~:text=old"),
        ("https://a.org/x#:~:text=old", ["new"], "https://a.org/x#:~:text=new"),
        ("https://a.org/x#top", ["a", "b", "a"], "https://a.org/x#top:~:text=a&text=b"),
    ],
)
def test_an_address_leads_to_each_phrase_once(url, phrases, expected):
    assert expected == with_phrases(url, phrases)


def test_a_bibliography_has_each_row_and_each_article_once_with_all_its_phrases():
    other = replace(DRONES, figure_id="wells", article=replace(ARTICLE, key="raids.source.b", phrases=("wells",)))
    again = replace(DRONES, figure_id="dead", article=replace(ARTICLE, phrases=("two dead",)))

    entries = bibliography([DRONES, other, again])

    assert [entry.key for entry in entries] == [
        "raids.figure.drones",
        "raids.figure.wells",
        "raids.figure.dead",
        "raids.source.a",
        "raids.source.b",
    ]
    assert entries[3].url.endswith("#:~:text=at%20least%20five%20drones&text=two%20dead")
    assert entries[4].url.endswith("#:~:text=wells")
    assert [entry.key for entry in DRONES.entries()] == ["raids.figure.drones", "raids.source.a"]


def test_a_dataset_is_cited_by_version_and_hash():
    (entry,) = DATASET.entries()
    (bare,) = replace(DATASET, version="", license="").entries()

    assert "Raids [dataset raids 1.0.0]" == entry.title
    assert "The data files have sha256 0a; 1,234 figures; licence CC-BY-4.0" == entry.note
    assert "Raids [dataset raids without a version]" == bare.title
    assert "The data files have sha256 0a; 1,234 figures" == bare.note


def test_a_selection_is_cited_by_its_query_and_the_hash_of_its_rows():
    query, row, article = Selection("low > 4", (DRONES,), "0123456789abcdef", DATASET).entries()

    assert "raids.query.0123456789ab" == query.key
    assert "Figures where low > 4 [1 of 1,234 rows of raids 1.0.0]" == query.title
    assert (
        "The query was WHERE low > 4 on the figures of raids 1.0.0; its 1 rows have sha256 0123456789abcdef"
        == query.note
    )
    assert ("raids.figure.drones", "raids.source.a", "") == (row.key, article.key, query.number)


def test_a_notebook_links_an_address_of_the_web_and_no_other():
    web, script = (replace(DATASET, url=url)._repr_html_() for url in ("http://a.org/?b&c", "javascript:alert(1)"))

    assert '<a href="http://a.org/?b&amp;c">http://a.org/?b&amp;c</a>' in web
    assert "<a " not in script
    assert web.startswith("<p>Raids [dataset raids 1.0.0]. ")
    assert web.endswith("</p>")


def test_of_an_address_that_stands_twice_one_is_a_link():
    assert 1 == replace(DATASET, title="On http://a.org", url="http://a.org")._repr_html_().count("<a ")


def test_a_notebook_has_one_paragraph_for_each_entry():
    assert 2 == DRONES._repr_html_().count("<p>") == DRONES._repr_markdown_().count("\n\n") + 1
    assert r"Raids \[dataset raids 1\.0\.0\]\." in DATASET._repr_markdown_()
    assert '“a "b" &lt;i&gt;” ' in replace(DRONES, phrase='a "b" <i>')._repr_markdown_().replace("\\", "")


def test_printed_it_is_its_text():
    assert f"{DATASET}\n" == DATASET.to("text")
