"""Quotations that are none: letters, places and the text that they are measured in."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from corruptions.operator import Operator, operator
from corruptions.original import Change, Original, Row

__all__ = ["OPERATORS"]

#: The tables that quote, with the columns of words and place.
_QUOTING = (("figures", "phrase", "at"), ("figures", "period_phrase", "period_at"), ("attributions", "phrase", "at"),
            ("incidents", "phrase", "at"), ("participants", "phrase", "at"), ("relations", "phrase", "at"),
            ("numbers", "phrase", "at"))  # fmt: skip
#: What a changed phrase breaks besides, since other rules read its words.
_READ = ("phrase-says-so phrase-names-counted phrase-names-measure place-fits-phrase speaker-in-phrase "
         "numbers-account-for-figures every-number-accounted-for qualifier-not-cut-off "
         "attribution-complete phrases-are-quotes period-basis not-negated phrase-of-whole-words "
         "period-fits-words text-form counts-one-measure")  # fmt: skip


def _quotations(package: Original) -> Iterator[tuple[Row, str, str]]:
    for table, words, at in _QUOTING:
        yield from ((row, words, at) for row in package[table].rows if row[words] and row[at])


def _moved(row: Row, at: str, by: int) -> Change:
    return row.to(**{at: str(int(row[at]) + by)})


@operator("offsets", "phrase-verbatim", text=True, follows=_READ)
def place_one_too_far(package: Original) -> Iterator[Change]:
    """A phrase is said to start one character later."""
    return (_moved(row, at, 1) for row, _, at in _quotations(package))


@operator("offsets", "phrase-verbatim", text=True, follows=_READ)
def place_one_too_early(package: Original) -> Iterator[Change]:
    """A phrase is said to start one character earlier."""
    return (_moved(row, at, -1) for row, _, at in _quotations(package))


@operator("offsets", "phrase-verbatim", text=True, follows=_READ)
def place_counted_in_bytes(package: Original) -> Iterator[Change]:
    """The place of a phrase was counted in bytes of UTF-8."""
    for row, _, at in _quotations(package):
        before = (package.text or "")[: int(row[at])]
        if len(before.encode()) != len(before):
            yield row.to(**{at: str(len(before.encode()))})


@operator("offsets", "phrase-verbatim", text=True, follows=f"{_READ} primary-key")
def place_of_another_quotation(package: Original) -> Iterator[Change]:
    """A phrase has the place of another."""
    for table, _, at in _QUOTING:
        rows = [row for row in package[table].rows if row[at]]
        for row, other in itertools.pairwise(rows):
            if row[at] != other[at] and table != "numbers":
                yield row.to(**{at: other[at]})


@operator("offsets", "phrase-verbatim", text=True, follows=_READ)
def place_behind_the_end(package: Original) -> Iterator[Change]:
    """A phrase is said to start behind the end of the text."""
    return (_moved(row, at, 10_000) for row, _, at in _quotations(package))


@operator("offsets", "after-teaser", follows=f"{_READ} phrase-verbatim")
def place_in_the_teaser(package: Original) -> Iterator[Change]:
    """A phrase is said to stand before the report begins."""
    return (row.to(**{at: "7"}) for row, _, at in _quotations(package))


@operator("offsets", "after-teaser")
def report_said_to_begin_later(package: Original) -> Iterator[Change]:
    """The report is said to begin behind the first of its phrases."""
    for row in package["sources"].rows:
        yield from (row.to(body_start=start) for start in ("140", "500", "3000"))


@operator("offsets", "numbers-account-for-figures", follows="phrase-verbatim every-number-accounted-for primary-key "
          "phrases-are-quotes")  # fmt: skip
def number_far_from_its_figure(package: Original) -> Iterator[Change]:
    """The number of a figure is said to stand elsewhere."""
    return (_moved(row, "at", 300) for row in package["numbers"].where(disposition="figure"))


@operator("offsets", "numbers-account-for-figures", follows="phrase-verbatim qualifier-not-cut-off phrases-are-quotes")
def figure_far_from_its_number(package: Original) -> Iterator[Change]:
    """A figure is said to stand elsewhere than its number."""
    return (_moved(row, "at", 200) for row in package["figures"].rows if row["qualifier"] != "not_reported")


@operator("offsets", "phrase-has-its-place required relation-basis source-is-given period-basis", follows=_READ)
def place_emptied(package: Original) -> Iterator[Change]:
    """A phrase has no place."""
    return (row.to(**{at: ""}) for row, _, at in _quotations(package))


@operator("offsets", "phrase-has-its-place required relation-basis source-is-given period-basis", follows=_READ)
def words_emptied(package: Original) -> Iterator[Change]:
    """A place has no words."""
    return (row.to(**{words: ""}) for row, words, _ in _quotations(package))


@operator("phrases", "phrase-verbatim", text=True, follows=_READ)
def letter_lost(package: Original) -> Iterator[Change]:
    """A letter within a phrase is gone."""
    return (
        row.to(**{words: row[words][:-2] + row[words][-1]}) for row, words, _ in _quotations(package)
        if len(row[words]) > 2 and row[words][-2] != row[words][-1]
    )  # fmt: skip


@operator("phrases", "phrase-verbatim", text=True, follows=_READ)
def letters_swapped(package: Original) -> Iterator[Change]:
    """Two letters of a phrase stand in each other's place."""
    for row, words, _ in _quotations(package):
        text = row[words]
        if len(text) > 3 and text[1] != text[2]:
            yield row.to(**{words: text[0] + text[2] + text[1] + text[3:]})


@operator("phrases", "phrase-verbatim", text=True, follows=_READ)
def first_letter_in_the_other_case(package: Original) -> Iterator[Change]:
    """A phrase begins with a capital where the text has none, or the other way round."""
    return (row.to(**{words: row[words][0].swapcase() + row[words][1:]}) for row, words, _ in _quotations(package)
            if row[words][0].isalpha())  # fmt: skip


@operator("phrases", "phrase-verbatim", text=True, follows=_READ)
def letter_that_looks_alike(package: Original) -> Iterator[Change]:
    """A letter of a phrase is one of another script that looks the same."""
    return (row.to(**{words: row[words].replace("o", "о", 1)}) for row, words, _ in _quotations(package)
            if "o" in row[words])  # fmt: skip


@operator("phrases", "phrase-verbatim", text=True, follows=_READ)
def word_left_out(package: Original) -> Iterator[Change]:
    """A word within a phrase is gone."""
    for row, words, _ in _quotations(package):
        first, *others = row[words].split(" ")
        if len(others) > 2:
            yield row.to(**{words: " ".join([first, *others[:1], *others[2:]])})


@operator("phrases", "phrase-verbatim", text=True, follows=_READ)
def phrase_put_in_other_words(package: Original) -> Iterator[Change]:
    """A phrase says the same in other words."""
    others = {"killed": "slain", "attacks": "assaults", "said": "stated", "ordered": "commanded", "troops": "soldiers",
              "groups": "bands", "militia": "militias"}  # fmt: skip
    for row, words, _ in _quotations(package):
        for word, other in others.items():
            if word in row[words].split():
                yield row.to(**{words: row[words].replace(word, other)})


@operator("phrases", "phrase-of-whole-words", text=True, follows=_READ)
def phrase_cut_within_a_word(package: Original) -> Iterator[Change]:
    """The last letter of a phrase is gone: "two locations in Syri"."""
    return (row.to(**{words: row[words][:-1]}) for row, words, _ in _quotations(package)
            if len(row[words]) > 3 and row.table.name != "numbers")  # fmt: skip


@operator("phrases", "every-number-accounted-for phrase-of-whole-words", text=True, follows=_READ)
def number_cut_short(package: Original) -> Iterator[Change]:
    """The last letter or digit of a number is gone: 2,50."""
    return (row.to(phrase=row["phrase"][:-1]) for row in package["numbers"].rows)


@operator("phrases", "phrase-of-whole-words", text=True, follows=_READ)
def phrase_begun_within_a_word(package: Original) -> Iterator[Change]:
    """The first letter of a phrase is gone, and its place is that of the second."""
    for row, words, at in _quotations(package):
        if len(row[words]) > 3 and row[words][1].isalnum() and row.table.name != "numbers":
            yield row.to(**{words: row[words][1:], at: str(int(row[at]) + 1)})


@operator("phrases", "text-is-pinned", text=True)
def text_of_another_version(package: Original) -> Iterator[Change]:
    """The text that was pinned is another one, by its hash or its length."""
    for row in package["sources"].rows:
        yield row.to(text_sha256=row["text_sha256"][::-1])
        yield row.to(text_sha256="0" * 64)
        yield from (row.to(text_length=str(int(row["text_length"]) + by)) for by in (-2, -1, 1, 2, 1000))


@operator("phrases", "phrases-are-quotes", follows="text-is-pinned phrase-verbatim")
def quotations_grown_beyond_quoting(package: Original) -> Iterator[Change]:
    """The text is said to be so short that its phrases are most of it."""
    for row in package["sources"].rows:
        yield from (row.to(text_length=length) for length in ("400", "900"))


OPERATORS: tuple[Operator, ...] = (
    place_one_too_far, place_one_too_early, place_counted_in_bytes, place_of_another_quotation, place_behind_the_end,
    place_in_the_teaser, report_said_to_begin_later, number_far_from_its_figure, figure_far_from_its_number,
    place_emptied, words_emptied, letter_lost, letters_swapped, first_letter_in_the_other_case,
    letter_that_looks_alike, word_left_out, phrase_put_in_other_words, phrase_cut_within_a_word,
    number_cut_short, phrase_begun_within_a_word, text_of_another_version, quotations_grown_beyond_quoting,
)  # fmt: skip
