"""The rules beside the text of a source, each on a text of a sentence or two."""

import polars as pl
import pytest
from tiny import table

from asreported.package.rows import LINE, ROW
from asreported.rules.beside_text import (
    attribution_near,
    every_number_accounted_for,
    phrase_verbatim,
    phrases_found,
    qualifier_not_cut_off,
    text_is_pinned,
)
from asreported.texts import text_sha256

TEXT = "Troops fired. More than 40 men fell, he said. Five of the men, and five women, came back on day 5."


def tables(text=TEXT, language="en", **rows):
    columns = {
        "figures": "figure_id source_id phrase at period_phrase period_at",
        "attributions": "figure_id phrase at",
        "incidents": "source_id phrase at",
        "participants": "source_id phrase at",
        "relations": "subject_id phrase at",
        "numbers": "source_id phrase at",
    }
    made = {name: table(names, *rows.get(name, ())) for name, names in columns.items()}
    sources = [("other", "f" * 64, 1, "fr"), ("s", text_sha256(text), len(text), language)]
    return {**made, "sources": table("source_id text_sha256 text_length language", *sources)}


def figure(phrase, at, source="s", key="f"):
    return (key, source, phrase, at, None, None)


def test_the_pinned_text_is_told_from_another():
    pinned = tables()

    assert text_is_pinned.broken(pinned, "s", TEXT).is_empty()
    (row,) = text_is_pinned.broken(pinned, "s", TEXT + "!").iter_rows(named=True)
    digest = text_sha256(TEXT + "!")
    assert ("sources", "text_sha256", digest, 3) == (row["table"], row["column"], row["found"], row[LINE])
    assert f"{len(TEXT) + 1} code points and the sha256 {digest[:12]}…; {len(TEXT)} and " in row["why"]
    assert f" and {text_sha256(TEXT)[:12]}… are pinned" in row["why"]


@pytest.mark.parametrize("column", ["text_length", "text_sha256"])
def test_a_text_of_another_length_or_hash_is_another(column):
    pinned = tables()
    wrong = pl.lit(1, pl.Int64) if column == "text_length" else pl.lit("0" * 64)
    pinned["sources"] = pinned["sources"].with_columns(wrong.alias(column))

    assert 1 == text_is_pinned.broken(pinned, "s", TEXT).height


@pytest.mark.parametrize(
    ("phrase", "at", "why"),
    [
        ("40 men", 24, None),
        ("40 men", 23, "'40 men' stands at 24, not at 23"),
        ("40 Men", 24, "'40 Men' stands nowhere in the text"),
        ("men", 27, None),
        ("men", 0, "'men' stands 3 times in the text and not at 0; the nearest is at 27"),
        ("men", 42, "'men' stands 3 times in the text and not at 42; the nearest is at 27"),
        ("men", 43, "'men' stands 3 times in the text and not at 43; the nearest is at 58"),
        ("men", 57, "'men' stands 3 times in the text and not at 57; the nearest is at 58"),
        ("men", 66, "'men' stands 3 times in the text and not at 66; the nearest is at 58"),
        ("men", 90, "'men' stands 3 times in the text and not at 90; the nearest is at 74"),
        ("Troops", 0, None),
        ("Troops", 1, "'Troops' stands at 0, not at 1"),
    ],
)
def test_a_phrase_stands_where_its_row_says(phrase, at, why):
    found = phrase_verbatim.broken(tables(figures=[figure(phrase, at)]), "s", TEXT)

    told = found.select("why", "table", "column", "found", LINE, ROW).rows()
    assert told == ([] if why is None else [(why, "figures", "at", at, 2, 2)])


def test_only_the_phrases_of_the_source_are_looked_for():
    rows = tables(figures=[figure("nowhere", 0, "other", "g"), figure("40 men", 24)], numbers=[("s", "40", 25)])

    assert ["numbers"] == phrase_verbatim.broken(rows, "s", TEXT)["table"].to_list()


def test_phrases_that_overlap_themselves_are_found_at_each_place():
    found = phrase_verbatim.broken(tables("ha haha", figures=[figure("ha", 1)]), "s", "hahaha")

    assert ["'ha' stands 3 times in the text and not at 1; the nearest is at 0"] == found["why"].to_list()
    found = phrase_verbatim.broken(tables("aaaa", figures=[figure("aa", 9)]), "s", "aaaa")
    assert ["'aa' stands 3 times in the text and not at 9; the nearest is at 2"] == found["why"].to_list()


@pytest.mark.parametrize(
    ("phrases", "counts"),
    [
        ([], "of 0 phrases 0 stand at their place, 0 elsewhere, 0 nowhere in the text"),
        ([("40 men", 24)], "of 1 phrases 1 stand at their place, 0 elsewhere, 0 nowhere in the text"),
        (
            [("40 men", 24), ("men", 27), ("men", 58), ("40 men", 2), ("Five", 1), ("six", 4)],
            "of 6 phrases 3 stand at their place, 2 elsewhere, 1 nowhere in the text",
        ),
    ],
)
def test_phrases_are_counted_by_where_they_stand(phrases, counts):
    rows = tables(figures=[figure(*phrase) for phrase in phrases])

    assert f"s: {counts}" == phrases_found(rows, "s", TEXT)


@pytest.mark.parametrize(
    ("phrase", "at", "words"),
    [
        ("More than 40 men", 14, None),
        ("40 men", 24, "More than"),
        ("40 men", 23, None),
        ("Five of the men", 46, None),
    ],
)
@pytest.mark.parametrize("language", ["en", "en-GB"])
def test_a_cue_just_outside_of_a_phrase_is_told(phrase, at, words, language):
    rows = tables(language=language, figures=[figure(phrase, at)], numbers=[("s", "40", 24)])

    found = qualifier_not_cut_off.broken(rows, "s", TEXT)

    told = [(f"'{words}' stands just outside the phrase", "figures", "phrase", phrase)] if words else []
    assert told == found.select("why", "table", "column", "found").rows()


def test_the_phrase_of_a_period_may_leave_its_cue_outside():
    rows = tables(figures=[("f", "s", "More than 40 men", 14, "40 men", 24)])

    assert qualifier_not_cut_off.broken(rows, "s", TEXT).is_empty()


NUMBERS = [("40", 24), ("Five", 46), ("five", 67), ("5", 96)]


@pytest.mark.parametrize("rule", [qualifier_not_cut_off, every_number_accounted_for])
@pytest.mark.parametrize("language", ["tlh", "e", None])
def test_a_text_that_the_reader_cannot_read_is_not_judged(rule, language):
    found = rule.broken(tables(language=language, figures=[figure("40 men", 24)]), "s", TEXT)

    assert [] == found.rows()
    assert {"why", "table", "column", "found", LINE, ROW} <= set(found.columns)


def missed(numbers, text=TEXT, language="en"):
    rows = tables(text, language, numbers=[("s", *number) for number in numbers] + [("other", text, 0)])
    found = every_number_accounted_for.broken(rows, "s", text)
    assert {("numbers", "at")} >= set(found.select("table", "column").rows())
    assert all(why.startswith(f"the text prints '{word}' at ") for why, word in found.select("why", "found").rows())
    return [why.split("' at ")[1] for why in found["why"]]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (NUMBERS, []),
        (NUMBERS[1:], ["24, and no rows account for it"]),
        (NUMBERS[:-1], ["96, and no rows account for it"]),
        ([*NUMBERS, ("40 men", 24)], ["24, and 2 rows account for it"]),
        ([*NUMBERS, *NUMBERS[:1]], ["24, and 2 rows account for it"]),
        ([("More than 40 men fell", 14), *NUMBERS[1:]], []),
        ([("4", 24), *NUMBERS[1:]], ["24, and no rows account for it"]),
        ([("0", 25), *NUMBERS[1:]], ["24, and no rows account for it"]),
        ([("0 men", 25), *NUMBERS[1:]], ["24, and no rows account for it"]),
        ([], [f"{at}, and no rows account for it" for _, at in NUMBERS]),
        ([(TEXT, 0)], []),
    ],
)
def test_each_number_of_a_text_is_accounted_for_once(numbers, told):
    assert told == missed([(phrase, at) for phrase, at in numbers])


@pytest.mark.parametrize(
    ("text", "numbers", "told"),
    [
        ("Several men fell.", [("Several", 0)], []),
        ("Several men fell.", [], ["0, and no rows account for it"]),
        # A row that ends where the word begins does not account for it.
        ("At least, several men fell.", [("At least, ", 0)], ["10, and no rows account for it"]),
        # Of vague words a row may quote the word alone, or more of them.
        ("One of the men fell.", [("One", 0)], []),
        ("One of the men fell.", [("One of the men", 0)], []),
        ("One of the men fell.", [("men", 11)], ["0, and no rows account for it"]),
        ("A fine day: a few fell.", [("few", 14)], []),
        ("The second man fell.", [("second", 4)], []),
        ("The second man fell.", [], ["4, and no rows account for it"]),
        ("Between 10 and 15 fell.", [("10 and 15", 8)], []),
        ("Between 10 and 15 fell.", [("10", 8)], ["8, and no rows account for it"]),
        ("F-15s flew in 2021.", [("F-15s", 0), ("2021", 14)], []),
        ("F-15s flew in 2021.", [("15", 2)], ["0, and no rows account for it", "14, and no rows account for it"]),
        # What is not reported prints no number.
        ("It did not say whether anyone fell.", [], []),
        ("No one fell.", [], ["0, and no rows account for it"]),
        ("No one fell.", [("No one", 0)], []),
        ("No one claimed responsibility.", [], []),
        ("Nothing is counted.", [], []),
    ],
)
def test_number_words_are_numbers_too(text, numbers, told):
    assert told == missed(numbers, text)


def test_numbers_are_those_of_the_language_of_the_source():
    assert [] == missed([("cinq", 0)], "cinq hommes, then five.", "fr-CA")
    assert ["18, and no rows account for it"] == missed([], "cinq hommes, then five.", "en")


@pytest.mark.parametrize(
    ("figure_at", "at", "told"), [(0, 0, 0), (0, 7, 0), (7, 0, 0), (0, 14, 2), (14, 0, 2), (7, 14, 0)]
)
def test_words_from_afar_are_told_with_how_far_they_stand(figure_at, at, told):
    text = "One A. Two B. Three."
    rows = tables(
        text,
        figures=[figure("x", figure_at), figure("x", 14, "other", "g")],
        attributions=[("f", "he said", at), ("f", None, at), ("g", "he said", 0)],
    )

    found = attribution_near.broken(rows, "s", text)

    expected = [(f"'he said' stands {told} sentences away from f", "attributions", "at", at)] if told else []
    assert expected == found.select("why", "table", "column", "found").rows()


def test_sentences_are_counted_from_one_to_the_other():
    text = "One. Two. Three. Four."
    rows = tables(text, figures=[figure("x", 5)], attributions=[("f", "he said", 17)])

    assert ["'he said' stands 2 sentences away from f"] == attribution_near.broken(rows, "s", text)["why"].to_list()


def test_words_without_a_place_are_near_to_nothing():
    text = "One A. Two B. Three."
    rows = tables(text, figures=[figure("x", 14)], attributions=[("f", "he said", None), ("f", None, 0)])

    assert attribution_near.broken(rows, "s", text).is_empty()
