"""Says how long a source may stay as it is before it is called stale, by the cadence it declares.  Knows no clock."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from jobmarket.catalog.source_records import Source

_DAYS = {"hourly": 7, "six-hourly": 7, "daily": 14, "weekly": 35, "monthly": 75, "quarterly": 200, "yearly": 450}
"""Cadence → days without any change that still are no sign of a break: two to fourteen of its periods."""
_WORD = re.compile(rf"(?:{'|'.join(sorted(_DAYS, key=len, reverse=True))})\b")


def allowed_days(source: Source) -> int | None:
    """Days that a source may give the same; None for a set that is taken once."""
    if source.live is None or not (found := _WORD.match(source.cadence)):
        return None
    return _DAYS[found[0]]


def is_stale(source: Source, changed_at: datetime | None, asked_at: datetime | None) -> bool | None:
    """Whether a source, when last asked, had given nothing new for longer than its cadence allows.

    ``changed_at`` is when its newest content arrived, ``asked_at`` when it last answered.  None where that cannot be
    said: a set that is taken once, or one that never answered.
    """
    days = allowed_days(source)
    if days is None or changed_at is None or asked_at is None:
        return None
    return asked_at - changed_at > timedelta(days=days)
