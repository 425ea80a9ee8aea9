"""What all commands share: how errors are told, options, examples.  Knows no command."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from jobmarket.errors import JobmarketError, of_system

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

    return wrapped


def example(*lines: str) -> str:
    """Examples for a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
