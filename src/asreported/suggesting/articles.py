"""The text of a report, read from a file in UTF-8."""

from __future__ import annotations

from pathlib import Path

from asreported.errors import FileUnreadable
from asreported.texts import normal_form

__all__ = ["read_text"]


def read_text(file: str | Path) -> str:
    """Return the text of a file as its author saved it; `normal_form` makes of it what places count in.

    Raises:
        FileUnreadable: there is no such file, or it is no plain text in UTF-8, or it is empty.
    """
    try:
        content = Path(file).read_bytes()
    except OSError as error:
        raise FileUnreadable(file, f"cannot be read: {error.strerror}", "give a text file") from None
    if content.startswith(b"%PDF"):
        fix = "copy the report's text out of it into a text file, and read that against the page"
        raise FileUnreadable(file, "is a PDF, not a plain text", fix)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileUnreadable(file, "is UTF-16", "save it as UTF-8")
    if b"\0" in content:
        raise FileUnreadable(
            file, "is no plain text: it has NUL bytes", "save the report's text as plain text in UTF-8"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = f"iconv -f WINDOWS-1252 -t UTF-8 {Path(file).name} > utf8.txt"
        raise FileUnreadable(
            file,
            f"is not UTF-8 (byte {error.start} is 0x{content[error.start]:02x}, as in Windows-1252)",
            f"save it as UTF-8, for example: {hint}",
        ) from None
    if not normal_form(text):
        raise FileUnreadable(file, "is empty", "give a file with the text of a report")
    return text
