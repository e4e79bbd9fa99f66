"""Short prose that agrees with the tables, and prose with numbers that a careless reader takes for theirs."""

from __future__ import annotations

from random import Random

from demo.printing.model import Number
from tests.render.model import Body


def introduction(body: Body, year: int, *, full: bool) -> str:
    """Who reports, under which law, for which period."""
    who = body.full_name if full else body.name
    return (
        f"根据《中华人民共和国政府信息公开条例》（以下简称《条例》）第五十条规定，{who}编制本报告。"
        f"报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
        f"依据国办公开办函{'〔2019〕60' if year <= 2020 else '〔2021〕30'}号文件格式编写。"
        "如有疑问，请与我们联系（电话：0427-3554789，邮编：124000）。"
    )


def overview(rng: Random, body: Body, year: int, values: dict[str, Number]) -> list[str]:
    """Section 一: what was published, requested and done."""
    news = rng.randrange(20, 3000)
    part = rng.randrange(1, news)
    return [
        f"（一）主动公开。{year}年，{body.we}通过门户网站发布信息{news}条，其中工作动态{part}条、"
        f"通知公告{news - part}条，政务微信公众号推送{rng.randrange(10, 900)}余条。",
        f"（二）依申请公开。{_requests(body, values)}",
        f"（三）政府信息管理。严格执行《条例》第三十六条规定，修订制度{rng.randrange(1, 5)}项，"
        f"按照“先审查、后公开”的要求审核信息{rng.randrange(10, 500)}件次。",
        f"（四）监督保障。全年召开专题会议{rng.randrange(1, 9)}次，培训{rng.randrange(20, 300)}人次，"
        "未发生因政务公开工作被追究责任的情况。",
    ]


def _requests(body: Body, values: dict[str, Number]) -> str:
    received = values["requests/received/total"]
    if received == 0:
        return "全年未收到政府信息公开申请。"
    return (
        f"全年{body.we}共收到政府信息公开申请{received}件，其中自然人申请{values['requests/received/natural_person']}件，"
        f"上年结转{values['requests/carried_in/total']}件；予以公开{values['requests/granted/total']}件，"
        f"结转下年度办理{values['requests/carried_out/total']}件。"
    )


def disclosure(rng: Random, body: Body, year: int, values: dict[str, Number]) -> str:
    """Prose before table 二, with its figures and with others."""
    issued = next(
        values[f"disclosure/normative_documents/{column}"]
        for column in ("issued", "produced")
        if f"disclosure/normative_documents/{column}" in values
    )
    return (
        f"{year}年，{body.we}制发规范性文件{issued}件，作出行政许可决定{values['disclosure/licensing/decisions']}项，"
        f"行政处罚{values['disclosure/penalties/decisions']}件。公开重大项目{rng.randrange(2, 40)}个，"
        f"比上年增加{rng.randrange(1, 90)}条，增长18.92%。"
    )


def problems(rng: Random, body: Body, year: int) -> list[str]:
    """Section 五."""
    return [
        f"{year}年，{body.we}政府信息公开工作取得了一定成效，但仍存在一些不足：一是公开内容不够全面；"
        f"二是更新不够及时，抽查的{rng.randrange(20, 90)}条信息中有{rng.randrange(1, 9)}条超过20个工作日。",
        f"{year + 1}年，将重点抓好以下工作：一是加强培训，计划不少于{rng.randrange(2, 8)}次；"
        "二是规范依申请公开办理流程。",
    ]


def other_matters(rng: Random, year: int) -> str:
    """Section 六."""
    return rng.choice(
        (
            "无其他需要报告的事项。",
            "按照《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号）规定，"
            f"{year}年度未收取信息处理费。",
            "本年度共承办人大代表建议4件、政协提案2件，均已办结。",
        )
    )
