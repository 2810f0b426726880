"""The rules across tables and with the text, beyond what one fault at a time can show."""

import json
import random
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import polars as pl
import pytest
from faults import apply, refresh
from hypothesis import given
from hypothesis import strategies as st

from asreported.explaining import Explanation, KnownFault, explain
from asreported.rules.book import BOOK
from asreported.rules.codelists import Codelists, Measure
from asreported.rules.naming import phrase_names_measure, place_fits_phrase
from asreported.rules.periods import period_fits_words
from asreported.rules.quoting import phrases_are_quotes
from asreported.rules.rule import PLACE, rule
from asreported.rules.saying import counts_one_measure, phrase_says_so
from asreported.rules.wholes import _apart_above, _on_cycles
from asreported.texts import normal_form
from asreported.validating import validate

LINE = [pl.lit(1, pl.Int64).alias(name) for name in PLACE]
SOURCE = "al-jazeera-2021-06-28"
SOURCES, RELATIONS = "dataset/sources.csv", "dataset/relations.csv"


def rules(report):
    return {finding.rule for finding in report.findings}


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_an_edge_is_on_a_cycle_if_and_only_if_a_way_leads_back(edges):
    edges = [(str(a), str(b)) for a, b in edges if a != b]

    found = _on_cycles([a for a, _ in edges], [b for _, b in edges])

    reached = set(edges)
    for _ in range(8):
        reached |= {(a, d) for a, b in reached for c, d in edges if b == c}
    assert found == [(b, a) in reached for a, b in edges]


def test_a_chain_of_a_hundred_thousand_parts_is_walked_and_not_waited_for():
    nodes = list(map(str, range(100_000)))
    edges = list(pairwise(nodes))
    random.Random(1).shuffle(edges)

    assert not any(_on_cycles([a for a, _ in edges], [b for _, b in edges]))


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 40)), min_size=1, max_size=12))
def test_the_share_of_phrases_is_that_of_their_union(spans):
    covered = len({i for start, length in spans for i in range(start, start + length)})
    rows = [{"source_id": "s", "at": start, "phrase": "x" * length} for start, length in spans]
    numbers = pl.DataFrame(rows).with_columns(LINE)
    tables = {**{name: nothing(name) for name in ("figures", "attributions", "incidents", "participants", "relations")}}
    for length in (400, 10**6):
        sources = pl.DataFrame([{"source_id": "s", "text_length": length}]).with_columns(LINE)

        broken = phrases_are_quotes.broken({**tables, "numbers": numbers, "sources": sources})

        assert broken.is_empty() == (covered <= max(400, 0.3 * length))


def nothing(table):
    key = {"attributions": "figure_id", "relations": "subject_id"}.get(table, "source_id")
    columns = {"␤line": pl.Int64, "␤row": pl.Int64, key: pl.String, "phrase": pl.String, "at": pl.Int64}
    if table == "figures":
        columns |= {"figure_id": pl.String, "period_phrase": pl.String, "period_at": pl.Int64}
    return pl.DataFrame(schema=columns)


def test_a_pair_of_disjoint_parts_has_to_fit_together(package):
    """Two drones and 13 rockets fit into 14 attacks alone, and together do not."""
    figures = package / "dataset" / "figures.csv"
    text = figures.read_text()
    text = text.replace("attacks,more_than,40,41,,", "attacks,bare,40,40,40,").replace(
        "attacks,bare,14,14,14,", "attacks,bare,38,38,38,"
    )
    figures.write_text(text)
    apply(
        KnownFault(
            "",
            RELATIONS,
            "",
            "(text)",
            "bombings,disjoint_with,rocket-attacks",
            "drone-attacks,disjoint_with,rocket-attacks",
        ),
        package,
    )

    found = [f for f in validate(package).findings if f.rule == "parts-fit-whole"]

    assert any("drone-attacks and rocket-attacks" in finding.why for finding in found)


@given(st.lists(st.integers(0, 20), min_size=1, max_size=7), st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6))))
def test_parts_are_too_many_if_and_only_if_some_that_are_apart_are(weights, pairs):
    least = {str(i): weight for i, weight in enumerate(weights)}
    apart = {one: {str(b) for a, b in pairs | {(b, a) for a, b in pairs} if str(a) == one and a != b} for one in least}
    sets = (some for size in range(len(least) + 1) for some in combinations(least, size))
    heaviest = max(sum(map(least.get, some)) for some in sets if all(b in apart[a] for a, b in combinations(some, 2)))

    found = [sum(map(least.get, _apart_above(least, apart, most))) for most in (heaviest - 1, heaviest)]

    assert [heaviest, 0] == found if heaviest else found == [0, 0]


def test_parts_without_number_are_added_in_a_second():
    """Of 1,000 parts each is apart from one other; of 1,000 that all are apart the first ones suffice."""
    least = {str(i): 1 for i in range(1000)}
    pairs = {str(i): {str(i ^ 1)} for i in range(1000)}

    assert () == _apart_above(least, pairs, 2)
    assert 901 == len(_apart_above(least, {one: least.keys() - {one} for one in least}, 900))


def test_a_majority_and_a_part_beside_it_have_to_fit_into_the_whole(package):
    """14 rockets and a majority of bombs do not fit into 20 attacks."""
    figures = package / "dataset" / "figures.csv"
    figures.write_text(figures.read_text().replace("attacks,more_than,40,41,,", "attacks,bare,20,20,20,"))
    refresh(package)

    found = [f for f in validate(package).findings if f.rule == "parts-fit-whole"]

    assert ["25"] == [finding.why.split()[0] for finding in found]


def test_a_verified_source_and_a_reviewed_figure_leave_the_list(package):
    apply(KnownFault("", SOURCES, SOURCE, "metadata_basis", "external_unverified", "external_verified"), package)
    figures = package / "dataset" / "figures.csv"
    figures.write_text(
        figures.read_text().replace(",The asreported developers,,", ",The asreported developers,Jane Roe,")
    )

    refresh(package)

    assert not {"external-metadata", "no-review"} & rules(validate(package))


def test_rules_wait_for_the_cells_that_they_read_and_say_so(package):
    apply(KnownFault("", "dataset/attributions.csv", "drone-attacks+2", "position", "2", "two"), package)

    report = validate(package)

    assert {"type-error"} == {finding.rule for finding in report.findings if finding.severity == "error"}
    assert {"attribution-complete", "speaker-in-phrase"} <= set(report.waiting)
    assert "parts-fit-whole" in report.rules


def test_a_row_that_is_none_of_several_readings_is_told_all_of_them(package):
    change = "fighters,at_least,5,5,, ¦ at least five fighters were killed"
    other = "fighters,bare,99,99,99, ¦ 14 men and five fighters were killed"
    apply(KnownFault("", "dataset/figures.csv", "", "(text)", change, other), package)

    (found,) = (finding for finding in validate(package).findings if finding.severity == "error")

    assert "phrase-says-so" == found.rule
    assert "reads as bare 14 or bare 5, and the row says bare 99" in found.why


@pytest.mark.parametrize("rule", BOOK)
def test_every_rule_explains_itself(rule):
    explanation = explain(rule)

    assert isinstance(explanation, Explanation)
    assert explanation.rule.sentence.endswith(".")
    assert explanation.rule.sentence in str(explanation)


@pytest.mark.slow  # seven seconds: it makes a package of 50 sources and reads it as a user would
def test_a_made_up_package_of_many_sources_is_valid_with_its_texts(tmp_path):
    script = Path(__file__).parents[1] / "scripts" / "benchmark.py"
    made = subprocess.run(
        [sys.executable, str(script), "--sources", "50", "--figures", "1000", "--folder", str(tmp_path), "--keep"],
        capture_output=True,
        text=True,
        check=True,
    )
    texts = {file.stem: file for file in (tmp_path / "texts").glob("*.txt")}

    report = validate(tmp_path, texts=texts)

    assert "valid: benchmark" in made.stdout
    assert set() == {finding.rule for finding in report.findings if finding.severity == "error"}
    assert 50 == len(report.remarks)


def test_a_text_in_other_paragraphs_is_the_same_text():
    assert normal_form("One two.\n\n  Three\u00a0four.") == normal_form("One two. Three four.")


def test_a_text_that_is_not_the_pinned_one_is_searched_all_the_same(package, tmp_path_factory):
    other = tmp_path_factory.mktemp("texts") / "other.txt"
    other.write_text("At first, more than 40 attacks. 14 were rocket attacks, and 14 were rocket attacks again.")

    report = validate(package, texts={SOURCE: other})

    whys = " ".join(finding.why for finding in report.findings)
    expected = {"text-is-pinned", "phrase-verbatim", "every-number-accounted-for"}
    assert expected == {finding.rule for finding in report.findings if finding.severity == "error"}
    assert "'more than 40 attacks' stands at 10, not at " in whys
    assert "'14 were rocket attacks' stands 2 times in the text" in whys
    assert "'2,500 American troops' stands nowhere in the text" in whys
    assert any("nowhere in the text" in remark for remark in report.remarks)


def test_places_count_code_points_and_not_bytes(package, tmp_path_factory):
    """An accent before a phrase shifts its place in bytes; the place in code points is what counts."""
    text = "Élysée: two hit."
    source = tmp_path_factory.mktemp("texts") / "accents.txt"
    source.write_text(text, "utf-8")
    report = validate(package, texts={SOURCE: source})

    assert f"the text has {len(text)} code points" in " ".join(finding.why for finding in report.findings)


def test_the_report_of_notes_is_json_too(package):
    descriptor = json.loads(
        subprocess.run(
            [sys.executable, "-m", "asreported", "validate", str(package), "--format", "json"],
            capture_output=True,
            text=True,
        ).stdout
    )

    assert descriptor["valid"]
    assert "inferred-relation" in {note["rule"] for note in descriptor["notes"]}


@pytest.mark.parametrize(
    ("docstring", "parts"),
    [
        ("It has\n    a key.", ("It has a key.", "")),
        ("It has a key.\n\n    Else\n    lost.\n\n    Why.", ("It has a key.", "Else lost. Why.")),
    ],
    ids=["a sentence", "a sentence and its reason"],
)
def test_a_rule_takes_its_sentence_and_reason_from_its_docstring(docstring, parts):
    def broken(_):
        return ()

    broken.__doc__ = docstring
    made = rule("package", reads={"figures": "low high"})(broken)

    assert ("broken", *parts) == (made.id, made.sentence, made.reason)
    assert {"figures": ("low", "high")} == made.reads


@pytest.mark.parametrize(
    ("words", "phrase", "holds"),
    [
        (("मारे गए",), "दस लोग मारे गए", True),
        (("मारे गए",), "दस लोग मार गए", False),
        (("घायल",), "दस लोग घायल हुए", True),
        (("قتل",), "قُتِلَ خمسة رجال", True),
        (("قُتِلَ",), "قتل خمسة رجال", True),
        (("إصابة",), "خمس اصابات", False),
        (("إصابات",), "خمس اصابات", True),
        (("قتل",), "مقتل خمسة رجال", False),
        (("قتل",), "وقتل خمسة رجال", True),
        (("tués",), "cinq soldats tuent", False),
        (("muerto", "muertos"), "cinco soldados MUERTOS", True),
        (("air-raid",), "two air‑raids and one air–raid", True),
    ],
)
def test_a_word_of_a_measure_is_found_whole_in_every_script(words, phrase, holds):
    rows = pl.DataFrame({"measure": ["m"], "phrase": [phrase]})
    codes = Codelists((Measure("m", "flow", None, words),))

    assert [holds] == rows.select(phrase_names_measure.broken(codes)).to_series().to_list()


@pytest.mark.parametrize(
    ("language", "phrase", "value", "holds"),
    [
        ("en", "killed and wounded 18", 18, False),
        ("en", "18 people were killed or injured", 18, False),
        ("en", "18 wounded and dead", 18, False),
        ("en", "18 killed/wounded", 18, False),
        ("en", "several were killed and wounded", None, False),
        ("en", "killed 18 and wounded 20", 18, True),
        ("en", "five killed and wounded 20", 5, True),
        ("en", "18 killed, some of them killed and wounded", 18, True),
        ("en", "18 dead soldiers", 18, True),
        ("en", "no one was killed or wounded", 0, True),
        ("fr", "18 tués et blessés", 18, False),
        ("fr", "18 tués ou blessés", 18, False),
        ("fr", "18 tués et 20 blessés", 18, True),
        ("es", "18 muertos y heridos", 18, False),
        ("es", "18 heridos o muertos", 18, False),
        ("es", "18 muertos y 20 heridos", 18, True),
        ("ar", "18 قتلى وجرحى", 18, False),
        ("ar", "18 قتلى أو جرحى", 18, False),
        ("ar", "18 قتلى و20 جرحى", 18, True),
    ],
)
def test_one_number_of_two_measures_is_none_of_them(language, phrase, value, holds):
    killed = ("killed", "dead", "tués", "muertos", "قتلى")
    wounded = ("wounded", "injured", "blessés", "heridos", "جرحى")
    measures = (
        Measure("killed", "flow", "victims", killed, "persons"),
        Measure("wounded", "flow", "victims", wounded, "persons"),
        Measure("victims", "flow", None, ("victims", "killed and wounded", *killed), "persons"),
        Measure("troops", "stock", None, ("soldiers",), "persons"),
    )
    low = 0 if value == 0 else 2
    row = {"value": value or None, "low": low, "phrase": phrase, "source_id": "x"}
    rows = pl.DataFrame([{"measure": measure, **row} for measure in ("killed", "victims")])

    found = counts_one_measure.broken(Codelists(measures, {"x": language}))(rows).to_list()

    assert [holds, True] == found


@pytest.mark.parametrize(
    ("phrase", "country", "holds"),
    [
        ("five turkey farms", None, True),
        ("five turkey farms", "GB", True),
        ("five farms in Turkey", "GB", False),
        ("FIVE FARMS IN TURKEY", "TR", True),
        ("five Turkey farms", "GB", False),
        ("in the United States", "GB", False),
        ("three china plates in Iraq", "IQ", True),
        ("three farms in Iraq and Syria", "IQ", False),
        ("Turkey's five farms", "GB", True),
    ],
)
def test_a_country_is_named_with_a_capital(phrase, country, holds):
    rows = pl.DataFrame({"country_code": [country], "phrase": [phrase]}, schema_overrides={"country_code": pl.String})

    assert [holds] == rows.select(place_fits_phrase.broken(Codelists(()))).to_series().to_list()


@pytest.mark.parametrize(
    ("phrase", "place"),
    [
        ("since April", "start"),
        ("Until 2020", "end"),
        ("depuis avril", "start"),
        ("jusqu’en 2020", "end"),
        ("à partir d'avril", "start"),
        ("desde abril", "start"),
        ("Hasta 2020", "end"),
        ("منذ أبريل", "start"),
        ("مُنذُ نيسان", "start"),
        ("حتى عام 2020", "end"),
        ("one day after", None),
        ("long since gone", None),
        (None, None),
    ],
)
def test_the_date_of_since_is_the_start_and_that_of_until_the_end(phrase, place):
    days = {"period_start": ["2020-01-01", None, "2020-01-01"], "period_end": [None, "2020-01-01", "2020-02-01"]}
    rows = pl.DataFrame({**days, "period_phrase": [phrase] * 3}, schema_overrides={"period_phrase": pl.String})

    holds = rows.select(period_fits_words.broken(Codelists(()))).to_series().to_list()

    assert [place != "end", place != "start", True] == holds


@pytest.mark.parametrize(
    ("phrase", "qualifier", "value", "holds"),
    [
        ("a soldier was killed", "bare", 1, True),
        ("a soldier was killed", "bare", 2, False),
        ("a soldier was killed", "at_least", 1, False),
        ("the second time he has ordered raids", "ordinal", 2, True),
        ("the second time he has ordered raids", "ordinal", 3, False),
        ("the second time he has ordered raids", "bare", 2, False),
        ("nobody counted them", "bare", 5, False),
        ("at least five fighters", "at_least", 5, True),
        ("at least five fighters", "at_least", 6, False),
        ("at least five fighters", "exactly", 5, False),
        ("at least five fighters", "at_least", None, True),
        ("at least five fighters", "nonsense", 5, True),
        (None, "at_least", 5, True),
        ("14 militants, including six foreign militants and three commanders, were killed", "bare", 14, True),
        ("14 militants, including six foreign militants and three commanders, were killed", "bare", 3, True),
        ("14 militants, including six foreign militants and three commanders, were killed", "bare", 99, False),
        ("14 militants, including six foreign militants and three commanders, were killed", "at_least", 6, False),
        ("a soldier and three militants were killed", "bare", 1, True),
        ("a soldier and three militants were killed", "bare", 4, False),
        ("no one was killed and three were wounded", "none", None, True),
        ("no one was killed and three were wounded", "several", None, False),
        ("14-odd prisoners", "just_over", 14, True),
        ("14-odd prisoners", "bare", 14, False),
        ("about 5 to 10 people", "at_least", 5, False),
        ("about 5 to 10 people", "about", 7, False),
        ("up to several hundred people", "some", None, True),
        ("up to several hundred people", "up_to", 300, False),
    ],
)
def test_a_phrase_says_its_row_and_no_other(phrase, qualifier, value, holds):
    """What has no phrase, no such qualifier, or a value that does not fit it, is told of by other rules."""
    row = {"qualifier": qualifier, "value": value, "low": None, "high": None, "phrase": phrase, "source_id": "x"}
    kinds = {"value": pl.Int64, "low": pl.Int64, "high": pl.Int64, "phrase": pl.String}
    judge = phrase_says_so.broken(Codelists((), {"x": "en"}))

    assert [holds] == judge(pl.DataFrame([row], schema_overrides=kinds)).to_list()
