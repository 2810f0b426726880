"""Whether what a citation prints is what the package prints now: every fact, and which of them it does not print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from asreported.citing.aligning import Compared, Deviation, compare, matched
from asreported.citing.article import Article, with_phrases
from asreported.citing.citation import Citation
from asreported.citing.entry import key_of
from asreported.citing.fields import compare_fields
from asreported.citing.gathering import Citable
from asreported.citing.plain_words import listed
from asreported.citing.recognising import CitedEntry, read_citations
from asreported.citing.subjects import Subject, of_article, of_dataset, of_figure, of_prose, of_selection
from asreported.citing.wording import Token, Wording, fold, is_word, wording
from asreported.errors import Misuse, UnknownName
from asreported.package import PackageLike, open_package

__all__ = ["HOLDS", "Deviation", "Verification", "verify"]

Status = Literal["unchanged", "changed", "not examined", "unknown", "other"]
#: What asks for nothing: all holds, or it cites something else.
HOLDS: frozenset[Status] = frozenset({"unchanged", "other"})

# Every length is bounded: the text that is verified may come from anyone.
_MARKER = re.compile(
    r"\[(?:figure (?P<figure>\S{1,200}) of|(?P<dataset>dataset)|(?P<found>[\d,]{1,20}) of [\d,]{1,20} rows of)"
    r" (?P<name>\S{1,200}) (?P<version>[^\]]{1,80})\]",
    re.IGNORECASE,
)
_QUERY = re.compile(r"query was WHERE (?P<query>.{1,2000}?) on the figures of ")
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
_DIRECTIVE = re.compile(r"[:&]text=([^\s&\"<>{}]{1,2000})")
_SHA256 = re.compile(r"\b[0-9a-f]{64}\b")
#: So many words beyond those of a citation are looked at on either side of the place where it names what it cites.
_MARGIN = 400
#: A text that names nothing is taken for a citation where so many of its words, and this share of them, are of one.
_FEWEST, _SHARE = 4, 0.5
#: With so much in common nothing nearer is looked for.
_SURE = 0.7
_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of one citation: `subject` is the figure, article, dataset or query that it cites.

    `around` are words beside it that were not examined.
    """

    subject: str
    status: Status
    changes: tuple[Deviation, ...] = ()
    remark: str = ""
    around: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it as lines to read."""
        words = {"changed": "changed since", "not examined": "not all examined", "other": "not examined"}
        lines = [f"{self.subject}: {words.get(self.status, self.status)}{f' ({self.remark})' if self.remark else ''}"]
        lines += [f"    {c.part}: cited {c.cited or 'nothing'}, now {c.now or 'nothing'}" for c in self.changes]
        lines += [f"    not examined: {_short(words)}" for words in self.around]
        return "\n".join(lines)


def verify(text: str, package: PackageLike = None) -> tuple[Verification, ...]:
    """Return a verification of each figure, article, dataset and query cited in a text, in any of our styles.

    Every fact that is printed is compared with what the package prints now. What reference managers and word processors
    change at will is no difference: the shape of quotes, dashes and spaces, where lines break, the order of fields.

    Raises:
        Misuse: the text looks like JSON and cannot be read.
        BadCell, PackageUnreadable: as `load`.

    >>> from asreported import cite
    >>> print(verify(cite("drone-attacks", style="text").replace("five drone", "nine drone"))[0])
    drone-attacks: changed since
        phrase: cited at least nine drone attacks, now at least five drone attacks
    """
    opened = open_package(package)
    try:
        entries = read_citations(text)
    except ValueError as error:
        raise Misuse(f"the citation cannot be read: {error}") from None
    verifier = _Verifier(Citable(opened))
    verified = [one for entry in entries for one in verifier.verified(entry)]
    if all(one.status == "other" for one in verified):
        nothing = "no figure, dataset or query is named in it as our citations name them"
        return (Verification("citation", "unknown", remark=nothing),)
    return tuple(verified)


class _Verifier:
    """A package beside which citations are laid."""

    def __init__(self, data: Citable) -> None:
        self.data = data
        self.figures: dict[str, Subject] = {}
        self.prose: list[Subject] = []

    def verified(self, entry: CitedEntry) -> Iterator[Verification]:
        """Yield a verification of each thing that an entry, or a paragraph of plain text, cites."""
        if entry.fields:
            yield self._of_fields(entry)
            return
        whole = wording(entry.text)
        if found := list(_MARKER.finditer(whole.text)):
            yield from self._of_plain(whole, found, entry.text)
            return
        lines = [wording(line) for line in entry.text.splitlines()]
        each = [self._unmarked(line) for line in lines]
        if len({subject.name for subject in each if subject}) < max(2, len(lines)):
            lines, each = [whole], [self._by_hash(whole.text) or self._unmarked(whole)]
        for line, subject in zip(lines, each, strict=True):
            yield from self._compared(subject, line) if subject else [self._other(line.text)]

    def _of_fields(self, entry: CitedEntry) -> Verification:
        words = fold(entry.words)
        subject: Subject | Verification | None
        if found := _MARKER.search(fold(entry.title)) or _MARKER.search(words):
            subject = self._marked(found, words, entry.words)
        else:
            subject = self._by_key(entry) or self._by_hash(words) or self._article(entry, words)
        if subject is None:
            return self._other(fold(entry.title) or words)
        return subject if isinstance(subject, Verification) else _outcome(subject, compare_fields(entry, subject))

    def _of_plain(self, whole: Wording, found: Sequence[re.Match[str]], raw: str) -> Iterator[Verification]:
        bounds = [*(marker.start() for marker in found[1:]), len(whole.text)]
        notes = [whole.text[marker.start() : end] for marker, end in zip(found, bounds, strict=True)]
        subjects = [self._marked(marker, note, raw) for marker, note in zip(found, notes, strict=True)]
        for subject, part in zip(subjects, _cut(whole, found, subjects), strict=True):
            if isinstance(subject, Verification):
                yield subject
            else:
                yield from self._compared(subject, part)

    def _compared(self, subject: Subject, cited: Wording) -> Iterator[Verification]:
        """Yield the verification of a citation in plain text, and of an article that is cited around it."""
        expected = max(subject.plain, key=lambda one: (len(matched(one.tokens, cited.tokens)), -len(one.tokens)))
        compared = compare(expected, cited, is_alone=False, movable=subject.movable)
        beside: list[Verification] = []
        for words in tuple(compared.around):
            if subject.entry and not subject.entry.is_source and (article := self._unmarked(wording(words))):
                compared.around.remove(words)
                beside += self._compared(article, wording(words))
        yield _outcome(subject, compared)
        yield from beside

    def _marked(self, found: re.Match[str], words: str, raw: str) -> Subject | Verification:
        """Return what is named, or why it is not known here."""
        dataset = self.data.dataset
        if found["figure"]:
            return self._figure(found["figure"], found["name"])
        if found["dataset"]:
            if found["name"] == dataset.name:
                return of_dataset(dataset)
            return Verification(found["name"], "unknown", remark=f"here is {dataset.name}")
        query = _QUERY.search(words)
        if not query:
            return Verification("query", "unknown", remark="its note with the query is gone")
        if found["name"] != dataset.name:
            return Verification("query", "unknown", remark=f"a query on {found['name']}; here is {dataset.name}")
        # Folded, the quotes of a text and those of a name are the same.
        queries = (one["query"].translate(_STRAIGHT) for one in _QUERY.finditer(" ".join(raw.split())))
        asked = next((one for one in queries if fold(one) == query["query"]), query["query"])
        try:
            return of_selection(self.data.selection(asked))
        except Misuse as error:
            return Verification(f"query {asked}", "unknown", remark=str(error))

    def _figure(self, figure_id: str, name: str) -> Subject | Verification:
        dataset = self.data.dataset
        if name != dataset.name:
            return Verification(figure_id, "unknown", remark=f"a figure of {name}; here is {dataset.name}")
        if figure_id not in self.data.every:
            missing = UnknownName("figure", figure_id, tuple(self.data.every))
            return Verification(figure_id, "unknown", remark=f"in {dataset.name} {dataset.version} {missing}")
        return self._of_figure(figure_id)

    def _of_figure(self, figure_id: str) -> Subject:
        if figure_id not in self.figures:
            self.figures[figure_id] = of_figure(self.data.every[figure_id])
        return self.figures[figure_id]

    def _by_key(self, entry: CitedEntry) -> Subject | None:
        of_figures = {key_of(f"{self.data.dataset.name}.figure.{figure}"): figure for figure in self._every}
        return self._of_figure(of_figures[entry.key]) if entry.key in of_figures else None

    def _by_hash(self, words: str) -> Subject | None:
        """Return the figure whose row has a hash that stands in the words, or the dataset."""
        hashes = set(_SHA256.findall(words))
        if hashes and self.data.dataset.sha256 in hashes:
            return of_dataset(self.data.dataset)
        return next((self._of_figure(one) for one, row in self._every.items() if row.fingerprint in hashes), None)

    def _article(self, entry: CitedEntry, words: str) -> Subject | None:
        """Return the article that an entry with fields cites: by its key, its address, or most words of its title."""
        title = wording(entry.title)
        nearest: tuple[float, Article | None] = (_SHARE, None)
        for article in self._articles:
            if entry.key == key_of(article.key) or (article.url and fold(article.url) in words):
                return self._cited_article(article, words)
            nearest = max(nearest, (_share(wording(article.heading), title), article), key=lambda one: one[0])
        return self._cited_article(nearest[1], words) if nearest[1] else None

    def _unmarked(self, cited: Wording) -> Subject | None:
        """Return what a paragraph cites that names nothing: an article, or a figure in words for a running text."""
        words = Counter(token.key for token in cited.tokens if is_word(token))
        least = max(_FEWEST, _SHARE * words.total())
        sources = (self._cited_article(article, cited.text) for article in self._articles)
        share, article = _nearest(sources, words, least)
        if share > _SURE:
            return article
        other, prose = _nearest(self._prose, words, least)
        return article if share > other else prose

    def _cited_article(self, article: Article, words: str) -> Subject:
        """Return an article with those of its phrases in its address to which the cited one leads."""
        squeezed = "".join(words.split())
        at = {phrase: _at(phrase, words, squeezed) for phrase in article.phrases}
        cited = sorted((phrase for phrase in at if at[phrase] >= 0), key=lambda phrase: at[phrase])
        led_to = {found.rstrip(".,;)") for found in _DIRECTIVE.findall(words)}
        # Where it leads to other words too, the address is compared as a whole.
        return of_article(replace(article, phrases=tuple(cited) if len(led_to) <= len(cited) else article.phrases))

    @cached_property
    def _every(self) -> Mapping[str, Citation]:
        """Every figure; none where the package has no such table."""
        has_figures = any(table.name == "figures" for table in self.data.package.tables)
        return self.data.every if has_figures else {}

    @cached_property
    def _articles(self) -> tuple[Article, ...]:
        """Every article from which a figure is cited, with all the phrases."""
        found: dict[str, Article] = {}
        for citation in self._every.values():
            article = citation.article
            seen = found.get(article.source_id, replace(article, phrases=()))
            found[article.source_id] = replace(seen, phrases=(*seen.phrases, *article.phrases))
        return tuple(found.values())

    @property
    def _prose(self) -> Iterable[Subject]:
        if not self.prose:
            self.prose += (subject for citation in self._every.values() for subject in of_prose(citation))
        return self.prose

    def _other(self, words: str) -> Verification:
        """Return that a text cites something else; one that speaks of our dataset is not known, but not other."""
        name = self.data.dataset.name
        remark = f"it cites nothing of {name} that can be told"
        return Verification(_short(words, 60), "unknown" if name in words else "other", remark=remark)


def _outcome(subject: Subject, compared: Compared) -> Verification:
    changes = tuple(dict.fromkeys(compared.deviations))
    absent = [part for part in subject.parts if part not in compared.printed]
    absent += sorted(compared.empty.difference(absent))
    remark = f"not printed, so not examined: {listed(absent)}" if absent else ""
    around = tuple(compared.around)
    status: Status = "changed" if changes else "not examined" if around else "unchanged"
    return Verification(subject.name, status, changes, remark, around)


def _nearest(subjects: Iterable[Subject], words: Counter[str], least: float) -> tuple[float, Subject | None]:
    """Return the subject that has most of these words, and at least so many, with how much both have in common."""
    most, best = 0.0, None
    for subject in subjects:
        for now in subject.plain:
            there = Counter(token.key for token in now.tokens if is_word(token))
            common = (words & there).total()
            share = 2 * common / (words.total() + there.total())
            most, best = (share, subject) if common >= least and share > most else (most, best)
    return most, best


def _cut(
    whole: Wording, found: Sequence[re.Match[str]], subjects: Sequence[Subject | Verification]
) -> Iterator[Wording]:
    """Yield the words of each citation of a paragraph: all of them, where there is one."""
    spans = [_span(whole.tokens, marker) for marker in found]
    cuts = [
        0,
        *(_cut_between(whole, spans[i : i + 2], subjects[i : i + 2]) for i in range(len(spans) - 1)),
        len(whole.tokens),
    ]
    for (start, end), first, last in zip(spans, cuts, cuts[1:], strict=False):
        yield Wording(whole.text, whole.tokens[max(first, start - _MARGIN) : min(last, end + _MARGIN)])


def _cut_between(whole: Wording, spans: Sequence[tuple[int, int]], subjects: Sequence[Subject | Verification]) -> int:
    """Return where, between the places that name two things, the words of the second one begin."""
    (_, start), (end, _) = spans
    best, most = end, -1
    one, other = subjects
    if isinstance(other, Verification):
        return start
    between = whole.tokens[start:end]
    for style, expected in enumerate(other.plain):
        marker = _MARKER.search(expected.text)
        head = expected.tokens[: _span(expected.tokens, marker)[0]] if marker else ()
        before = () if isinstance(one, Verification) else one.plain[style].tokens
        places = matched((*before, *head), between)
        if len(places) <= most:
            continue
        most = len(places)
        behind = max((places[at] + 1 for at in places if at < len(before)), default=0)
        first = min((at for at in places if at >= len(before)), default=None)
        best = end if first is None else start + max(behind, places[first] - (first - len(before)))
    return best


def _span(tokens: Sequence[Token], marker: re.Match[str]) -> tuple[int, int]:
    """Return the first token of a place that names something, and the one behind it."""
    inside = [at for at, token in enumerate(tokens) if marker.start() <= token.start < marker.end()]
    return inside[0], inside[-1] + 1


def _share(expected: Wording, cited: Wording) -> float:
    """Return which share of the longer of two texts stands in both."""
    longest = max(len(expected.tokens), len(cited.tokens))
    return len(matched(expected.tokens, cited.tokens)) / longest if longest else 0.0


def _at(phrase: str, *texts: str) -> int:
    """Return where an address in the texts leads to a phrase; -1 where none does."""
    directive = re.compile(re.escape(with_phrases("", [phrase]).partition(":~:")[2]) + r"(?![\w%])")
    return next((found.start() for text in texts if (found := directive.search(text))), -1)


def _short(words: str, longest: int = _SHOWN) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
