"""Words that mirror sites put in place of names: ``常德市365体育投注:芙蓉街道``. A body's own 体育局 is not one."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Brands that mean nothing else, and those that are ordinary words or places too
_BRANDS = (
    *(
        "365",
        "188",
        "88",
        "99",
        "bet",
        "Bet",
        "BET",
        "UedBet",
        "uedbet",
        "manbetx",
        "beplay",
        "万博",
        "亚博",
        "威尼斯人",
        "澳门金沙",
        "葡京",
    ),
    *("必发", "必威", "明升", "立博", "威廉希尔", "华体会", "爱游戏", "乐鱼", "博天堂", "凯发", "狗万", "沙巴"),
)
_WORDS = (
    *("永利", "威尼斯", "澳门", "皇冠", "伟德", "金沙", "银河", "乐动", "开云", "米兰", "九游", "星空", "太阳城"),
    *("尊龙", "云顶", "雷火", "半岛"),
)
_GAMES = ("体育", "彩票", "娱乐", "博彩", "棋牌", "真人", "赌场", "电竞")
_OFFERS = (
    "投注|平台|官网|官方网站|官方|直营|网址|app|APP|在线|下载|入口|登录|注册|手机版|手机|备用|网站|网上|开户|城中心"
    # no 城市管理局
    "|城(?![市管乡建关区镇县])"
)
_MARKS = r"[·_]|\(中国\)"
_GAME = "|".join(_GAMES)
# Whatever a brand drags along; a number is a brand only where it is whole. Repeats are bounded: where one fails, its
# parts are tried in every way
_TAIL = rf"(?:{_GAME}|{_OFFERS}|{_MARKS})"
_ONE = (
    rf"(?:(?<!\d)(?:{'|'.join(_BRANDS)}){{1,4}}(?!\d){_TAIL}{{0,8}}(?:{_GAME}|{_OFFERS})"
    rf"|(?:{'|'.join(_WORDS)})(?:{_GAME}|手机|官网|官方网站|投注|app|APP){_TAIL}{{0,8}})"
)
_AD = re.compile(rf"{_ONE}(?:[,，_]{{0,4}}{_ONE}){{0,8}}[:：]?|(?:{_GAME})(?:{_OFFERS}){{1,8}}[:：]?")
_LEADS = _BRANDS + _WORDS + _GAMES
# Where one of them may begin, by its first two characters
_BEGINNINGS = frozenset(w[:2] for w in _LEADS)
_MAY_BEGIN = re.compile(f"[{''.join({w[0] for w in _LEADS})}](?=[{''.join({w[1] for w in _LEADS})}])")


def find(text: str) -> tuple[str, ...]:
    """The advertising words of a text, each once, in order."""
    return tuple(dict.fromkeys(match[0] for match in _ads(text)))


def remove(text: str) -> str:
    """The text without them."""
    kept, end = [], 0
    for match in _ads(text):
        kept.append(text[end : match.start()])
        end = match.end()
    return "".join([*kept, text[end:]])


def _ads(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for lead in _MAY_BEGIN.finditer(text):
        start = lead.start()
        if start < end or text[start : start + 2] not in _BEGINNINGS:
            continue
        if match := _AD.match(text, start):
            end = match.end()
            yield match
