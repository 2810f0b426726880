"""Whether what a citation says still holds in the data: its phrase, bounds, speakers, version and fingerprint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from asreported.citing.citation import Citation
from asreported.citing.dataset import Dataset
from asreported.citing.gathering import Citable
from asreported.citing.recognising import CitedEntry, fold, read_citations
from asreported.errors import Misuse, UnknownName
from asreported.package import PackageLike, open_package

__all__ = ["Deviation", "Verification", "verify"]

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
class Deviation:
    """One part of a citation that no longer holds."""

    part: str
    cited: str
    now: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of one citation: `subject` is the figure, the dataset or the query that it cites."""

    subject: str
    status: Status
    changes: tuple[Deviation, ...] = ()
    remark: str = ""

    def __str__(self) -> str:
        """Return it as lines to read."""
        words = {"unchanged": "unchanged", "changed": "changed since", "unknown": "unknown"}[self.status]
        lines = [f"{self.subject}: {words}{f' ({self.remark})' if self.remark else ''}"]
        lines += [f"    {c.part}: cited {c.cited or 'nothing'}, now {c.now or 'nothing'}" for c in self.changes]
        return "\n".join(lines)


def verify(text: str, package: PackageLike = None) -> tuple[Verification, ...]:
    """Return a verification of each figure, dataset and query cited in a text: BibTeX, RIS, CSL-JSON, or plain of ours.

    The shapes of quotes, dashes and spaces may differ, since reference managers change them; the words may not.

    Raises:
        Misuse: the text looks like JSON and cannot be read.
        BadCell, PackageUnreadable: as `load`.

    >>> from asreported import cite
    >>> print(*verify(cite("drone-attacks", style="apa").replace("five", "nine")))
    drone-attacks: changed since
        phrase: cited at least nine drone attacks, now at least five drone attacks
    """
    opened = open_package(package)
    try:
        entries = read_citations(text)
    except ValueError as error:
        raise Misuse(f"the citation cannot be read: {error}") from None
    data = Citable(opened)
    verified = [one for entry in entries for one in _verified(entry, data)]
    nothing = "no figure, dataset or query is named in it as our citations name them"
    return tuple(verified) or (Verification("citation", "unknown", remark=nothing),)


def _verified(entry: CitedEntry, data: Citable) -> Iterator[Verification]:
    for part, found in _cited(entry, _FIGURE):
        yield _figure(part, found, data)
    for part, found in _cited(entry, _DATASET):
        yield _of_dataset(part, found, data.dataset)
    for part, found in _cited(entry, _ROWS):
        yield _selection(part, found, data)


def _cited(entry: CitedEntry, marker: re.Pattern[str]) -> Iterator[tuple[CitedEntry, re.Match[str]]]:
    """Yield each place where a thing is named, with the words that belong to it."""
    if (found := list(marker.finditer(entry.title))) or len(list(marker.finditer(entry.text))) < 2:
        for one in found[:1] or marker.finditer(entry.text):
            yield CitedEntry(entry.text, (entry.title or entry.text)[: one.end()]), one
        return
    # Several in one paragraph: the title stands before its marker, the note after it.
    found = list(marker.finditer(entry.text))
    starts = [0, *(one.end() for one in found)]
    ends = [*(one.start() for one in found[1:]), len(entry.text)]
    for one, start, end in zip(found, starts, ends, strict=False):
        yield CitedEntry(entry.text[one.start() : end], entry.text[start : one.end()]), one


def _figure(entry: CitedEntry, found: re.Match[str], data: Citable) -> Verification:
    figure_id, dataset = found["figure"], data.dataset
    if found["name"] != dataset.name:
        return Verification(figure_id, "unknown", remark=f"a figure of {found['name']}; here is {dataset.name}")
    if figure_id not in data.every:
        missing = UnknownName("figure", figure_id, tuple(data.every))
        return Verification(figure_id, "unknown", remark=f"in {dataset.name} {dataset.version} {missing}")
    citation = data.every[figure_id]
    changes = [*_words(entry, citation), *_facts(entry, citation)]
    changes += _differing("version", found["version"], dataset.version or "without a version")
    digest = _SHA256.search(entry.text)
    changes += _digest("row", digest, citation.fingerprint)
    return _outcome(figure_id, changes, digest)


def _words(entry: CitedEntry, citation: Citation) -> Iterator[Deviation]:
    """Yield what has changed of the title: phrase, bounds, what is counted, speakers, period."""
    title, expected = fold(entry.title), fold(citation.printed)
    if f"{expected} [" in title:
        return
    cited, now = _TITLE.search(title.rpartition(" [")[0][-_LONGEST:]), _TITLE.search(expected)
    if not cited or not now:
        yield Deviation("title", title[-160:], expected)
        return
    # Chicago puts the whole title in quotes, which fold into the phrase's own.
    yield from _differing("phrase", cited["phrase"], now["phrase"], shown=citation.phrase)
    yield from _differing("bounds", cited["bounds"], now["bounds"])
    yield from _differing("counted", cited["measure"], now["measure"])
    speakers = fold(citation.attribution)
    if cited["rest"] == speakers or cited["rest"].startswith(f"{speakers}, "):
        yield from _differing("period", cited["rest"][len(speakers) + 2 :], now["rest"][len(speakers) + 2 :])
    else:
        yield from _differing("speakers", cited["rest"], now["rest"])


def _facts(entry: CitedEntry, citation: Citation) -> Iterator[Deviation]:
    """Yield whether the numbers of the note have changed."""
    expected = _NUMBERS.search(fold(citation.row_entry().note))
    cited = _NUMBERS.search(fold(entry.text))
    if cited and expected:
        yield from _differing("numbers", cited[0], expected[0])


def _of_dataset(entry: CitedEntry, found: re.Match[str], dataset: Dataset) -> Verification:
    if found["name"] != dataset.name:
        return Verification(found["name"], "unknown", remark=f"here is {dataset.name}")
    digest = _SHA256.search(entry.text)
    changes = _differing("version", found["version"], dataset.version or "without a version")
    return _outcome(dataset.name, [*changes, *_digest("data files", digest, dataset.sha256)], digest)


def _selection(entry: CitedEntry, found: re.Match[str], data: Citable) -> Verification:
    dataset = data.dataset
    query = _QUERY.search(entry.text)
    if found["name"] != dataset.name or not query:
        remark = (
            "its note with the query is gone" if not query else f"a query on {found['name']}; here is {dataset.name}"
        )
        return Verification("query", "unknown", remark=remark)
    asked = query["query"].translate(_STRAIGHT)
    try:
        selection = data.selection(asked)
    except Misuse as error:
        return Verification(f"query {asked}", "unknown", remark=str(error))
    digest = _SHA256.search(entry.text)
    changes = [
        *_differing("rows", found["found"], f"{len(selection.citations):,}"),
        *_differing("version", found["version"], dataset.version or "without a version"),
        *_digest("result", digest, selection.sha256),
    ]
    return _outcome(f"query {asked}", changes, digest)


def _outcome(subject: str, changes: Sequence[Deviation], digest: re.Match[str] | None) -> Verification:
    remark = "" if digest else "it gives no fingerprint, so only its words were compared"
    return Verification(subject, "changed" if changes else "unchanged", tuple(changes), remark)


def _differing(part: str, cited: str, now: str, shown: str = "") -> list[Deviation]:
    return [] if cited == now else [Deviation(part, cited, shown or now)]


def _digest(part: str, cited: re.Match[str] | None, now: str) -> list[Deviation]:
    if cited is None or now.startswith(cited["digest"]):
        return []
    return [Deviation(part, f"sha256 {cited['digest'][:16]}", f"sha256 {now[:16]}")]
