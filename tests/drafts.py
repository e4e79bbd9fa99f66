"""Made-up reports of a body that does not exist, as text with bars: whole, and with slips that a test puts in."""

from __future__ import annotations

from collections.abc import Mapping

from parsing import form

BODY = "青禾县人民政府办公室"
_OPENING = """{body}{year}年政府信息公开工作年度报告
一、总体情况
{year}年，本机关共收到政府信息公开申请{received}件，全部由自然人提出，全部按期办结。
二、主动公开政府信息情况
"""
_CLOSING = """五、存在的主要问题及改进情况
公开内容还不够细致，下一年将加强业务培训。
六、其他需要报告的事项
无其他需要报告的事项。
"""
# Requests by row, all of natural persons
_REQUESTS = {
    "received": 95,
    "granted": 50,
    "partly_granted": 13,
    "unavailable.not_held": 31,
    "unavailable.needs_creation": 1,
}
_SLIP = "requests/unavailable.not_held/total"


def draft(change: Mapping[str, int | str] | None = None, *, year: int = 2024, received: int = 95) -> str:
    """A report of the 2021 edition whose sums hold but for ``change``, what cells print instead; ``received`` is the
    number of requests that its prose states."""
    cells = _cells() | dict(change or {})
    opening = _OPENING.format(body=BODY, year=year, received=received)
    titles = {
        "requests": "三、收到和处理政府信息公开申请情况\n",
        "disputes": "四、政府信息公开行政复议、行政诉讼情况\n",
    }
    tables = "".join(f"{titles.get(table, '')}{_table(table, cells)}" for table in form.TABLES)
    return f"{opening}{tables}{_CLOSING}"


def draft_with_a_slip() -> str:
    """One total is printed as 13 instead of 31, and nothing else is wrong."""
    return draft({_SLIP: 13})


def draft_with_several() -> str:
    """The same slip, a blank cell, and prose that states 97 requests where the table has 95."""
    return draft({_SLIP: 13, "disputes/review/pending": ""}, received=97)


def _cells() -> dict[str, int | str]:
    cells: dict[str, int | str] = {cell: 0 for table in form.TABLES for cell in form.table("2021", table).cells}
    for row, value in {**_REQUESTS, form.TOTAL: sum(_REQUESTS.values()) - _REQUESTS["received"]}.items():
        for column in ("natural_person", form.TOTAL):
            cells[f"requests/{row}/{column}"] = value
    return cells


def _table(table: str, cells: Mapping[str, int | str]) -> str:
    if table == "disputes":
        return _disputes(cells)
    lines = [_head(table)]
    for row in form.table("2021", table).rows:
        printed = [str(cells[f"{table}/{row.id}/{column.id}"]) for column in row.columns]
        lines.append(" | ".join([*([row.group] if row.group else []), row.label, *printed]))
    return "\n".join(lines) + "\n"


def _head(table: str) -> str:
    if table == "requests":
        return "申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计"
    return "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数"


def _disputes(cells: Mapping[str, int | str]) -> str:
    rows = form.table("2021", "disputes").rows
    heads = " | ".join(column.label for row in rows for column in row.columns)
    printed = " | ".join(str(cells[f"disputes/{row.id}/{column.id}"]) for row in rows for column in row.columns)
    return f"行政复议 | 行政诉讼\n未经复议直接起诉 | 复议后起诉\n{heads}\n{printed}\n"
