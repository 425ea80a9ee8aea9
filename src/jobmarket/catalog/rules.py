"""The kinds of rule a claim may be judged by, and what each asks for by default.  Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# What each kind of rule must say, and what it may say besides.  The judge has one measure a kind.
RULES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = MappingProxyType(
    {
        kind: (frozenset(required.split()), frozenset(optional.split()))
        for kind, required, optional in (
            ("paired", "a b expect", "strata interaction"),
            ("balanced", "a b range", "strata"),
            ("interaction", "a b expect group", "against"),
            ("top", "members others", ""),
            ("changes-side", "a b", ""),
            ("differs-by-role", "a b roles", ""),
            ("towards-balance", "a b range", ""),
            ("share", "event", "threshold expect range also"),
            ("compare", "event group expect", "against"),
            ("majority", "events group expect", "against"),
            ("periods", "events early late expect", ""),
            ("trend", "event expect", "group against threshold"),
            ("quickens", "event expect", ""),
            ("exists", "event employers", ""),
            ("diversifies", "roles expect", ""),
            ("second-framework", "frameworks threshold expect", ""),
            ("median-within", "range", ""),
            ("median-difference", "group against expect", ""),
            ("pay-drivers", "roles frameworks", ""),
            ("pay-joint", "frameworks margin", ""),
            ("pay-effect", "group margin expect", "against"),
            ("series-trend", "series a b expect", "beside"),
            ("yearly-lead", "series a b", "form from beside"),
            ("latest-votes", "series a b threshold votes", "beside"),
            ("rise-votes", "series terms from", ""),
            ("series-search", "series a b", ""),
            ("not-built", "reason", ""),
        )
    }
)
_UP_OR_DOWN = ("above", "below")
EXPECTED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("paired", "interaction"), ("a", "b")),
        **dict.fromkeys(("share", "compare", "trend", "quickens", "diversifies"), _UP_OR_DOWN),
        **dict.fromkeys(("second-framework", "median-difference", "pay-effect", "series-trend"), _UP_OR_DOWN),
        # Several events at once: what holds for all of them when they rise is not what holds when they fall.
        **dict.fromkeys(("majority", "periods"), ("above",)),
    }
)
"""What a kind of rule may ``expect``: the side that is claimed to lead, or where the estimate is claimed to lie."""
VARIANTS = ("all-ads", "hugging-face")
SPEAKERS = ("all", "unselected")
UNSELECTED_RULES = frozenset(
    {"share", "trend", "quickens", "periods", "diversifies", "second-framework", "majority"}
)
FIGURE_RULES = frozenset({"series-trend", "yearly-lead", "latest-votes", "rise-votes", "series-search"})
SERIES_RULES = FIGURE_RULES - {"rise-votes"}
"""Kinds that look at trend figures only: no ad is counted, so none can be misheard."""
COUNTED_RULES = frozenset({"exists", "yearly-lead", "latest-votes", "series-search"})
"""Kinds that count or vote: nothing is tested, and low and high are the smallest and largest seen, no 95 % interval."""
PAY_RULES = frozenset({"median-within", "median-difference", "pay-drivers", "pay-joint", "pay-effect"})
# Only sources that were gathered over at least 18 months speak on these: the ads still open on the one day a
# board was read are no history.
GROWTH_RULES = frozenset({"trend", "quickens", "diversifies", "towards-balance"})

FILTERS = frozenset(
    [
        "dl",
        "ml",
        "roles",
        "single_role",
        "topics",
        "tools",
        "frameworks",
        "frameworks_all",
        "frameworks_none",
        "only",
        "several",
        "alternatives",
        "employer_kind",
        "employer_kind_not",
        "industry",
        "industry_not",
        "regions",
        "countries",
        "seniority",
        "employment_type",
        "work_modes",
        "without_country",
        "any_of",
        "not",
    ]
)

FLAGS: Mapping[str, tuple[bool, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("dl", "ml", "alternatives"), (True, False)),
        **dict.fromkeys(("single_role", "without_country"), (True,)),
    }
)
"""The filters that are no words, and what each may be; all others are lists of words."""


@dataclass(frozen=True, slots=True)
class Minimum:
    """The evidence below which nothing is decided (claims.md, "Words and defaults").

    Counts of: discordant ``employers`` (paired) or employers behind the ads; ``ads``; ``events`` (ads that
    show what is asked about); ads in each of two groups; priced ads.  ``largest`` is the share of the
    deciding ads that one employer may have.
    """

    employers: int = 0
    ads: int = 0
    events: int = 0
    group_ads: int = 0
    priced: int = 0
    figures: int = 0
    largest: float = 0.4


@dataclass(frozen=True, slots=True)
class Window:
    """How far back the deciding evidence goes: ``months``, then each of ``widen`` until the minimum is met.

    0 months is all evidence; ``sliding``: instead of widening, the window moves back in time (pay).
    """

    months: int = 24
    widen: tuple[int, ...] = ()
    variants: tuple[int, ...] = (36, 0)
    sliding: bool = False


def default_minimum(kind: str) -> Minimum:
    """The minimum a kind of rule has where its claim says nothing else."""
    if kind in {"paired", "balanced", "interaction", "top", "changes-side", "differs-by-role"}:
        return Minimum(employers=12)
    if kind in {"compare", "majority", "periods", "pay-effect"}:
        return Minimum(group_ads=20, employers=12, priced=30 if kind == "pay-effect" else 0)
    if kind in GROWTH_RULES:
        return Minimum(events=20, employers=12)
    if kind in PAY_RULES:
        return Minimum(priced=30)
    if kind in FIGURE_RULES:
        return Minimum(figures=2, largest=1.0)
    if kind == "exists":
        return Minimum(ads=50, employers=25, largest=1.0)
    return Minimum(ads=50, employers=25)


def default_window(kind: str) -> Window:
    """The window a kind of rule has where its claim says nothing else."""
    if kind in GROWTH_RULES:
        return Window(months=36, widen=(60, 0), variants=(60, 0))
    if kind in PAY_RULES:
        return Window(months=24, variants=(36,), sliding=True)
    if kind in {"changes-side", "periods"}:
        return Window(months=0, variants=())
    if kind in FIGURE_RULES:
        return Window(months=36, variants=())
    return Window()
