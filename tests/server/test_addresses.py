"""Whose request it is: behind a proxy that a setting names, and where somebody only says so."""

from __future__ import annotations

import pytest

from server.addresses import visitor
from server.rates import MAX_ADDRESSES, Buckets


def scope(client, *forwarded):
    headers = [(b"x-forwarded-for", one.encode()) for one in forwarded]
    return {"type": "http", "client": client and (client, 1234), "headers": headers}


@pytest.mark.parametrize(
    ("trusted", "client", "forwarded", "expected"),
    [
        ("", "203.0.113.5", [], "203.0.113.5"),
        ("", "203.0.113.5", ["198.51.100.1"], "203.0.113.5"),
        # uvicorn has taken the client from the header of a proxy on this machine, which nobody has named
        ("", "198.51.100.1", ["198.51.100.1"], "127.0.0.1"),
        ("", "198.51.100.1", ["203.0.113.9, 198.51.100.1, 127.0.0.1"], "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1", ["203.0.113.9", "198.51.100.1"], "198.51.100.1"),
        # the last entry is the proxy's own, those before it are the visitor's words
        ("10.0.0.0/8", "10.0.0.2", ["203.0.113.9, 198.51.100.1, 10.1.1.1"], "198.51.100.1"),
        ("10.0.0.0/8", "10.0.0.2", ["198.51.100.1, no address"], "10.0.0.2"),
        ("10.0.0.0/8", "10.0.0.2", [], "10.0.0.2"),
        ("10.0.0.0/8", "203.0.113.5", ["198.51.100.1"], "203.0.113.5"),
        ("", "::ffff:203.0.113.5", [], "203.0.113.5"),
        ("", "2001:db8:1:2:3:4:5:6", [], "2001:db8:1:2::/64"),
        ("", None, [], ""),
        ("", "testclient", ["198.51.100.1"], ""),
    ],
)
def test_a_proxy_is_believed_only_where_a_setting_names_it(monkeypatch, trusted, client, forwarded, expected):
    monkeypatch.setenv("NIANBAO_PROXIES", trusted)
    assert visitor(scope(client, *forwarded)) == expected


def test_a_bucket_empties_and_fills_again():
    buckets = Buckets()
    assert [buckets.take("a", 2, now=0.0) for _ in range(3)] == [0, 0, 30]
    assert buckets.take("b", 2, now=0.0) == 0
    assert buckets.take("a", 2, now=29.0) == pytest.approx(1)
    assert buckets.take("a", 2, now=30.0) == 0
    assert [buckets.take("a", 2, now=10_000.0) for _ in range(3)] == [0, 0, 30]


def test_only_so_many_addresses_are_remembered():
    buckets = Buckets()
    for number in range(MAX_ADDRESSES + 50):
        buckets.take(str(number), 2, now=0.0)
    assert len(buckets._kept) == MAX_ADDRESSES
