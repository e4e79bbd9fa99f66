"""How the names of public bodies end, by kind of body."""

from __future__ import annotations

import re

# A committee that manages a zone governs it; one that manages assets, a city's streets or a trade does not
GOVERNMENT = re.compile(
    r"(?:人民政府|管委会|(?<![督市资产通业育生化融])管理委员会|政府|开发区|高新区|经济区|工业园区|示范区)$"
)
TOWNSHIP = re.compile(r"(?:街道|街道办事处|街道办|镇|乡|苏木|民族乡)(?:人民政府|政府|办事处)?$")
REGION = re.compile(r"(?:省|自治区|市|州|盟|地区|县|区|旗)$")
OFFICE = re.compile(
    r"(?:办公室|办公厅|办|局|委|委员会|厅|中心|院|队|社|馆|所|站|公司|学校|大学|中学|小学|医院|法院|处|会|部|集团|总署|海关|关区|兵团)$"
)
_BRACKETS_BEHIND = re.compile(r"\([^()]*\)$")
KINDS = (GOVERNMENT, TOWNSHIP, REGION, OFFICE)


def names_body(name: str) -> bool:
    """Whether a name ends as bodies' names do; what follows it in brackets is ignored."""
    plain = _BRACKETS_BEHIND.sub("", name)
    return any(kind.search(plain) for kind in (GOVERNMENT, TOWNSHIP, OFFICE))
