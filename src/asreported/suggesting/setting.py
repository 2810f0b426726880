"""When and where: the period and the place that a figure's own sentence prints."""

from __future__ import annotations

import re
from functools import cache

from asreported.suggesting.sentences import Sentence
from asreported.suggesting.speech import Utterance
from asreported.words.countries import country_names
from asreported.words.wording import Wording

__all__ = ["country_of", "period", "place"]


def period(sentence: Sentence, said: list[Utterance], wording: Wording) -> tuple[str, int | None]:
    """Return the time expression of a sentence and where it stands; empty where it prints none or several.

    The day behind "said" dates what was said, not what is counted.
    """
    dated = [sentence.spans[one.last - 1][1] for one in said]
    found = [
        match
        for match in _pattern(_forms(wording), _words(wording, "month"), _words(wording, "day")).finditer(
            sentence.whole, sentence.start, sentence.end
        )
        if not any(0 <= match.start() - end <= 2 for end in dated)
    ]
    return (found[0][0], found[0].start()) if len(found) == 1 else ("", None)


def place(sentence: Sentence, start: int, stop: int, wording: Wording) -> str:
    """Return the place that is printed between two places of the text: the Syria of "in Syria"; else nothing."""
    words, first = sentence.words, sentence.word_at(start)
    for at in range(first, sentence.word_at(stop)):
        behind = wording.at("place_before", words, at)
        if words[at] in {",", ";", "“", "”", '"'}:
            return ""
        if not behind:
            continue
        name, last = behind, behind
        while last < len(words) and (sentence.is_capital(last) or wording.at("place_word", words, last) == last + 1):
            last += 1
        while last > name and not sentence.is_capital(last - 1):
            last -= 1
        if last > name and not wording.at("day", words, name) and not wording.at("month", words, name):
            whole = last - name > 1 or behind - at > 1 or not wording.at("plain_place", words, at)
            return sentence.printed(at if whole and not sentence.is_capital(name) else name, last)
    return ""


def country_of(words: str, wording: Wording) -> str:
    """Return the ISO 3166-1 code of the one country that words name, empty where they name none or several.

    A name has a capital: five turkey farms are in no country of that name.

    >>> from asreported.words.wording import wording
    >>> country_of("two locations in Syria", wording("en")), country_of("Iraq and Syria", wording("en"))
    ('SY', '')
    """
    names = country_names()
    listed = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    named = rf"(?<![\w-])(?:{listed})(?!['’](?:{_words(wording, 'genitive')})|\w|-\w)"
    found = [name.lower() for name in re.findall(named, words, re.IGNORECASE) if not name.islower()]
    codes = {names[name] for name in found if names[name]}
    return codes.pop() if len(codes) == 1 else ""


def _forms(wording: Wording) -> tuple[str, ...]:
    listed = wording.classes.get("period")
    return tuple(" ".join(words) for words in listed.meanings) if listed else ()


def _words(wording: Wording, name: str) -> str:
    listed = wording.classes.get(name)
    return "|".join(" ".join(words) for words in listed.meanings) if listed else "(?!)"


@cache
def _pattern(forms: tuple[str, ...], months: str, days: str) -> re.Pattern[str]:
    parts = {"month": f"(?:{months})", "weekday": f"(?:{days})", "year": "(?:19|20)[0-9]{2}", "day": "[0-9]{1,2}"}
    made = []
    for form in sorted(forms, key=len, reverse=True):
        pattern = re.escape(form.replace("< ", "<").replace(" >", ">")).replace(r"\ ", r",?\s")
        for name, part in parts.items():
            pattern = pattern.replace(f"<{name}>", part)
        made.append(pattern)
    return re.compile(r"\b(?:" + ("|".join(made) or "(?!)") + r")\b", re.IGNORECASE)
