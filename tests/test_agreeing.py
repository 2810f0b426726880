"""Two codings of one text are compared figure by figure; alpha is the published one."""

import json
import shutil
import sys
from collections import Counter

import pytest
from faults import apply
from hypothesis import given
from hypothesis import strategies as st

from asreported.agreeing import NoAlpha, agree, alpha
from asreported.cli import cli
from asreported.creating import new_package
from asreported.errors import Misuse
from asreported.explaining import KnownFault
from asreported.matching import matched, same_sources

FIGURES = "dataset/figures.csv"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("0100000010", "1110010000", 0.095), ("aabbdcccedda", "babbbcccedda"[:11] + "d", 0.692)],
    ids=["binary", "nominal"],
)
def test_alpha_is_that_of_krippendorff_s_own_examples(one, other, expected):
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections A and B."""
    assert expected == pytest.approx(alpha(list(zip(one, other, strict=True))), abs=0.0005)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=20))
def test_alpha_is_that_of_the_coincidences(pairs):
    """Alpha from the matrix of coincidences: 1 - (n - 1) * disagreeing pairs / pairs expected to disagree."""
    totals = Counter(label for pair in pairs for label in pair)
    number = sum(totals.values())
    found = sum(2 for a, b in pairs if a != b)
    expected = sum(totals[a] * totals[b] for a in totals for b in totals if a != b)

    if expected == 0:
        assert alpha(pairs) is None
    else:
        assert alpha(pairs) == pytest.approx(1 - (number - 1) * found / expected)


@pytest.fixture
def other(package, tmp_path_factory):
    place = tmp_path_factory.mktemp("other")
    shutil.copytree(package, place, dirs_exist_ok=True)
    return place


def test_a_cell_that_differs_is_listed_with_the_phrases(package, other):
    apply(KnownFault("", FIGURES, "fighters-killed", "qualifier", "at_least", "bare"), other)

    agreement = agree(package, other)

    (found,) = agreement.disagreements
    assert ("qualifier", "at_least", "bare") == (found.column, found.found, found.other_found)
    assert "at least five fighters were killed" == found.phrase == found.other_phrase
    (column,) = [c for c in agreement.columns if c.column == "qualifier"]
    assert (16, 15) == (column.figures, column.alike)
    assert 0.8 < column.alpha < 1


def test_keys_do_not_matter_and_names_of_speakers_do(package, other):
    for file in ("agents", "attributions", "sources", "participants", "figures", "incidents", "numbers"):
        place = other / "dataset" / f"{file}.csv"
        text = place.read_text().replace("\nreuters,Reuters,", "\nr,Reuters,").replace(",reuters,", ",r,")
        place.write_text(text.replace("fighters-killed", "dead").replace("al-jazeera-2021-06-28", "aj"))

    assert () == agree(package, other).disagreements

    place = other / "dataset" / "agents.csv"
    place.write_text(place.read_text().replace("\nr,Reuters,", "\nr,AFP,"))
    assert ["speakers"] == [d.column for d in agree(package, other).disagreements]


def test_a_figure_that_one_alone_found_is_listed(package, other):
    apply(KnownFault("", FIGURES, "troops-deployed", "(row)", "", ""), other)

    agreement = agree(package, other)

    assert ["troops-deployed"] == [row["figure_id"] for row in agreement.only_one]
    assert ((), 15) == (agreement.only_other, agreement.both)
    assert pytest.approx(15 / 16) == agreement.found_by_both


def row(at, phrase, measure="killed", **more):
    return {"source_id": "s", "at": at, "phrase": phrase, "measure": measure, "counted": "x", "value": 5, **more}


@pytest.mark.parametrize(
    ("one", "other", "pairs"),
    [
        ([row(0, "five were killed")], [row(3, "e were")], [(0, 0)]),
        ([row(3, "e were")], [row(0, "five")], [(0, 0)]),
        ([row(0, "five")], [row(4, " men")], []),
        ([row(4, " men")], [row(0, "five")], []),
        ([row(0, "x", "killed"), row(0, "x", "hurt")], [row(0, "x", "hurt"), row(0, "x", "killed")], [(0, 1), (1, 0)]),
        ([row(0, "five men"), row(0, "five")], [row(0, "five")], [(1, 0)]),
        ([row(0, "five men")], [row(0, "five m", "hurt"), row(0, "five")], [(0, 0)]),
        ([row(100, "five")], [row(100, "five men"), row(100, "five m")], [(0, 1)]),
        ([row(100, "x" * 10)], [row(109, "xx"), row(60, "x" * 50)], [(0, 1)]),
        ([row(100, "five")], [row(100, "five" + "x" * 46), row(101, "ive")], [(0, 1)]),
        ([row(9, "six"), row(0, "five")], [row(0, "five"), row(9, "six")], [(0, 1), (1, 0)]),
        ([row(50, "five")], [row(0, "five"), row(90, "five"), row(50, "five")], [(0, 2)]),
        ([row(0, "five", source_id="t")], [row(0, "five")], []),
        ([row(0, "five")], [], []),
    ],
    ids=[
        "overlap",
        "overlap from behind",
        "side by side",
        "behind",
        "two on one phrase",
        "the larger part",
        "the larger part before the same measure",
        "the shorter of two that hold it",
        "the longer of two that reach into it",
        "the part of it before what is far longer",
        "in the order of the first",
        "the other in any order",
        "another text",
        "nothing",
    ],
)
def test_figures_go_together_by_place(one, other, pairs):
    found = matched(one, other, {"s": "s"})

    assert pairs == [(one.index(a), other.index(b)) for a, b in found]


def source(key, text):
    return {"source_id": key, "text_sha256": text}


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ([source("a", "x")], [source("b", "x")], {"a": "b"}),
        ([source("a", "x")], [source("a", "y"), source("b", "x")], {"a": "b"}),
        ([source("a", "x")], [source("b", "x"), source("c", "x")], {"a": "b"}),
        ([source("a", "x")], [source("a", "y")], {"a": "a"}),
        ([source("a", "x")], [source("b", "y")], {}),
    ],
    ids=["one text", "the text before the key", "the first of one text", "one key", "nothing"],
)
def test_sources_go_together_by_text_and_else_by_key(one, other, found):
    assert found == same_sources(one, other)


def test_packages_without_a_text_in_common_are_not_compared(package, tmp_path):
    with pytest.raises(Misuse, match="no text in common"):
        agree(package, new_package(tmp_path / "new", title="Floods").folder)


def test_without_the_library_the_command_says_how_to_get_it(package, monkeypatch):
    monkeypatch.setitem(sys.modules, "nltk.metrics.agreement", None)

    with pytest.raises(NoAlpha, match="pip install nltk"):
        agree(package, package)


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_the_command_prints_disagreements_in_every_form(form, package, other, capsys):
    apply(KnownFault("", FIGURES, "fighters-killed", "qualifier", "at_least", "bare"), other)

    cli.main(["agree", str(package), str(other), "--format", form], standalone_mode=False)

    printed = capsys.readouterr().out
    assert "at least five fighters were killed" in printed
    if form == "json":
        assert 16 == json.loads(printed)["figures"]["both"]
