"""CSL-JSON, which Zotero, pandoc and every CSL processor read; no style changes the letters of the marked title.

Source: CSL 1.0.2, https://docs.citationstyles.org/en/v1.0.2/specification.html, appendix IV, and its input schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from asreported.citing.entry import Entry

__all__ = ["items", "render"]

#: The only tags that a CSL text knows. A report's own "<i>" gets an invisible joiner, since CSL has no escape for it.
_TAG = re.compile(r"<(?=/?(?:i|b|sc|sup|sub|span)\b)", re.IGNORECASE)
_TYPES = {"article": "article-newspaper", "report": "report"}
_JOINER = "\u2060"


def render(entries: Sequence[Entry]) -> str:
    """Return the entries as a CSL-JSON array."""
    return json.dumps(items(entries), ensure_ascii=False, indent=2) + "\n"


def items(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return the entries as CSL items."""
    return [_item(entry) for entry in entries]


def _item(entry: Entry) -> dict[str, Any]:
    is_source, is_report = entry.is_source, entry.kind == "report"
    item: Mapping[str, Any] = {
        "id": entry.key,
        "type": _TYPES.get(entry.kind, "dataset"),
        "title": f'<span class="nocase">{_text(entry.title)}</span>',
        "author": [{"literal": name} for name in entry.authors],
        "issued": _date(entry.issued),
        "container-title": "" if is_report else _text(entry.container),
        "publisher": _text(entry.publisher) if is_report or not is_source else "",
        "version": entry.version,
        "number": entry.number,
        "URL": entry.url,
        "archive": entry.archived_url,
        "accessed": _date(entry.accessed),
        "language": entry.language,
        "note": _text(entry.note),
    }
    return {name: value for name, value in item.items() if value}


def _text(text: str) -> str:
    return _TAG.sub(f"<{_JOINER}", text)


def _date(day: date | None) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else {}
