"""What a reader of prose keeps in mind from clause to clause: the matter, the time, the body, the list it is in.

Of a line, a sentence, the list that is open, and the numbers and disputes of the sentence there is a record each. A
record ends where its line or sentence does and another takes its place, so that nothing is left to be put back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from checks.narrative.language.tokens import Token
from checks.narrative.memory.statement import Statement


class Topic(StrEnum):
    """What bare numbers are about until another matter is named."""

    UNKNOWN = "unknown"
    REQUESTS = "requests"
    DISPUTES = "disputes"
    LICENCES = "licences"
    OTHER = "other"


@dataclass(slots=True, eq=False)
class Candidate:
    """A statement in the making, with what decides later whether it holds."""

    statement: Statement
    # 新收110件 never contains the carry-in
    new: bool = False
    # 属于过程性信息不予公开1件: the whole only if it is the only part
    part: bool = False
    # 均已答复: holds for the number of this candidate, if nothing was carried in
    all_of: Candidate | None = None
    # 其中办结10件: of the new requests, so all that was handled only if nothing was carried in
    of_new: bool = False
    dropped: bool = False


@dataclass(slots=True)
class LineContext:
    """What holds to the end of a paragraph, which speaks of its heading's matter and of this body at first."""

    topic: Topic = Topic.UNKNOWN
    # the year that is spoken of; it lives on into the next sentence only where it was used
    frame: int | None = None
    frame_met: bool = False
    foreign: bool = False
    # 区政府办代表区政府受理23件: of the office that speaks for the government, perhaps of no other body
    for_all: bool = False
    # 主动公开96条 was in this or the last sentence: 依申请公开9条 may be an attribute of documents
    attribute: bool = False
    last_received: Candidate | None = None
    # whether a number was in the line
    counted: bool = False


@dataclass(slots=True)
class Sentence:
    """A sentence's place and words, and the plans and spans of time that end with it."""

    start: int = 0
    end: int = 0
    kinds: frozenset[str] = frozenset()
    text: str | None = None
    plan: bool = False
    all_time: bool = False
    part_of_year: bool = False
    until: bool = False
    disclosure: bool = False
    # whether its first clause is being read
    first: bool = True
    years: list[int] = field(default_factory=list)


@dataclass(slots=True)
class OpenList:
    """``512件，其中500件，12件``: whether a number's parts are being listed, the number, and what is left of it."""

    is_open: bool = False
    whole: int = 0
    rest: int = 0


@dataclass(slots=True)
class Numbers:
    """The numbers of a sentence that are about requests."""

    # every number, at most some
    values: list[int] = field(default_factory=list)
    received: list[Candidate] = field(default_factory=list)
    # the sum of the other numbers since the last one received
    others: int = 0
    # 共有申请10件，其中新收8件、上年结转2件，均已办结: a number that contains the carry-in
    total: Candidate | None = None
    includes: bool = False
    # 共办理75件: may be what is broken down into new and carried in
    processed: int | None = None
    # 新收42件，上年结转1件；其中40件已办结: may be what is broken down with the new ones
    carried_in: int | None = None
    handled_met: bool = False
    # what the last number was, and what the number before the bracket: 办结80件（含上年结转3件）
    last_quantities: tuple[str, ...] = ()
    before_bracket: tuple[str, ...] = ()
    # 2021年9件，2022年14件: what the numbers of other years were
    series: tuple[str, ...] = ()
    # 另有3件未到期，结转…: a number that nothing was said of yet
    pending: Token | None = None
    # numbers of requests that may be dismissed in a later clause: 重复申请1件，不予处理
    dismissed: list[Token] = field(default_factory=list)


@dataclass(slots=True)
class Disputes:
    """The reviews and lawsuits of a sentence."""

    last: str | None = None
    # what was last said of reviews, and of lawsuits
    wholes: dict[str, Candidate | None] = field(default_factory=dict)
    # 办理行政复议9件|、行政诉讼4件: the organ that reviews, so the lawsuits are not this body's either
    reviewing: bool = False
    # 复议20件，其中因政府信息公开2件|、诉讼1件: of disclosure too
    narrowed: bool = False
    # those that may yet be said to be of another matter: 诉讼4件，均与政府信息公开无关
    open: list[tuple[str, Candidate | None, Token]] = field(default_factory=list)

    def add(self, quantity: str, candidate: Candidate | None, count: Token, *, certain: bool = False) -> None:
        """Keeps what was last said of reviews or lawsuits; ``certain``: it is known to be about disclosure."""
        self.last, self.wholes[quantity] = quantity, candidate
        self.open = [] if certain else [*self.open[-_MOST_NUMBERS:], (quantity, candidate, count)]


@dataclass(slots=True)
class Context:
    """State of the reading: what holds for the text and its headings, and the records of what is read just now."""

    year: int
    lenient: bool
    heading: Topic = Topic.UNKNOWN
    # of the part (三、…) that the heading (（二）办理情况) is in
    part: Topic = Topic.UNKNOWN
    # what the number was about that was last listed by its parts, or could be
    whole_topic: Topic = Topic.UNKNOWN
    line: LineContext = field(default_factory=LineContext)
    sentence: Sentence = field(default_factory=Sentence)
    listing: OpenList = field(default_factory=OpenList)
    numbers: Numbers = field(default_factory=Numbers)
    disputes: Disputes = field(default_factory=Disputes)

    def begin_line(self) -> None:
        """Another line, of its heading's matter."""
        self.line = LineContext(topic=self.heading, frame=self.year)

    def begin_sentence(self, start: int, end: int, kinds: frozenset[str]) -> None:
        """Another sentence of the line, from ``start`` to ``end``, with tokens of these kinds."""
        self.sentence = Sentence(start, end, kinds)
        self.listing, self.numbers, self.disputes = OpenList(), Numbers(), Disputes()
        if not self.line.frame_met:
            self.line.frame = self.year
        self.line.frame_met = False

    def tally(self, value: int) -> None:
        """A breakdown ends where its parts have filled the whole: 512件，其中新收500件，结转12件，办结505件."""
        self.line.counted = True
        self.numbers.values = [*self.numbers.values[-_MOST_NUMBERS:], value]
        listing = self.listing
        if not listing.is_open:
            listing.whole = listing.rest = value
            self.whole_topic = self.line.topic
            return
        listing.rest -= value
        if listing.whole and listing.rest == 0:
            listing.is_open = False

    def is_all_there_is(self, quantities: tuple[str, ...]) -> bool:
        """``未收到申请，上年结转1件已办结``: nothing was received, so what was carried in is all."""
        last = self.line.last_received
        return last is not None and quantities == (last.statement.quantity,)

    @property
    def elsewhere(self) -> bool:
        """Whether what is said now is said of another body, another span of time or the future."""
        said = self.sentence
        return self.line.foreign or said.plan or said.all_time or said.part_of_year

    @property
    def about_requests(self) -> bool:
        """Whether a verb without a noun (办结5件) may be about requests for disclosure."""
        topic = self.line.topic
        return topic is Topic.REQUESTS or (topic is Topic.UNKNOWN and self.lenient)


_MOST_NUMBERS = 20
"""So many numbers back is far enough to find the sum of two."""
