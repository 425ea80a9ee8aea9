"""Run the deployments of prefect.yaml on their schedules, here and now, with no server set up beforehand.

    python flows/serve.py

Starts a Prefect server of its own on this machine (unless ``PREFECT_API_URL`` names one that runs), and
ends it again on ctrl-C.  Runs follow one another: a home has one lock.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flows import settings  # noqa: F401  (first: Prefect reads its settings when it is imported)

import click  # isort: skip
import httpx  # isort: skip
import yaml  # isort: skip

from jobmarket.commands.dress import example  # isort: skip
from jobmarket.errors import JobmarketError, StateError  # isort: skip
from jobmarket.home import home  # isort: skip

PROJECT = Path(__file__).resolve().parents[1]
DEFAULT_PORT = 4200
STARTUP_SECONDS = 180.0
SHUTDOWN_SECONDS = 30.0


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _port() -> int:
    """The port the environment names, else Prefect's own, or any free one where that is taken.

    Raises:
        StateError: the one named is taken; what answers there may be another project's server.
    """
    if named := os.environ.get("PREFECT_SERVER_API_PORT"):
        if not _free(int(named)):
            raise StateError(
                f"port {named} is taken",
                where="PREFECT_SERVER_API_PORT",
                todo="name another, or none; to use a server that runs, set PREFECT_API_URL",
            )
        return int(named)
    if _free(DEFAULT_PORT):
        return DEFAULT_PORT
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + STARTUP_SECONDS
    with httpx.Client(trust_env=False, timeout=5) as client:
        while time.monotonic() < end and server.poll() is None:
            try:
                if client.get(f"{url}/health").is_success:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.2)
    raise StateError(
        "Prefect's server did not start", where=str(log), todo="read that file, then start again"
    )


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(SHUTDOWN_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _answered(client: httpx.Client, method: str, path: str, **told: Any) -> httpx.Response:
    """An answer of the server, asked again while its database is busy: it says 503 then."""
    end = time.monotonic() + STARTUP_SECONDS
    while (answer := client.request(method, path, **told)).status_code == 503 and time.monotonic() < end:
        time.sleep(0.5)
    return answer.raise_for_status()


def tidy(client: httpx.Client) -> None:
    """Settle what an earlier serving left in our own server, which knows no running run when it starts.

    A run that was cut off has crashed.  Of the runs that were missed only the newest of each deployment is
    made up for, not every day the machine was off.
    """

    def runs(**filters: Any) -> list[dict[str, Any]]:
        asked = {"flow_runs": filters, "sort": "EXPECTED_START_TIME_DESC"}
        return list(_answered(client, "POST", "/flow_runs/filter", json=asked).json())

    crashed = {"type": "CRASHED", "message": "serving ended before the run did"}
    for run in runs(state={"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}):
        told = {"state": crashed, "force": True}
        _answered(client, "POST", f"/flow_runs/{run['id']}/set_state", json=told)
    missed = {
        "state": {"type": {"any_": ["SCHEDULED"]}},
        "expected_start_time": {"before_": datetime.now(UTC).isoformat()},
    }
    newest: dict[str, str] = {}
    # The server tells a page at a time, newest first.
    while old := [run for run in runs(**missed) if run["id"] not in newest.values()]:
        for run in old:
            if newest.setdefault(run["deployment_id"], run["id"]) != run["id"]:
                _answered(client, "DELETE", f"/flow_runs/{run['id']}")


@contextmanager
def running_server() -> Iterator[str]:
    """The address of a Prefect server: the one the environment names, or one that lives as long as this.

    Raises:
        StateError: it did not start.
    """
    if named := os.environ.get("PREFECT_API_URL"):
        yield named
        return
    port = _port()
    url = f"http://127.0.0.1:{port}/api"
    folder = Path(os.environ["PREFECT_HOME"])
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "server.log"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("wb") as told:
        # In a session of its own, so that ctrl-C reaches only us and the runs can still report their end.
        server = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=told, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        _await(server, url, log)
        with httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
            tidy(client)
        os.environ["PREFECT_API_URL"] = url
        yield url
    finally:
        _end(server)


def declared() -> list[Mapping[str, Any]]:
    """The deployments as prefect.yaml declares them."""
    told = yaml.safe_load((PROJECT / "prefect.yaml").read_text(encoding="utf-8"))
    return list(told["deployments"])


def _deployment(told: Mapping[str, Any], every: float | None) -> Any:
    """A declared deployment as Prefect serves it; ``every`` replaces the times of one that has any."""
    from prefect.schedules import Cron, Interval

    path, name = told["entrypoint"].split(":")
    flow = getattr(importlib.import_module(path.removesuffix(".py").replace("/", ".")), name)
    schedules = [
        Interval(every) if every else Cron(one["cron"], timezone=one["timezone"]) for one in told["schedules"]
    ]
    return flow.to_deployment(
        told["name"], description=told["description"], tags=told["tags"], schedules=schedules
    )


def _serve(deployments: Iterable[Any]) -> None:
    """What ``prefect.serve`` does, except that SIGTERM ends it as ctrl-C does.

    Prefect's own answer to SIGTERM (3.8) forgets to wait for the runner, which then ends with a warning.
    """
    from prefect.runner import Runner

    class Served(Runner):
        def handle_sigterm(self, *_: Any, **__: Any) -> None:
            signal.raise_signal(signal.SIGINT)

    runner = Served(name="jobmarket", pause_on_shutdown=False, limit=1)
    for deployment in deployments:
        runner.add_deployment(deployment)
    asyncio.run(runner.start())


def serve_declared(every: float | None) -> None:
    """Serve until interrupted."""
    os.chdir(PROJECT)  # entry points are told relative to it
    with running_server() as url:
        deployments = [_deployment(told, every) for told in declared()]
        print(f"serving {', '.join(told['name'] for told in declared())}")
        print(f"home:  {home().root}\nwatch: {url.removesuffix('/api')}\nctrl-C ends it", flush=True)
        _serve(deployments)


@click.command(epilog=example("python flows/serve.py"))
@click.option(
    "--every",
    type=click.FloatRange(min=1),
    metavar="SECONDS",
    help="Run what has a schedule this often instead: for a rehearsal, not for real hosts.",
)
def main(every: float | None) -> None:
    """Run the deployments of prefect.yaml on their schedules until ctrl-C."""
    # Also where a script started this in the background, which is given deaf ears for ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        serve_declared(every)
    except KeyboardInterrupt:
        pass
    except JobmarketError as error:
        print("\n".join(error.lines()), file=sys.stderr)
        sys.exit(error.exit_code)
    print("ended", flush=True)


if __name__ == "__main__":
    main()
