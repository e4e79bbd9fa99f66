"""The words of checks/narrative/language/narrative.yaml, made into one pattern that finds them all in a single pass."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from checks.narrative.language import numerals

_FILE = Path(__file__).with_name("narrative.yaml")


class Vocabulary(NamedTuple):
    """Compiled words for reports of one level.

    ``pattern`` finds every token: its first group is all of it, the second the digits of a plain number (12件，).
    ``kinds`` gives the kind of a word or a mark by what is printed; ``shapes`` takes any other token apart.
    """

    pattern: re.Pattern[str]
    kinds: dict[str, str]
    shapes: re.Pattern[str]
    filler: re.Pattern[str]
    level: str


# Behind a number: 36 件, 300多件, 100件左右. Chinese numbers have fewer units: 一个, 一项 count nothing.
_TAIL = (
    r"(?: ?(?P<{0}_before>[余多几来]|左右))?(?: ?(?P<{0}_unit>{1}))?(?P<{0}_after>左右|以上|以下|以内|之多|有余|多|余)?"
)

_DIGITS = (
    r"\d{1,3}(?:,\d{3}){1,2}(?![\d,])|\d{1,3}(?:，\d{3}){1,2}(?=[件条份起例宗])"
    r"|\d{1,3}(?: \d{3}){1,2}(?= ?[件条份起例宗])|\d++(?:\.\d++)?"
)
# Each pattern follows an example of the text that it matches. All are linear: what repeats is possessive or bounded.
_SHAPES = (
    # 《2022年政务公开工作要点》, 依复〔2023〕7号, 第三十六条
    rf"(?P<skip>《[^》\n]{{0,60}}》|〔[^〕\n]{{0,8}}〕(?:第?\d{{1,5}}号)?|\[\d{{4}}\]|第[\d{numerals.CHARACTERS}]{{1,8}})",
    # 2021至2023年; 2021年-2023年
    r"(?P<years>(?<!\d)20\d\d(?:年度?)?[-—–~至到]{1,2}20\d\d年度?)",
    # 自2008年5月1日起; 自2008年条例施行
    r"(?P<since>自(?P<since_year>20\d\d)年(?:\d{1,2}月(?:份|\d{1,2}日)?)?(?:[^，。；、\d\n]{0,12}(?:施行|实施|成立|开通|运行))?(?:起|开始|以来|(?<=[施行立通])))",
    # 截至2020年6月底; 1月1日至12月31日; 1-6月
    r"(?P<until>截(?:至|止)到?(?:20\d\d年)?(?P<until_month>\d{1,2})月(?:份|底|末|\d{1,2}日)?)",
    r"(?P<span>(?<!\d)(?P<from>\d{1,2})(?:月(?:份|\d{1,2}日)?)?起?[-—–~至到]{1,2}(?:20\d\d年)?(?P<to>\d{1,2})月(?:份|底|末|\d{1,2}日)?)",
    r"(?P<date>(?<!\d)\d{1,2}月(?:\d{1,2}日|份|底|末)?)",
    # 2023年度; 二〇二三年; 2022、2023两年
    r"(?P<year>(?<!\d)(?:19|20)\d\d(?:年度?|(?=、20\d\d[、年两三])|(?=[两三四]年))|二[〇零○][〇零○一二三][〇零○一二三四五六七八九]年度?)",
    # 13,612  3 247  36  1.17
    rf"(?P<arabic>(?P<digits>{_DIGITS})<arabic tail>)",
    # 一件, 两, 二十一, 零
    rf"(?P<chinese>(?P<numerals>[{numerals.CHARACTERS}]++)<chinese tail>)",
)
_SHAPES_BEGIN = rf"(?=[\d《〔\[第截自{numerals.CHARACTERS}])"
APPROXIMATING = "近约超逾过足破乎上-—–~至到于"
"""A number behind one of these may be no exact one."""
# 12件， is most numbers, and needs no second look
_PLAIN = rf"(?<=[^\s\d{re.escape(APPROXIMATING)}])([1-9]\d{{0,6}}+)[件条份起宗](?=[，,、；;()]|\Z)"
_MARKS = {
    "，": "break",
    ",": "break",
    "、": "comma",
    "：": "colon",
    ":": "colon",
    "；": "semicolon",
    ";": "semicolon",
    "(": "open",
    ")": "close",
}
_BUCKET = 40


@cache
def _data() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with _FILE.open(encoding="utf-8") as file:
        data: dict[str, Any] = yaml.load(file, Loader=loader)  # noqa: S506 both are safe loaders # nosec B506
    return data


def _bodies(level: str) -> dict[str, str]:
    """Word → own | other_body | office, by level: 全市 is a government's own figure and nobody else's."""
    bodies = _data()["bodies"]
    kinds = {f"各{organ}": "other_body" for organ in bodies["organs"]} | dict.fromkeys(bodies["parts"], "other_body")
    small = [f"{w}{organ}" for w in ("我", "本") for organ in bodies["organs"]] + [
        f"全{o}" for o in bodies["whole_organs"]
    ]
    behind = "!!" + "/".join(bodies["not_before"])
    regions = [f"{w}{region}" for w in ("全", "我", "本") for region in bodies["regions"]]
    kinds |= dict.fromkeys(small, "own")
    if level == "government":
        kinds |= dict.fromkeys(regions, "own") | dict.fromkeys(bodies["spoken_for"], "spoken_for")
        kinds |= {f"{region}{part}": "other_body" for region in bodies["regions"] for part in bodies["core"]}
        kinds |= dict.fromkeys(bodies["core_alone"], "other_body")
        offices = ("", *bodies["regions"])
        kinds |= {f"{region}{name}": "spoken_for" for region in offices for name in bodies["disclosure_offices"]}
    else:
        kinds |= dict.fromkeys(bodies["own_parts"], "own")
        kinds |= {f"{region}{behind}": "other_body" for region in (*regions, *(f"{r}内" for r in bodies["regions"]))}
        kinds |= dict.fromkeys((*bodies["tiers"], *bodies["governments"]), "other_body")
        governments = [government.partition("!")[0] for government in bodies["governments"]]
        kinds |= {f"以{name}{behind}": "agent" for name in governments for behind in ("为", "名义")}
    kinds |= dict.fromkeys(bodies["offices"], "office" if level == "department" else "other_body")
    kinds[f"全国{behind}"] = "other_body"
    return kinds


def _word_pattern(entry: str) -> str:
    """``申请!人表`` → 申请 that 人 and 表 do not follow; ``全市!!部署/前列`` likewise with whole words."""
    word, _, banned_words = entry.partition("!!")
    if banned_words:
        return f"{re.escape(word)}(?!{'|'.join(map(re.escape, banned_words.split('/')))})"
    word, _, banned = entry.partition("!")
    return re.escape(word) + (f"(?![{banned}])" if banned else "")


def _alternatives(entries: list[str]) -> str:
    """One alternation of all words, the longest first.

    Words are grouped by first character, and the groups in buckets whose class is tried first: a place where no word
    begins costs one look at all first characters, not one at each word.
    """
    ordered = sorted(entries, key=lambda e: (e[0], -len(e.split("!")[0]), e))
    groups = []
    for first, members in groupby(ordered, key=lambda e: e[0]):
        tails = [_word_pattern(e).removeprefix(re.escape(first)) for e in members]
        groups.append((first, f"{re.escape(first)}(?:{'|'.join(tails)})"))
    buckets = [_one_of(groups[i : i + _BUCKET]) for i in range(0, len(groups), _BUCKET)]
    return f"(?=[{_class(groups)}])(?:{'|'.join(buckets)})"


def _one_of(groups: list[tuple[str, str]]) -> str:
    return f"(?=[{_class(groups)}])(?:{'|'.join(pattern for _, pattern in groups)})"


def _class(groups: list[tuple[str, str]]) -> str:
    return re.escape("".join(first for first, _ in groups))


def _any(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def vocabulary(level: str) -> Vocabulary:
    """The words for one level: department, government or township."""
    data = _data()
    entries = {word: kind for kind, words in data["words"].items() for word in map(str, words)}
    entries |= _bodies(level)
    shapes = "|".join(_SHAPES).replace("<arabic tail>", _TAIL.format("arabic", _any(data["units"])))
    shapes = shapes.replace("<chinese tail>", _TAIL.format("chinese", _any(data["chinese_units"])))
    unnamed = re.sub(r"\(\?P<\w+>", "(?:", shapes)
    marks = f"[{''.join(_MARKS)}]"
    return Vocabulary(
        re.compile(f"({_alternatives(list(entries))}|{_SHAPES_BEGIN}(?:{_PLAIN}|{unnamed})|{marks})"),
        {entry.split("!")[0]: kind for entry, kind in entries.items()} | _MARKS,
        re.compile(shapes),
        re.compile(rf"(?:{_any(data['fillers'])}|[\s\"“”'‘’…—-])*+"),
        level,
    )


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A turn of phrase by its name."""
    return re.compile(_data()["patterns"][name])


@cache
def sums_of(quantity: str) -> tuple[tuple[str, ...], ...]:
    """The cells whose sum a quantity may be in the tables; the first sum is the quantity's own."""
    return tuple(map(tuple, _data()["tables"][quantity]))


def cells_of(quantity: str) -> tuple[str, ...]:
    """Ids of the cells that add up to a quantity."""
    return sums_of(quantity)[0]
