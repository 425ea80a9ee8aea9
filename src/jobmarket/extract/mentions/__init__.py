"""Hears the frameworks, tools and topics that an ad names."""

from __future__ import annotations

from jobmarket.extract.mentions.hearing import mentions, skill_mentions
from jobmarket.extract.mentions.vocabulary import Term, terms

__all__ = ["Term", "mentions", "skill_mentions", "terms"]
