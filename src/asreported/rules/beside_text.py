"""The rules that need the text itself: every phrase stands in it, letter for letter, where its row says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import polars as pl

from asreported.reading import is_prefixed, languages, read_numbers, trimmed_cue
from asreported.rules.quoting import quoted
from asreported.rules.rule import PLACE, Rule, Tables, rule
from asreported.texts import is_within, sentence_starts, text_sha256, word_around

__all__ = ["RULES", "phrases_found"]


@rule("text", fix="give the text that was coded; or code the new one as a source of its own")
def text_is_pinned(tables: Tables, source: str, text: str) -> pl.DataFrame:
    """The text given for a source is the one that was coded: its normal form has the pinned hash and length.

    Otherwise a place in the package may mean another word. Every phrase is looked for all the same.
    """
    digest = text_sha256(text)
    pinned = tables["sources"].filter(pl.col("source_id") == source)
    differs = pinned.filter((pl.col("text_sha256") != digest) | (pl.col("text_length") != len(text)))
    why = pl.format(
        f"the text has {len(text)} code points and the sha256 {digest[:12]}…; {{}} and {{}}… are pinned",
        "text_length",
        pl.col("text_sha256").str.head(12),
    )
    return differs.select(
        *PLACE,
        why.alias("why"),
        table=pl.lit("sources"),
        column=pl.lit("text_sha256"),
        found=pl.lit(digest),
    )


@rule("text", fix="copy the phrase from the text again, and measure where it starts")
def phrase_verbatim(tables: Tables, source: str, text: str) -> pl.DataFrame:
    """Every phrase stands in the text exactly where its row says, letter for letter; never nearly.

    Places are counted in code points of the normal form, not in bytes or UTF-16 units.
    """
    broken = _beside_text(tables, source, text).filter(~pl.col("there"))
    places = {words: _places(words, text) for words in broken["words"].unique()}
    whys = [_elsewhere(words, start, places[words]) for words, start in broken.select("words", "start").iter_rows()]
    return broken.select(
        *PLACE,
        "table",
        pl.col("start_column").alias("column"),
        pl.col("start").alias("found"),
        why=pl.Series(whys, dtype=pl.String),
    )


@rule("text", fix="quote whole words, and measure where they start")
def phrase_of_whole_words(tables: Tables, source: str, text: str) -> pl.DataFrame:
    """A phrase begins and ends where words and numbers do: "two locations in Syri" is in the text, and no quotation.

    The numbers alone may lie beside letters (a 40mm gun), and cut no word in two.
    """
    language = _language(tables, source)
    rows = _beside_text(tables, source, text).filter("there")
    told = rows.select("start", "words", pl.col("table") == "numbers").rows()
    cuts = [_cut(text, start, start + len(words), language, by_letters=of) for start, words, of in told]
    judged = rows.with_columns(pl.Series("why", cuts, dtype=pl.String)).drop_nulls("why")
    return judged.select(*PLACE, "why", "table", "column", found=pl.col("words"))


@rule("text", fix="quote the phrase with its cue, and code the qualifier that it makes")
def qualifier_not_cut_off(tables: Tables, source: str, text: str) -> pl.DataFrame:
    """No cue stands just outside a figure's phrase: "more than" is not trimmed off "more than 40 attacks".

    A phrase without its cue says another number, and would agree with a row that says it too.
    """
    language = _language(tables, source)
    rows = _beside_text(tables, source, text).filter(
        "there", pl.col("table") == "figures", pl.col("column") == "phrase"
    )
    if language is None:
        return _none(rows)
    cues = [
        trimmed_cue(text, start, start + len(words), language)
        for start, words in rows.select("start", "words").iter_rows()
    ]
    whys = [f"'{text[cue[0] : cue[1]]}' stands just outside the phrase" if cue else None for cue in cues]
    judged = rows.with_columns(pl.Series("why", whys, dtype=pl.String)).drop_nulls("why")
    return judged.select(*PLACE, "why", "table", "column", found=pl.col("words"))


@rule("text", fix="give the number a row in numbers.csv: a figure, or what else it is")
def every_number_accounted_for(tables: Tables, source: str, text: str) -> pl.DataFrame:
    """Each number-like token of the text stands in `numbers`, once.

    Digits, number words, ordinals and vague words, whether they count something or not: so no count is overlooked.
    """
    language = _language(tables, source)
    rows = tables["numbers"].filter(pl.col("source_id") == source)
    if language is None:
        return _none(rows)
    spans = sorted((at, at + len(phrase)) for at, phrase in rows.select("at", "phrase").iter_rows())
    starts, longest = [start for start, _ in spans], max((end - start for start, end in spans), default=0)
    read, passed = read_numbers(text, language, include=("ordinal",))
    # A vague word is found with the words around it ("one of the"); its row may quote the one word alone.
    is_word = [one.value is None and one.qualifier != "between" for one in read]
    words = [one for one, word in zip(read, is_word, strict=True) if word and one.qualifier != "not_reported"]
    vague = {one.number_span or one.cue_span for one in words}
    digits = {one.number_span for one, word in zip(read, is_word, strict=True) if not word}
    digits |= {one.span for one in passed}
    found, whys = [], []
    for start, end in sorted(span for span in vague | digits if span):
        near = spans[bisect_left(starts, start - longest) : bisect_left(starts, end)]
        inside = (start, end) not in vague
        times = sum(a <= start and end <= b if inside else b > start for a, b in near)
        if times != 1:
            found.append(text[start:end])
            whys.append(f"the text prints '{text[start:end]}' at {start}, and {times or 'no'} rows account for it")
    place = {name: pl.Series([None] * len(found), dtype=pl.Int64) for name in PLACE}
    return pl.DataFrame(
        {**place, "why": whys, "found": found}, schema_overrides={"why": pl.String, "found": pl.String}
    ).with_columns(table=pl.lit("numbers"), column=pl.lit("at"))


@rule("text", fix="judge whether these words speak of this figure", severity="note")
def attribution_near(tables: Tables, source: str, text: str) -> pl.DataFrame:
    """The words that show who said a figure stand in the figure's sentence or in a neighbour of it.

    Words from afar may speak of something else.
    """
    starts = pl.DataFrame({"starts": sentence_starts(text)}, schema={"starts": pl.Int64})
    figures = _in_sentence(tables["figures"].filter(pl.col("source_id") == source), starts, "figure_sentence")
    links = _in_sentence(tables["attributions"].drop_nulls(["phrase", "at"]), starts, "link_sentence")
    far = links.join(figures.select("figure_id", "figure_sentence"), on="figure_id", maintain_order="left").filter(
        (pl.col("figure_sentence").cast(pl.Int64) - pl.col("link_sentence").cast(pl.Int64)).abs() > 1
    )
    distance = (pl.col("figure_sentence").cast(pl.Int64) - pl.col("link_sentence").cast(pl.Int64)).abs()
    why = pl.format("'{}' stands {} sentences away from {}", "phrase", distance, "figure_id")
    return far.select(*PLACE, why.alias("why"), table=pl.lit("attributions"), column=pl.lit("at"), found=pl.col("at"))


def phrases_found(tables: Tables, source: str, text: str) -> str:
    """Return in a sentence how many phrases of a source stand at their place, elsewhere, or nowhere."""
    beside = _beside_text(tables, source, text)
    moved = [words in text for words in beside.filter(~pl.col("there"))["words"]]
    there, elsewhere = beside.height - len(moved), sum(moved)
    return (
        f"{source}: of {beside.height:,} phrases {there:,} stand at their place, {elsewhere:,} elsewhere, "
        f"{len(moved) - elsewhere:,} nowhere in the text"
    )


def _beside_text(tables: Tables, source: str, text: str) -> pl.DataFrame:
    """Return the phrases of a source, and whether each is there at its place."""
    rows = quoted(tables).filter(pl.col("source_id") == source)
    # In Python a text is cut at a code point at once, however far into it; Polars would count up to it for each row.
    there = [text.startswith(words, start) for words, start in rows.select("words", "start").iter_rows()]
    return rows.with_columns(pl.Series("there", there, dtype=pl.Boolean))


def _elsewhere(words: str, start: int, places: Sequence[int]) -> str:
    if not places:
        return f"'{words}' stands nowhere in the text"
    if len(places) == 1:
        return f"'{words}' stands at {places[0]}, not at {start}"
    around = bisect_left(places, start)
    nearest = min(places[max(0, around - 1) : around + 1], key=lambda place: abs(place - start))
    return f"'{words}' stands {len(places)} times in the text and not at {start}; the nearest is at {nearest}"


def _places(words: str, text: str) -> list[int]:
    """Return where words stand in a text, at every place."""
    places, at = [], text.find(words)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    return places


def _cut(text: str, start: int, end: int, language: str | None, *, by_letters: bool) -> str | None:
    """Return what a phrase cuts in two, as a sentence; nothing where it begins and ends between words.

    `by_letters` takes a cut for one only where letters stand on both its sides.
    """
    for place in (start, end):
        if by_letters and not text[max(0, place - 1) : place + 1].isalpha():
            continue
        if is_within(text, place) and not (place == start and language and is_prefixed(text, place, language)):
            return f"'{text[start:end]}' cuts '{word_around(text, place)}' in two"
    return None


def _language(tables: Tables, source: str) -> str | None:
    """Return the language of a source, if the reader knows it."""
    language = tables["sources"].filter(pl.col("source_id") == source)["language"].item()
    tongue = str(language).partition("-")[0]
    return tongue if tongue in languages() else None


def _none(rows: pl.DataFrame) -> pl.DataFrame:
    made = {name: pl.lit("", pl.String) for name in ("why", "table", "column", "found")}
    return rows.select(*PLACE).clear().with_columns(**made)


def _in_sentence(rows: pl.DataFrame, starts: pl.DataFrame, name: str) -> pl.DataFrame:
    return rows.sort("at").join_asof(starts.with_row_index(name), left_on="at", right_on="starts", strategy="backward")


RULES: tuple[Rule, ...] = (
    text_is_pinned,
    phrase_verbatim,
    phrase_of_whole_words,
    qualifier_not_cut_off,
    every_number_accounted_for,
    attribution_near,
)
