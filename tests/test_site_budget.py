"""The budget says no where it should."""

from __future__ import annotations

import pytest
from site_budget import GROWTH, PAGE, SITE, complaints

FITS = {"site": 10_000_000, "largest page": 200_000, "index": 100_000, "pages": 120}


def test_what_fits_is_let_through() -> None:
    assert complaints(FITS, FITS) == []


@pytest.mark.parametrize(
    ("name", "size"),
    [("largest page", PAGE + 1), ("site", SITE + 1), ("index", int(100_000 * GROWTH) + 1), ("pages", 123)],
)
def test_what_is_over_is_told(name: str, size: int) -> None:
    assert len(complaints({**FITS, name: size}, {**FITS, "largest page": PAGE, "site": SITE})) == 1
