"""What several tests share: where the real ads are, and homes that vanish."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobmarket.home import PROJECT


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


@pytest.fixture
def new_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh folder for everything generated."""
    monkeypatch.setenv("JOBMARKET_HOME", str(tmp_path))
    return tmp_path
