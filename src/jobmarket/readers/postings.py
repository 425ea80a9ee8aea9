"""Makes postings of records by a source's rules.  Never drops a record without saying so."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast, get_args

from jobmarket.catalog.sources import Correction, Input, Source
from jobmarket.errors import ReadError
from jobmarket.readers.fields import (
    Context,
    Record,
    Unreadable,
    as_date,
    as_items,
    as_moment,
    as_number,
    as_text,
    look_up,
    resolve,
)
from jobmarket.records import Basis, Issue, Pay, Period, Posting, Reading

Shape = Callable[[Record, Context], Mapping[str, Any]]
"""What a format itself knows of a record: posting fields (raw), and ``pay`` as a tuple of Pay."""


class LeftOut(Exception):
    """This record is no ad by the format's own rules (a reply, an unlisted job): counted, not an error."""


# Words that stand where a name should.  "某" marks an unnamed firm
# in Chinese ("某大型公司", a certain large company), at times after its city.
_NO_NAME = re.compile(
    r"(?:company |client )?(?:confidential|anonym(?:ous|e)|undisclosed|not disclosed|unknown|hidden)"
    r"(?: company| client| employer| careers?)?|n/?a|nan|none|null|-+1?|.{0,8}某.{0,60}",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"[A-Z]{3}")
_MOST_PAY = 1e12  # no job pays as much in any currency: a typing error, or a number that is no pay
_LONGEST_FIELD = 10_000  # characters: what is longer is no title, name or place
_MENTIONED = 3  # record ids named in an issue that stands for many


@dataclass
class Ledger:
    """Counts what happened to the records of one file, and tells it as few issues as can be."""

    source: Source
    context: Context
    _said: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def note(self, severity: str, what: str, where: str) -> None:
        """Remember that ``what`` happened at ``where``."""
        self._said[severity, what].append(where)

    def issues(self) -> tuple[Issue, ...]:
        """One issue for each thing that happened, with its count and its first places."""
        found = []
        for (severity, what), places in self._said.items():
            named = ", ".join(places[:_MENTIONED])
            several = f"{what} ({len(places):,} records: {named}{' …' if len(places) > _MENTIONED else ''})"
            found.append(
                Issue(
                    source=self.source.name,
                    snapshot=self.context.snapshot.name,
                    record=places[0] if len(places) == 1 else None,
                    severity=cast(Any, severity),
                    what=what if len(places) == 1 else several,
                    seen_at=self.context.snapshot.seen_at,
                )
            )
        return tuple(found)


def hash_id(parts: Iterable[Any]) -> str:
    """A native id for a record without one: the same content always has the same."""
    written = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def correct(
    record: Record, corrections: Iterable[Correction], context: Context, ledger: Ledger
) -> Record | None:
    """The record with declared corrections made; None where one holds it back."""
    for correction in corrections:
        pairs = correction.when.items()
        if all((as_text(look_up(path, record, context)) or "") == wanted for path, wanted in pairs):
            told = f"{correction.reason} (declared {correction.date.isoformat()})"
            if correction.action == "hold-back":
                ledger.note("correction", f"held back: {told}", record.where)
                return None
            ledger.note("correction", f"set right: {told}", record.where)
            record = Record(record.where, {**record.values, **correction.set})
    return record


def _plain(value: Any) -> str | None:
    text = as_text(value)
    return text.strip() if text else None


def _short(value: Any) -> str | None:
    """A field in words.

    Raises:
        ReadError: it is far longer than such a field can be.
    """
    text = _plain(value)
    if text is not None and len(text) > _LONGEST_FIELD:
        raise ReadError(f"{len(text):,} characters")
    return text


def _words(value: Any) -> str:
    return as_text(value) or ""


_CONVERT: Mapping[str, Callable[[Any], Any]] = {
    "text": _words,
    "date_posted": as_date,
    "first_seen_at": as_moment,
    "last_seen_at": as_moment,
    "skills": as_items,
}


def _pay(
    rules: Mapping[str, Any], record: Record, context: Context, row: Mapping[str, Any] | None
) -> Pay:
    """One band by its rules, not yet :func:`_sound`.

    Raises:
        ReadError: an amount is no number.
    """
    said = {name: resolve(rule, record, context, row) for name, rule in rules.items()}
    low, high = (as_number(said.get(end)) for end in ("low", "high"))
    currency, period, basis = (_plain(said.get(name)) for name in ("currency", "period", "basis"))
    return Pay(
        low=low,
        high=high,
        currency=currency,
        period=cast(Period, period) if period in get_args(Period) else None,
        basis=cast(Basis, basis) if basis in get_args(Basis) else "field",
    )


def _sound(band: Pay) -> Pay | None:
    """A band as far as it can be one; None where it names no amount (zero is none).

    Raises:
        ReadError: the band is upside down or beyond any pay, or its currency is no currency.
    """
    low, high = (end if end is not None and end > 0 else None for end in (band.low, band.high))
    if low is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        raise ReadError("pay whose lower end is above its upper end")
    if max(low or 0, high or 0) > _MOST_PAY:
        raise ReadError(f"pay above {_MOST_PAY:,.0f}")
    if band.currency is not None and not _CURRENCY.fullmatch(str(band.currency)):
        raise ReadError(f"{str(band.currency)[:12]!r} is no currency")
    return replace(band, low=low, high=high)


def _fields(
    record: Record, given: Mapping[str, Any], entry: Input, context: Context, ledger: Ledger
) -> dict[str, Any]:
    """The posting's fields: the format's own, overruled by the declared ones.  A bad field is left empty."""
    row = None
    if entry.lookup and entry.format != "lookup":
        key = _plain(resolve(entry.lookup.key, record, context))
        row = context.tables.get(entry.lookup.table, {}).get(key or "")
    said = dict(given)
    given_bands: tuple[Pay, ...] = said.pop("pay", ())
    for name, rule in entry.fields.items():
        try:
            if (value := resolve(rule, record, context, row)) is not None or name not in said:
                said[name] = value
        except ReadError as error:
            ledger.note("warning", f"{name} left empty: {error.what}", record.where)
    made: dict[str, Any] = {}
    for name, value in said.items():
        try:
            convert: Callable[[Any], Any] = _CONVERT.get(name, _short)
            made[name] = convert(value)
        except ReadError as error:
            ledger.note("warning", f"{name} left empty: {error.what}", record.where)
    bands: list[Pay | None] = []
    told: tuple[Pay | Mapping[str, Any], ...] = (*given_bands, *entry.pay)
    for one in told:
        try:
            bands.append(_sound(one if isinstance(one, Pay) else _pay(one, record, context, row)))
        except ReadError as error:
            ledger.note("warning", f"pay left out: {error.what}", record.where)
    made["pay"] = tuple(band for band in bands if band is not None)
    if (employer := made.get("employer")) and _NO_NAME.fullmatch(employer):
        made["employer"] = None
    return made


def posting_of(
    source: Source, entry: Input, record: Record, given: Mapping[str, Any], context: Context, ledger: Ledger
) -> Posting:
    """One posting.

    Raises:
        ReadError: it has no id though the source declares one, or neither text, title nor skills.
    """
    made = _fields(record, given, entry, context, ledger)
    if not made.get("native_id"):
        if "native_id" in entry.fields or "native_id" in given:
            raise ReadError("no id")
        whole = (json.dumps(record.values, sort_keys=True, default=str),)
        made["native_id"] = hash_id(whole if entry.id_from == ("*",) else map(made.get, entry.id_from))
    if not (made.get("text") or made.get("title") or made.get("skills")):
        raise ReadError("neither text, title nor skills")
    if made.get("date_posted") is None:
        made["date_posted"] = entry.date or source.date
    seen_at = context.snapshot.seen_at
    made["first_seen_at"] = made.get("first_seen_at") or seen_at
    made["last_seen_at"] = made.get("last_seen_at") or seen_at
    made.setdefault("salary_basis", source.salary_basis)
    return Posting(source=source.posting_source, identity=entry.identity, **made)


def no_shape(record: Record, context: Context) -> Mapping[str, Any]:
    """The shape of formats that know nothing by themselves: all fields are declared."""
    return {}


def read_records(
    source: Source,
    entry: Input,
    context: Context,
    records: Iterable[Record | Unreadable],
    shape: Shape = no_shape,
    *,
    ledger: Ledger | None = None,
) -> Reading:
    """Postings of records: corrections first, then the format's shape, then the source's rules.

    A record that fails is an issue, and the rest goes on.  Ids may repeat: see ``readers.merge``.  A
    ``ledger`` given is one of several readings: it is added to, and its holder tells its issues.
    """
    shared, ledger = ledger, ledger or Ledger(source, context)
    postings: list[Posting] = []
    for item in records:
        if isinstance(item, Unreadable):
            ledger.note("warning", item.what, item.where)
            continue
        try:
            record = correct(item, source.corrections, context, ledger)
            if record is not None:
                postings.append(posting_of(source, entry, record, shape(record, context), context, ledger))
        except LeftOut as reason:
            ledger.note("note", f"left out: {reason}", item.where)
        except (ReadError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            what = error.what if isinstance(error, ReadError) else "a part of it is of another type"
            ledger.note("warning", f"left out: {what}", item.where)
    return Reading(postings=tuple(postings), issues=() if shared else ledger.issues())
