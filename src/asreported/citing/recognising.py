"""Citations read back: BibTeX, RIS, CSL-JSON, R or plain text, as entries with fields in plain words.

Nothing is refused that can be read in some way: a citation is still recognised after a reference manager has reordered,
wrapped, re-encoded or partly dropped it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from asreported.citing.wording import unwrapped
from asreported.package import read_json

__all__ = ["CitedEntry", "read_citations", "untex"]


@dataclass(frozen=True, slots=True)
class CitedEntry:
    """One entry: its fields by name, of which one may stand twice; or, where the format has none, its text."""

    fields: tuple[tuple[str, str], ...] = ()
    text: str = ""
    key: str = ""

    @property
    def words(self) -> str:
        """All that it says."""
        return self.text or "\n".join(value for _, value in self.fields)

    @property
    def title(self) -> str:
        """Its title; empty where the format does not tell it apart."""
        return next((value for name, value in self.fields if name in _TITLES), "")


_TITLES = {"title", "ti", "t1"}
_ENTRY = re.compile(r"^[ \t]*@(?P<kind>[A-Za-z]+)\s*[{(]", re.MULTILINE)
_FIELD = re.compile(r"\s*(?P<name>[A-Za-z][\w:.+-]*)\s*=\s*")
_VALUE = re.compile(r"[^\s,#{}\"][^,#{}\"]*")
_RIS = re.compile(r"^([A-Z][A-Z0-9])  - ?(.*)$")
_R = re.compile(r"^\s*(?:\w+\s*<-\s*)?(?:c\(\s*)?(?:utils::)?bibentry\(")
_TILDE = re.compile(r"\\textasciitilde(?:\{\})?")
_ADDRESS = re.compile(r"\\([%#&_~$])|[{}\\]")
_R_PART = re.compile(r'"((?:[^"\\]|\\.)*)"|(bibentry)\s*\(|([A-Za-z.]+)\s*=(?!=)', re.DOTALL)

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
    """Return the entries of a bibliography, whatever of the five formats it is in.

    Raises:
        ValueError: it looks like JSON, and is not.
    """
    stripped = text.lstrip("\ufeff \t\r\n")
    if stripped.startswith(("[{", "{")) or re.match(r"\[\s*[{\]]", stripped):
        return list(_csl(read_json(stripped.encode())))
    if _R.match(stripped):
        return list(_r(stripped))
    if _ENTRY.search(text):
        return list(_bibtex(text))
    if re.search(r"^TY  - ?", stripped, re.MULTILINE):
        return list(_ris(stripped))
    return [CitedEntry(text=paragraph) for paragraph in re.split(r"\n\s*\n", stripped) if paragraph.strip()]


def untex(text: str) -> str:
    r"""Return what TeX would print of a field.

    >>> untex(r"{5\% of {A}\&B, caf\'{e}, 1-{}-2}")
    '5% of A&B, café, 1--2'
    """
    return _joined(_TEX.sub(_printed, unwrapped(text)))


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
        if not isinstance(item, dict):
            raise ValueError("a CSL item is a JSON object, not " + json.dumps(item)[:40])
        yield CitedEntry(
            tuple((name.lower(), _csl_value(value)) for name, value in item.items()), key=str(item.get("id"))
        )


def _csl_value(value: Any) -> str:
    """Return a value of a CSL item as words: a date as its numbers, names one after the other."""
    if isinstance(value, list):
        between = "-" if all(isinstance(part, int | str) for part in value) else " and "
        return between.join(map(_csl_value, value))
    if isinstance(value, dict):
        names = [
            *(name for name in ("given", "family") if name in value),
            *(n for n in value if n not in {"given", "family"}),
        ]
        return " ".join(_csl_value(value[name]) for name in names)
    return "" if value is None else str(value)


def _ris(text: str) -> Iterator[CitedEntry]:
    fields: list[tuple[str, str]] = []
    for line in text.splitlines():
        tag = _RIS.match(line)
        if tag and tag[1] == "ER":
            yield _ris_entry(fields)
            fields = []
        elif tag:
            fields.append((tag[1].lower(), tag[2]))
        elif fields and line.strip():
            # Some writers wrap a long value.
            fields[-1] = (fields[-1][0], f"{fields[-1][1]}\n{line.strip()}")
        elif line.strip():
            fields.append(("", line.strip()))
    if fields:
        yield _ris_entry(fields)


def _ris_entry(fields: list[tuple[str, str]]) -> CitedEntry:
    return CitedEntry(tuple(fields), key=dict(fields).get("id", ""))


def _r(text: str) -> Iterator[CitedEntry]:
    fields: list[tuple[str, str]] = []
    name = ""
    for string, entry, argument in _R_PART.findall(text):
        if entry:
            if fields:
                yield _r_entry(fields)
            fields, name = [], "type"
        elif argument:
            name = argument.lower()
        else:
            value = re.sub(r"\\(.)", r"\1", string, flags=re.DOTALL)
            fields.append((name, value if name == "textversion" else _plain(name, value)))
    yield _r_entry(fields)


def _r_entry(fields: list[tuple[str, str]]) -> CitedEntry:
    return CitedEntry(tuple(fields), key=dict(fields).get("key", ""))


def _bibtex(text: str) -> Iterator[CitedEntry]:
    around, at = [], 0
    while start := _ENTRY.search(text, at):
        around.append(text[at : start.start()])
        body = _balanced(text, start.end() - 1)
        at = start.end() + len(body) + 1
        if start["kind"].lower() in {"comment", "preamble", "string"}:
            around.append(body)
            continue
        key, _, rest = body.partition(",")
        yield CitedEntry(tuple(_bibtex_fields(rest)), key=key.strip())
    around.append(text[at:])
    if between := "\n".join(filter(str.strip, around)):
        yield CitedEntry(text=between)


def _bibtex_fields(body: str) -> Iterator[tuple[str, str]]:
    """Yield the fields; what is no field comes without a name."""
    at = 0
    while at < len(body):
        if name := _FIELD.match(body, at):
            value, at = _bibtex_value(body, name.end())
            yield name["name"].lower(), _plain(name["name"].lower(), value)
        else:
            end = body.find(",", at)
            end = len(body) if end < 0 else end
            if body[at:end].strip():
                yield "", untex(body[at:end])
            at = end + 1


def _bibtex_value(body: str, at: int) -> tuple[str, int]:
    """Return a value, whose parts may be joined by #, and where it ends."""
    parts = []
    while at < len(body) and body[at] != ",":
        if body[at] == "{":
            inner = _balanced(body, at)
            at += len(inner) + 2
        elif body[at] == '"':
            inner = _quoted(body, at)
            at += len(inner) + 2
        elif word := _VALUE.match(body, at):
            inner, at = word[0], word.end()
        else:
            inner, at = "", at + 1
        parts.append(inner)
    return "".join(parts), at + 1


def _quoted(text: str, start: int) -> str:
    """Return what stands between the quote at `start` and the next one that no braces hold."""
    depth = 0
    for at in range(start + 1, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if text[at] == '"' and depth <= 0:
            return text[start + 1 : at]
    return text[start + 1 :]


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


def _plain(name: str, value: str) -> str:
    """Return a field in plain words. An address stands in it as it is, whatever its signs mean elsewhere."""
    return "".join(_ADDRESS.sub(r"\1", _TILDE.sub("~", value)).split()) if name == "url" else untex(value)


def _joined(text: str) -> str:
    return " ".join(text.split())
