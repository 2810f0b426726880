"""Whether what a citation says still holds in the data: its phrase, bounds, speakers, version and fingerprint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from asreported.citing.entries import figure_entry, printed, speaker
from asreported.citing.gathering import citations_of, dataset_of, selection_of
from asreported.citing.parts import Citation, Dataset
from asreported.citing.reading import Reading, fold, read_citations
from asreported.errors import Misuse, UnknownName
from asreported.package import Package, PackageLike, open_package

__all__ = ["Change", "Verdict", "verify"]

Status = Literal["unchanged", "changed", "unknown"]

# Every length is bounded: the text that is verified may come from anyone.
_FIGURE = re.compile(r"\[figure (?P<figure>\S{1,200}) of (?P<name>\S{1,200}) (?P<version>[^\]]{1,80})\]", re.IGNORECASE)
_DATASET = re.compile(r"\[dataset (?P<name>\S{1,200}) (?P<version>[^\]]{1,80})\]", re.IGNORECASE)
_ROWS = re.compile(
    r"\[(?P<found>[\d,]{1,20}) of [\d,]{1,20} rows of (?P<name>\S{1,200}) (?P<version>[^\]]{1,80})\]", re.IGNORECASE
)
_QUERY = re.compile(r"query was WHERE (?P<query>.{1,2000}) on the figures of ")
_SHA256 = re.compile(r"\bsha256 (?P<digest>[0-9a-f]{16,64})\b")
#: The title of a figure, folded: “phrase” (bounds; unit: measure), speakers and period.
_TITLE = re.compile(r'"(?P<phrase>.*)" \((?P<bounds>.*?); (?P<measure>[^;()]+: [^()]+)\), (?P<rest>.*)')
_NUMBERS = re.compile(r"qualifier \S+, value .{1,40}?, low \S{1,40}, high [^\s;,.]{1,40}")
#: No title of ours is longer, by far: a phrase has 120 characters.
_LONGEST = 2000
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a citation that no longer holds."""

    part: str
    cited: str
    now: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one citation: `subject` is the figure, the dataset or the query that it cites."""

    subject: str
    status: Status
    changes: tuple[Change, ...] = ()
    remark: str = ""

    def __str__(self) -> str:
        """Return it as lines to read."""
        words = {"unchanged": "unchanged", "changed": "changed since", "unknown": "unknown"}[self.status]
        lines = [f"{self.subject}: {words}{f' ({self.remark})' if self.remark else ''}"]
        lines += [f"    {c.part}: cited {c.cited or 'nothing'}, now {c.now or 'nothing'}" for c in self.changes]
        return "\n".join(lines)


@dataclass(frozen=True)
class _Data:
    """The data that citations are compared with, read once."""

    package: Package

    @cached_property
    def dataset(self) -> Dataset:
        return dataset_of(self.package)

    @cached_property
    def citations(self) -> Mapping[str, Citation]:
        return {citation.figure_id: citation for citation in citations_of(self.package)}


def verify(text: str, package: PackageLike = None) -> tuple[Verdict, ...]:
    """Return a verdict for each figure, dataset and query cited in a text: BibTeX, RIS, CSL-JSON, or plain of ours.

    The shapes of quotes, dashes and spaces may differ, since reference managers change them; the words may not.

    Raises:
        Misuse: the text looks like JSON and cannot be read.
        BadCell, PackageUnreadable: as `load`.

    >>> from asreported import cite
    >>> print(*verify(cite("drone-attacks", style="apa").replace("five", "nine")))
    drone-attacks: changed since
        phrase: cited at least nine drone attacks, now at least five drone attacks
    """
    opened = package if isinstance(package, Package) else open_package(package)
    try:
        readings = read_citations(text)
    except ValueError as error:
        raise Misuse(f"the citation cannot be read: {error}") from None
    data = _Data(opened)
    verdicts = [verdict for reading in readings for verdict in _verdicts(reading, data)]
    nothing = "no figure, dataset or query is named in it as our citations name them"
    return tuple(verdicts) or (Verdict("citation", "unknown", remark=nothing),)


def _verdicts(reading: Reading, data: _Data) -> Iterator[Verdict]:
    for part, found in _cited(reading, _FIGURE):
        yield _figure(part, found, data)
    for part, found in _cited(reading, _DATASET):
        yield _of_dataset(part, found, data.dataset)
    for part, found in _cited(reading, _ROWS):
        yield _selection(part, found, data)


def _cited(reading: Reading, marker: re.Pattern[str]) -> Iterator[tuple[Reading, re.Match[str]]]:
    """Yield each place where a thing is named, with the words that belong to it."""
    if (found := list(marker.finditer(reading.title))) or len(list(marker.finditer(reading.text))) < 2:
        for one in found[:1] or marker.finditer(reading.text):
            yield Reading(reading.text, (reading.title or reading.text)[: one.end()]), one
        return
    # Several in one paragraph: the title stands before its marker, the note after it.
    found = list(marker.finditer(reading.text))
    starts = [0, *(one.end() for one in found)]
    ends = [*(one.start() for one in found[1:]), len(reading.text)]
    for one, start, end in zip(found, starts, ends, strict=False):
        yield Reading(reading.text[one.start() : end], reading.text[start : one.end()]), one


def _figure(reading: Reading, found: re.Match[str], data: _Data) -> Verdict:
    figure_id, dataset = found["figure"], data.dataset
    if found["name"] != dataset.name:
        return Verdict(figure_id, "unknown", remark=f"a figure of {found['name']}; here is {dataset.name}")
    if figure_id not in data.citations:
        missing = UnknownName("figure", figure_id, tuple(data.citations))
        return Verdict(figure_id, "unknown", remark=f"in {dataset.name} {dataset.version} {missing}")
    citation = data.citations[figure_id]
    changes = [*_words(reading, citation), *_facts(reading, citation)]
    changes += _differing("version", found["version"], dataset.version or "without a version")
    digest = _SHA256.search(reading.text)
    changes += _digest("row", digest, citation.fingerprint)
    return _verdict(figure_id, changes, digest)


def _words(reading: Reading, citation: Citation) -> Iterator[Change]:
    """Yield what has changed of the title: phrase, bounds, what is counted, speakers, period."""
    title, expected = fold(reading.title), fold(printed(citation))
    if f"{expected} [" in title:
        return
    cited, now = _TITLE.search(title.rpartition(" [")[0][-_LONGEST:]), _TITLE.search(expected)
    if not cited or not now:
        yield Change("title", title[-160:], expected)
        return
    # Chicago puts the whole title in quotes, which fold into the phrase's own.
    yield from _differing("phrase", cited["phrase"], now["phrase"], shown=citation.phrase)
    yield from _differing("bounds", cited["bounds"], now["bounds"])
    yield from _differing("counted", cited["measure"], now["measure"])
    speakers = fold(speaker(citation))
    if cited["rest"] == speakers or cited["rest"].startswith(f"{speakers}, "):
        yield from _differing("period", cited["rest"][len(speakers) + 2 :], now["rest"][len(speakers) + 2 :])
    else:
        yield from _differing("speakers", cited["rest"], now["rest"])


def _facts(reading: Reading, citation: Citation) -> Iterator[Change]:
    """Yield whether the numbers of the note have changed."""
    expected = _NUMBERS.search(fold(figure_entry(citation).note))
    cited = _NUMBERS.search(fold(reading.text))
    if cited and expected:
        yield from _differing("numbers", cited[0], expected[0])


def _of_dataset(reading: Reading, found: re.Match[str], dataset: Dataset) -> Verdict:
    if found["name"] != dataset.name:
        return Verdict(found["name"], "unknown", remark=f"here is {dataset.name}")
    digest = _SHA256.search(reading.text)
    changes = _differing("version", found["version"], dataset.version or "without a version")
    return _verdict(dataset.name, [*changes, *_digest("data files", digest, dataset.sha256)], digest)


def _selection(reading: Reading, found: re.Match[str], data: _Data) -> Verdict:
    dataset = data.dataset
    query = _QUERY.search(reading.text)
    if found["name"] != dataset.name or not query:
        remark = (
            "its note with the query is gone" if not query else f"a query on {found['name']}; here is {dataset.name}"
        )
        return Verdict("query", "unknown", remark=remark)
    asked = query["query"].translate(_STRAIGHT)
    try:
        selection = selection_of(data.package, asked)
    except Misuse as error:
        return Verdict(f"query {asked}", "unknown", remark=str(error))
    digest = _SHA256.search(reading.text)
    changes = [
        *_differing("rows", found["found"], f"{len(selection.citations):,}"),
        *_differing("version", found["version"], dataset.version or "without a version"),
        *_digest("result", digest, selection.sha256),
    ]
    return _verdict(f"query {asked}", changes, digest)


def _verdict(subject: str, changes: Sequence[Change], digest: re.Match[str] | None) -> Verdict:
    remark = "" if digest else "it gives no fingerprint, so only its words were compared"
    return Verdict(subject, "changed" if changes else "unchanged", tuple(changes), remark)


def _differing(part: str, cited: str, now: str, shown: str = "") -> list[Change]:
    return [] if cited == now else [Change(part, cited, shown or now)]


def _digest(part: str, cited: re.Match[str] | None, now: str) -> list[Change]:
    if cited is None or now.startswith(cited["digest"]):
        return []
    return [Change(part, f"sha256 {cited['digest'][:16]}", f"sha256 {now[:16]}")]
