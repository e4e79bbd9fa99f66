"""What every answer carries and who is let in, asked of real servers."""

from __future__ import annotations

import gzip
import json
import re
import time

import pytest
from websockets.exceptions import InvalidStatus

from tests.server.visit import ask, opened, visiting

PATHS = ["/", "/report", "/healthz", "/_stcore/health", "/_stcore/metrics", "/media/none", "/static/none.js"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(plain, path):
    _, headers, _ = ask(plain, "GET", path)
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe-inline" not in policy["script-src"]
    assert "'sha256-" in policy["script-src"]
    assert policy["connect-src"] == policy["frame-ancestors"] == "'self'"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_uvicorn_serves_the_same_walls(walled):
    status, headers, _ = ask(walled, "GET", "/")
    assert status == 200
    assert headers["content-security-policy"].endswith("frame-ancestors 'self' https://www.example.org")
    assert "x-frame-options" not in headers


@pytest.mark.parametrize("server", ["plain", "walled"])
def test_health_speaks_of_process_and_database(request, server):
    for _ in range(100):
        status, _, body = ask(request.getfixturevalue(server), "GET", "/healthz")
        said = json.loads(body)
        # the first question does not wait for the database
        if said["database"].get("why") != "not yet known":
            break
        time.sleep(0.1)
    assert status == 200
    assert said["ok"] and said["process"]["ok"] and said["database"] == {"ok": True, "used": True}


def test_metrics_are_closed_unless_a_setting_opens_them(plain, walled):
    for path in ("/_stcore/metrics", "/_stcore/metrics/", "/%5fstcore/metrics"):
        assert ask(plain, "GET", path)[0] == 404
    assert ask(walled, "GET", "/_stcore/metrics")[0] == 200


def test_another_host_is_refused(plain, walled):
    for path in ("/", "/healthz", "/_stcore/upload_file/a/b"):
        assert ask(walled, "GET", path, headers={"Host": "evil.example.com"})[0] == 400
    assert ask(walled, "GET", "/", headers={"Host": "lens.example.org"})[0] == 200
    assert ask(plain, "GET", "/", headers={"Host": "evil.example.com"})[0] == 200


def test_another_host_gets_no_websocket(walled):
    with pytest.raises(InvalidStatus, match="400"), opened(walled, Host="evil.example.com"):
        pass


def test_a_page_in_another_sites_frame_is_an_embedded_view(plain):
    framed = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site"}
    status, headers, _ = ask(plain, "GET", "/regions?year=2024&embed=false", headers=framed)
    assert (status, headers["location"]) == (307, "?year=2024&embed=true")
    assert ask(plain, "GET", "//evil.example.com/", headers=framed)[1]["location"] == "?embed=true"
    assert ask(plain, "GET", "/regions?year=2024&embed=true", headers=framed)[0] == 200
    assert ask(plain, "GET", "/regions", headers=framed | {"Sec-Fetch-Site": "same-origin"})[0] == 200
    assert ask(plain, "GET", "/regions", headers={"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"})[0] == 200


def test_an_address_that_asks_too_often_is_told_when_to_come_back(walled):
    often = {"X-Forwarded-For": "198.51.100.7"}
    answers = [ask(walled, "GET", "/_stcore/host-config", headers=often) for _ in range(70)]
    refused = [headers for status, headers, _ in answers if status == 429]
    assert 1 <= len(refused) <= 10
    assert all(int(headers["retry-after"]) >= 1 for headers in refused)
    assert ask(walled, "GET", "/static/none.js", headers=often)[0] == 200
    assert ask(walled, "GET", "/healthz", headers=often)[0] == 200
    assert ask(walled, "GET", "/_stcore/host-config", headers={"X-Forwarded-For": "198.51.100.8"})[0] == 200
    # whatever stands before the proxy's own entry, the visitor wrote
    spoofed = {"X-Forwarded-For": "203.0.113.1, 198.51.100.7"}
    assert ask(walled, "GET", "/_stcore/host-config", headers=spoofed)[0] == 429


def test_an_address_opens_only_so_many_pages(walled):
    address = {"X-Forwarded-For": "198.51.100.20"}
    with opened(walled, **address), opened(walled, **address):
        with pytest.raises(InvalidStatus, match="429"), opened(walled, **address):
            pass
        with opened(walled, **{"X-Forwarded-For": "198.51.100.21"}):
            pass
    with opened(walled, **address):
        pass


def test_messages_wait_and_are_not_lost(walled):
    """More messages than a minute's worth: the visit stays open and each is answered, the last ones later."""
    with visiting(walled, **{"X-Forwarded-For": "198.51.100.30"}) as visit:
        for _ in range(58):
            visit.ask_addresses("many")
        assert len(visit.addresses("a.txt", "b.txt")) == 2


def test_the_first_page_answers_by_its_name_too(plain):
    status, headers, _ = ask(plain, "GET", "/overview?data=demo")
    assert (status, headers["location"]) == (307, "/?data=demo")


def test_another_sites_page_gets_no_websocket_and_reads_no_answer(plain):
    # whoever is signed in would come along by cookie
    with pytest.raises(InvalidStatus, match="403"), opened(plain, Origin="https://evil.example"):
        pass
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    for method, path in (("POST", "/api/v1/documents"), ("GET", "/api/v1/queries/totals"), ("GET", "/healthz")):
        _, headers, _ = ask(plain, method, path, body=b"x" if method == "POST" else None, headers=foreign)
        assert "access-control-allow-origin" not in headers


def test_links_to_pages_that_are_now_part_of_another_lead_there(plain):
    for path, led in (
        ("/rules?rule=a.b&lang=en", "about?view=rules&rule=a.b&lang=en"),
        ("/metrics", "about?view=metrics"),
    ):
        status, headers, _ = ask(plain, "GET", path)
        assert (status, headers["location"]) == (307, led)


def test_scripts_are_sent_compressed_and_kept_by_the_browser(plain):
    page = ask(plain, "GET", "/")[2].decode()
    script = "/" + re.search(r"static/js/index\.[\w-]+\.js", page)[0]
    _, whole, expected = ask(plain, "GET", script)
    assert "content-encoding" not in whole
    status, headers, packed = ask(plain, "GET", script, headers={"Accept-Encoding": "gzip, br"})
    assert (status, headers["content-encoding"], headers["vary"]) == (200, "gzip", "Accept-Encoding")
    assert headers["cache-control"] == whole["cache-control"] == "public, immutable, max-age=31536000"
    assert headers["content-type"] == whole["content-type"]
    assert gzip.decompress(packed) == expected
    assert len(packed) < len(expected) / 2
    part = ask(plain, "GET", script, headers={"Accept-Encoding": "gzip", "Range": "bytes=0-9"})
    assert (part[0], part[2]) == (206, expected[:10])
