"""Work modes an ad offers: remote, hybrid, onsite."""

from jobmarket.extract.work_modes.reading import work_modes

__all__ = ["work_modes"]
