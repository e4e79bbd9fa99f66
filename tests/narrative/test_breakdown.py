"""Lists that do not add up, and lists of which that cannot be said."""

from __future__ import annotations

import pytest

from checks.narrative import mismatches, read_normalised
from parsing.normalise import normalise_text


def told(prose: str) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    text = normalise_text(prose)
    return [(m.whole, m.parts) for m in mismatches(text, "department", read_normalised(text, 2023, "department"))]


@pytest.mark.parametrize(
    "prose",
    [
        "全年主动公开信息120条，其中政务动态50条、政策文件30条、其他30条。",
        "2023年公开信息210条，分为：概况信息10条、政策法规50条、工作动态140条。",
        "收到政府信息公开申请9件，其中自然人7件、法人1件、其他组织2件。",
        "共发布信息（含转载）66条，其中概况3条、文件5条、动态48条、财政7条、服务及其他4条。",
        "政府信息公开申请30件，办结25件，结转下年度继续办理3件。",
        "新收40件政府信息公开申请，上年结转2件，办结41件，结转下年度2件。",
    ],
)
def test_parts_that_cannot_add_up(prose):
    assert len(told(prose)) == 1


@pytest.mark.parametrize(
    "prose",
    [
        "全年主动公开信息120条，其中政务动态50条、政策文件30条、其他40条。",
        "全年主动公开信息120条，其中政策文件30条、财政信息20条。",
        "收到政府信息公开申请9件，其中网络申请7件，信函申请3件，延期办理4件。",
        "收到政府信息公开申请9件，其中自然人9件、办结8件、结转1件。",
        "共公开信息1.2万条，其中动态5000条、政策300条、其他200条。",
        "发布信息300余条，其中动态200条、通知150条。",
        "网站发布信息200条，其中动态类占50%、政策类占30%、其他20%。",
        "发布信息67条，其中新闻10条、通知2次、政策4篇。",
        "收到申请20件，办结15件，其中延期2件，结转下年度3件，撤回2件。",
        "收到申请20件，办结15件，结转下年度3件，其余2件正在补正。",
        "召开会议5次，培训3次，其中专题培训2次、业务培训1次。",
        "收到政府信息公开申请12件，其中公开、部分公开8件，不予公开2件。",
        "发布信息60条，其中首页信息40条（其中图片新闻15条、视频5条）、其他20条。",
        "发布信息60条，其中2022年30条、2023年40条。",
        "制发行政规范性文件3件，废止5件，其中主动废止2件、到期废止3件。",
        "收到申请10件，上年结转1件，办结11件，结转下年度0件。",
    ],
)
def test_parts_that_may_be_right(prose):
    assert told(prose) == []


def test_the_numbers_and_their_place():
    text = "全年发布信息67条，其中动态10条、通知40条、其他16条。"
    (mismatch,) = mismatches(text, "department", ())
    assert (mismatch.whole, mismatch.parts) == ((67,), (10, 40, 16))
    assert text[mismatch.start : mismatch.end] == "67条，其中动态10条、通知40条、其他16条"


@pytest.mark.parametrize("piece", ["1条，其中1条、", "1条，其中(1条", "1条，其中1条、1条，"])
def test_a_hostile_line_takes_no_longer_than_its_length(piece):
    """Every 其中 looks at a bounded list; without the bound this line of 300,000 characters takes minutes."""
    assert mismatches(piece * (300_000 // len(piece)), "department", ()) is not None
