"""Rules on trend figures (downloads, stars, surveys, questions).  Never compares levels across a level break.

Figures are counts of what they count, not samples: rules that vote or look which leads have no p-value and
stand outside Holm's correction.  Slopes have one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
import pandas as pd

from jobmarket.catalog.claims import Claim
from jobmarket.judge.answers import Answer, Row
from jobmarket.judge.comparisons import title
from jobmarket.judge.evidence import Evidence, Sample, Scope, months_before
from jobmarket.judge.findings import AGAINST, FOR, UNDECIDED, Finding, Tally, against, percent, span, times
from jobmarket.judge.populations import condition, named, readable_by
from jobmarket.judge.series import Figures
from jobmarket.statistics.estimates import Estimate, Floats, ratio
from jobmarket.statistics.trends import series_trend, trend


def answer_from_figures(figures: Figures, evidence: Evidence, claim: Claim, as_of: date) -> Answer:
    """A claim judged on trend figures."""
    finding, rows, first, last = _MEASURES[claim.kind](figures, evidence, claim, as_of)
    tally = Tally(0, 0, len(rows), 0, 0.0)
    need = claim.minimum.figures
    short = (
        None
        if len(rows) >= need and finding is not None
        else f"{sum(row.pooled for row in rows)} of {need} series with figures for all of its terms"
    )
    shown = (Row("all", "main", finding, tally, True, short), *rows)
    return Answer(
        claim,
        None,
        tally,
        finding,
        short,
        frozenset(row.source for row in rows),
        shown,
        {
            "window_from": first,
            "window_to": last,
            "postings": None,
            "employers": None,
            "largest_employer_share": None,
        },
    )


Found = tuple[Finding | None, tuple[Row, ...], date | None, date | None]


def _row(figures: Figures, series: str, estimate: Estimate, *, pooled: bool = True) -> Row:
    finding = Finding(estimate, UNDECIDED, estimate.p_value, series)
    return Row(figures.publisher(series), f"series {series}", finding, Tally(0, 0, 1, 0, 0.0), pooled)


def _exactly(value: float) -> Estimate:
    return Estimate(value, value, value)


def _series_trend(figures: Figures, evidence: Evidence, claim: Claim, as_of: date) -> Found:
    """The log ratio of two terms' figures within each date must not fall over the window."""
    rule = claim.rule
    rows: list[Row] = []
    lead: tuple[Estimate, pd.DataFrame] | None = None
    for series in (rule["series"], *rule.get("beside", ())):
        table = figures.table(series, [rule["a"], rule["b"]])
        if table.empty:
            continue
        newest = pd.Timestamp(table.index.max()).date()
        table = table[table.index >= pd.Timestamp(months_before(newest, claim.window.months))]
        table = table[(table > 0).all(axis=1)]
        years = np.asarray((pd.DatetimeIndex(table.index) - pd.Timestamp(newest)).days, dtype=float) / 365.25
        estimate = series_trend(years, np.log(np.asarray(table[rule["a"]] / table[rule["b"]], dtype=float)))
        rows.append(_row(figures, series, estimate.mapped(ratio), pooled=series == rule["series"]))
        if series == rule["series"]:
            lead = (estimate, table)
    if lead is None:
        return None, tuple(rows), None, None
    estimate, table = lead
    values = table[rule["a"]] / table[rule["b"]]
    says = (
        f"the ratio {title(rule['a'])} ÷ {title(rule['b'])} of {claim.rule['series']} went from {times(float(values.iloc[0]))} to "
        f"{times(float(values.iloc[-1]))}: {span(estimate.mapped(ratio), times)} times a year"
    )
    first, last = (pd.Timestamp(day).date() for day in (table.index.min(), table.index.max()))
    return against(estimate.mapped(ratio), 1.0, rule["expect"], says), tuple(rows), first, last


def _latest_votes(figures: Figures, evidence: Evidence, claim: Claim, as_of: date) -> Found:
    """In at least ``votes`` of the series the newest ratio of a to b is above the threshold."""
    rule = claim.rule
    found: list[tuple[str, float, date]] = []
    for item in rule["series"]:
        name, form = item["name"], item.get("form", "level")
        table = (
            figures.yearly(name, [rule["a"], rule["b"]], form)
            if form != "level"
            else figures.table(name, [rule["a"], rule["b"]])
        )
        if table.empty:
            continue
        newest = table.index[-1]
        day = date(int(newest), 12, 31) if form != "level" else pd.Timestamp(newest).date()
        found.append(
            (name, float(table[rule["a"]].iloc[-1]) / max(float(table[rule["b"]].iloc[-1]), 1e-9), day)
        )
    if not found:
        return None, (), None, None
    need, threshold = int(rule["votes"]), float(rule["threshold"])
    won = sum(value > threshold for _, value, _ in found)
    missing = len(rule["series"]) - len(found)
    taken = FOR if won >= need else AGAINST if won + missing < need else UNDECIDED
    ordered = sorted((value for _, value, _ in found), reverse=True)
    edge = ordered[min(need, len(ordered)) - 1]
    estimate = Estimate(edge, ordered[-1], ordered[0])
    told = ", ".join(f"{name} {times(value)} ({day.year})" for name, value, day in found)
    says = f"{title(rule['a'])} ÷ {title(rule['b'])}: {told}; {won} of {len(found)} above {threshold:g}, {need} are asked for"
    rows = [_row(figures, name, _exactly(value)) for name, value, _ in found]
    for name in rule.get("beside", ()):
        table = figures.table(name, [rule["a"], rule["b"]])
        if not table.empty and float(table[rule["b"]].iloc[-1]) > 0:
            value = float(table[rule["a"]].iloc[-1]) / float(table[rule["b"]].iloc[-1])
            rows.append(_row(figures, name, _exactly(value), pooled=False))
    days = [day for _, _, day in found]
    return Finding(estimate, taken, float("nan"), says), tuple(rows), min(days), max(days)


def _yearly_lead(figures: Figures, evidence: Evidence, claim: Claim, as_of: date) -> Found:
    """a leads b in at least two thirds of the years, the newest among them; against where b does."""
    rule = claim.rule
    table = figures.yearly(rule["series"], [rule["a"], rule["b"]], rule.get("form", "level"))
    table = table[table.index >= int(rule.get("from", 0))]
    rows: list[Row] = []
    for series in (rule["series"], *rule.get("beside", ())):
        seen = figures.yearly(
            series, [rule["a"], rule["b"]], rule.get("form", "level") if series == rule["series"] else "level"
        )
        for year, a, b in zip(seen.index, seen[rule["a"]], seen[rule["b"]], strict=True):
            if b > 0:
                part = _row(figures, series, _exactly(float(a) / float(b)), pooled=series == rule["series"])
                rows.append(Row(part.source, f"{part.variant} {year}", part.finding, part.tally, part.pooled))
    if table.empty:
        return None, tuple(rows), None, None
    ahead = np.asarray(table[rule["a"]] > table[rule["b"]], dtype=bool)
    behind = np.asarray(table[rule["a"]] < table[rule["b"]], dtype=bool)
    taken = UNDECIDED
    if ahead.mean() >= 2 / 3 and ahead[-1]:
        taken = FOR
    elif behind.mean() >= 2 / 3 and behind[-1]:
        taken = AGAINST
    values = np.asarray(table[rule["a"]] / table[rule["b"]], dtype=float)
    values = values[np.isfinite(values)]
    estimate = Estimate(float(values[-1]), float(values.min()), float(values.max()))
    says = (
        f"in {int(ahead.sum())} of {len(ahead)} years ({table.index[0]} to {table.index[-1]}) {title(rule['a'])} leads {title(rule['b'])}; "
        f"the newest ratio is {times(float(values[-1]))}"
    )
    return (
        Finding(estimate, taken, float("nan"), says),
        tuple(rows),
        date(int(table.index[0]), 1, 1),
        date(int(table.index[-1]), 12, 31),
    )


def _rise_votes(figures: Figures, evidence: Evidence, claim: Claim, as_of: date) -> Found:
    """Every series, and the share of DL ads, rises for every term since the first year.

    The slope that is lowest against its error decides; against where any is decided downwards (Bonferroni).
    """
    rule = claim.rule
    rows: list[Row] = []
    slopes: list[tuple[str, str, Estimate]] = []
    for item in rule["series"]:
        table = figures.yearly(item["name"], list(rule["terms"]), item["form"], item.get("of"))
        table = table[table.index >= int(rule["from"])]
        if len(table) < 4:
            continue
        years: Floats = np.asarray(table.index, dtype=float)
        for term in rule["terms"]:
            values = np.asarray(table[term], dtype=float)
            estimate = series_trend(years, np.log(np.maximum(values, 1e-9)))
            slopes.append((item["name"], term, estimate))
            part = _row(figures, item["name"], estimate.mapped(ratio))
            rows.append(Row(part.source, f"{part.variant} {term}", part.finding, part.tally, True))
    scope = Scope(
        readable_by(frozenset(rule["terms"]), unselected=True, text=False),
        date(int(rule["from"]), 1, 1),
        as_of,
        monthly=True,
    )
    sample = Sample(evidence, scope, condition({"dl": True}))
    for term in rule["terms"]:
        hit = sample.where(named(term))
        if hit.sum() >= 20:
            odds = trend(hit, sample.time, sample.employer, [sample.source_effects])
            logged = odds.mapped(lambda v: float(np.log(v)) if v > 0 else -np.inf)
            slopes.append(("share of DL ads", term, logged))
            tally = Tally(int(hit.size), sample.employers, int(hit.sum()), 0, 0.0)
            rows.append(
                Row(
                    "all ads",
                    f"share of DL ads {term}",
                    Finding(odds, UNDECIDED, odds.p_value, term),
                    tally,
                    True,
                )
            )
    slopes = [item for item in slopes if np.isfinite(item[2].standard_error)]
    if not slopes:
        return None, tuple(rows), None, None
    series, term, lowest = min(slopes, key=lambda item: item[2].value / item[2].standard_error)
    says = f"{len([s for s in slopes if s[2].low > 0])} of {len(slopes)} series rise for sure; weakest: {title(term)} in {series}, {span(lowest.mapped(ratio), times)} times a year"
    shown = lowest.mapped(ratio)
    first = date(int(rule["from"]), 1, 1)
    if lowest.high < 0:
        return (
            Finding(shown, AGAINST, min(1.0, len(slopes) * lowest.p_value), says),
            tuple(rows),
            first,
            as_of,
        )
    rises = all(estimate.low > 0 for _, _, estimate in slopes)
    p = max(estimate.p_value for _, _, estimate in slopes)
    return Finding(shown, FOR if rises else UNDECIDED, p, says), tuple(rows), first, as_of


def _series_search(figures: Figures, evidence: Evidence, claim: Claim, as_of: date) -> Found:
    """Mean search interest of a over that of b, where a user has imported it."""
    rule = claim.rule
    table = figures.table(rule["series"], [rule["a"], rule["b"]])
    if table.empty:
        return None, (), None, None
    values = np.asarray(table[rule["a"]] / table[rule["b"]].clip(lower=0.5), dtype=float)
    part = float((values > 1).mean())
    taken = FOR if part >= 2 / 3 else AGAINST if part <= 1 / 3 else UNDECIDED
    estimate = Estimate(float(np.median(values)), float(values.min()), float(values.max()))
    says = f"{title(rule['a'])} leads {title(rule['b'])} on {percent(part)} of {len(values)} dates"
    first, last = (pd.Timestamp(day).date() for day in (table.index.min(), table.index.max()))
    return (
        Finding(estimate, taken, float("nan"), says),
        (_row(figures, rule["series"], estimate),),
        first,
        last,
    )


_MEASURES: Mapping[str, Callable[[Figures, Evidence, Claim, date], Found]] = {
    "series-trend": _series_trend,
    "latest-votes": _latest_votes,
    "yearly-lead": _yearly_lead,
    "rise-votes": _rise_votes,
    "series-search": _series_search,
}
