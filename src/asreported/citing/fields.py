"""A citation in a format with fields: each field beside what any of our styles prints in one of this kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from asreported.citing.aligning import Compared, Deviation, compare
from asreported.citing.recognising import CitedEntry
from asreported.citing.subjects import Subject
from asreported.citing.wording import is_word, wording

__all__ = ["compare_fields"]

_KINDS = {
    "title": "title ti t1",
    "authors": "author au a1",
    "container": "journal journaltitle howpublished series institution publisher organization container-title "
    "collection-title booktitle t2 jo jf pb",
    "day": "year month day date issued py y1 da",
    "day of access": "urldate accessed y2",
    "version": "version edition et",
    "number": "number an",
    "address": "url ur",
    "archived address": "archive l2",
    "language": "language langid la",
    "note": "note n1 annote",
    "text": "textversion",
}
_KIND = {name: kind for kind, names in _KINDS.items() for name in names.split()}
#: How an entry is filed: its key, its type, and the name of the format's own type.
_FORM = {"id", "key", "type", "ty", "entrysubtype", "genre", "citation-key", "citation-label", "ids"}
_ENGLISH = {"en", "english", "eng", "en-us", "en-gb", "american"}
_MONTHS = tuple(f"{date(2000, month, 1):%B}".lower() for month in range(1, 13))


def compare_fields(cited: CitedEntry, subject: Subject) -> Compared:
    """Return how the fields of an entry differ from what the package prints now; some it never prints."""
    made = Compared()
    for name, value in cited.fields:
        if name in _FORM:
            continue
        if not any(map(is_word, wording(value).tokens)):
            made.empty.add(_KIND.get(name, name))
            continue
        one = _field(name, value, subject)
        if one is None:
            made.around.append(f"{name or 'text'} {wording(value).text}")
            continue
        made.printed |= one.printed
        made.deviations += one.deviations
    return made


def _field(name: str, value: str, subject: Subject) -> Compared | None:
    kind, entry = _KIND.get(name, ""), subject.entry
    if entry is None:
        return None
    if kind in {"day", "day of access"}:
        return _day(kind, name, value, entry.issued if kind == "day" else entry.accessed)
    if kind == "language" and (entry.language or "").lower() in _ENGLISH and value.lower() in _ENGLISH:
        return Compared(printed={kind})
    now = list(_printed(kind, subject)) if kind else [v for values in subject.fields.values() for v in values]
    compared = [_one(value, printed, subject, kind) for printed in dict.fromkeys(now)]
    best = min(compared, key=lambda one: sum(len(d.cited) + len(d.now) for d in one.deviations), default=None)
    if best is not None and not best.deviations:
        return best
    if not kind:
        return None
    return best or Compared([Deviation(kind, wording(value).text, "")], {kind})


def _printed(kind: str, subject: Subject) -> Iterator[str]:
    """Yield what fields of a kind hold in any of the styles."""
    for name, values in subject.fields.items():
        if _KIND.get(name) == kind:
            yield from values
    if kind == "authors" and subject.entry and not subject.entry.authors:
        yield subject.entry.container


def _one(value: str, printed: str, subject: Subject, kind: str) -> Compared:
    if kind == "authors" and sorted(_names(value)) == sorted(_names(printed)):
        return Compared(printed={kind})
    return compare(subject.marked(printed), wording(value), is_alone=True)


def _names(value: str) -> list[str]:
    return [token.key for token in wording(value).tokens if is_word(token) and token.key != "and"]


def _day(part: str, name: str, value: str, day: date | None) -> Compared:
    """Compare a day, or the part of one that stands in a field by itself."""
    words = [_number(word) for word in re.findall(r"\w+", value.lower())]
    known = [day.year, day.month, day.day] if day else []
    at = {"month": 1, "day": 2}.get(name, 0)
    now = [str(number) for number in (known[at : at + 1] if name in {"year", "month", "day"} else known)]
    if words and words == now[: len(words)]:
        return Compared(printed={part} if at == 2 or len(words) == 3 else set())
    return Compared([Deviation(part, wording(value).text, "-".join(now))], {part})


def _number(word: str) -> str:
    """Return the number of a month by its name or the first letters of it; any other word without zeros before it."""
    months = [at for at, month in enumerate(_MONTHS, 1) if len(word) >= 3 and month.startswith(word)]
    return str(months[0]) if months else word.lstrip("0")
