"""What a reader of prose keeps in mind from clause to clause: the matter, the time, the body, the list it is in."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from checks.narrative.statement import Statement
from checks.narrative.tokens import Token


class Topic(StrEnum):
    """What bare numbers are about until another matter is named."""

    UNKNOWN = "unknown"
    REQUESTS = "requests"
    DISPUTES = "disputes"
    LICENCES = "licences"
    OTHER = "other"


@dataclass(slots=True, eq=False)
class Candidate:
    """A statement in the making, with what decides later whether it stands."""

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
class Context:
    """State of the reading. Of the line first, of the sentence below."""

    year: int
    lenient: bool
    topic: Topic = Topic.UNKNOWN
    heading: Topic = Topic.UNKNOWN
    # of the part (三、…) that the heading (（二）办理情况) stands in
    part: Topic = Topic.UNKNOWN
    foreign: bool = False
    # 区政府办代表区政府受理23件: of the office that speaks for the government, perhaps of no other body
    for_all: bool = False
    # 主动公开96条 stood in this or the last sentence: 依申请公开9条 may be an attribute of documents
    attribute: bool = False
    last_received: Candidate | None = None
    frame: int | None = None
    frame_met: bool = False
    # whether a number stood in the line
    counted: bool = False

    start: int = 0
    end: int = 0
    sentence: str | None = None
    kinds: frozenset[str] = frozenset()
    plan: bool = False
    all_time: bool = False
    part_of_year: bool = False
    until: bool = False
    breakdown: bool = False
    disclosure: bool = False
    includes: bool = False
    first: bool = True
    years: list[int] = field(default_factory=list)
    received: list[Candidate] = field(default_factory=list)
    # the sum of the other numbers since the last one received
    others: int = 0
    series: tuple[str, ...] = ()
    handled_met: bool = False
    last_dispute: str | None = None
    # what was last said of reviews, and of lawsuits
    wholes: dict[str, Candidate | None] = field(default_factory=dict)
    # 办理行政复议9件|、行政诉讼4件: the organ that reviews, so the lawsuits are not this body's either
    reviewing: bool = False
    # 复议20件，其中因政府信息公开2件|、诉讼1件: of disclosure too
    narrowed: bool = False
    # reviews and lawsuits that may yet be said to be of another matter: 诉讼4件，均与政府信息公开无关
    disputes: list[tuple[str, Candidate | None, Token]] = field(default_factory=list)
    # what the last number was, and what the number before the bracket: 办结80件（含上年结转3件）
    last_found: tuple[str, ...] = ()
    before_bracket: tuple[str, ...] = ()
    # numbers of requests that may be dismissed in a later clause: 重复申请1件，不予处理
    dismissed: list[Token] = field(default_factory=list)
    # 512件，其中500件，12件: what is left of the number that is broken down
    whole: int = 0
    rest: int = 0
    whole_topic: Topic = Topic.UNKNOWN
    # 共办理75件: may be what is broken down into new and carried in
    processed: int | None = None
    # 新收42件，上年结转1件；其中40件已办结: may be what is broken down with the new ones
    carried_in: int | None = None
    # 共有申请10件，其中新收8件、上年结转2件，均已办结: a number that contains the carry-in
    total: Candidate | None = None
    # every number of the sentence, at most some
    numbers: list[int] = field(default_factory=list)
    # 另有3件未到期，结转…: a number that nothing was said of yet
    pending: Token | None = None

    def begin_line(self) -> None:
        """A paragraph speaks of its heading's matter and of this body, until it says otherwise."""
        self.topic = self.heading
        self.foreign = self.for_all = self.attribute = self.frame_met = self.counted = False
        self.last_received = None
        self.frame = self.year
        self.begin_sentence(0, 0)

    def begin_sentence(self, start: int, end: int, kinds: frozenset[str] = frozenset()) -> None:
        """Plans, lists and spans of time end with their sentence; a year frame lives on only where it was used."""
        self.start, self.end, self.sentence, self.kinds = start, end, None, kinds
        self.plan = self.all_time = self.part_of_year = self.until = False
        self.breakdown = self.disclosure = self.includes = False
        self.handled_met = False
        self.first = True
        self.years, self.received, self.others, self.series = [], [], 0, ()
        self.numbers, self.processed, self.carried_in, self.total = [], None, None, None
        self.last_dispute = self.pending = None
        self.dismissed, self.disputes, self.last_found = [], [], ()
        self.wholes, self.reviewing, self.narrowed = {}, False, False
        self.whole = self.rest = 0
        if not self.frame_met:
            self.frame = self.year
        self.frame_met = False

    def dispute(self, quantity: str, candidate: Candidate | None, count: Token, *, certain: bool = False) -> None:
        """Keeps what was last said of reviews or lawsuits; ``certain``: it is known to be about disclosure."""
        self.last_dispute, self.wholes[quantity] = quantity, candidate
        self.disputes = [] if certain else [*self.disputes[-_MOST_NUMBERS:], (quantity, candidate, count)]

    def tally(self, value: int) -> None:
        """A breakdown ends where its parts have filled the whole: 512件，其中新收500件，结转12件，办结505件."""
        self.counted = True
        self.numbers = [*self.numbers[-_MOST_NUMBERS:], value]
        if not self.breakdown:
            self.whole = self.rest = value
            self.whole_topic = self.topic
            return
        self.rest -= value
        if self.whole and self.rest == 0:
            self.breakdown = False

    def is_all_there_is(self, quantities: tuple[str, ...]) -> bool:
        """``未收到申请，上年结转1件已办结``: nothing was received, so what was carried in is all."""
        last = self.last_received
        return last is not None and quantities == (last.statement.quantity,)

    @property
    def elsewhere(self) -> bool:
        """Whether what is said now is said of another body, another span of time or the future."""
        return self.foreign or self.plan or self.all_time or self.part_of_year

    @property
    def about_requests(self) -> bool:
        """Whether a verb without a noun (办结5件) may be about requests for disclosure."""
        return self.topic is Topic.REQUESTS or (self.topic is Topic.UNKNOWN and self.lenient)


_MOST_NUMBERS = 20
"""So many numbers back is far enough to find the sum of two."""
