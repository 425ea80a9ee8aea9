"""jobmarket: which deep-learning framework do employers really ask for?"""

from __future__ import annotations

__version__ = "0.1.0"
