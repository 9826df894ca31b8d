"""Take turns: every command once a round, so that a slow moment of the machine hits them all."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.command import Measure, run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.command import Command


@dataclass(frozen=True, slots=True)
class Runs:
    """The measures of several commands; those of one round stand at the same index."""

    measures: Mapping[str, tuple[Measure, ...]]

    def seconds(self, name: str) -> float:
        """Return the median wall time of a command in seconds."""
        return median(measure.seconds for measure in self.measures[name])

    def peak(self, name: str) -> float:
        """Return the median peak memory of a command in bytes."""
        return median(measure.peak for measure in self.measures[name])

    def time_ratio(self, name: str, base: str) -> float:
        """Return the median over the rounds of one command's wall time divided by another's."""
        return self._ratio(name, base, lambda measure: measure.seconds)

    def cpu_ratio(self, name: str, base: str) -> float:
        """Return the same of processor time: steadier where other programs take turns too."""
        return self._ratio(name, base, lambda measure: measure.cpu)

    def memory_ratio(self, name: str, base: str) -> float:
        """Return the median over the rounds of one command's peak memory divided by another's."""
        return self._ratio(name, base, lambda measure: measure.peak)

    def _ratio(self, name: str, base: str, value: Callable[[Measure], float]) -> float:
        rounds = zip(self.measures[name], self.measures[base], strict=True)
        return median(value(one) / value(other) for one, other in rounds)


def take_turns(
    commands: Sequence[Command],
    rounds: int,
    measure: Callable[[Command], Measure] = run,
    *,
    warm_up: bool = True,
) -> Runs:
    """Run each command once unmeasured, then `rounds` times in turn, every other round backwards.

    Without `warm_up` the first run counts: for commands that take minutes.

    Raises:
        ValueError: two commands have one name, or there is no round.
        CommandFailedError: a command failed.
    """
    names = [command.name for command in commands]
    if len(set(names)) < len(names) or rounds < 1:
        raise ValueError(f"{rounds} rounds of {names}")
    for command in commands if warm_up else ():
        measure(command)
    measures: dict[str, list[Measure]] = {name: [] for name in names}
    for number in range(rounds):
        for command in commands if number % 2 == 0 else reversed(commands):
            measures[command.name].append(measure(command))
    return Runs({name: tuple(taken) for name, taken in measures.items()})
