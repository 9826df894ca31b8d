"""`python -m strevview` is `strevview`."""

from __future__ import annotations

from strevview.cli.entry import main

if __name__ == "__main__":
    main()
