"""How long each rule takes over issues: `python -m benchmarks.rule_times issues`.

What several rules ask of an issue is worked out once: its time is theirs in equal parts.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from strevview.lint import engine
from strevview.lint.checked_issue import CheckedIssue, CheckedItem
from strevview.lint.registry import RULES
from strevview.model.loading import issues_in, load_all


class Clock:
    """Gives each moment to the work that goes on, by its name, and notes who asked for it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self.askers: dict[str, set[str]] = defaultdict(set)
        self._now = ["start"]
        self._since = time.process_time()

    def run(self, name: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - of the work
        """Do some work on its own account."""
        self._book()
        self._now.append(name)
        made = work()
        if isinstance(made, Iterator):
            made = iter(list(made))
        self._book()
        self._now.pop()
        return made

    def ask(self, name: str) -> None:
        """Note that the work that goes on needs other work, whether it is done already or not."""
        self.askers[name].add(self._now[-1])

    def shares(self, rules: set[str]) -> dict[str, float]:
        """Return the seconds of each rule, with its part of what it shares with others."""
        found = dict.fromkeys(rules, 0.0)
        for name, seconds in self.spent.items():
            users = self._users(name) & rules
            for user in users:
                found[user] += seconds / len(users)
        return found

    def _users(self, name: str) -> set[str]:
        above = set[str]().union(*(self._users(asker) for asker in self.askers[name]))
        return above | {name}

    def _book(self) -> None:
        now = time.process_time()
        self.spent[self._now[-1]] += now - self._since
        self._since = now


def clocked_property(clock: Clock, name: str, compute: Callable[[Any], Any]) -> property:
    """Return a property that is worked out once, on the clock, and notes whoever asks for it."""

    def asked(owner: object) -> Any:  # noqa: ANN401 - of the property
        clock.ask(name)
        kept = vars(owner)
        if name not in kept:
            kept[name] = clock.run(name, lambda: compute(owner))
        return kept[name]

    return property(asked)


def rule_times(folder: Path) -> dict[str, float]:
    """Return the seconds that each rule takes over the issues of a folder."""
    clock = Clock()
    for part in (CheckedIssue, CheckedItem):
        for name, found in list(vars(part).items()):
            if isinstance(found, cached_property):
                work = f"{part.__name__}.{name}"
                setattr(part, name, clocked_property(clock, work, found.func))

    def once(issue: CheckedIssue, analysis: Callable[[CheckedIssue], Any]) -> Any:  # noqa: ANN401
        name = analysis.__name__
        clock.ask(name)
        kept = vars(issue).setdefault("clocked", {})
        if name not in kept:
            kept[name] = clock.run(name, lambda: analysis(issue))
        return kept[name]

    setattr(CheckedIssue, "once", once)  # noqa: B010 - its type is generic

    def clocked(code: str, work: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda subject: clock.run(code, lambda: work(subject))

    rules = [
        rule._replace(
            check=clocked(rule.code, rule.check),
            gather=rule.gather and clocked(rule.code, rule.gather),
        )
        for rule in RULES
    ]
    vars(engine)["RULES"] = rules
    issues = load_all(issues_in(folder))
    for issue in issues:
        # Texts are read for all rules, as a part of the file.
        issue.items()
    engine.check(issues)
    return clock.shares({rule.code for rule in rules})


if __name__ == "__main__":
    print(json.dumps(rule_times(Path(sys.argv[1]))))
