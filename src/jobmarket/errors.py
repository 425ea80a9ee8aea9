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

import errno


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


_TODO = {
    errno.ENOSPC: "make room on the disk, or move what is generated: JOBMARKET_HOME",
    errno.EDQUOT: "make room on the disk, or move what is generated: JOBMARKET_HOME",
    errno.EACCES: "give yourself the right to write there, or move what is generated: JOBMARKET_HOME",
    errno.EPERM: "give yourself the right to write there, or move what is generated: JOBMARKET_HOME",
    errno.EROFS: "the file system is read-only; move what is generated: JOBMARKET_HOME",
    errno.ENOENT: "put it back, or see that nothing else removes it while a run is at work",
}


def of_system(error: OSError) -> StateError:
    """What the operating system refused, in the words that every message carries."""
    return StateError(
        f"the system said: {error.strerror or error}",
        where=str(error.filename or ""),
        todo=_TODO.get(error.errno or 0, "see to the disk, then start again; what is published stands"),
    )
