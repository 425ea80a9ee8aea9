"""Tells who advertises: name, key, kind and industry."""

from __future__ import annotations

from jobmarket.extract.employers.industries import industry
from jobmarket.extract.employers.keys import employer_key, known_employer, listed
from jobmarket.extract.employers.kinds import employer_kind
from jobmarket.extract.employers.names import employer_name

__all__ = ["employer_key", "employer_kind", "employer_name", "industry", "known_employer", "listed"]
