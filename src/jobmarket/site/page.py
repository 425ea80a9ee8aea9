"""What a page is made of: small frozen blocks of plain text and charts.  Holds no HTML.

Every string is data: it is escaped when written, wherever it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pandas as pd

from jobmarket.charts import Chart, Column
from jobmarket.site.ledger import Entry


@dataclass(frozen=True, slots=True)
class Answer:
    """The short answer: a figure large enough to read from afar, and the sentence that it stands in."""

    words: str
    big: str = ""
    verdict: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs."""

    paragraphs: tuple[str, ...]
    kind = "prose"

    @classmethod
    def of(cls, *paragraphs: str) -> Prose:
        """Paragraphs, one an argument."""
        return cls(paragraphs)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its sentence, its table and its CSV files: what it shows, and the whole ``relation`` it shows a part of.

    ``source`` says where its figures come from and of when; empty: the job ads of all sources.
    """

    chart: Chart
    relation: str
    source: str = ""
    kind = "figure"


@dataclass(frozen=True, slots=True)
class Table:
    """A table that stands in the open.  ``links`` gives, for a column, the column holding its address."""

    name: str
    caption: str
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    links: Mapping[str, str] = field(default_factory=dict)
    kind = "table"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are, as a list."""

    rows: tuple[tuple[str, str], ...]
    kind = "facts"


@dataclass(frozen=True, slots=True)
class Code:
    """Something to copy: a query."""

    label: str
    text: str
    kind = "code"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """A list of claims with their verdicts (``ledger.Entry``); with ``tally`` also filters where scripts run.

    ``more`` links further: words and address from the site's root.
    """

    entries: tuple[Entry, ...]
    tally: tuple[tuple[str, int], ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    kind = "verdicts"

    @classmethod
    def about(cls, entries: Sequence[Entry], *topics: str) -> tuple[Verdicts, ...]:
        """The decided claims of some topics, with links to all of each; nothing where there are no such claims.

        Where none is decided the three with the strongest evidence stand for the topic.
        """
        of = {topic: [entry for entry in entries if entry.topic == topic] for topic in topics}
        meant = [entry for entry in entries if entry.topic in topics]
        if not meant:
            return ()
        decided = [entry for entry in meant if entry.verdict in ("supported", "contradicted")]
        links = tuple(
            (f"All {len(found)} claims: {topic}", f"index.html?topic={quote(topic)}#claims")
            for topic, found in of.items()
            if found
        )
        return (cls(tuple(decided or meant[:3]), more=links),)


@dataclass(frozen=True, slots=True)
class Explorer:
    """Shares of frameworks by the reader's own choice, over the rows of the cube, which is the whole of ``relation``.

    ``labels`` has the columns term and label.  Without scripts a line says how to ask the warehouse.
    """

    name: str
    title: str
    cube: pd.DataFrame
    labels: pd.DataFrame
    relation: str
    kind = "explorer"


@dataclass(frozen=True, slots=True)
class Panel:
    """One choice of a switch."""

    name: str
    label: str
    blocks: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Switch:
    """Panels of which one is shown at a time; without scripts all are shown, one below the other."""

    name: str
    label: str
    panels: tuple[Panel, ...]
    kind = "switch"

    @classmethod
    def of(cls, name: str, label: str, choices: Mapping[str, Sequence[Block]]) -> Switch:
        """A switch from label → blocks."""
        return cls(
            name,
            label,
            tuple(
                Panel(f"{name}-{number}", words, tuple(blocks))
                for number, (words, blocks) in enumerate(choices.items())
            ),
        )


Block = Prose | Figure | Table | Facts | Code | Verdicts | Switch | Explorer


@dataclass(frozen=True, slots=True)
class Section:
    """A question, its answer, the doubt, and the evidence."""

    name: str
    question: str
    blocks: tuple[Block, ...] = ()
    answer: Answer | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page.  ``address`` is its path in the site without ending, ``nav`` its name in the navigation.

    ``cards`` are headline answers linking further; ``json_ld`` is embedded for search engines.
    """

    address: str
    title: str
    lede: str
    sections: tuple[Section, ...]
    kicker: str = ""
    nav: str = ""
    order: int = 1000
    cards: tuple[Card, ...] = ()
    json_ld: Mapping[str, Any] | None = None
    described: str = ""
    within: str = ""

    @property
    def up(self) -> str:
        """The way from this page to the site's root: empty, or ``../`` once a folder."""
        return "../" * self.address.count("/")

    @property
    def stem(self) -> str:
        """A file name for what belongs to this page."""
        return self.address.replace("/", "-")


@dataclass(frozen=True, slots=True)
class Card:
    """A headline answer: question, figure, sentence, doubt, and where the evidence is."""

    question: str
    big: str
    words: str
    doubt: str
    link: str
    link_words: str
    key: str = ""
    verdict: str = ""
