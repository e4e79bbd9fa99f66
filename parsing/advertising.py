"""Words that mirror sites put in place of names: ``常德市365体育投注:芙蓉街道``. A body's own 体育局 is none."""

from __future__ import annotations

import re

_BRANDS = (
    "(?:bet|BET|Bet)?(?:365|188|88|99)",
    "[bB][eE][tT]",
    "万博|亚博|永利|威尼斯人?|澳门|新?葡京|皇冠|必发|明升|立博|金沙|银河",
    "乐动|开云|华体会|爱游戏|米兰|九游|星空|乐鱼|太阳城",
)
_GAMES = ("体育", "彩票", "娱乐", "博彩", "棋牌", "真人", "赌场", "电竞")
_OFFERS = "投注|平台|官网|官方|直营|网址|app|APP|在线|下载|入口|登录|注册|手机版|备用|网站|开户|城"
_GAME = re.compile("|".join(_GAMES))
# So many characters of a brand may stand before a game, and of offers behind it
_BEFORE, _BEHIND = 8, 40
_WORDS = re.compile(
    rf"(?:{'|'.join(_BRANDS)})(?:{'|'.join(_GAMES)})(?:{_OFFERS})*[:：]?"
    rf"|(?:{'|'.join(_GAMES)})(?:{_OFFERS})+[:：]?"
)


def find(text: str) -> tuple[str, ...]:
    """The advertising words of a text, each once, in order."""
    around = "\n".join([text[max(m.start() - _BEFORE, 0) : m.end() + _BEHIND] for m in _GAME.finditer(text)])
    return tuple(dict.fromkeys(_WORDS.findall(around)))


def remove(text: str) -> str:
    """The text without them."""
    return _WORDS.sub("", text)
