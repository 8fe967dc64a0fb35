"""The order in which to walk a graph: what comes before stands before, and what goes round together stays together."""

from __future__ import annotations

from collections.abc import Sequence


def strongly_connected(ways: Sequence[Sequence[int]]) -> list[list[int]]:
    """The strongly connected parts of a graph, each before every part it leads to.

    Tarjan's algorithm ("Depth-first search and linear graph algorithms", SIAM Journal on Computing 1:2, 1972), without
    recursion: a story may be longer than Python's stack is deep.

    Args:
        ways: for each node, the nodes it leads to.
    """
    number: list[int] = [-1] * len(ways)
    low = [0] * len(ways)
    waiting: list[int] = []
    is_waiting = [False] * len(ways)
    parts: list[list[int]] = []
    count = 0
    for root in range(len(ways)):
        if number[root] >= 0:
            continue
        number[root] = low[root] = count
        count += 1
        waiting.append(root)
        is_waiting[root] = True
        path = [(root, iter(ways[root]))]
        while path:
            node, following = path[-1]
            for there in following:
                if number[there] < 0:
                    number[there] = low[there] = count
                    count += 1
                    waiting.append(there)
                    is_waiting[there] = True
                    path.append((there, iter(ways[there])))
                    break
                if is_waiting[there]:
                    low[node] = min(low[node], number[there])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == number[node]:
                    part: list[int] = []
                    while not part or part[-1] != node:
                        part.append(waiting.pop())
                        is_waiting[part[-1]] = False
                    parts.append(part)
    return parts[::-1]


def reached_from(ways: list[list[int]], start: int) -> set[int]:
    """The nodes that ways lead to from one of them, itself among them."""
    waiting, reached = [start], {start}
    while waiting:
        for there in ways[waiting.pop()]:
            if there not in reached:
                reached.add(there)
                waiting.append(there)
    return reached
