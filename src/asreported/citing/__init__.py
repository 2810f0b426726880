"""Citations that keep qualifier, words and speaker, in any style."""

from __future__ import annotations

from typing import overload

from asreported.citing.article import Article
from asreported.citing.citation import Citation
from asreported.citing.dataset import Dataset
from asreported.citing.gathering import Citable, citations_of, selection_of
from asreported.citing.selection import Selection
from asreported.citing.styles import STYLES
from asreported.citing.verifying import Verification, verify
from asreported.package import PackageLike, open_package

__all__ = [
    "STYLES",
    "Article",
    "Citation",
    "Dataset",
    "Selection",
    "Verification",
    "citations_of",
    "cite",
    "selection_of",
    "verify",
]


@overload
def cite(figure_id: None = None, *, style: None = None, package: PackageLike = None) -> Dataset: ...
@overload
def cite(figure_id: str, *, style: None = None, package: PackageLike = None) -> Citation: ...
@overload
def cite(figure_id: str | None = None, *, style: str, package: PackageLike = None) -> str: ...
def cite(
    figure_id: str | None = None, *, style: str | None = None, package: PackageLike = None
) -> Citation | Dataset | str:
    """Return the citation of a figure, or of the dataset where none is named; with a style, as text in it.

    The styles are the keys of `STYLES`.

    Raises:
        UnknownName: the package has no such figure, or there is no such style.
        BadCell, PackageUnreadable: as `load`.

    >>> cite("drone-attacks").said_by
    'two US officials (anonymous on request), via Reuters, in Al Jazeera'
    >>> print(cite("drone-attacks", style="bibtex"))  # doctest: +ELLIPSIS
    @misc{us-air-raids-2021-06.figure.drone-attacks,
    ...
    """
    citable = Citable(open_package(package))
    cited = citable.dataset if figure_id is None else citable.citations([figure_id])[0]
    return cited if style is None else cited.to(style)
