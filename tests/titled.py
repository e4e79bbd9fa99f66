"""Documents whose title and prose a test gives, and how they are read."""

from __future__ import annotations

from parsing import parse_report

BODY = "\n一、总体情况\n根据《政府信息公开条例》要求，编制本报告。{prose}\n二、主动公开政府信息情况\n规章\n0\n0\n0\n"


def read(title: str, prose: str = ""):
    return parse_report((title + BODY.format(prose=prose)).encode(), "x.txt")


def page(title: str, prose: str):
    table = "<table><tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr></table>"
    text = f"<html><head><title>{title}</title></head><body><p>一、总体情况</p><p>{prose}</p>{table}</body></html>"
    return parse_report(text.encode(), "x.html")


TITLE = "盘山县民政局2022年政府信息公开工作年度报告"
