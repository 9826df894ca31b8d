"""The renderer's only door to the outside: it opens onto `Resources` and nothing else."""

from __future__ import annotations

from urllib.request import Request

from weasyprint.urls import URLFetcher, URLFetcherResponse

from strevview.render.resources import Resources


class _Response(URLFetcherResponse):  # type: ignore[misc]
    """A response held in memory.

    It has no path: the renderer would read a picture's file again by its path when it writes the
    PDF, past the fetcher and perhaps after the file has changed.
    """

    @property
    def path(self) -> None:
        """No file stands behind it."""
        return


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Answer the renderer from `Resources`.

    The handlers of the base class (HTTP, FTP, files, proxies) are never installed, so that no
    path through it can reach the network. A refusal is an ordinary exception: the renderer goes
    on without the resource, all refusals of a document come out in one run, and the build fails
    on their diagnostics.
    """

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._fail_on_errors = False

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return the answer to `url`; raise `ResourceRefusedError` when there is none."""
        del headers
        resource = self._resources.read(url)
        return _Response(resource.url, resource.data, {"Content-Type": resource.media_type})

    def open(
        self, url: str | Request, data: object = None, timeout: object = None
    ) -> URLFetcherResponse:
        """Answer the base class's other way in by the same rule."""
        del data, timeout
        return self.fetch(url if isinstance(url, str) else url.full_url)
