"""What all commands share: how errors are told, options, examples.  Knows no command."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from jobmarket.errors import JobmarketError, StateError, of_system

Args = ParamSpec("Args")
Result = TypeVar("Result")
NAMES = click.argument("names", nargs=-1, metavar="[NAME]…")
JSON = click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")


def told(command: Callable[Args, Result]) -> Callable[Args, Result]:
    """Say what went wrong, where, and what to do; exit as the error tells."""

    @wraps(command)
    def wrapped(*args: Args.args, **kwargs: Args.kwargs) -> Result:
        try:
            return command(*args, **kwargs)
        except JobmarketError as error:
            print("\n".join(error.lines()), file=sys.stderr)
            sys.exit(error.exit_code)
        except BrokenPipeError:
            # The reader of our output left (`| head`): that is no error.
            sys.stderr.close()
            sys.exit(0)
        except OSError as error:
            print("\n".join(of_system(error).lines()), file=sys.stderr)
            sys.exit(1)
        except Exception as error:
            if not _lacks_a_relation(error):
                raise
            older = StateError(
                f"the warehouse has not the tables of this version ({str(error).splitlines()[0]})",
                where="the published warehouse",
                todo="jobmarket build (snapshots and history are read as they are)",
            )
            print("\n".join(older.lines()), file=sys.stderr)
            sys.exit(older.exit_code)

    return wrapped


def _lacks_a_relation(error: Exception) -> bool:
    """Whether DuckDB missed a table or column; only a command that asked it can have loaded it."""
    duckdb = sys.modules.get("duckdb")
    return duckdb is not None and isinstance(error, (duckdb.CatalogException, duckdb.BinderException))


def example(*lines: str) -> str:
    """Examples for a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
