"""What several tests share: where the real ads are, and homes that vanish."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from made_up_home import QUIET, fill, new_home
from made_up_posts import posts

from jobmarket import journey
from jobmarket.home import PROJECT, Home

# A slow or busy machine is no failure; the same examples everywhere make a red run repeatable.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real inputs beside the checkout."""
    folder = PROJECT.parent / "shared"
    if not (folder / "corpora").is_dir():
        pytest.skip("the real ads are not beside this checkout (../shared)")
    return folder


@pytest.fixture(scope="session")
def corpora(shared: Path) -> Path:
    """Real ads, as published by their collectors."""
    return shared / "corpora"


@pytest.fixture(scope="session")
def travelled(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that went the whole way once, on 300 made-up ads."""
    folder = tmp_path_factory.mktemp("journey")
    here = new_home(folder)
    fill(here, posts(300), folder / "files")
    journey.run(here, QUIET)
    return here
