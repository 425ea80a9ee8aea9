"""How Prefect behaves where nobody has said otherwise: local, quiet, patient.  Import before Prefect.

Every value is only a default: what the environment already says stays.  Where Prefect runs already (a
worker or a server started this process) nothing is touched: its settings were read and are the user's.
"""

from __future__ import annotations

import os
import sys

from jobmarket.home import home

_DEFAULTS = {
    # A database of its own: another project's Prefect, or another version's, is left alone.
    "PREFECT_HOME": str(home().data / ".prefect"),
    # The first start makes a database and may take longer than Prefect's 20 seconds.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    # No word to anybody about who runs what.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # Results are published files; Prefect need not keep copies.
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
}
if "prefect" not in sys.modules:
    # Prefect makes its folder but not that folder's parents.
    home().data.mkdir(parents=True, exist_ok=True)
    for _name, _value in _DEFAULTS.items():
        os.environ.setdefault(_name, _value)
