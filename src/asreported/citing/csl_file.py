"""Any other citation style: a CSL file that the user names, rendered by citeproc-py (the extra `cite`).

citeproc-py 0.11 is wrong for Chicago's author-date, so the style `chicago` does not come through here.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path

from asreported.citing.entry import Entry
from asreported.citing.styles.csl_json import items
from asreported.errors import Misuse

__all__ = ["render_csl"]


def render_csl(entries: Sequence[Entry], style: str | Path) -> str:
    """Return the entries as a CSL style file makes them, an entry a paragraph.

    Raises:
        Misuse: citeproc-py is not installed, or the file is no CSL style that it can use.
    """
    try:
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON
    except ImportError:
        raise Misuse("a CSL file needs citeproc-py (the extra asreported[cite]): pip install citeproc-py") from None
    if not Path(style).is_file():
        raise Misuse(f"{style} is not a file; name a CSL style, such as nature.csl")
    with warnings.catch_warnings():
        # It warns of every field and option that it does not know.
        warnings.simplefilter("ignore")
        try:
            source = CiteProcJSON(items(entries))
            made = CitationStylesBibliography(CitationStylesStyle(str(style), validate=False), source, formatter.plain)
            for entry in entries:
                made.register(Citation([CitationItem(entry.key.lower())]))
            paragraphs = [str(item) for item in made.bibliography()]
        except Exception as error:  # citeproc-py raises what it happens to stumble over
            raise Misuse(f"{style} cannot be used as a CSL style: {type(error).__name__}: {error}") from None
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs) + "\n"
