"""What in an ad proves that a name is its employer's: that it is said again, or that an address holds it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from jobmarket.extract.employers.keys import fold, known_employer, listed
from jobmarket.extract.employers.possible import WEB, domain_label, is_place, is_role, plausible

_ADDRESS = re.compile(r"(?<![a-z0-9-])((?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,12})(?:/([\w.-]{1,40}))?", re.IGNORECASE)


def said_again(text: str, name: str, times: int = 2) -> bool:
    """Whether the ad says the name so many times, as a whole word."""
    return len(list(islice(re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text), times))) == times


def addressed(text: str, name: str) -> bool:
    """Whether an address in the ad is the employer's: its domain's label, or its page on a hiring board, holds the name."""
    letters = re.sub(r"\.[a-z]{2,4}$|[^a-z0-9]", "", fold(name))
    if len(letters) < 3:
        return False
    for label in _labels(text):
        if label == letters or (len(letters) > 3 and letters in label and len(label) <= len(letters) + 8):
            return True
    return False


@lru_cache(maxsize=4)
def _labels(text: str) -> tuple[str, ...]:
    """What the first addresses of an ad call their owners, without hyphens: read once, asked for many names."""
    found: list[str] = []
    for address in islice(_ADDRESS.finditer(text, 0, 8000), 40):
        labels = address[1].casefold().split(".")[:-1]
        if any(label in listed("hosts") for label in labels):
            labels = [(address[2] or "").casefold()]
        found += (re.sub(r"[-_.]", "", label) for label in labels)
    return tuple(found)


def proven_item(text: str, items: list[str], *, times: int = 2) -> str | None:
    """The one of a header's items that names the employer: an address, or a name that an address or the ad repeats."""
    for item in items:
        bare = item.strip()
        if is_role(bare) or is_place(fold(bare).strip()) or re.match(r"\d+\+", bare):
            continue
        name = plausible(bare, piped=True)
        if name and name[0].islower() and not WEB.fullmatch(bare):
            continue
        if name and (
            addressed(text, name)
            or (WEB.match(bare) and domain_label(name))
            # Whom everybody knows, by more than a word: "Software" and "Docker" are employers too.
            or (" " in name and sum(map(len, items)) < 160 and known_employer(name))
            or (len(name) > 2 and said_again(text, name, times))
        ):
            return name
    return None
