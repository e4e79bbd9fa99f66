"""What the first report would have to wait for: rules, forms, vocabularies and the solver, loaded when first needed.

A process that reads many reports and is to answer at once, such as a worker, loads them when it starts.
"""

from __future__ import annotations

from importlib import import_module

from checks.book.cases import make_report
from checks.engine import run_checks
from parsing import parse_report
from parsing.form import EDITIONS

_DOCUMENT = """某局2023年政府信息公开工作年度报告
一、总体情况
2023年，我局收到政府信息公开申请3件，其中自然人2件；办结3件，比上年增加1件。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 2 1 0 0 0 0 3
二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
六、其他需要报告的事项
"""


def warm_up() -> None:
    """Load now, in some two seconds, what is otherwise loaded by the first reports that need it."""
    import_module("checks.sums.programs")
    run_checks(parse_report(_DOCUMENT.encode(), "warm.txt"))
    for edition in EDITIONS:
        # a sum that fails, and one that waits for a filling
        cells = {"requests/received/total": 1, "requests/granted/business": "blank", "requests/granted/total": 2}
        run_checks(make_report({"edition": edition, "cells": cells}))
