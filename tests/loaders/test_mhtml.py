"""Saved web pages and mails."""

from __future__ import annotations

import quopri
from email.encoders import encode_base64
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from parsing import parse_report
from parsing.errors import DamagedFileError
from parsing.loaders.web import mhtml
from tests.render import render
from tests.render.score import compare_cells

PAGE = "<html><body><p>某局2021年政府信息公开工作年度报告</p><table><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr></table></body></html>"


def saved(*parts: tuple[str, str, str, str]) -> bytes:
    """A page as a browser saves it; parts of content, subtype, charset and transfer encoding."""
    lines = [
        "From: <Saved by Blink>",
        "MIME-Version: 1.0",
        "Content-Type: multipart/related;",
        '\ttype="text/html"; boundary="----x"',
        "",
        "",
    ]
    head = "\r\n".join(lines).encode()
    body = b""
    for content, subtype, charset, transfer in parts:
        message = MIMEText("", subtype)
        del message["Content-Type"], message["Content-Transfer-Encoding"], message["MIME-Version"]
        message["Content-Type"] = f"text/{subtype}" + (f'; charset="{charset}"' if charset else "")
        message.set_payload(content.encode(charset or "gb18030"))
        if transfer == "base64":
            encode_base64(message)
        elif transfer == "quoted-printable":
            message["Content-Transfer-Encoding"] = transfer
            message.set_payload(quopri.encodestring(content.encode(charset or "gb18030")).decode("ascii"))
        else:
            body += (
                b"------x\r\n"
                + f"Content-Type: {message['Content-Type']}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".encode()
                + content.encode(charset or "gb18030")
                + b"\r\n"
            )
            continue
        body += b"------x\r\n" + message.as_bytes() + b"\r\n"
    return head + body + b"------x--\r\n"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030", "utf-16", ""])
@pytest.mark.parametrize("transfer", ["base64", "quoted-printable", "8bit"])
def test_charsets_and_transfer_encodings(charset, transfer):
    if charset == "utf-16" and transfer != "base64":
        return
    data = saved((PAGE, "html", charset, transfer))
    assert mhtml.accepts(data)
    report = parse_report(data, "x.mht")
    assert (report.year, report.by_id()["disclosure/regulations/in_force"].value) == (2021, 3)


def test_the_report_is_told_from_pages_inside_the_page():
    frame = "<html><body>" + "广告 " * 900 + "</body></html>"
    data = saved((frame, "html", "utf-8", "base64"), (PAGE, "html", "utf-8", "base64"), ("p{}", "css", "utf-8", "8bit"))
    assert "规章" in mhtml.load(data).text


def test_a_mail_in_both_kinds():
    mail = EmailMessage()
    mail["Subject"] = "年报"
    mail["From"] = mail["To"] = "a@example.org"
    mail.set_content("看附件")
    mail.add_alternative(PAGE, subtype="html")
    assert mhtml.accepts(mail.as_bytes())
    assert mhtml.load(mail.as_bytes()).lines[-1].table == 1


def test_a_mail_of_text_alone():
    mail = EmailMessage()
    mail["From"] = "a@example.org"
    mail.set_content("规章 | 1 | 2 | 3 |\n", charset="gb18030")
    assert [cell.raw for cell in mhtml.load(mail.as_bytes()).lines[0].cells] == ["规章", "1", "2", "3"]


def test_a_whole_form():
    for seed in range(4):
        case = render(seed, "html_word", [])
        data = saved((case.text, "html", "utf-8", "quoted-printable"))
        outcomes, misses = compare_cells(case, parse_report(data, "x.mht"))
        assert (outcomes["right"], misses) == (len(case.cells), [])


def test_pages_and_texts_are_no_mails():
    assert not mhtml.accepts(PAGE.encode())
    assert not mhtml.accepts("来源: 某局\n日期: 2022\nMIME-Version: 1.0".encode())
    assert not mhtml.accepts(b"Title: x\nDate: y\n\ntext about MIME-Version: 1.0 and\nContent-Type: text/html")


@pytest.mark.parametrize("charset", ["x-unknown", "zlib_codec", "ut\x00f", "utf-7"])
def test_charsets_that_are_none(charset):
    data = saved((PAGE, "html", "utf-8", "base64")).replace(b'charset="utf-8"', f'charset="{charset}"'.encode())
    assert "规章" in mhtml.load(data).text


def nested(depth: int) -> bytes:
    head = b"MIME-Version: 1.0\r\n"
    for n in range(depth):
        head += f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n".encode()
    return head


def test_what_has_no_text_is_refused_by_name():
    empty = MIMEMultipart()
    for data in (empty.as_bytes(), nested(3), nested(4000)):
        assert mhtml.accepts(data)
        with pytest.raises(DamagedFileError) as caught:
            mhtml.load(data)
        assert "MHT" in caught.value.message("zh")
