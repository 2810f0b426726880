"""`asreported cite`: citations that keep qualifier and speaker, and whether one still holds."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from asreported.cli.standard_options import package_option, say

if TYPE_CHECKING:
    from asreported.package import Package

__all__ = ["cite"]


class _Style(click.ParamType):  # type: ignore[type-arg]  # not generic in older versions of click
    """One of the styles. They are listed where they are made, which is read when a style is needed, not before."""

    name = "style"

    def get_metavar(self, *about: Any, **named: Any) -> str | None:
        return self._choice().get_metavar(*about, **named)

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> str:
        return str(self._choice().convert(value, parameter, context))

    def _choice(self) -> click.Choice[str]:
        from asreported.citing import STYLES

        return click.Choice(list(STYLES))


@click.command()
@click.argument("figures", metavar="[FIGURE]...", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="Cite every figure.")
@click.option("--where", metavar="SQL", help="Cite the figures for which this holds, and the query with its result.")
@click.option("--style", type=_Style(), default="text", show_default=True, help="The style.")
@click.option("--csl", metavar="FILE", help="Any other style: a CSL file (needs the extra asreported[cite]).")
@click.option("--in-text", is_flag=True, help="Only the short form in brackets, for a running text.")
@click.option("--sentence", is_flag=True, help="Only a sentence of prose for each figure.")
@click.option(
    "--verify",
    metavar="TEXT|FILE",
    help="Say which facts of a citation still hold, whatever its style; - is standard input.",
)
@package_option
@click.pass_obj
def cite(
    outer: str | None,
    figures: tuple[str, ...],
    is_all: bool,
    where: str | None,
    style: str,
    csl: str | None,
    in_text: bool,
    sentence: bool,
    verify: str | None,
    package: str | None,
) -> int:
    """Cite figures, a query or the whole dataset, with qualifier, words and speaker in the title.

    A figure takes two entries: the row of the dataset, and the article. Without a FIGURE, the dataset is cited.
    --verify ends with 0 where everything is unchanged, and with 1 where something has changed, is unknown or could not
    be examined.

    \b
    Example:
      asreported cite fighters-killed --style bibtex
    """
    from asreported.citing.citation import bibliography
    from asreported.citing.gathering import Citable
    from asreported.citing.styles import render
    from asreported.package import open_package

    _refuse_mixtures(figures, is_all, where, csl, in_text, sentence, verify)
    opened = open_package(package or outer)
    if verify is not None:
        return _verify(verify, opened)
    citable = Citable(opened)
    selection = citable.selection(where) if where is not None else None
    cited = selection.citations if selection else citable.citations(None if is_all else figures)
    if in_text or sentence:
        for citation in cited:
            say(citation.in_text if in_text else citation.sentence)
        return 0
    entries = selection.entries() if selection else bibliography(cited) or citable.dataset.entries()
    if csl:
        from asreported.citing.csl_file import render_csl

        say(render_csl(entries, csl), nl=False)
    else:
        say(render(entries, style), nl=False)
    return 0


def _refuse_mixtures(
    figures: tuple[str, ...], is_all: bool, where: str | None, csl: str | None, in_text: bool, sentence: bool,
    verify: str | None,
) -> None:  # fmt: skip
    chosen = [bool(figures), is_all, where is not None, verify is not None]
    if sum(chosen) > 1:
        raise click.UsageError("give FIGUREs, --all, --where or --verify, only one of them")
    if sum((in_text, sentence, csl is not None)) > 1 or (verify is not None and (in_text or sentence or csl)):
        raise click.UsageError("give one of --in-text, --sentence, --csl and --verify")
    if (in_text or sentence) and not any(chosen):
        raise click.UsageError("--in-text and --sentence need a FIGURE, --all or --where")


def _verify(given: str, package: Package) -> int:
    from asreported.citing.verifying import HOLDS, verify
    from asreported.findings import one_line

    verdicts = verify(_content(given), package)
    for verdict in verdicts:
        for line in str(verdict).splitlines():
            say(one_line(line))
    return 0 if all(verdict.status in HOLDS for verdict in verdicts) else 1


def _content(given: str) -> str:
    """Return the text itself, that of the file it names, or standard input."""

    from pathlib import Path

    if given == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    try:
        is_file = Path(given).is_file()
    except (OSError, ValueError):
        is_file = False  # too long for a name, or with a NUL: a text
    if is_file:
        return Path(given).read_text("utf-8", errors="replace")
    if " " not in given.strip():
        raise click.BadParameter(f"{given!r} is neither a file nor the text of a citation", param_hint="--verify")
    return given
