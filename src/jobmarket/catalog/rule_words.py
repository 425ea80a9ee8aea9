"""Says a rule in words that a reader of the dashboards understands.  Decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from jobmarket.catalog import shelf
from jobmarket.catalog.rules import FIGURE_RULES, Minimum, Window

_KINDS_OF_EMPLOYER = {
    "startup": "startups", "enterprise": "enterprises", "research": "research employers",
    "public": "public employers", "agency": "agencies", "unknown": "employers of unknown kind",
}  # fmt: skip


@cache
def _labels() -> dict[str, str]:
    """Names on the shelves → the labels people know them by."""
    entries = {**shelf("frameworks"), **shelf("topics"), **shelf("roles")["roles"]}
    found = {name: item["label"] for name, item in entries.items() if isinstance(item, dict) and "label" in item}
    return found | {item["name"]: item["label"] for item in shelf("regions")["region"]}


def _listed(names: Any, join: str = "or") -> str:
    words = [_labels().get(str(name), str(name)) for name in ([names] if isinstance(names, str) else names)]
    if len(words) > 5:
        words = [*words[:4], f"{len(words) - 4} more"]
    return f" {join} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _filter(key: str, value: Any) -> str:
    """One filter as an end of "ads …"."""
    said: dict[str, Callable[[], str]] = {
        "dl": lambda: "naming a deep-learning framework" if value else "naming no deep-learning framework",
        "ml": lambda: "for machine-learning work" if value else "for other work",
        "roles": lambda: f"for {_listed(value)}",
        "single_role": lambda: "for a single role",
        "topics": lambda: f"asking for {_listed(value)}",
        "tools": lambda: f"naming {_listed(value)}",
        "frameworks": lambda: f"naming {_listed(value)}",
        "frameworks_all": lambda: f"naming {_listed(value, 'and')}",
        "frameworks_none": lambda: f"not naming {_listed(value)}",
        "only": lambda: f"naming {_listed(value[0])} and not {_listed(value[1:])}",
        "several": lambda: "naming two or more deep-learning frameworks",
        "alternatives": lambda: "accepting one framework in place of another",
        "employer_kind": lambda: "of " + " or ".join(_KINDS_OF_EMPLOYER.get(name, name) for name in value),
        "employer_kind_not": lambda: "not of " + " or ".join(_KINDS_OF_EMPLOYER.get(name, name) for name in value),
        "industry": lambda: f"in {_listed(value)}",
        "industry_not": lambda: f"outside {_listed(value)}" if value != ["unknown"] else "of a known industry",
        "regions": lambda: f"in {_listed(value)}",
        "countries": lambda: f"in {_listed(value)}",
        "seniority": lambda: f"of grade {_listed(value)}",
        "employment_type": lambda: f"as {_listed(value).lower()}",
        "work_modes": lambda: f"offering {_listed(value)} work",
        "without_country": lambda: "naming no country",
        "any_of": lambda: "either " + ", or ".join(ads(item, "") for item in value),
        "not": lambda: f"not {ads(value, '')}",
    }  # fmt: skip
    return said[key]()


def ads(filters: Mapping[str, Any], noun: str = "ads") -> str:
    """Filters as words: "ads in Europe, of startups"."""
    said = ", ".join(_filter(key, value) for key, value in filters.items())
    return f"{noun} {said}".strip() if said else f"all {noun}"


def _percent(value: float) -> str:
    return f"{100 * value:.3g} %"


def _series(value: Any) -> str:
    names: Sequence[Any] = [value] if isinstance(value, str) else value
    return ", ".join(name if isinstance(name, str) else str(name["name"]) for name in names)


def _measure(kind: str, rule: Mapping[str, Any]) -> str:
    a, b = (_listed(rule.get(side, "")) if rule.get(side) else "" for side in ("a", "b"))
    wanted = {"a": a, "b": b}.get(str(rule.get("expect")), "")
    event = ads(rule["event"]) if "event" in rule else ""
    group = ads(rule["group"]) if "group" in rule else ""
    against = ads(rule["against"]) if "against" in rule else "all others"
    falls = rule.get("expect") == "below"
    higher, rise = ("lower", "fall") if falls else ("higher", "rise")
    low, high = (f"{value:,}" for value in rule.get("range", (0, 0)))
    sentences: dict[str, Callable[[], str]] = {
        "paired": lambda: f"Ads naming only {a} are held against ads naming only {b}; {wanted} must be ahead"
        + (", country by country" if rule.get("strata") else ""),
        "balanced": lambda: f"The ratio of ads naming only {a} to ads naming only {b} must lie between {low} and {high}",
        "interaction": lambda: f"The balance of {a} to {b} in {group} is held against that in {against};"
        f" it must lean more to {wanted}",
        "top": lambda: f"{_listed(rule['members'], 'and')} must be named more often than {_listed(rule['others'])}",
        "changes-side": lambda: f"The leader of {a} and {b} must change between years, within one source, both sides clear",
        "differs-by-role": lambda: f"The balance of {a} to {b} must differ between roles",
        "towards-balance": lambda: f"The balance of {a} to {b} must move towards even,"
        f" and end between {low} and {high}",
        "share": lambda: f"The share of {event} must "
        + (
            f"lie between {_percent(rule['range'][0])} and {_percent(rule['range'][1])}"
            if "range" in rule
            else f"be at {'most' if falls else 'least'} {_percent(rule.get('threshold', 0))}"
        ),
        "compare": lambda: f"The share of {event} must be {higher} in {group} than in {against},"
        " adjusted for year and length",
        "majority": lambda: f"Most of {len(rule.get('events', ()))} kinds of skill must stand more often in {group}"
        " than in others",
        "periods": lambda: f"The share of {ads(rule['events'][0])} must be higher in"
        f" {'–'.join(map(str, rule['late']))} than in {'–'.join(map(str, rule['early']))}",
        "trend": lambda: f"The share of {event} must {rise}"
        + (f" in {group}, more than in {against}" if group else "")
        + (f" by more than a factor of {rule['threshold']}" if "threshold" in rule else ""),
        "quickens": lambda: f"The share of {event} must rise {'slower' if falls else 'faster'} than in the period before",
        "exists": lambda: f"At least {rule.get('employers')} employers must have {event}",
        "diversifies": lambda: f"The effective number of machine-learning roles must {rise} from year to year",
        "second-framework": lambda: f"A second framework of {_listed(rule['frameworks'])} must open at"
        f" {'most' if falls else 'least'} {_percent(rule['threshold'])} more of the ads",
        "median-within": lambda: f"Median yearly pay must lie between {low} and {high} US dollars",
        "median-difference": lambda: f"Median yearly pay must be {higher} in {group} than in {against}",
        "pay-drivers": lambda: "Leaving out roles must cost a model of pay more than leaving out frameworks",
        "pay-joint": lambda: f"Frameworks together must shift pay by more than {_percent(rule['margin'])},"
        " other things equal",
        "pay-effect": lambda: f"Pay must be {'less' if falls else 'more'} than {_percent(rule['margin'])} higher in {group},"
        " other things equal",
        "series-trend": lambda: f"In {_series(rule['series'])}, the ratio of {a} to {b} must not {'rise' if falls else 'fall'}",
        "yearly-lead": lambda: f"In {_series(rule['series'])}, {a} must lead {b}, year by year",
        "latest-votes": lambda: f"In at least {rule['votes']} of {_series(rule['series'])}, the latest ratio of {a} to"
        f" {b} must be above {rule['threshold']}",
        "rise-votes": lambda: f"{_listed(rule['terms'], 'and')} must rise since {rule['from']} in each of"
        f" {_series(rule['series'])} and in the share of deep-learning ads",
        "series-search": lambda: f"Search interest in {a} must exceed that in {b}",
        "not-built": lambda: f"No rule is built yet: {rule.get('reason')}",
    }  # fmt: skip
    return sentences[kind]()


def rule_in_words(
    kind: str,
    rule: Mapping[str, Any],
    population: Mapping[str, Any],
    window: Window,
    minimum: Minimum,
    speakers: str,
) -> str:
    """A rule as sentences: what is measured, in which ads, over what time, with what least evidence."""
    sentences = [_measure(kind, rule)]
    if kind in FIGURE_RULES:
        return f"{sentences[0]}."
    sentences.append(f"Counted: {ads(population)}")
    spans = [f"{months} months" if months else "all years" for months in (window.months, *window.widen)]
    sentences.append(
        f"Window: the last {', else '.join(spans)}".replace("the last all years", "all years")
        + (", moving back in time until there is enough" if window.sliding else "")
    )
    words = {
        "ads": "ads", "events": "such ads", "group_ads": "ads in each group",
        "priced": "ads with pay", "employers": "employers",
    }  # fmt: skip
    least = [f"{getattr(minimum, name)} {word}" for name, word in words.items() if getattr(minimum, name)]
    sentences.append(f"At least {', '.join(least)}")
    if speakers == "unselected":
        sentences.append("Only sources that were not selected by keyword, role or pay")
    return ". ".join(sentences) + "."
