import os
from pathlib import Path

import polars as pl
import pytest
from chain_scores import scores

import asreported
from asreported.errors import FileUnreadable
from asreported.suggesting import COLUMNS, find_candidates, to_csv
from asreported.suggesting.articles import read_text

ARTICLE = os.environ.get("ASREPORTED_ARTICLE")


def figures(text, language="en"):
    return [one for one in find_candidates(text, language) if one.disposition == "figure"]


@pytest.fixture(scope="module")
def of_article():
    if not ARTICLE:
        pytest.skip("ASREPORTED_ARTICLE names no file with the article's text")
    return find_candidates(Path(ARTICLE).read_text("utf-8"))


def test_every_figure_of_the_article_is_proposed_with_its_qualifier_and_bounds(of_article):
    proposed = [one for one in of_article if one.disposition == "figure"]
    coded = asreported.load("figures").to_dicts()

    for row in coded:
        found = [
            one
            for one in proposed
            if one.at < row["at"] + len(row["phrase"]) and row["at"] < one.at + len(one.phrase)
            if (one.qualifier, one.value, one.low, one.high, one.counted, one.measure)
            == tuple(row[name] for name in ("qualifier", "value", "low", "high", "counted", "measure"))
        ]
        assert len(found) == 1, row["figure_id"]
    assert len(coded) == len(proposed) == 16


def test_the_chains_of_the_article_are_those_that_are_coded(of_article):
    agents = {row["agent_id"]: row["name"] for row in asreported.load("agents").to_dicts()}
    links = asreported.load("attributions").to_dicts()
    chains = {}
    for row in asreported.load("figures").to_dicts():
        own = {link["role"]: link for link in links if link["figure_id"] == row["figure_id"]}
        first = own.get("originator", own["publisher"])
        name = agents[first["agent_id"]] if "originator" in own else ""
        relay = agents[own["relay"]["agent_id"]] if "relay" in own else ""
        chains[row["at"] + len(row["phrase"]), row["measure"]] = (name, first["voice"], relay)

    for one in (one for one in of_article if one.disposition == "figure"):
        gold = [
            chain
            for (end, measure), chain in chains.items()
            if measure == one.measure and abs(end - one.at - len(one.phrase)) < 60
        ]
        assert (one.originator, one.voice, one.relay) in gold, one.phrase


def test_no_decoy_of_the_article_is_proposed(of_article):
    numbers = asreported.load("numbers").filter(pl.col("disposition") != "figure")
    proposed = {one.number_at for one in of_article if one.disposition == "figure"}
    passed = {one.number_at: one.disposition for one in of_article if one.disposition != "figure"}

    assert not proposed & set(numbers["at"])
    assert 8 == len(passed)
    assert "agent" in passed.values()


@pytest.mark.parametrize(
    ("language", "text", "word", "phrase"),
    [
        ("ar", "قُتِلَ خَمْسَةُ رِجَالٍ في المدينة.", "قتل", "قُتِلَ خَمْسَةُ رِجَالٍ"),
        ("ar", "وقُتِلَ خمسة رجال في المدينة.", "قتل", "وقُتِلَ خمسة رجال"),
        ("en", "Five soldiers were wounded – three badly.", "wounded", "Five soldiers were wounded"),
    ],
)
def test_a_measure_is_named_by_words_with_vowel_signs_and_dashes(tmp_path, language, text, word, phrase):
    mine = asreported.new_package(tmp_path / "mine", title="Raids", contributors=["Jane Roe"])
    measures = mine.folder / "dataset" / "codelists" / "measures.csv"
    header = "measure,title,definition,unit,kind,broader,words"
    measures.write_text(f"{header}\nhurt,Hurt,Hurt.,persons,flow,,{word}\n", "utf-8")

    first = find_candidates(text, language, package=mine.folder)[0]

    assert (phrase, "hurt") == (first.phrase, first.measure)


@pytest.mark.parametrize("text", ["dead: min. 33", "approx. 35 boats burned", "Two hit. Of them approx. 35 burned."])
def test_a_point_within_a_figure_ends_no_sentence(text):
    assert any(one.phrase.startswith(("min. 33", "approx. 35")) for one in find_candidates(text))


def test_every_place_is_where_its_phrase_stands(of_article):
    text = " ".join(Path(ARTICLE).read_text("utf-8").split())

    for one in of_article:
        for words, at in (
            (one.phrase, one.at),
            (one.number, one.number_at),
            (one.originator_phrase, one.originator_at),
            (one.relay_phrase, one.relay_at),
            (one.period_phrase, one.period_at),
        ):
            assert not words or text[at : at + len(words)] == words


@pytest.mark.parametrize(
    ("text", "phrase", "counted", "measure"),
    [
        ("At least five fighters were killed.", "At least five fighters were killed", "fighters", "killed"),
        ("The raid killed at least 12 people.", "killed at least 12 people", "people", "killed"),
        (
            "Five people, including two children, were killed.",
            "Five people, including two children, were killed",
            "people",
            "killed",
        ),
        ("The death toll rose to 40.", "death toll rose to 40", "death", "killed"),
        ("About 25 shells landed here.", "About 25 shells", "shells", ""),
        ("Eight people were killed or injured.", "Eight people were killed or injured", "people", ""),
        ("There were 40 attacks this year.", "40 attacks", "attacks", "attacks"),
        ("Nine soldiers were wounded on Monday.", "Nine soldiers were wounded", "soldiers", "wounded"),
    ],
    ids=str,
)
def test_a_phrase_is_the_shortest_that_carries_number_noun_and_measure(text, phrase, counted, measure):
    one = figures(text)[0]

    assert (phrase, counted, measure) == (one.phrase, one.counted, one.measure)


@pytest.mark.parametrize(
    ("text", "originator", "anonymity", "voice", "relay"),
    [
        ("Five died, a defence official said.", "a defence official", "unnamed", "statement", ""),
        ("According to the Red Cross, 48 were killed.", "the Red Cross", "named", "statement", ""),
        ("A doctor told AFP that five died.", "a doctor", "unnamed", "interview", "AFP"),
        ("Five people died on Monday.", "", "", "unattributed", ""),
        ("Reportedly, five people died.", "", "", "", ""),
        ("He said five people died.", "", "", "", ""),
        ("Xinhua quoted a rescue worker as saying five died.", "a rescue worker", "unnamed", "statement", "Xinhua"),
        ("A medic was quoted by Reuters as saying five died.", "a medic", "unnamed", "statement", "Reuters"),
        ("Five died, Reuters quoted a medic as saying.", "a medic", "unnamed", "statement", "Reuters"),
        ("The ministry said five died, AFP reported.", "the ministry", "named", "statement", "AFP"),
        ("A Reuters witness saw five bodies.", "a Reuters witness", "unnamed", "statement", ""),
        (
            "Counts provided by provincial governments show five died.",
            "provincial governments",
            "unnamed",
            "statement",
            "",
        ),
        ("Prosecutors allege that they killed five people.", "prosecutors", "unnamed", "statement", ""),
        ("The coast guard said, quoting survivors, that five died.", "", "", "", ""),
        ("Villagers told Reuters that the mayor had told them five died.", "", "", "", ""),
        ("The minister shook his head when asked whether five people died.", "", "", "", ""),
        ("Al Jazeera's correspondent in Gaza said five people died.", "", "", "", ""),
        ('"They killed five people," the mayor of Kabul, Ali Khan, said of the Taliban.', "", "", "", ""),
        ("It is not true, John Smith said, that five people were killed.", "", "", "", ""),
        ("Contrary to what the army said, five people were killed.", "", "", "", ""),
        ("Ana Ruiz was told by the police that five people were killed.", "", "", "", ""),
        ("The minister quoted the army as saying five people were killed.", "", "", "", ""),
        ('Tom White: "Five people were killed."', "", "", "", ""),
    ],
    ids=str,
)
def test_a_chain_is_proposed_where_the_words_leave_no_doubt(text, originator, anonymity, voice, relay):
    one = figures(text)[0]

    assert (originator, anonymity, voice, relay) == (one.originator, one.anonymity, one.voice, one.relay)
    assert bool(one.voice) != bool(one.reason)


def test_who_speaks_goes_on_in_a_quotation_of_its_own():
    first, second = figures('"Two died," said Fatima Bello, a nurse. "We treated 46 patients on the floor."')

    assert ("Fatima Bello", "named") == (second.originator, second.anonymity) == (first.originator, first.anonymity)


def test_the_figure_of_a_pronoun_is_by_whoever_was_named_before():
    text = (
        "Two US officials, speaking to Reuters on condition of anonymity, said five drones hit. They said two burned."
    )
    first, second = figures(text)

    assert ("two US officials", "anonymous_on_request", "interview", "Reuters") == (
        first.originator,
        first.anonymity,
        first.voice,
        first.relay,
    )
    assert (first.originator, first.originator_at) == (second.originator, second.originator_at)


@pytest.mark.parametrize("gold", ["chains_seen", "chains_unseen"])
def test_at_least_nine_in_ten_proposed_chains_are_right(gold):
    right, wrong, silent, _ = scores(gold)

    assert len(right) / (len(right) + len(wrong)) >= 0.9, wrong
    assert len(right) / (len(right) + len(wrong) + len(silent)) >= 0.8, silent


def test_a_text_without_numbers_has_no_candidates():
    assert [] == find_candidates("Nothing was counted.")
    assert ",".join(COLUMNS) + "\n" == to_csv([])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 \x00", "is a PDF"),
        ("« Cinq morts »".encode("cp1252"), "Windows-1252"),
        (b"  \n", "is empty"),
        ("Five".encode("utf-16"), "UTF-16"),
        (b"a\x00b", "NUL"),
    ],
    ids=["PDF", "Windows-1252", "empty", "UTF-16", "binary"],
)
def test_what_is_no_text_is_said_to_be_so(tmp_path, content, words):
    (tmp_path / "report.txt").write_bytes(content)

    with pytest.raises(FileUnreadable, match=words):
        read_text(tmp_path / "report.txt")
