"""The flows as modules, with a Prefect that keeps its things in a folder that vanishes.

Prefect reads its settings when it is first imported, so tests take it, too, from here.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile

from jobmarket.home import PROJECT

_folder = tempfile.mkdtemp(prefix="prefect-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["PREFECT_HOME"] = _folder
# `pytest` alone, unlike `python -m pytest`, does not look into the project's folder.
sys.path.insert(0, str(PROJECT))

from prefect.client.schemas.schedules import CronSchedule  # noqa: E402
from prefect.states import Failed  # noqa: E402

from flows import backfill, gather, refresh, serve, told, trends  # noqa: E402

__all__ = ["CronSchedule", "Failed", "backfill", "gather", "refresh", "serve", "told", "trends"]
