"""One pasted ad in, its facts out, as JSON-able words: what ``jobmarket extract`` says."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from jobmarket.extract.compose import extract
from jobmarket.records import Posting

_OPTIONAL = ("title", "employer", "location", "salary")


def _posting(said: Any) -> Posting:
    """The ad in one line of input.

    Raises:
        ValueError: not an object, no text, or a field of another type; the message says which.
    """
    if not isinstance(said, dict):
        raise ValueError("expected a JSON object with at least a text")
    if not isinstance(said.get("text"), str):
        raise ValueError("text is missing or no string")
    for name in _OPTIONAL:
        if said.get(name) is not None and not isinstance(said[name], str):
            raise ValueError(f"{name} is no string")
    try:
        day = date.fromisoformat(str(said["date"])[:10]) if said.get("date") else None
    except ValueError:
        raise ValueError("date is no day like 2026-05-01") from None
    return Posting(
        source="pasted",
        native_id=str(said.get("id", "")),
        text=said["text"],
        title=said.get("title") or None,
        employer=said.get("employer") or None,
        location=said.get("location") or None,
        salary=said.get("salary") or None,
        date_posted=day,
    )


def _sorted(found: Any) -> list[str]:
    return sorted({value for value in found if value})


def answer(line: str) -> dict[str, Any]:
    """The facts of the ad in one JSON line; ``{"id", "error"}`` where the line is bad.

    Offsets ``start`` and ``end`` point into the field that ``where`` names: the text (its plain reading,
    where it is HTML) or the title.
    """
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"no JSON: {error}"}
    native = said.get("id") if isinstance(said, dict) else None
    try:
        facts = extract(_posting(said))
    except ValueError as error:
        return {"id": native, "error": str(error)}
    return {
        "id": native,
        "is_ad": facts.is_ad,
        "language": facts.language,
        "frameworks": _sorted(one.term for one in facts.mentions if one.kind == "framework"),
        "mentions": [
            {
                "term": one.term,
                "kind": one.kind,
                "surface": one.surface,
                "start": one.start,
                "end": one.end,
                "where": one.where,
                "roles": list(one.roles),
                "is_alternative": one.is_alternative,
            }
            for one in facts.mentions
        ],
        "salaries": [[one.low, one.high, one.currency, one.period] for one in facts.salaries],
        "salary_mentions": [
            {"surface": one.surface, "start": one.start, "end": one.end, "basis": one.basis}
            for one in facts.salaries
        ],
        "role_mentions": [
            {
                "role": one.role,
                "surface": one.surface,
                "start": one.start,
                "end": one.end,
                "where": one.where,
                "seniority": one.seniority,
            }
            for one in facts.role_mentions
        ],
        "countries": _sorted(place.country for place in facts.places),
        "cities": _sorted(place.city for place in facts.places),
        "regions": list(facts.regions),
        "place_mentions": [
            {"surface": one.surface, "start": one.start, "end": one.end} for one in facts.places
        ],
        "work_modes": list(facts.work_modes),
        "roles": _sorted(one.role for one in facts.role_mentions),
        "seniority": list(facts.seniority),
        "employer": facts.employer,
        "employer_kind": facts.employer_kind,
        "industry": facts.industry,
        "employment_type": facts.employment_type,
        "topics": _sorted(one.term for one in facts.mentions if one.kind == "topic"),
    }
