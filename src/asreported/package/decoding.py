"""The bytes of a file as text: UTF-8, LF at the end of each line, and what was wrong or worth a note on the way.

A line end inside of quotes is part of a cell: it stays as it is, and says nothing of how the lines end.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from asreported.package.rows import Fault, moved

__all__ = ["Decoding", "decode", "told_of_line_ends"]


#: Python's codecs of text that are no character sets of files: of names in the net, and of its own source.
_NO_CHARACTER_SETS = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}


def decode(content: bytes, encoding: str = "utf-8") -> tuple[str, list[Fault], list[str]]:
    """Return the text of a file, what is wrong with its encoding, and what is worth a note (a BOM, CRLF, CR)."""
    decoding = Decoding(encoding)
    text = b"".join(decoding.over([content])).decode()
    return text, [moved(fault, text.count("\n"), 0) for fault in decoding.faults], decoding.notes


@dataclass
class Decoding:
    """The text of a file in UTF-8, and what was found on the way; a fault is told in lines behind that text.

    LF ends each line, but for those inside of `quote`s, unless the file `keeps_line_ends` as they are.
    """

    encoding: str
    quote: bytes | None = None
    keeps_line_ends: bool = False
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def over(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield whole lines; what is after a fault that nothing can be read behind is left out."""
        foreign = self.encoding.lower().replace("_", "-") not in {"utf-8", "utf8"}
        before = 0
        ends: set[str] = set()
        is_open = False
        for content in _whole_lines(self._recoded(blocks) if foreign else blocks):
            if not before and content.startswith(b"\xef\xbb\xbf"):
                content, before = content[3:], 3
                self.notes.append("starts with a byte order mark")
            elif not before and content.startswith((b"\xff\xfe", b"\xfe\xff")):
                self.faults.append(Fault("encoding", "the file is UTF-16", "save it as UTF-8", is_end=True))
                return
            fault, sound = _not_text(content, before)
            if fault:
                self.faults.append(fault)
                content = content[:sound]
            before += len(content)
            if not self.keeps_line_ends:
                stays_open = is_open ^ (bool(self.quote) and content.count(self.quote or b"") % 2 == 1)
                if b"\r" in content or stays_open:
                    content, found = _with_line_feeds(content, self.quote, is_open=is_open)
                    ends |= found
                elif content.endswith(b"\n"):
                    ends.add("\n")  # a line end behind the last quote
                is_open = stays_open
            if content:
                yield content
            if fault:
                return
        faults, notes = told_of_line_ends(ends)
        self.faults += faults
        self.notes += notes

    def _recoded(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        try:
            found = codecs.lookup(self.encoding)
            if not getattr(found, "_is_text_encoding", True) or found.name in _NO_CHARACTER_SETS:
                raise LookupError
            decoder = codecs.getincrementaldecoder(self.encoding)()
            for block in blocks:
                yield decoder.decode(block).encode()
            yield decoder.decode(b"", final=True).encode()
        except (LookupError, ValueError, TypeError):
            why = f"the file is not {self.encoding}, as the descriptor says"
            self.faults.append(Fault("encoding", why, "save it as UTF-8", is_end=True))


def told_of_line_ends(ends: set[str]) -> tuple[list[Fault], list[str]]:
    """Return what is wrong with the line ends of a file, of which these were found, and what is worth a note."""
    if len(ends) > 1:
        why, fix = "the file has mixed line ends (LF, CR or CRLF)", "save it with LF at the end of each line"
        return [Fault("encoding", why, fix)], []
    return [], [f"has {name} line ends" for end, name in (("\r\n", "CRLF"), ("\r", "CR")) if end in ends]


def _with_line_feeds(content: bytes, quote: bytes | None, *, is_open: bool) -> tuple[bytes, set[str]]:
    """Return lines that end in LF outside of quotes, and the ends that they had there."""
    if quote and b"\r" not in content:
        sign = re.escape(quote)
        outside = re.sub(sign + b"[^" + sign + b"]*" + sign, b"", (quote if is_open else b"") + content)
        return content, {"\n"} if b"\n" in outside.partition(quote)[0] else set()
    pieces = content.split(quote) if quote else [content]
    ends: set[str] = set()
    for place in range(is_open, len(pieces), 2):
        if not (piece := pieces[place]):
            continue
        pairs = piece.count(b"\r\n")
        ends |= {"\r\n"} if pairs else set()
        ends |= {"\n"} if piece.count(b"\n") > pairs else set()
        ends |= {"\r"} if piece.count(b"\r") > pairs else set()
        pieces[place] = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return (quote or b"").join(pieces), ends


def _whole_lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes, cut behind a line end; the last may be without one."""
    held: list[bytes] = []
    for block in blocks:
        # Where no LF ends a line, CR does; one at the end may be the first half of CRLF.
        cut = block.rfind(b"\n") + 1 or block.rfind(b"\r", 0, -1) + 1
        if cut:
            # A view, so that a large block is copied once and not twice.
            yield b"".join([*held, memoryview(block)[:cut]])
            held = []
        held.append(block[cut:])
    if rest := b"".join(held):
        yield rest


def _not_text(content: bytes, before: int) -> tuple[Fault | None, int]:
    """Return why bytes are no text, which stand behind so many others; and how many there are before that line."""
    try:
        content.decode()
    except UnicodeDecodeError as error:
        found = content[max(0, error.start - 20) : error.start + 10].decode("utf-8", "replace")
        why = f"byte {before + error.start} of the file is not UTF-8"
        return Fault("encoding", why, "save it as UTF-8", 1, found=found, is_end=True), _start(content, error.start)
    if (place := content.find(b"\0")) >= 0:
        why, fix = "the file has a NUL character", "take it out, and save it as UTF-8"
        return Fault("encoding", why, fix, 1, is_end=True), _start(content, place)
    return None, len(content)


def _start(content: bytes, place: int) -> int:
    """Return where the line starts in which a place lies."""
    return content.rfind(b"\n", 0, place) + 1 or content.rfind(b"\r", 0, place) + 1
