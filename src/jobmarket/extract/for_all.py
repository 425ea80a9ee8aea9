"""The mark behind the name of a German or French job that it is for all who may do it: "(m/w/d)", "H/F"."""

from __future__ import annotations

_WHO = r"(?:[mwfdhix*]|nb|gn|div(?:\.|ers)?|alle?)"

FOR_ALL = rf"\(\s?(?:{_WHO}(?:\s?[/|,*]\s?{_WHO}){{1,3}}|gn\*?|all genders?)\s?\)|\b[HF]/[FH]\b"
"""A regular expression for the mark; to be asked without regard to case."""
