"""Which ads are the same ad: reposted, mirrored, or copied.  Looks at facts only, never at texts."""

from __future__ import annotations

from jobmarket.duplicates.grouping import DUPLICATES_ASK, duplicate_groups
from jobmarket.duplicates.rule import overlap

__all__ = ["DUPLICATES_ASK", "duplicate_groups", "overlap"]
