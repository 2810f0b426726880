"""From the text of a report to candidate figures, each with its words and who seems to have said it.

`asreported.reading` finds the numbers; here each gets the shortest phrase that carries it (`shortest`), a measure
(`measure_words`), when and where (`setting`), and the chain of speakers (`speech` in a sentence, `chains` in a text).
The words that signal a speaker are data (`asreported.words`). All of it is proposed, and nothing is a fact.
"""

from __future__ import annotations

from asreported.suggesting.candidates import COLUMNS, Candidate, to_csv
from asreported.suggesting.suggestions import find_candidates, suggest

__all__ = ["COLUMNS", "Candidate", "find_candidates", "suggest", "to_csv"]
