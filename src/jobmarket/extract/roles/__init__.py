"""Tells which jobs an ad advertises, at which grade, and which of its words belong to which job."""

from __future__ import annotations

from jobmarket.extract.roles.advertised import each_once, role_mentions, role_title, roles, seniority
from jobmarket.extract.roles.sections import attribute

__all__ = ["attribute", "each_once", "role_mentions", "role_title", "roles", "seniority"]
