"""What programs put on the clipboard as HTML, with and without Windows' head of offsets."""

from __future__ import annotations

import pytest

from parsing import loaders, parse_report
from parsing.errors import EmptyError
from parsing.report import Status

TITLE = "某县商务局2021年政府信息公开工作年度报告"
HEAD = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
ROWS = (("规章", "14", "", "2037"), ("行政规范性文件", "0", "3", "/"))


def chrome() -> str:
    style = "style='color: rgb(0, 0, 0); font-family: 宋体; border: 1px solid;'"
    rows = "".join(f"<tr>{''.join(f'<td {style}>{text}</td>' for text in row)}</tr>" for row in (HEAD, *ROWS))
    return f"<html>\n<body>\n<!--StartFragment--><h1 {style}>{TITLE}</h1><table {style}><tbody>{rows}</tbody></table><!--EndFragment-->\n</body>\n</html>"


def word() -> str:
    def cell(text: str) -> str:
        inside = f"<span lang=EN-US>{text}<o:p></o:p></span>" if text else "<span lang=EN-US><o:p>&nbsp;</o:p></span>"
        return f"<td width=145 style='mso-border-alt:solid windowtext .5pt'><p class=MsoNormal>{inside}</p></td>"

    rows = "".join(
        f"<tr style='mso-yfti-irow:{n}'>{''.join(map(cell, row))}</tr>" for n, row in enumerate((HEAD, *ROWS))
    )
    return (
        "<html xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='urn:schemas-microsoft-com:office:office'><head>"
        "<meta http-equiv=Content-Type content='text/html; charset=utf-8'><title>别的标题2019年</title><!--[if gte mso 9]>"
        "<xml><w:WordDocument><w:View>Normal</w:View>2018</w:WordDocument></xml><![endif]-->"
        "<style><!-- @font-face {font-family:宋体;} p.MsoNormal {mso-style-parent:'';} --></style></head><body lang=ZH-CN>"
        f"<!--StartFragment--><p class=MsoNormal align=center><b>{TITLE}<o:p></o:p></b></p><![if !supportEmptyParas]>&nbsp;"
        f"<![endif]><table class=MsoTableGrid border=1>{rows}</table><!--EndFragment--></body></html>"
    )


def excel() -> str:
    rows = "".join(
        f"<tr height=19>{''.join(f'<td class=xl65 x:num>{text}</td>' for text in row)}</tr>" for row in (HEAD, *ROWS)
    )
    return (
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><meta name=ProgId content=Excel.Sheet><style>"
        "<!--table {mso-displayed-decimal-separator:'\\.';}--></style></head><body link=blue><table border=0><col width=72>"
        f"<!--StartFragment--><tr><td colspan=4 class=xl66>{TITLE}</td></tr>{rows}<!--EndFragment--></table></body></html>"
    )


def wps() -> str:
    rows = "".join(f"<tr>{''.join(f'<td><font>{text}</font></td>' for text in row)}</tr>" for row in (HEAD, *ROWS))
    return (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta name='Generator' content='WPS Office'>"
        f"</head><body><!--StartFragment--><p>{TITLE}</p><table><tbody>{rows}</tbody></table><p>&nbsp;</p>"
        "<!--EndFragment--></body></html>"
    )


def with_offsets(page: str, version: str = "0.9", source: str = "", line: str = "\r\n") -> bytes:
    """As Windows keeps it; the offsets count bytes."""
    more = f"SourceURL:{source}{line}" if source else ""
    names = ("StartHTML", "EndHTML", "StartFragment", "EndFragment")
    bare = f"Version:{version}{line}" + "".join(f"{name}:{'0' * 10}{line}" for name in names) + more
    start = len(bare.encode())
    body = page.encode()
    places = (start, start + len(body), start + body.find(b"<!--StartFragment-->") + 20, start + body.find(b"<!--End"))
    head = f"Version:{version}{line}" + "".join(
        f"{name}:{place:010}{line}" for name, place in zip(names, places, strict=True)
    )
    return (head + more).encode() + body


PROGRAMS = {"chrome": chrome(), "word": word(), "excel": excel(), "wps": wps()}


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("headed", [False, True], ids=["page", "offsets"])
def test_a_copied_report(program, headed):
    page = PROGRAMS[program]
    source = "https://www.example.gov.cn/2017/art_2017.html" if program == "chrome" else ""
    data = with_offsets(page, source=source) if headed else page.encode()
    report = parse_report(data, "clipboard")
    assert (report.year, report.agency) == (2021, "某县商务局")
    found = {f.id.partition("/")[2]: (f.value, f.status) for f in report.figures if f.table == "disclosure"}
    assert found["regulations/issued"] == (14, Status.REPORTED)
    assert found["regulations/repealed"] == (None, Status.BLANK)
    assert found["regulations/in_force"] == (2037, Status.REPORTED)
    assert found["normative_documents/issued"] == (0, Status.REPORTED)
    assert found["normative_documents/in_force"] == (None, Status.NOT_APPLICABLE)


@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("version", ["0.9", "1.0"])
def test_the_head_is_no_text(line, version):
    document = loaders.load(with_offsets(chrome(), version, "http://a.cn/2019", line))
    assert document.lines[0].cells[0].text == TITLE
    assert "Start" not in document.text and "2019" not in document.text


def test_offsets_are_not_believed():
    lying = with_offsets(excel()).replace(b"StartHTML:0", b"StartHTML:9")
    assert parse_report(lying, "x").by_id()["disclosure/regulations/in_force"].value == 2037
    with pytest.raises(EmptyError):
        loaders.load(lying[: lying.index(b"<html")])


def test_a_text_about_versions_is_text():
    assert not loaders.clipboard.accepts("Version:0.9 的说明".encode())
    assert parse_report(f"Version:1.0\n{TITLE}\n规章 | 1 | 2 | 5 |".encode(), "x").year == 2021
