"""The fake web of the tests of `online`."""

from __future__ import annotations

from tests.online.conftest import web

__all__ = ["web"]
