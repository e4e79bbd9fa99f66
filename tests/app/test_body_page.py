"""A body at a glance: its years, what changed in the last of them, and its way from the sidebar."""

from __future__ import annotations

import pandas as pd

from checks.across import Edit
from parsing import parse_report
from tests.app import visible
from tests.drafts import draft
from ui.compare import profile
from ui.texts import catalogue

EN = catalogue("en")


def test_a_year_without_a_report_is_in_the_strip():
    rows = pd.DataFrame({"report": ["a", "b"], "state": ["sums", "consistent"], "year": [2019, 2021], "mine": False})
    assert profile.strip(rows) == [
        profile.Year(2019, "a", "sums"),
        profile.Year(2020, "", ""),
        profile.Year(2021, "b", "consistent"),
    ]


def test_what_the_prose_states_otherwise_is_named_with_its_cell():
    old, new = (parse_report(draft(year=y, received=n).encode(), f"{y}.txt") for y, n in ((2023, 95), (2024, 97)))
    assert profile.StatedChange("requests/received/total", 95, 97) in profile.stated(old, new)
    assert profile.stated(old, old) == []
    assert profile.prose_counts(old, new)[Edit.RENUMBERED] == 1
    assert profile.prose_counts(old, old).keys() == {Edit.KEPT}


def test_a_rank_is_among_the_ranked_of_enough_bodies():
    values = pd.DataFrame(
        {"report": list("abcdef"), "value": [0.5, 0.1, 0.2, 0.3, 0.4, 0.9], "ranked": [True] * 5 + [False]}
    )
    assert profile.peers(values, "d") == profile.Peers(3, 5, 0.3)
    assert profile.peers(values, "f") is None
    assert profile.peers(values.head(3), "a") is None


def test_the_page_says_what_changed_and_draws_the_main_metrics(opened):
    app = opened("years", lang="en")
    assert not app.exception
    shown = visible.everything(app)
    parts = EN["years.prose_changed"].format(old=2023, new=2024, parts="|").partition("|")[0]
    assert parts in shown
    assert EN["years.carried_passed"].format(n=9) in shown
    assert len(app.main.get("plotly_chart")) == len(profile.MULTIPLES) + 1
    links = [link.proto.query_string for link in app.get("page_link")]
    assert any("view=prose" in link and "old=2023" in link for link in links)
    assert any("cell=" in link for link in links)


def test_a_body_is_found_from_any_page(opened):
    app = opened("about", lang="en")
    app.text_input(key="find_body").set_value("洪泽").run()
    link = next(link for link in app.sidebar.get("page_link") if "洪泽区" in link.proto.label)
    there = opened("years", lang="en", body=link.proto.query_string.partition("body=")[2])
    assert "洪泽区人民政府" in there.main.markdown[0].value
    app.text_input(key="find_body").set_value("没有这里").run()
    assert EN["sidebar.search_none"] in visible.everything(app)
