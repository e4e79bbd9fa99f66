"""Walks through prose clause by clause and gathers what may be statements; ``resolve`` decides which stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.narrative import zeros
from checks.narrative.context import Candidate, Context, Topic
from checks.narrative.counts import Classifier
from checks.narrative.ledger import Ledger
from checks.narrative.phrase import DISPUTES, EXPLICIT_NOUNS, NOUNS, OTHER, OUTCOMES, Phrase, carry_direction, frames
from checks.narrative.tokens import Token, tokenise
from checks.narrative.vocabulary import vocabulary

# Only sentences with a number of cases or a denial, and with a word of the matter, are worth reading.
_NUMBER = re.compile(
    r"[\d○](?: ?[件条份起例宗封个项桩单次]|\s*(?:[，,；;、)余多]|$|[一二三四五六七八九]是))"
    r"|[一二两三四五六七八九十百零壹贰叁肆伍陆柒捌玖拾佰][件条份起例宗封个余多]"
    r"|未[收接发产引出涉被因有曾存受新提遭能]|没|零|无(?![障偿论])|不存在"
)
_MATTER = re.compile(
    r"申请|复议|诉讼|结转|受理|收到|办结|答复|起诉|新收|接[到收]|收办|[被应]诉|回复|完毕|[予以分意不]公开|[法能]提供|不予处理|告知书"
    r"|年转|转[至到入2下]|跨年|不存在|现成|不明确|掌握|留待|此类|无[。\s]*$"
)
_DENIAL = re.compile(r"没有|未发生|未产生|无|不存在")
_LONGEST_DENIAL = 40
_ALL = re.compile(r"[均已]|全部")
_EVERY = re.compile(r"均|全部")
_OTHER_MATTER = re.compile(r"热线|信箱|来信|留言|工单|信访|投诉|咨询|提案")
_OTHER_HEADING = re.compile(rf"{_OTHER_MATTER.pattern}|许可|审批|登记|主动公开|查询")
_SENTENCE = re.compile(r"[^。！？!?]+")
# 三、收到和处理政府信息公开申请情况;  （二）依申请公开;  2.依申请公开情况
_HEADING = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]{1,3}[、.．部章]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、．]|、)\s*([^。：:]*+)"
)
_PART = re.compile(r"\s*第?[一二三四五六七八九十]{1,3}[、.．部章]")
_OF_THE_PART = re.compile(r"办[理结]|处理|答复|收到|受理|结果")
_LONGEST_HEADING = 40
_LONGEST_BARE_HEADING = 24
_NO_HEADING = re.compile(r"[。，；,;\d未无]")
_LENIENT_LENGTH = 500
_LENIENT_LINES = 3
_BUREAU = re.compile(r"[我本](?:局|委|厅|镇|乡|街道|中心)")
_MATTER_AHEAD = re.compile(r"\s*(?:方面|中|上|情况|工作方面|办理方面|办理情况|工作中)[:：]?\s*")
# 2件属信访事项, 1件因征求第三方意见: what became of them is said in the next clause
_WHICH = re.compile(r"(?:属|系|因|由于)")
_UNTIL = re.compile(r"截(?:至|止)到?$")
_COMPARED = re.compile(r"[比较与同和]$")
_NOTHING_SAID_OF_ALL = frozenset(
    ("none", "not", "rest", "rate", "plan_clause", "postponed", "other_outcome", "work_on", "carry", *DISPUTES, *OTHER)
)


class Reader:
    """One reading of one text."""

    def __init__(self, text: str, year: int, level: str) -> None:
        self.text = text
        self.year = year
        self.level = level
        self.vocabulary = vocabulary(level)
        lenient = len(text) <= _LENIENT_LENGTH and text.strip().count("\n") < _LENIENT_LINES
        self.context = Context(year, lenient)
        self.ledger = Ledger(text, self.context)
        self.classifier = Classifier(text, year, level, self.context, self.ledger)
        self.bureau = _BUREAU.search(text) is not None

    def read(self) -> list[Candidate]:
        """All candidates, in the order of the text."""
        start = 0
        for line in self.text.split("\n"):
            if line:
                self._line(line, start)
            start += len(line) + 1
        return self.ledger.candidates

    # --- lines and sentences --------------------------------------------------------------------------------------

    def _line(self, line: str, start: int) -> None:
        if "\t" in line or line.count("|") > 1:
            return
        self._heading(line)
        if not _MATTER.search(line) and not self._denies_heading(line):
            return
        self.context.begin_line()
        for match in _SENTENCE.finditer(line):
            sentence = match[0]
            if self._is_worth_reading(sentence):
                self._sentence(start + match.start(), start + match.end())
            else:
                self._glance(sentence)

    def _is_worth_reading(self, sentence: str) -> bool:
        if not _MATTER.search(sentence):
            return self._denies_heading(sentence)
        return bool(_NUMBER.search(sentence) or (self.context.last_received is not None and _ALL.search(sentence)))

    def _denies_heading(self, text: str) -> bool:
        """``没有发生相关情况`` under the heading of part four."""
        return (
            self.context.heading is not Topic.UNKNOWN
            and len(text) <= _LONGEST_DENIAL
            and _DENIAL.search(text) is not None
        )

    def _glance(self, sentence: str) -> None:
        """A sentence that states nothing may still name what the next one is about."""
        if "申请" in sentence and "公开" in sentence:
            self.context.topic = Topic.REQUESTS
        elif "主动公开" in sentence:
            self.context.attribute = True
        elif _OTHER_MATTER.search(sentence):
            self.context.topic = Topic.OTHER

    def _heading(self, line: str) -> None:
        """A heading's matter holds until the next heading."""
        marker = _HEADING.match(line)
        if marker:
            if len(marker[1]) <= _LONGEST_HEADING:
                self._numbered_heading(marker[1], part=_PART.match(line) is not None)
        elif len(line) <= _LONGEST_BARE_HEADING and "申请" in line and not _NO_HEADING.search(line):
            self.context.heading = self._topic_of(line)

    def _numbered_heading(self, title: str, *, part: bool) -> None:
        """``（二）办理情况`` is of the matter of its part."""
        topic = self._topic_of(title)
        if part:
            self.context.part = topic
        elif topic is Topic.UNKNOWN and _OF_THE_PART.search(title):
            topic = self.context.part
        self.context.heading = topic

    def _topic_of(self, title: str) -> Topic:
        if "复议" in title or "诉讼" in title:
            return Topic.DISPUTES
        if _OTHER_HEADING.search(title):
            return Topic.OTHER
        return Topic.REQUESTS if "申请" in title else Topic.UNKNOWN

    def _sentence(self, start: int, end: int) -> None:
        context = self.context
        tokens = tokenise(self.text, start, end, self.vocabulary)
        context.begin_sentence(start, end, frozenset(t.kind for t in tokens))
        context.attribute = context.attribute or "proactive" in context.kinds
        saved: tuple[bool, int, int] | None = None
        for separator, clause, left, right in _clauses(tokens, start, end):
            if separator == "open":
                saved = context.breakdown, context.whole, context.rest
            elif separator == "close" and saved is not None:
                (context.breakdown, context.whole, context.rest), saved = saved, None
            elif separator == "semicolon":
                context.breakdown = False
            if 0 < len(clause) <= _MOST_TOKENS:
                self._clause(Phrase(self.text, clause, left, right, self.vocabulary), bracket=separator == "open")
            context.first = False
        context.attribute = context.attribute and "proactive" in context.kinds

    # --- clauses --------------------------------------------------------------------------------------------------

    def _clause(self, clause: Phrase, *, bracket: bool) -> None:
        context, tokens = self.context, clause.tokens
        context.plan = context.plan or "plan" in clause.kinds
        blocked = "plan_clause" in clause.kinds
        paired = self._paired(clause) if "respectively" in clause.kinds else None
        left, first, skip = clause.start, 0, -1
        for index, token in enumerate(tokens):
            kind = token.kind
            if kind in _NOTICED:
                self._notice(clause, index)
            if kind == "none":
                skip = max(skip, zeros.read(self, clause, index, first))
                if skip > index:
                    left, first = tokens[skip].end, skip + 1
            elif kind == "count":
                if index > skip and not blocked:
                    self._count_in(clause, (first, left), index, paired, bracket=bracket)
                left, first = token.end, index + 1
            elif kind == "other_number":
                words = clause.part(first, index, left, token.start).words
                if words:
                    self.classifier.change_topic(words[-1])
                left, first = token.end, index + 1
            elif kind in ("breakdown", "include", "exclude", "but"):
                left, first = token.end, index + 1
        if clause.words and not blocked and not clause.kinds & {"count", "other_number"}:
            self._unnumbered(clause, bracket=bracket)

    def _paired(self, clause: Phrase) -> tuple[int, int] | None:
        """``2021年、2022年分别为9件、14件``: the indices of 分别 and of this year's count, -1 if there is none.

        None where each number has its year itself: 分别为2021年9件、2022年14件.
        """
        tokens = clause.tokens
        at = next(i for i, t in enumerate(tokens) if t.kind == "respectively")
        years = [t.value for t in tokens[:at] if t.kind == "year"] or self.context.years
        if not years and any(t.kind == "year" for t in tokens[at:]):
            return None
        counts = [i for i, t in enumerate(tokens) if i > at and t.kind == "count"]
        if len(years) == len(counts) > 1 and self.year in years:
            return at, counts[years.index(self.year)]
        return at, -1

    def _count_in(
        self, clause: Phrase, begin: tuple[int, int], index: int, paired: tuple[int, int] | None, *, bracket: bool
    ) -> None:
        count = clause.tokens[index]
        if paired is None or index < paired[0]:
            left = clause.part(begin[0], index, begin[1], count.start)
        elif index == paired[1]:
            first = next(i for i, t in enumerate(clause.tokens) if i > paired[0] and t.kind == "count")
            left = clause.part(0, first, clause.start, clause.tokens[first].start)
        else:
            return
        self._count(left, _right_of(clause, index), count, paired=paired is not None, bracket=bracket)
        self.context.tally(count.value)

    # --- context --------------------------------------------------------------------------------------------------

    def _notice(self, clause: Phrase, index: int) -> None:
        """Keeps the context up to date, token by token."""
        context, token = self.context, clause.tokens[index]
        kind = token.kind
        if kind in ("year", "last_year", "this_year"):
            self._time(clause, index)
        elif kind == "all_time":
            context.all_time = not self._is_of_this_year(clause, index)
        elif kind == "part_of_year":
            context.part_of_year = True
        elif kind == "until":
            context.until = True
        elif kind in ("own", "other_body", "office"):
            self._body(clause, token)
        elif kind == "breakdown":
            context.breakdown = True
        elif kind in ("disclosure", "request", "request_or_attribute"):
            context.disclosure = True
            if kind == "request" or (kind == "request_or_attribute" and not context.attribute):
                context.topic = Topic.REQUESTS
        elif kind == "proactive":
            context.attribute = True
        elif context.first and index == 0:
            context.plan = context.plan or frames(clause, index)

    def _is_of_this_year(self, clause: Phrase, index: int) -> bool:
        """``2023年以来``, ``今年以来`` are no span of many years."""
        before = clause.tokens[index - 1] if index else None
        if before is None or before.end != clause.tokens[index].start:
            return False
        return before.kind == "this_year" or (before.kind == "year" and before.value == self.year)

    def _time(self, clause: Phrase, index: int) -> None:
        context, token = self.context, clause.tokens[index]
        if not frames(clause, index):
            return
        if token.kind == "year":
            listed = index and clause.tokens[index - 1].kind == "comma"
            context.years = [*context.years[-_MOST_YEARS:], token.value] if listed else [token.value]
            context.until = _UNTIL.search(self.text, max(0, token.start - 3), token.start) is not None
        elif token.kind == "this_year":
            context.until = False
        value = {"this_year": self.year, "last_year": self.year - 1}.get(token.kind, token.value)
        if value == self.year:
            if context.all_time:  # 近三年收到38件，其中2023年12件: no part of this year's number
                context.breakdown = False
            context.all_time = False
            context.frame = value
        elif clause.begins_plainly(token) and not _COMPARED.search(self.text, max(0, token.start - 1), token.start):
            context.frame = value

    def _body(self, clause: Phrase, token: Token) -> None:
        context = self.context
        if token.kind == "own":
            if context.foreign:
                context.breakdown = False
            context.foreign = False
        elif clause.begins_plainly(token) and not self._is_own_part(clause, token):
            context.foreign = token.kind == "other_body" or self.bureau

    def _is_own_part(self, clause: Phrase, token: Token) -> bool:
        """``全县各乡镇、各部门`` is the whole of a government's bodies."""
        earlier = {t.kind for t in clause.tokens if t.start < token.start}
        return self.level == "government" and "own" in earlier and "count" not in earlier

    # --- counts ---------------------------------------------------------------------------------------------------

    def _count(self, left: Phrase, right: Phrase, count: Token, *, paired: bool, bracket: bool) -> None:
        context = self.context
        found = self.classifier.classify(left, right, count)
        if not found:
            self._unclassified(left, right, count, paired=paired)
            return
        context.pending = None
        quantities = tuple(quantity for quantity, _ in found)
        if not self._is_now(left, quantities, paired=paired):
            context.series = quantities
            return
        for quantity, flags in found:
            self.ledger.add((quantity, flags), left, count, bracket=bracket)
        if quantities == ("received",):
            self._all_of_last(right)
        elif "received" not in quantities:
            context.others += count.value

    def _unclassified(self, left: Phrase, right: Phrase, count: Token, *, paired: bool) -> None:
        context = self.context
        explained = not left.words and _WHICH.match(self.text, right.start, right.end)
        if explained:
            context.dismissed = count
        else:
            words = left.words or right.words or [count]
            self.classifier.change_topic(next((w for w in reversed(words) if w.kind != "application"), words[-1]))
        if self._series(left, count, paired=paired):
            return
        context.others += count.value
        other = any(w.kind in OTHER for w in right.words) and not explained
        context.pending = count if not left.words and not other else None

    def _is_now(self, left: Phrase, quantities: tuple[str, ...], *, paired: bool) -> bool:
        """Whether the number is of this body and year."""
        context = self.context
        if context.elsewhere or "more_or_less" in left.kinds:
            return False
        if context.until and "this_year" not in left.kinds and "累计" in left.printed():
            return False
        if paired or any(q.startswith("carried") for q in quantities):
            return True
        if left.kinds & {"last_year", "next_year"}:
            return False
        years = [t.value for t in left.tokens if t.kind == "year"]
        if any(y != self.year for y in years) or (not years and context.frame != self.year):
            context.frame_met = True
            return False
        return True

    def _series(self, left: Phrase, count: Token, *, paired: bool) -> bool:
        """``2021年9件，2022年14件``: a number behind this year's name alone is what the other years' numbers were."""
        context = self.context
        times = [t for t in left.tokens if t.kind in ("year", "this_year")]
        if not context.series or left.words or not times or context.elsewhere:
            return False
        if times[-1].kind == "year" and times[-1].value != self.year and not paired:
            return False
        if not left.reaches_end(times[-1]):
            return False
        for quantity in context.series:
            self.ledger.add((quantity, frozenset()), left, count)
        return True

    # --- clauses without a number ---------------------------------------------------------------------------------

    def _unnumbered(self, clause: Phrase, *, bracket: bool) -> None:
        """A clause without a number may speak of the last one (均已答复), or name what the next is about (热线方面)."""
        last = clause.words[-1]
        if (
            last.kind in OTHER
            and _MATTER_AHEAD.fullmatch(self.text, last.end, clause.end)
            and not any(w.kind in NOUNS for w in clause.words)
        ):
            self.context.topic = Topic.LICENCES if last.kind == "licence" else Topic.OTHER
        if last.kind == "request_or_attribute" and _MATTER_AHEAD.fullmatch(self.text, last.end, clause.end):
            self.context.topic, self.context.attribute = Topic.REQUESTS, False
        if any(w.kind in EXPLICIT_NOUNS and self.text[w.end : w.end + 1] in ("数", "量") for w in clause.words):
            self.context.series = ("received",)
        if bracket and clause.words[0].kind == "agent":
            self.ledger.drop_last()
        self._carried_last(clause)
        self._all_of_last(clause)

    def _carried_last(self, clause: Phrase) -> None:
        """``另有3件未到答复期，结转至2025年办理``."""
        context, first = self.context, clause.words[0]
        pending, context.pending = context.pending or self._only_received(clause), None
        if (
            pending is None
            or first.kind != "carry"
            or context.elsewhere
            or not context.about_requests
            or not clause.begins_plainly(first)
        ):
            return
        direction = carry_direction(clause, first, self.year)
        if direction:
            self.ledger.add_carried(direction, pending, clause.words[-1].end)

    def _only_received(self, clause: Phrase) -> Token | None:
        """``收到1件，结转下年度办理``; not where a number is lost (结转下年度件)."""
        last = self.context.last_received
        if last is None or last.statement.number is None or self.context.others or last not in self.context.received:
            return None
        if not last.statement.value or "next_year" not in clause.kinds or clause.printed().rstrip()[-1:] in "件条份":
            return None
        return Token("count", *last.statement.number, last.statement.value)

    def _all_of_last(self, clause: Phrase) -> None:
        """``收到6件，均已答复``: the last number received holds for this too."""
        context, kinds = self.context, clause.kinds
        if not clause.words:
            return
        if context.dismissed is not None and "dismiss" in kinds and "none" not in kinds:
            self.ledger.add_dismissed(context.dismissed, clause.words[-1].end)
            context.dismissed = None
            return
        target = context.last_received
        if (
            target is None
            or context.elsewhere
            or "withdrawn" in context.kinds
            or not target.statement.value
            or kinds & _NOTHING_SAID_OF_ALL
        ):
            return
        single = target.statement.value == 1 and clause.begins_plainly(clause.words[0])
        if not single and "all" not in kinds and not _EVERY.search(self.text, clause.start, clause.end):
            return
        if context.others not in (0, target.statement.value):
            return
        outcomes = [OUTCOMES[k] for k in kinds if k in OUTCOMES]
        if len(outcomes) > 1:
            return
        for quantity in outcomes:
            self.ledger.add_all(quantity, target, clause)
        if "handle" in kinds and not context.handled_met:
            self.ledger.add_all("handled", target, clause)


_MOST_YEARS = 10
_MOST_TOKENS = 80
"""A clause of more words is no prose; with this bound the time grows with the text, whatever it is."""
_NOTICED = frozenset(
    (
        "year",
        "last_year",
        "this_year",
        "next_year",
        "all_time",
        "part_of_year",
        "until",
        "own",
        "other_body",
        "office",
        "breakdown",
        "disclosure",
        "request",
        "request_or_attribute",
        "proactive",
    )
)


def _clauses(tokens: list[Token], start: int, end: int) -> Iterator[tuple[str, list[Token], int, int]]:
    """Each clause with the separator before it, its tokens and where it begins and ends."""
    separator, left = "", start
    current: list[Token] = []
    for token in tokens:
        if token.kind in ("break", "semicolon", "open", "close"):
            yield separator, current, left, token.start
            separator, left, current = token.kind, token.end, []
        else:
            current.append(token)
    yield separator, current, left, end


def _right_of(clause: Phrase, index: int) -> Phrase:
    """The words behind a number: up to 、 or the clause's end; none where the next number has its words there."""
    start = clause.tokens[index].end
    for stop in range(index + 1, len(clause.tokens)):
        token = clause.tokens[stop]
        if token.kind == "comma":
            return clause.part(index + 1, stop, start, token.start)
        if token.kind in ("count", "other_number"):
            return clause.part(0, 0, start, start)
    return clause.part(index + 1, len(clause.tokens), start, clause.end)
