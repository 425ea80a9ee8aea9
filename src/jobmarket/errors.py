"""Everything that can go wrong, as one tree.  Never prints, never exits: the command line does.

    JobmarketError
    ├── UsageError            the request itself is off (exit 2)
    │   └── UnknownName       no such source, claim, page, term
    ├── DeclarationError      a shelf item does not say what it must
    ├── ReadError             bytes that a reader cannot turn into postings
    ├── SourceError           a live source answered badly or not at all
    ├── PromiseBroken         a table or source breaks what it declares
    └── StateError            the folder, lock or warehouse is not as needed
"""

from __future__ import annotations


class JobmarketError(Exception):
    """What happened, where, and what to do about it: the three things every message carries."""

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        self.what, self.where, self.todo = what, where, todo
        super().__init__(": ".join(part for part in (where, what) if part))

    def lines(self) -> list[str]:
        """The message as lines for a terminal: what, where, what to do."""
        rows = [f"error: {self.what}"]
        if self.where:
            rows.append(f"where: {self.where}")
        if self.todo:
            rows.append(f"to do: {self.todo}")
        return rows


class UsageError(JobmarketError):
    """The request itself is off."""

    exit_code = 2


class UnknownName(UsageError):
    """No source, claim, page or term has this name."""


class DeclarationError(JobmarketError):
    """A shelf item does not say what it must."""


class ReadError(JobmarketError):
    """Bytes that a reader cannot turn into postings or observations."""


class SourceError(JobmarketError):
    """A live source answered badly or not at all."""


class PromiseBroken(JobmarketError):
    """A table or source breaks what it declares."""


class StateError(JobmarketError):
    """The folder, the lock or the warehouse is not as needed."""
