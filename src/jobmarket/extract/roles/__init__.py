"""Tells which jobs an ad advertises, at which grade, and which of its words belong to which job."""

from __future__ import annotations

from jobmarket.extract.roles.advertised import role_mentions, role_title, roles
from jobmarket.extract.roles.levels import seniority
from jobmarket.extract.roles.once import each_once
from jobmarket.extract.roles.sections import attribute

__all__ = ["attribute", "each_once", "role_mentions", "role_title", "roles", "seniority"]
