"""Tells where a job can be done."""

from __future__ import annotations

from jobmarket.extract.places.gathering import Located
from jobmarket.extract.places.locate import places

__all__ = ["Located", "places"]
