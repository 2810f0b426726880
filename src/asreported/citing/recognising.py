"""Citations read back: BibTeX, RIS, CSL-JSON or plain text, as their entries in plain words.

Only what verification needs is read, the words of each entry and its title, and no field but the title is told apart.
So a citation is still recognised after a reference manager has reordered, wrapped, re-encoded or partly dropped it,
which a strict reader would refuse.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from asreported.package import read_json

__all__ = ["CitedEntry", "fold", "read_citations", "untex"]


@dataclass(frozen=True, slots=True)
class CitedEntry:
    """One entry: all its words, and its title where the format tells it apart."""

    text: str
    title: str = ""


_TAG = re.compile(r"</?(?:i|b|sc|sup|sub|span)\b[^>]{0,200}>")
_ENTRY = re.compile(r"^[ \t]*@[A-Za-z]+\s*[{(]", re.MULTILINE)
_RIS = re.compile(r"^([A-Z][A-Z0-9])  - ?(.*)$")
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»‘’‚‛`´'"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_JOINERS = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))

_TEX = re.compile(
    r"\\(?P<letter>[uvHcdbkr])\s*\{\\?(?P<under>[A-Za-z])\}"
    r"|\\(?P<mark>['`^\"~=.])\s*(?:\{\\?(?P<in>[A-Za-z])\}|\\?(?P<bare>[A-Za-z]))"
    r"|\\(?P<word>[A-Za-z]+)(?:\{\}|\s*)"
    # pybtex writes what is escaped already a second time: \\_ for \_.
    r"|(?P<twice>\\\\(?=[&%#_$]))"
    r"|\\(?P<sign>.)(?:\{\})?"
    r"|(?P<ligature>---|--|``|'')|(?P<tie>~)|(?P<brace>[{}])",
    re.DOTALL,
)
_COMBINING = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323", "b": "\u0331", "k": "\u0328",
    "r": "\u030a",
}  # fmt: skip
_WORDS = {
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textasciigrave": "`", "textbar": "|",
    "textquotesingle": "'", "textquotedbl": '"', "textless": "<", "textgreater": ">", "textunderscore": "_",
    "lbrace": "{", "rbrace": "}", "textbraceleft": "{", "textbraceright": "}", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "ldots": "…",
    "dots": "…", "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "textdollar": "$",
}  # fmt: skip
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”"}


def read_citations(text: str) -> list[CitedEntry]:
    """Return the entries of a bibliography, whatever of the four formats it is in.

    Raises:
        ValueError: it looks like JSON, and is not.
    """
    stripped = text.lstrip("\ufeff \t\r\n")
    if stripped.startswith(("[{", "{")) or re.match(r"\[\s*[{\]]", stripped):
        return list(_csl(read_json(stripped.encode())))
    if _ENTRY.search(text):
        return list(_bibtex(text))
    if re.search(r"^TY  - ?", stripped, re.MULTILINE):
        return list(_ris(stripped))
    return [CitedEntry(_joined(line)) for paragraph in re.split(r"\n\s*\n", stripped) for line in _lines(paragraph)]


def fold(text: str) -> str:
    """Return a text without what reference managers and styles change at will: the shape of quotes, dashes and spaces.

    >>> fold("“more  than 40” – it’s")
    '"more than 40" - it"s'
    """
    plain = unicodedata.normalize("NFC", text).translate({**_QUOTES, **_DASHES, **_JOINERS})
    return " ".join(re.sub(r"-+", "-", re.sub(r'""+', '"', plain)).split())


def untex(text: str) -> str:
    r"""Return what TeX would print of a field.

    >>> untex(r"{5\% of {A}\&B, caf\'{e}, 1-{}-2}")
    '5% of A&B, café, 1--2'
    """
    return _joined(_TEX.sub(_printed, text))


def _printed(found: re.Match[str]) -> str:
    part = found.groupdict()
    if mark := part["letter"] or part["mark"]:
        base = part["under"] or part["in"] or part["bare"]
        return unicodedata.normalize("NFC", base + _COMBINING[mark])
    if part["word"]:
        # A space after a command ends it and is not printed; an unknown command prints nothing of its own.
        return _WORDS.get(part["word"], "")
    if part["twice"]:
        return ""
    if part["sign"]:
        return part["sign"]
    return _LIGATURES.get(part["ligature"] or "", " " if part["tie"] else "")


def _csl(parsed: Any) -> Iterator[CitedEntry]:
    for item in parsed if isinstance(parsed, list) else [parsed]:
        if isinstance(item, dict):
            texts = {name: _TAG.sub("", value) for name, value in item.items() if isinstance(value, str)}
            yield CitedEntry(_joined(" \n ".join(texts.values())), _joined(texts.get("title", "")))
        else:
            raise ValueError("a CSL item is a JSON object, not " + json.dumps(item)[:40])


def _ris(text: str) -> Iterator[CitedEntry]:
    fields: list[tuple[str, str]] = []
    for line in text.splitlines():
        tag = _RIS.match(line)
        if tag and tag[1] == "ER":
            yield _ris_entry(fields)
            fields = []
        elif tag:
            fields.append((tag[1], tag[2]))
        elif fields and line.strip():
            # Some writers wrap a long value.
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line.strip()}")
    if fields:
        yield _ris_entry(fields)


def _ris_entry(fields: list[tuple[str, str]]) -> CitedEntry:
    title = next((value for tag, value in fields if tag in {"TI", "T1"}), "")
    return CitedEntry(_joined(" ".join(value for _, value in fields)), _joined(title))


def _bibtex(text: str) -> Iterator[CitedEntry]:
    starts = list(_ENTRY.finditer(text))
    ends = [*(start.start() for start in starts[1:]), len(text)]
    for start, end in zip(starts, ends, strict=True):
        body = _balanced(text[start.end() - 1 : end], 0)
        title = re.search(r"[,\s]title\s*=\s*[{\"]", body, re.IGNORECASE)
        found = ""
        if title:
            opened = title.end() - 1
            found = _balanced(body, opened) if body[opened] == "{" else body[title.end() : body.find('"', title.end())]
        yield CitedEntry(untex(body), untex(found))


def _balanced(text: str, start: int) -> str:
    """Return what stands between the brace at `start` and the one that closes it."""
    depth, at = 0, start
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] in "{(" and (text[at] == text[start]):
            depth += 1
        elif text[at] == {"{": "}", "(": ")"}[text[start]]:
            depth -= 1
            if not depth:
                return text[start + 1 : at]
        at += 1
    return text[start + 1 :]


def _lines(paragraph: str) -> list[str]:
    """Return the lines of a paragraph that is a list of citations, else the paragraph."""
    lines = paragraph.splitlines()
    cited = [line for line in lines if re.search(r"\[(?:figure|dataset) ", line)]
    return lines if len(cited) > 1 else [paragraph]


def _joined(text: str) -> str:
    return " ".join(text.split())
