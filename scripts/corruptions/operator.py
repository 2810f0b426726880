"""What an operator is: one way to corrupt, with the rules that may rightly catch it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corruptions.original import Change, Original

__all__ = ["Operator", "operator"]


@dataclass(frozen=True)
class Operator:
    """One way to corrupt the package.

    `rules` are those that may rightly catch it; `follows` those that break with it unavoidably, and are neither a catch
    nor a false alarm. With `text` only the article's text can tell. `person` says why no machine can know: then it is
    never counted as caught.
    """

    name: str
    family: str
    sentence: str
    places: Callable[[Original], Iterator[Change]]
    rules: frozenset[str]
    follows: frozenset[str]
    text: bool
    person: str


def operator(
    family: str, rules: str = "", *, follows: str = "", text: bool = False, person: str = ""
) -> Callable[[Callable[[Original], Iterator[Change]]], Operator]:
    """Label a function that yields every place where a corruption applies: its name is the operator's."""

    def label(places: Callable[[Original], Iterator[Change]]) -> Operator:
        sentence = " ".join((places.__doc__ or "").split())
        name = places.__name__.replace("_", "-")
        return Operator(
            name, family, sentence, places, frozenset(rules.split()), frozenset(follows.split()), text, person
        )

    return label
