"""Tells where a job can be done."""

from __future__ import annotations

from jobmarket.extract.places.locate import Located, places

__all__ = ["Located", "places"]
