"""Visitors take turns, and the queue has an end."""

from __future__ import annotations

import threading
from typing import NamedTuple

from workers.turns import Turns


class Job(NamedTuple):
    visitor: str
    number: int
    size: int = 1


def taken(turns, count):
    found = []
    for _ in range(count):
        job = turns.take()
        found.append(job.visitor + str(job.number))
        turns.done(job)
    return found


def test_visitors_take_turns():
    turns = Turns(2, 100)
    turns.put([Job("a", n) for n in range(4)])
    turns.put([Job("b", n) for n in range(2)])
    turns.put([Job("c", 0)])
    assert taken(turns, 7) == ["a0", "b0", "c0", "a1", "b1", "a2", "a3"]


def test_one_visitor_leaves_a_place_to_others():
    turns = Turns(3, 100)
    turns.put([Job("a", n) for n in range(9)])
    held = [turns.take(), turns.take()]
    found = []
    waiting = threading.Thread(target=lambda: found.append(turns.take()))
    waiting.start()
    waiting.join(0.2)
    assert found == []
    turns.put([Job("b", 0)])
    waiting.join(10)
    assert found == [Job("b", 0)]
    turns.done(held[0])
    assert turns.take() == Job("a", 2)


def test_the_queue_has_an_end_in_bytes_and_takes_a_single_large_document():
    turns = Turns(2, 10)
    assert turns.put([Job("a", 0, 100)])
    assert not turns.put([Job("b", 0, 5)])
    turns.done(turns.take())
    assert turns.put([Job("b", 0, 5)])


def test_dropped_jobs_give_their_room_back():
    turns = Turns(2, 10)
    turns.put([Job("a", 0, 4), Job("b", 0, 4)])
    assert turns.drop(lambda job: job.visitor == "a") == [Job("a", 0, 4)]
    assert len(turns) == 1
    assert turns.put([Job("c", 0, 6)])
    assert taken(turns, 2) == ["b0", "c0"]


def test_closing_lets_everybody_go():
    turns = Turns(2, 10)
    found = []
    waiting = threading.Thread(target=lambda: found.append(turns.take()))
    waiting.start()
    turns.close()
    waiting.join(10)
    assert found == [None]
