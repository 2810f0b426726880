"""The rules on who said it, each on chains that come nearest to breaking it."""

import pytest
from tiny import table

from asreported.rules.attribution import attribution_complete, relay_is_not_originator, speaker_in_phrase

AGENTS = table(
    "agent_id name also_called kind",
    ("aj", "Al Jazeera", None, "outlet"),
    ("us", "Pentagon", ["US military"], "organisation"),
    ("reuters", "Reuters", ["Reuters news agency"], "agency"),
    ("afp", "AFP", [], "agency"),
)


LINKS = "figure_id position agent_id role voice phrase"


ALONE = [("f", 1, "aj", "publisher", "unattributed", None)]


TOLD = [("f", 1, "us", "originator", "statement", "the Pentagon said"), ("f", 2, "aj", "publisher", "report", None)]


def chain(*links):
    figures = table("figure_id source_id", ("f", "s"))
    sources = table("source_id publisher_id", ("s", "aj"))
    links = table(LINKS, *links)
    found = attribution_complete.broken(
        {"figures": figures, "attributions": links, "agents": AGENTS, "sources": sources}
    )
    return [(row["fault"], row["chain"]) for row in found.iter_rows(named=True)]


@pytest.mark.parametrize(
    ("links", "fault", "told"),
    [
        ([], "nobody is named, not even the publisher", "empty"),
        ([(*ALONE[0][:1], 2, *ALONE[0][2:])], "a link is missing, for its positions are not 1, 2, 3 and so on", "2 aj"),
        (
            [TOLD[0], ("f", 3, *TOLD[1][2:])],
            "a link is missing, for its positions are not 1, 2, 3 and so on",
            "1 us, 3 aj",
        ),
        (
            [("f", 0, *TOLD[0][2:]), ("f", 2, *TOLD[1][2:])],
            "a link is missing, for its positions are not 1, 2, 3 and so on",
            "0 us, 2 aj",
        ),
        (TOLD[:1], "the last link is not the publisher of the report, aj", "1 us"),
        (
            [TOLD[0], ("f", 2, "aj", "relay", "report", None)],
            "the last link, and no other, has the role publisher",
            "1 us, 2 aj",
        ),
        (
            [("f", 1, "us", "publisher", "statement", None), TOLD[1]],
            "the last link, and no other, has the role publisher",
            "1 us, 2 aj",
        ),
        (
            [("f", 1, "aj", "publisher", "report", None)],
            "the publisher stands alone, so its voice is unattributed",
            "1 aj",
        ),
        (
            [TOLD[0], ("f", 2, "aj", "publisher", "unattributed", None)],
            "others are named, so the voice of the publisher is not unattributed",
            "1 us, 2 aj",
        ),
        (
            [("f", 1, "us", "originator", "statement", "a Pentagon spokesman told REUTERS"), TOLD[1]],
            "its words name a news agency that is no link of it, reuters",
            "1 us, 2 aj",
        ),
    ],
)
def test_a_chain_that_is_not_whole_is_told(links, fault, told):
    assert [(fault, told)] == chain(*links)


@pytest.mark.parametrize(
    "links",
    [
        ALONE,
        TOLD,
        TOLD[::-1],
        [TOLD[0], ("f", 2, "reuters", "relay", "report", "told Reuters"), ("f", 3, *TOLD[1][2:])],
        [("f", 1, "us", "originator", "statement", "the Pentagon said of AFPs"), TOLD[1]],
        # An agent that no row describes is told of by its foreign key; whose words name whom is not judged then.
        [("f", 1, "nobody", "originator", "statement", "nobody told Reuters"), TOLD[1]],
    ],
    ids=["alone", "told", "in any order", "by an agency", "no whole word", "an unknown agent"],
)
def test_a_whole_chain_is_left_alone(links):
    assert [] == chain(*links)


@pytest.mark.parametrize(
    ("agent", "phrase", "holds"),
    [
        ("us", "the Pentagon said", True),
        ("us", "the US  military said", True),
        ("us", "the PENTAGON's spokesman", True),
        ("us", "officials said", False),
        ("us", "Pentagons said", False),
        ("us", None, True),
        ("aj", "Al Jazeera learnt", True),
        ("afp", "AFP said", True),
    ],
)
def test_words_name_their_speaker(agent, phrase, holds):
    links = table("figure_id position agent_id phrase", ("f", 1, agent, phrase), ("g", 1, "us", "the Pentagon said"))

    found = speaker_in_phrase.broken({"attributions": links, "agents": AGENTS})

    assert ([] if holds else [("f", agent)]) == found.select("figure_id", "agent_id").rows()
    assert "name" in found.columns


@pytest.mark.parametrize(
    ("agent", "role", "voice", "holds"),
    [
        ("reuters", "originator", "report", False),
        ("reuters", "originator", "statement", True),
        ("reuters", "relay", "report", True),
        ("us", "originator", "report", True),
    ],
)
def test_an_agency_speaks_first_only_by_a_statement(agent, role, voice, holds):
    links = table("figure_id position agent_id role voice", ("f", 1, agent, role, voice))

    assert holds == relay_is_not_originator.broken({"attributions": links, "agents": AGENTS}).is_empty()
