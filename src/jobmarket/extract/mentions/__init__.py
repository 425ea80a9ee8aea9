"""Hears the frameworks, tools and topics that an ad names."""

from __future__ import annotations

from jobmarket.extract.mentions.hearing import mentions, says_any, skill_mentions
from jobmarket.extract.mentions.vocabulary import SHELVES, Term, terms, word_meanings

__all__ = ["SHELVES", "Term", "mentions", "says_any", "skill_mentions", "terms", "word_meanings"]
