from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import pytest

from strevview.preview.board import Board, BoardState

FIRST = BoardState("a.yaml", "a.pdf")
LONG_SECONDS = 60.0


def test_who_comes_gets_the_state_and_then_each_new_one_from_another_thread() -> None:
    board = Board(FIRST)

    async def listen() -> list[BoardState | None]:
        seen = []
        async for state in board.states(LONG_SECONDS):
            seen.append(state)
            done = len(seen) == 4
            news = board.close if done else lambda: board.show(replace(FIRST, good=False))
            threading.Thread(target=news).start()
        return seen

    seen = asyncio.run(listen())
    assert [state and state.turn for state in seen] == [0, 1, 2, 3]
    assert [state and state.good for state in seen] == [None, False, False, False]


def test_the_latest_state_is_enough_for_who_was_slow() -> None:
    board = Board(FIRST)

    async def listen() -> list[BoardState | None]:
        states = board.states(LONG_SECONDS)
        seen = [await anext(states)]
        for _ in range(3):
            board.show(FIRST)
        seen.append(await anext(states))
        board.close()
        return [*seen, *[state async for state in states]]

    assert [state and state.turn for state in asyncio.run(listen())] == [0, 3]


def test_a_sign_of_life_comes_where_there_is_no_news() -> None:
    async def listen() -> list[BoardState | None]:
        states = Board(FIRST).states(0.01)
        return [await anext(states) for _ in range(3)]

    assert asyncio.run(listen()) == [FIRST, None, None]


@pytest.mark.parametrize("turns", [0, 1])
def test_after_the_end_only_the_last_state_is_told(turns: int) -> None:
    board = Board(FIRST)
    for _ in range(turns):
        board.show(FIRST)
    board.close()

    async def listen() -> list[BoardState | None]:
        return [state async for state in board.states(LONG_SECONDS)]

    assert [state and state.turn for state in asyncio.run(listen())] == [turns]
