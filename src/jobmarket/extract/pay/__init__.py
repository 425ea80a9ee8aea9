"""Reads the pay that an ad states."""

from __future__ import annotations

from jobmarket.extract.pay.bands import field_pay, pay
from jobmarket.extract.pay.currency import period_by_size

__all__ = ["field_pay", "pay", "period_by_size"]
