"""Tells which jobs an ad advertises, at which grade, and which of its words belong to which job."""

from __future__ import annotations

from jobmarket.extract.roles.advertised import role_mentions, role_title, roles, seniority
from jobmarket.extract.roles.sections import attribute

__all__ = ["attribute", "role_mentions", "role_title", "roles", "seniority"]
