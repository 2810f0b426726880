"""What the numbers of a column count, where the user does not say: its name tells it, or the counts that they equal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from asreported.auditing.headline_counts import HeadlineCount
from asreported.auditing.kinds import HARM, UNKNOWN, measure_words, words_of_kinds

__all__ = ["named_by", "shown_by"]

#: Smaller numbers stand in too many texts by chance.
_TELLING = 3
#: How many equal counts have to be of one kind, and what share of all that are equal.
_FEWEST, _SHARE = 5, 0.75


def named_by(column: str, language: str) -> str | None:
    """Return the measure that the name of a column says; None where it says none, or two.

    >>> named_by("Deaths_total", "en"), named_by("best", "en")
    ('killed', None)
    """
    words = set(re.findall(r"[^\W\d_]+", column.casefold()))
    found = {measure for measure, some in measure_words().items() if words & ({measure} | some)}
    nouns = {harm: words_of_kinds(language).get((harm, "noun"), ()) for harm in HARM}
    found |= {harm for harm, some in nouns.items() if words & set(some)}
    return found.pop() if len(found) == 1 else None


def shown_by(rows: Iterable[tuple[int, Sequence[HeadlineCount]]]) -> str | None:
    """Return the measure of which most counts are that equal a stored number; None where there are few, or none leads.

    `rows` holds each stored number with the counts of its text.

    >>> dead = HeadlineCount("bare", 7, 7, 7, "killed")
    >>> shown_by([(7, [dead])] * 5), shown_by([(7, [dead])])
    ('killed', None)
    """
    kinds = Counter(one.kind for number, counts in rows if number >= _TELLING for one in counts if one.prints(number))
    told = sum(times for kind, times in kinds.items() if kind not in ("people", UNKNOWN))
    measure = max(HARM, key=lambda harm: kinds[harm])
    return measure if kinds[measure] >= max(_FEWEST, _SHARE * told) else None
