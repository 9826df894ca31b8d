from __future__ import annotations

import asyncio

from strevview.preview.watcher import Board, State

FIRST = State("a.yaml", "a.pdf")
LONG_SECONDS = 60.0


def test_the_latest_state_is_enough_for_who_was_slow() -> None:
    board = Board(FIRST)

    async def listen() -> list[State | None]:
        states = board.states(LONG_SECONDS)
        seen = [await anext(states)]
        for _ in range(3):
            board.show(FIRST)
        seen.append(await anext(states))
        board.close()
        return [*seen, *[state async for state in states]]

    assert [state and state.turn for state in asyncio.run(listen())] == [0, 3]


def test_a_sign_of_life_comes_where_there_is_no_news() -> None:
    async def listen() -> list[State | None]:
        states = Board(FIRST).states(0.01)
        return [await anext(states) for _ in range(3)]

    assert asyncio.run(listen()) == [FIRST, None, None]
