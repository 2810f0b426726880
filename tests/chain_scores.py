"""Score the proposed chains against gold: right, wrong, silent."""

import csv
import sys
from pathlib import Path

from asreported.suggesting import find_candidates

GOLD = Path(__file__).with_name("gold")


def plain(name):
    words = name.casefold().split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def proposed(row):
    """Return the chain that is proposed for the figure of a row."""
    place = row["text"].index(row["figure"])
    for one in find_candidates(row["text"], row["language"]):
        if one.disposition == "figure" and one.at <= place + len(row["figure"]) - 1 < one.at + len(one.phrase):
            return plain(one.originator), one.anonymity, one.voice, plain(one.relay)
    return ("", "", "", "")


def scores(name, language=None):
    """Return how many rows are right, wrongly proposed, silent though the words say it, and rightly silent."""
    right, wrong, silent, still = [], [], [], []
    with (GOLD / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if language and row["language"] != language:
                continue
            gold = (plain(row["originator"]), row["anonymity"], row["voice"], plain(row["relay"]))
            made = proposed(row)
            if not made[2]:
                (still if not gold[2] else silent).append((row["text"], gold, made))
            else:
                (right if made == gold else wrong).append((row["text"], gold, made))
    return right, wrong, silent, still


if __name__ == "__main__":
    right, wrong, silent, still = scores(*sys.argv[1:])
    for label, group in (("wrong", wrong), ("silent", silent)):
        for text, gold, made in group:
            print(label, text, gold, made, sep="\n   ")
    print(len(right), "right", len(wrong), "wrong", len(silent), "silent", len(still), "rightly silent")
