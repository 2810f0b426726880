"""Every number of a text as a candidate: a figure with its chain, or passed over with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import polars as pl

from asreported.package import PackageLike
from asreported.package.tables import load
from asreported.reading import PassedOver, Reading, find_denial, read_numbers
from asreported.reading.values import NO_FACT
from asreported.suggesting.candidates import COLUMNS, FIGURE, Candidate
from asreported.suggesting.chains import Chain, Chains
from asreported.suggesting.measure_words import MeasureWords
from asreported.suggesting.setting import country_of, period, place
from asreported.suggesting.shortest import figure_phrases
from asreported.texts import normal_form
from asreported.words.wording import wording

__all__ = ["find_candidates", "suggest"]

#: What the reader's reasons for passing a number over are called in `numbers`; all others are "other".
_DISPOSITIONS = {
    "year": "date",
    "date": "date",
    "time": "date",
    "duration": "duration",
    "age": "duration",
    "rank": "ordinal",
    "ordinal": "ordinal",
    "name": "name",
    "product": "product_name",
}
_COUNT = "count"


def suggest(text: str, language: str = "en", *, source: str = "", package: PackageLike = None) -> pl.DataFrame:
    """Return a row for each number of a text, in text order, as `asreported suggest` writes them to CSV.

    The columns are those of `Candidate`: accept, disposition, phrase, at, qualifier, value, low, high and so on; places
    count in the text's normal form, and an empty cell is null.

    Raises:
        UnknownName: no such language.
        PackageUnreadable: no readable descriptor lies there.

    >>> suggest("At least five fighters were killed, an official said.").select("phrase", "low", "high").row(0)
    ('At least five fighters were killed', 5, None)
    """
    rows = [one.cells() for one in find_candidates(text, language, source=source, package=package)]
    numbers = {name for name in COLUMNS if isinstance(Candidate.__dataclass_fields__[name].default, int | None)}
    schema = {name: pl.Int64() if name in numbers else pl.String() for name in COLUMNS}
    return pl.DataFrame(
        [{name: None if cell == "" else cell for name, cell in row.items()} for row in rows], schema=schema
    )


def find_candidates(
    text: str, language: str = "en", *, source: str = "", package: PackageLike = None
) -> list[Candidate]:
    """Return a candidate for each number of a text, in text order; places count in the text's normal form.

    Figures have the disposition "figure"; `accept` is empty, for a person to fill. The measures are those of the
    package, the shipped one where none is named. Where the words leave open who said it, the chain is empty.

    Raises:
        UnknownName: no such language.
        PackageUnreadable: no readable descriptor lies there.

    >>> one = find_candidates("At least five fighters were killed, a defence official said.")[0]
    >>> one.phrase, one.low, one.measure, one.originator
    ('At least five fighters were killed', 5, 'killed', 'a defence official')
    """
    normal = normal_form(text)
    counts, passed = read_numbers(normal, language, include=("ordinal",))
    heard = Chains(normal, wording(language), [(one.start, one.end) for one in counts])
    rows = load("measures", package).select("measure", "words").iter_rows()
    measures = MeasureWords((code, words or ()) for code, words in rows)
    found = [*_figures(normal, language, counts, heard, measures), *map(_passed, passed)]
    placed = sorted(found, key=lambda one: (one.number_at if one.number_at is not None else one.at, one.measure))
    sentence = {one.at: heard.sentences[heard.sentence_of(one.at)].text for one in placed}
    return [
        Candidate(**{**one.cells(), "sentence": sentence[one.at], "source_id": source, "language": language})
        for one in placed
    ]


def _figures(
    text: str, language: str, counts: list[Reading], heard: Chains, measures: MeasureWords
) -> Iterator[Candidate]:
    for number, reading in enumerate(counts):
        span = reading.number_span or (reading.start, reading.end)
        later = counts[number + 1].start if number + 1 < len(counts) else None
        token: dict[str, Any] = {"number": text[slice(*span)], "number_at": span[0]}
        if reading.role != _COUNT:
            yield Candidate(disposition="other", phrase=token["number"], at=span[0], reason=reading.role, **token)
        elif heard.speaks(*span):
            yield Candidate(
                disposition="agent", phrase=token["number"], at=span[0], reason="how many people speak", **token
            )
        else:
            yield from _figure(text, language, reading, heard, measures, later, token)


def _figure(
    text: str,
    language: str,
    reading: Reading,
    heard: Chains,
    measures: MeasureWords,
    later: int | None,
    token: dict[str, Any],
) -> Iterator[Candidate]:
    number = heard.sentence_of(reading.start)
    sentence, words = heard.sentences[number], heard.wording
    silent = reading.qualifier == "not_reported"
    if reading.note == NO_FACT:
        chain = Chain(doubt="the clause is denied; who said it is not clear")
    else:
        chain = heard.of(reading.start, reading.end, silent=silent)
    when, when_at = period(sentence, heard.said_in(number), words)
    for one in figure_phrases(sentence, reading, measures, words, later):
        phrase = text[one.start : one.end]
        where = place(sentence, one.end, min(sentence.end, sentence.end if later is None else later), words)
        doubts = [
            reading.doubt or reading.note,
            one.doubt,
            chain.doubt,
            _denial(phrase, language) if not silent else "",
        ]
        yield Candidate(
            **{
                **_cells(reading),
                **_chain_cells(chain),
                **({} if silent else token),
                "disposition": FIGURE,
                "phrase": phrase,
                "at": one.start,
                "counted": one.counted,
                "measure": one.measure,
                "place": where,
                "country_code": country_of(phrase, words) or country_of(where, words),
                "period_phrase": when,
                "period_at": when_at,
                "reason": "; ".join(filter(None, doubts)),
            }
        )


def _cells(reading: Reading) -> dict[str, Any]:
    numbers = {name: getattr(reading, name) for name in ("value", "low", "high")}
    whole = {name: int(n) if n is not None and n == int(n) else n for name, n in numbers.items()}
    return {"qualifier": reading.qualifier or "", **whole}


def _chain_cells(chain: Chain) -> dict[str, Any]:
    return {name: cell for name, cell in asdict(chain).items() if name != "doubt"}


def _denial(phrase: str, language: str) -> str:
    denial = find_denial(phrase, language)
    return f"the clause is {denial.kind} ('{denial.words}')" if denial else ""


def _passed(passed: PassedOver) -> Candidate:
    return Candidate(
        disposition=_DISPOSITIONS.get(passed.reason, "other"),
        phrase=passed.text,
        at=passed.span[0],
        number=passed.text,
        number_at=passed.span[0],
        reason=passed.reason,
    )
