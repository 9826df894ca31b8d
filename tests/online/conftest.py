"""The fake web in the place of the real one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.online.fake_web import FakeClock, FakeWeb


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeWeb]:
    made = FakeWeb(FakeClock())
    made.install(monkeypatch)
    with made.serving():
        yield made
