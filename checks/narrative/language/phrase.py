"""The words on one side of a number, and what they make it: 收到政府信息公开申请|12件, 3件|予以公开."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checks.narrative.language.tokens import Token
from checks.narrative.language.vocabulary import Vocabulary, pattern

# What may be between a word and its number: 收到|2023年共|12件
_BETWEEN = frozenset(
    (
        "all",
        "together",
        "this_year",
        "last_year",
        "next_year",
        "year",
        "each",
        "colon",
        "own",
        "spoken_for",
        "date",
        "until",
        "respectively",
        "disclosure",
        "rest",
        "reached",
    )
)
# What may be anywhere without changing what the number is
TRANSPARENT = _BETWEEN | frozenset(
    (
        "applicant",
        "applicant_kind",
        "channel",
        "in_writing",
        "comma",
        "office",
        "other_body",
        "such",
        "not",
        "all_time",
        "part_of_year",
        "plan",
        "plan_clause",
        "more_or_less",
        "breakdown",
        "include",
        "exclude",
        "count",
        "other_number",
    )
)
NOUNS = frozenset(("request", "request_or_attribute", "application"))
EXPLICIT_NOUNS = frozenset(("request", "request_or_attribute"))
RECEIVE = frozenset(("receive", "receive_new", "receive_formally"))
OUTCOMES = {
    "grant": "granted",
    "grant_partly": "partly_granted",
    "refuse": "refused",
    "lack": "unavailable",
    "dismiss": "not_processed",
}
DISPUTES = {"review": "review", "litigation": "litigation"}
OTHER = frozenset(("other_matter", "licence", "proactive", "publish", "dispute_paper"))

_JOINT = pattern("joint")
_JOINED_BEHIND_NOUN = pattern("joint_behind_noun")
_CAUSED = pattern("caused")
_MORE_THAN_A_PART = pattern("more_than_a_part")
_YEAR_OF_CARRY = pattern("year_of_carry")
# 结转至2024年, 结转下年度; 由2022年结转, 上年结转
_TARGETS = frozenset(("year", "next_year", "this_year"))
_SOURCES = frozenset(("year", "last_year", "this_year"))
_LINK = re.compile(r"(?:至|到|入|往)?")


# 收到公民申请|41件，法人申请18件: one kind of applicant beside another with its own number
_OTHER_APPLICANTS = re.compile(
    r"\d{1,6} ?[件条份起宗例]?[，,、；;](?:收到)?(?:法人|企业|公民|个人|自然人|律师|其他组织|社会组织|组织)"
    r"[^，,；;。\d]{0,12}\d"
)


class Phrase:
    """Tokens of one side of a number, with the text they are in and where the phrase begins and ends.

    ``words`` are the tokens that make a number what it is, ``kinds`` the kinds of all tokens.
    """

    __slots__ = ("end", "kinds", "start", "text", "tokens", "vocabulary", "words")

    def __init__(self, text: str, tokens: list[Token], start: int, end: int, vocabulary: Vocabulary) -> None:
        self.text = text
        self.tokens = tokens
        self.start = start
        self.end = end
        self.vocabulary = vocabulary
        self.words = [t for t in tokens if t[0] not in TRANSPARENT] if tokens else []
        self.kinds = {t[0] for t in tokens} if tokens else set()

    def part(self, first: int, stop: int) -> Phrase:
        """The phrase of some of the tokens: from the token before them, or where this begins, to the next one."""
        tokens = self.tokens
        start = tokens[first - 1].end if first else self.start
        end = tokens[stop].start if stop < len(tokens) else self.end
        return Phrase(self.text, tokens[first:stop], start, end, self.vocabulary)

    def nothing(self, place: int) -> Phrase:
        """A phrase of no words."""
        return Phrase(self.text, [], place, place, self.vocabulary)

    def printed(self) -> str:
        """The phrase's text."""
        return self.text[self.start : self.end]

    def is_filler(self, start: int, end: int) -> bool:
        """Whether the text between two places says nothing (了, 共, 的数量为)."""
        return start >= end or self.vocabulary.filler.fullmatch(self.text, start, end) is not None

    def reaches_end(self, token: Token) -> bool:
        """Whether nothing of weight is between the word and the phrase's end: never jump over a hole."""
        position = self.end
        for later in reversed(self.tokens):
            if later.start < token.end:
                break
            if later.kind not in _BETWEEN or not self.is_filler(later.end, position):
                return False
            position = later.start
        return self.is_filler(token.end, position)

    def begins_plainly(self, token: Token) -> bool:
        """Whether nothing of weight is before the word."""
        position = self.start
        for earlier in self.tokens:
            if earlier.start >= token.start:
                break
            if earlier.kind not in TRANSPARENT or not self.is_filler(position, earlier.start):
                return False
            position = earlier.end
        return self.is_filler(position, token.start)

    def is_quiet(self) -> bool:
        """Whether the whole phrase says nothing: 其余|2件, 另有|3件."""
        position = self.start
        for token in self.tokens:
            if not self.is_filler(position, token.start):
                return False
            position = token.end
        return self.is_filler(position, self.end) and not self.is_part()

    def between(self, first: Token, second: Token) -> str:
        """The text from the end of one word to the beginning of another."""
        return self.text[first.end : second.start]

    def is_part(self) -> bool:
        """``通过网络受理21件``, ``收到自然人申请14件``: one channel or kind of applicant is a part of all."""
        if "applicant" in self.kinds and _OTHER_APPLICANTS.match(self.text, self.end):
            return True
        if not self.kinds & {"channel", "applicant_kind"}:
            return False
        kinds = [t.kind for t in self.tokens if t.kind in ("channel", "applicant_kind")]
        return len(kinds) == 1 and "applicant" not in self.kinds and not _MORE_THAN_A_PART.search(self.printed())


def received_and_handled(phrase: Phrase, verb: int) -> bool:
    """``收到并答复``, ``受理、办结``: the verb at this index shares its number with one of receiving before it."""
    words = phrase.words
    earlier = verb - 1
    while earlier >= 0 and words[earlier].kind in NOUNS:
        earlier -= 1
    if earlier < 0 or words[earlier].kind not in RECEIVE:
        return False
    if earlier == verb - 1:
        return _JOINT.fullmatch(phrase.between(words[earlier], words[verb])) is not None
    noun = words[verb - 1]
    if phrase.text[noun.end - 1] == "件":  # 收到申请件、答复3件: a number is lost here
        return False
    return _JOINED_BEHIND_NOUN.fullmatch(phrase.between(noun, words[verb])) is not None


def carry_direction(phrase: Phrase, carry: Token, year: int) -> str | None:
    """``由2022年结转``, ``上年结转`` → carried_in; ``结转至2024年``, ``结转下年度`` → carried_out; else None."""
    at = phrase.tokens.index(carry)
    from_last_year = False
    for later in _up_to_carry(phrase.tokens[at + 1 :], carry.end):
        if later.kind in _TARGETS:
            to = {"next_year": year + 1, "this_year": year}.get(later.kind, later.value)
            return {year + 1: "carried_out", year: "carried_in", year - 1: "carried_in"}.get(to)
        from_last_year = from_last_year or later.kind == "last_year"
    if from_last_year:
        return "carried_in"
    for earlier in _up_to_carry(phrase.tokens[:at][::-1], carry.start):
        if earlier.kind in _SOURCES:
            if earlier.kind == "this_year" or not _YEAR_OF_CARRY.fullmatch(phrase.between(earlier, carry)):
                return None
            came_from = year - 1 if earlier.kind == "last_year" else earlier.value
            return {year - 1: "carried_in", year: "carried_out"}.get(came_from)
    return None


def _up_to_carry(tokens: Iterable[Token], place: int) -> Iterator[Token]:
    """The words up to the next word of carrying: 上年结转|及|结转下年; 结转转入 is one."""
    for token in tokens:
        if token.kind == "carry" and place not in (token.start, token.end):
            return
        yield token


def is_caused(phrase: Phrase, first: Token, second: Token) -> bool:
    """``办理引发行政复议``: the second word follows from the first, it is not its object."""
    return _CAUSED.search(phrase.between(first, second)) is not None


def frames(clause: Phrase, index: int) -> bool:
    """Whether a year says when, and not from or to where a case was carried."""
    if "carry" not in clause.kinds:
        return True
    tokens, token = clause.tokens, clause.tokens[index]
    if (
        index + 1 < len(tokens)
        and tokens[index + 1].kind == "carry"
        and _YEAR_OF_CARRY.fullmatch(clause.between(token, tokens[index + 1]))
    ):
        return False
    return not (
        index and tokens[index - 1].kind == "carry" and _LINK.fullmatch(clause.between(tokens[index - 1], token))
    )
