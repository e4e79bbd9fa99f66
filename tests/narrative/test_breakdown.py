"""Lists that do not add up, and lists of which that cannot be said."""

from __future__ import annotations

import pytest

from checks.narrative import Mismatch, mismatches, read_normalised
from parsing.normalise import normalise_text


def told(prose: str) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(m.whole, m.parts) for m in found(prose) if m.certain]


def doubtful(prose: str) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(m.whole, m.parts) for m in found(prose) if not m.certain]


def found(prose: str) -> list[Mismatch]:
    text = normalise_text(prose)
    return mismatches(text, "department", read_normalised(text, 2023, "department"))


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


@pytest.mark.parametrize(
    "prose",
    [
        "共主动公开政府信息80条，其中规章12条、规范性文件8条、其他文件30条；工作报告3条、预决算7条、动态20条。",
        "全年公开信息95条，其中政策文件20条、人事信息15条、其他类10条；财政信息30条；工作动态20条。",
        "网站发布信息48条，其中概况2条、机构4条、其他信息6条；公告公示16条、部门动态20条。",
        "公开各类信息70条，其中法规公文5条、规划计划3条、其他12条；另有图片新闻50条。",
        "主动公开信息120条，其中县政府文件30条、县政府办文件20条、其他文件10条；解读材料8条。",
        "发布公告66件，其中土地类20件、招考类6件、其他10件；拆迁类30件，均在门户网站发布。",
        "全年公开信息52条，其中业务类30条、党建类8条、其他4条；重点领域10条；",
        "公开政府信息41条，其中部门文件9条、统计数据2条、其余10条；通过公报公开20条。",
    ],
)
def test_a_list_that_goes_on_behind_a_semicolon_is_not_complete(prose):
    assert found(prose) == []


@pytest.mark.parametrize(
    "prose",
    [
        "全年公开信息90条，其中规章12条、文件48条、动态40条；解读材料3条。",
        "全年公开信息90条，其中规章12条、文件8条、其他40条；召开会议3次。",
    ],
)
def test_a_semicolon_hides_no_list_that_is_wrong_before_it(prose):
    assert len(told(prose)) == 1


@pytest.mark.parametrize(
    "prose",
    [
        "我镇在网站主动公开政府信息达25条，其中机构设置2条，领导分工5条，民生信息8条，工作报告7条。",
        "全年公开信息共计60条，其中政策法规8条，工作动态32条，公示公告10条，人事信息6条。",
        "2023年发布政府信息120条，其中：概况类10条，动态类70条，财政类12条，公告类20条。",
        "主动公开信息36件，其中公文类6件，计划总结类4件，民生类12件，党建类20件。",
        "公开信息200条，其中机构职能类12条、政策文件类28条、业务动态类110条、财政资金类30条。",
        "公开各类信息达88条，包括政策文件12条，财政信息6条，工作动态50条，公示公告14条。",
        "收到政府信息公开申请40件，其中自然人20件、商业企业10件、科研机构2件、法律服务机构4件。",
        "网站公开信息32条，其中组织机构5条，政策法规6条，行政执法9条，规划计划8条。",
    ],
)
def test_many_parts_that_come_nearly_to_the_whole_or_to_more_are_doubtful(prose):
    assert (len(doubtful(prose)), len(told(prose))) == (1, 0)


@pytest.mark.parametrize(
    "prose",
    [
        # far from the whole, few, or said to be some of them
        "全年公开信息60条，其中政策法规8条，工作动态12条，公示公告10条，人事信息6条。",
        "全年公开信息60条，其中政策法规8条，工作动态32条，公示公告15条。",
        "全年公开信息60条，其中政策法规8条，工作动态32条，公示公告10条，人事信息6条等。",
        # parts twice, by two questions, or parts and what is no part
        "收到政府信息公开申请9件，其中网络申请5件，信函申请4件，自然人6件，法人2件。",
        "收到政府信息公开申请9件，其中网络5件、信函4件、自然人7件、法人2件。",
        "全年公开信息60条，其中政策法规8条，工作动态32条，公示公告20条，回应留言12条。",
        "全年公开信息60条，其中政策法规8条，工作动态32条，转载新闻12条，公示公告2条。",
        # outcomes that prose has something to say of
        "办理申请20件，其中予以公开8件、部分公开4件、不予公开3件、无法提供3件。",
        "发布信息60条，其中网站40条，公众号30条。",
        "发布信息60条，其中政策解读10条，动态信息26条，通知公告12条，其他见网站专栏。",
        "公开信息60条，其中概况类8条，动态类32条，公告类10条；财政类10条。",
    ],
)
def test_lists_of_which_nothing_can_be_said(prose):
    assert found(prose) == []


def test_the_numbers_and_their_place():
    text = "全年发布信息67条，其中动态10条、通知40条、其他16条。"
    (mismatch,) = mismatches(text, "department", ())
    assert (mismatch.whole, mismatch.parts) == ((67,), (10, 40, 16))
    assert text[mismatch.start : mismatch.end] == "67条，其中动态10条、通知40条、其他16条"


@pytest.mark.parametrize("piece", ["1条，其中1条、", "1条，其中(1条", "1条，其中1条、1条，"])
def test_a_hostile_line_takes_no_longer_than_its_length(piece):
    """Every 其中 looks at a bounded list; without the bound this line of 300,000 characters takes minutes."""
    assert mismatches(piece * (300_000 // len(piece)), "department", ()) is not None
