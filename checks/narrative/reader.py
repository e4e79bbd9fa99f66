"""Walks through prose clause by clause and gathers what may be statements; ``resolve`` decides which stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.narrative import zeros
from checks.narrative.context import Candidate, Context, Topic
from checks.narrative.phrase import (
    DISPUTES,
    NOUNS,
    OTHER,
    OUTCOMES,
    RECEIVE,
    TRANSPARENT,
    Phrase,
    carry_direction,
    frames,
    is_caused,
    received_and_handled,
)
from checks.narrative.statement import Statement
from checks.narrative.tokens import Token, tokenise
from checks.narrative.vocabulary import vocabulary

# Only sentences with a number, a denial or "all" and with a word of the matter are worth reading.
_NUMBER = re.compile(r"\d|[未没零〇○均无]|全部|已|[一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾佰][件条份起例宗封个]")
_MATTER = re.compile(r"申请|复议|诉|结转|受理|收到|新收|接[到收]|收办|办[结理]|[答回]复|完毕|[予分意]公开|以公开|无法提供|不予处理|告知书|^\W*无|此类|公开")
_SENTENCE = re.compile(r"[^。！？!?]+")
# 三、收到和处理政府信息公开申请情况;  （二）依申请公开;  2.依申请公开情况
_HEADING = re.compile(r"\s*(?:第?[一二三四五六七八九十]{1,3}[、.．部章]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、．]|、)\s*")
_LONGEST_HEADING = 40
_LONGEST_BARE_HEADING = 24
_LENIENT_LENGTH = 500
_LENIENT_LINES = 3
_BUREAU = re.compile(r"[我本](?:局|委|厅|镇|乡|街道|中心)")
_MATTER_AHEAD = re.compile(r"\s*(?:方面|中|上|情况|工作方面|办理方面|办理情况|工作中)?[:：]?\s*")
_UNTIL = re.compile(r"截(?:至|止)到?$")
_COMPARED = re.compile(r"[比较与同和]$")
_WITHDRAWN_COUNTS = ("答复", "回复")


class Reader:
    """One reading of one text."""

    def __init__(self, text: str, year: int, level: str) -> None:
        self.text = text
        self.year = year
        self.vocabulary = vocabulary(level)
        lenient = len(text) <= _LENIENT_LENGTH and text.strip().count("\n") < _LENIENT_LINES
        self.context = Context(year, lenient)
        self.bureau = _BUREAU.search(text) is not None
        self.candidates: list[Candidate] = []
        self.sentence = (0, 0)

    def read(self) -> list[Candidate]:
        """All candidates, in the order of the text."""
        start = 0
        for line in self.text.split("\n"):
            if line:
                self._line(line, start)
            start += len(line) + 1
        return self.candidates

    # --- lines and sentences --------------------------------------------------------------------------------------

    def _line(self, line: str, start: int) -> None:
        self._heading(line)
        self.context.begin_line()
        if "\t" in line or line.count("|") > 1:
            return
        for match in _SENTENCE.finditer(line):
            sentence = match[0]
            if _NUMBER.search(sentence) and _MATTER.search(sentence):
                self._sentence(start + match.start(), start + match.end())
            elif "申请" in sentence and "公开" in sentence:
                self.context.topic = Topic.REQUESTS

    def _heading(self, line: str) -> None:
        """A heading's matter holds until the next heading."""
        marker = _HEADING.match(line)
        if marker:
            title = re.split(r"[。：:]", line[marker.end() :], maxsplit=1)[0]
            if len(title) <= _LONGEST_HEADING:
                self.context.heading = self._topic_of(title)
        elif len(line) <= _LONGEST_BARE_HEADING and not re.search(r"[。，；,;\d]|[未无]", line) and "申请" in line:
            self.context.heading = self._topic_of(line)

    def _topic_of(self, title: str) -> Topic:
        if re.search(r"复议|诉讼", title):
            return Topic.DISPUTES
        if "申请" in title and not re.search(r"许可|审批|登记", title):
            return Topic.REQUESTS
        kinds = {t.kind for t in tokenise(title, 0, len(title), self.vocabulary)}
        return Topic.OTHER if kinds & {"other_matter", "licence", "proactive"} else Topic.UNKNOWN

    def _sentence(self, start: int, end: int) -> None:
        context = self.context
        context.begin_sentence()
        self.sentence = (start, end)
        tokens = tokenise(self.text, start, end, self.vocabulary)
        context.withdrawn = any(t.kind == "withdrawn" for t in tokens)
        saved: bool | None = None
        for separator, clause, left, right in _clauses(tokens, start, end):
            if separator == "open":
                saved = context.breakdown
            elif separator == "close" and saved is not None:
                context.breakdown, saved = saved, None
            elif separator == "semicolon":
                context.breakdown = False
            self._clause(Phrase(self.text, clause, left, right, self.vocabulary), separator)
            context.first = False
        context.attribute = context.attribute and any(t.kind == "proactive" for t in tokens)

    # --- clauses --------------------------------------------------------------------------------------------------

    def _clause(self, clause: Phrase, separator: str) -> None:
        context = self.context
        left, numbered, skip = clause.start, False, -1
        first = 0
        context.plan = context.plan or any(t.kind == "plan" for t in clause.tokens)
        blocked = any(t.kind == "plan_clause" for t in clause.tokens)
        paired = self._paired(clause)
        for index, token in enumerate(clause.tokens):
            self._notice(clause, index)
            if token.kind == "none":
                skip = max(skip, zeros.read(self, clause, index, first))
                if skip > index:
                    left, first = clause.tokens[skip].end, skip + 1
            elif token.kind in ("count", "other_number"):
                numbered = True
                if token.kind == "count" and index > skip and not blocked and (paired is None or index == paired[1]):
                    begin, stop = (first, index) if paired is None else (0, paired[0])
                    self._count(clause, begin, stop, index, left if paired is None else clause.start, separator)
                    self.context.tally(token.value)
                elif token.kind == "other_number":
                    self._other_number(Phrase(self.text, clause.tokens[first:index], left, token.start, self.vocabulary))
                left, first = token.end, index + 1
            elif token.kind in ("breakdown", "include", "but"):
                left, first = token.end, index + 1
        if not numbered and not blocked:
            self._unnumbered(clause)

    def _paired(self, clause: Phrase) -> tuple[int, int] | None:
        """``2021年、2022年分别为9件、14件``: the indices of 分别 and of the count that is this year's, (-1, -1) if none is."""
        at = next((i for i, t in enumerate(clause.tokens) if t.kind == "respectively"), None)
        if at is None:
            return None
        years = [t.value for t in clause.tokens[:at] if t.kind == "year"] or self.context.years
        counts = [i for i, t in enumerate(clause.tokens) if i > at and t.kind == "count"]
        if len(years) == len(counts) > 1 and self.year in years:
            return at, counts[years.index(self.year)]
        return -1, -1

    def _notice(self, clause: Phrase, index: int) -> None:
        """Keeps the context up to date, token by token."""
        context, token = self.context, clause.tokens[index]
        kind = token.kind
        if kind in ("year", "last_year", "this_year"):
            self._time(clause, index)
        elif kind == "all_time":
            preceding = clause.tokens[index - 1] if index else None
            this = preceding is not None and preceding.kind in ("year", "this_year") and preceding.end == token.start
            context.all_time = not (this and preceding is not None and preceding.value in (0, self.year))
        elif kind in ("part_of_year", "until"):
            context.part_of_year = context.part_of_year or kind == "part_of_year"
            context.until = context.until or kind == "until"
        elif kind in ("own", "other_body", "office"):
            self._body(clause, index)
        elif kind == "breakdown":
            context.breakdown = True
        elif kind in ("disclosure", "request", "request_or_attribute"):
            context.disclosure = True
            if kind == "request" or (kind == "request_or_attribute" and not context.attribute):
                context.topic = Topic.REQUESTS
        elif kind == "proactive":
            context.attribute = True
        elif kind == "next_year" and context.first and index == 0:
            context.plan = context.plan or frames(self.text, token, _following(clause, index), None)

    def _time(self, clause: Phrase, index: int) -> None:
        context, token = self.context, clause.tokens[index]
        preceding = clause.tokens[index - 1] if index else None
        if not frames(self.text, token, _following(clause, index), preceding):
            return
        if token.kind == "year":
            context.years = [*context.years, token.value] if preceding is not None and preceding.kind == "comma" else [token.value]
            context.until = context.until or _UNTIL.search(self.text, max(0, token.start - 3), token.start) is not None
        value = {"this_year": self.year, "last_year": self.year - 1}.get(token.kind, token.value)
        if value == self.year:
            context.all_time = False
        at_start = clause.begins_plainly(token) and not _COMPARED.search(self.text, max(0, token.start - 1), token.start)
        if at_start or value == self.year:
            context.frame = value

    def _body(self, clause: Phrase, index: int) -> None:
        context, token = self.context, clause.tokens[index]
        if token.kind == "own":
            if context.foreign:
                context.breakdown = False
            context.foreign = False
        elif clause.begins_plainly(token):
            context.foreign = token.kind == "other_body" or self.bureau

    def _unnumbered(self, clause: Phrase) -> None:
        """A clause without a number: it may speak of the last one (均已答复), or name what the next is about (热线方面)."""
        words = clause.words
        if not words:
            return
        last = words[-1]
        if last.kind in OTHER and not any(w.kind in NOUNS for w in words) and self._is_topic_phrase(clause, last):
            self.context.topic = Topic.LICENCES if last.kind == "licence" else Topic.OTHER
        self._all_of_last(clause)

    def _is_topic_phrase(self, clause: Phrase, last: Token) -> bool:
        tail = self.text[last.end : clause.end]
        return len(tail) > 1 and _MATTER_AHEAD.fullmatch(tail) is not None

    # --- counts ---------------------------------------------------------------------------------------------------

    def _other_number(self, left: Phrase) -> None:
        """``留言88余条``: no count of ours, but what follows is about it."""
        words = left.words
        if words:
            self._change_topic(words[-1])

    def _change_topic(self, word: Token) -> None:
        if word.kind in OTHER:
            self.context.topic = Topic.LICENCES if word.kind == "licence" else Topic.OTHER
            self.context.attribute = self.context.attribute or word.kind == "proactive"

    def _count(self, clause: Phrase, begin: int, stop: int, index: int, left_start: int, separator: str) -> None:
        context, count = self.context, clause.tokens[index]
        left_end = count.start if stop == index else clause.tokens[stop].start
        left = Phrase(self.text, clause.tokens[begin:stop], left_start, left_end, self.vocabulary)
        right = _right_of(clause, index)
        found = self._classify(left, right, count)
        quantities = tuple(quantity for quantity, _ in found)
        if not found:
            self._change_topic((left.words or right.words or [count])[-1])
            if not self._series(left, count):
                context.values.append(count.value)
            return
        if not self._is_now(left, right, quantities, paired=stop != index):
            context.series = quantities
            return
        for quantity, flags in found:
            self._add(quantity, count.value, left, count, separator, flags)
        if quantities == ("received",):
            self._all_of_last(right)
        elif "received" not in quantities:
            context.values.append(count.value)

    def _is_now(self, left: Phrase, right: Phrase, quantities: tuple[str, ...], *, paired: bool) -> bool:
        """Whether the number is of this body and year."""
        context = self.context
        if context.elsewhere or "more_or_less" in left.kinds():
            return False
        if context.until and "累计" in self.text[left.start : left.end] and "this_year" not in left.kinds():
            return False
        if any(q.startswith("carried") for q in quantities) or paired:
            return True
        if any(t.kind in ("last_year", "next_year") for t in left.tokens):
            return False
        years = [t for t in left.tokens if t.kind == "year"]
        if any(t.value != self.year for t in years) or (not years and context.frame != self.year):
            context.frame_met = True
            return False
        return True

    def _series(self, left: Phrase, count: Token) -> bool:
        """``2021年9件，2022年14件``: a number behind this year's name alone is what the other years' numbers were."""
        context = self.context
        times = [t for t in left.tokens if t.kind in ("year", "this_year")]
        if not context.series or left.words or not times or context.elsewhere:
            return False
        if times[-1].kind == "year" and times[-1].value != self.year:
            return False
        if not left.reaches_end(times[-1]):
            return False
        for quantity in context.series:
            self._add(quantity, count.value, left, count, "", frozenset())
        return True

    def _classify(self, left: Phrase, right: Phrase, count: Token) -> list[tuple[str, frozenset[str]]]:
        """Quantities that this number states, each with flags; the words before it decide, if there are none those behind."""
        if "none" in left.kinds() or "not" in left.kinds() or "rate" in {w.kind for w in left.words[-1:]}:
            return []
        words = left.words
        if not words:
            return self._from_right(left, right, count)
        if not left.reaches_end(words[-1]):
            return []
        return self._from_left(left, right, words, count)

    def _from_left(self, left: Phrase, right: Phrase, words: list[Token], count: Token) -> list[tuple[str, frozenset[str]]]:
        last = len(words) - 1
        while last >= 0 and words[last].kind in NOUNS:
            last -= 1
        nouns = words[last + 1 :]
        if last < 0:
            return self._noun_only(left, right, nouns, count)
        verb = words[last]
        if any(w.kind == "agent" for w in words):
            return []
        if verb.kind in DISPUTES:
            return [] if nouns else self._dispute(left, words, count)
        if verb.kind in OUTCOMES or verb.kind in ("lack_part", "dismiss_part", "publish"):
            return self._outcome(left, words, last, count)
        if verb.kind == "handle":
            return self._handled(left, words, last, nouns)
        if verb.kind in ("carry", "work_on"):
            return self._carried_or_worked_on(left, words, last, nouns, count)
        if {w.kind for w in words} <= {"dismiss_part", "other_matter", *NOUNS} and any(w.kind == "dismiss_part" for w in words):
            self.context.dismissed = count
            return []
        return self._received(left, right, words, last, nouns)

    def _received(
        self, left: Phrase, right: Phrase, words: list[Token], last: int, nouns: list[Token]
    ) -> list[tuple[str, frozenset[str]]]:
        """``收到|政府信息公开申请``. What stands between verb and noun only matters for a bare 申请."""
        context = self.context
        at = last
        explicit = any(n.kind != "application" for n in nouns)
        while at >= 0 and explicit and words[at].kind in ("other_matter", "reason", "licence", "other_outcome", "fault"):
            at -= 1
        if at < 0 or words[at].kind not in RECEIVE:
            return []
        verb = words[at]
        if not nouns and at and words[at - 1].kind in OTHER:
            self._change_topic(words[at - 1])
            return []
        if left.is_part():
            return []
        if nouns and not explicit and not self._plain_between(left, verb, nouns[0]):
            return []
        if not self._receives_requests(right, verb, nouns, explicit=explicit):
            return []
        if context.breakdown and verb.kind == "receive":
            return []
        if context.includes and verb.kind == "receive":
            return []
        if any(w.kind == "carry" for w in words[:at]):
            return []
        return [("received", frozenset(("new",)) if verb.kind == "receive_new" else frozenset())]

    def _plain_between(self, left: Phrase, verb: Token, noun: Token) -> bool:
        """``受理公民|申请``, ``收到各类|申请``; not ``收到征地补偿申请``."""
        position = verb.end
        for token in left.tokens:
            if token.start < verb.end or token.start >= noun.start:
                continue
            if token.kind not in TRANSPARENT or not left.is_filler(position, token.start):
                return False
            position = token.end
        return re.fullmatch(r"(?:提交|提出|递交|要求|所|群|众|人|主|体|社会|、|或|和|者|以?及|书面)*+", _unfilled(left, position, noun.start)) is not None

    def _receives_requests(self, right: Phrase, verb: Token, nouns: list[Token], *, explicit: bool) -> bool:
        context = self.context
        behind = right.words[0].kind if right.words else ""
        if behind in OTHER or behind in DISPUTES or behind in ("agent", "give_over"):
            if not (explicit and behind in DISPUTES):
                self._change_topic(right.words[0])
                return False
        if explicit or behind in ("request", "request_or_attribute"):
            return True
        if verb.kind == "receive_formally" and context.disclosure:
            return True
        if nouns or behind == "application":
            return context.topic in (Topic.REQUESTS, Topic.UNKNOWN) or (context.topic is Topic.OTHER and context.heading is Topic.REQUESTS)
        return context.about_requests

    def _noun_only(self, left: Phrase, right: Phrase, nouns: list[Token], count: Token) -> list[tuple[str, frozenset[str]]]:
        """``政府信息公开申请12件``: received, unless it may be something else."""
        context = self.context
        noun = nouns[0]
        if context.breakdown or left.is_part() or not left.begins_plainly(noun) or left.start != self._clause_start(left):
            return []
        behind = self._behind(right)
        if "rest" in left.kinds() or behind == "carry":
            return self._from_right_words(right, count) if behind == "carry" else []
        if noun.kind == "request_or_attribute" and (context.attribute or self.text[count.end - 1] == "条"):
            return []
        if noun.kind == "application" and not any(t.kind == "together" for t in left.tokens):
            return []
        if context.includes or (behind in OUTCOMES and behind != "") or behind in DISPUTES:
            return []
        return [("received", frozenset())]

    def _clause_start(self, left: Phrase) -> int:
        """Where the phrase would begin if no number stood before it in its clause."""
        position = left.start
        return position if position <= self.sentence[0] or not self.text[position - 1].isdigit() else -1

    def _behind(self, right: Phrase) -> str:
        words = [w for w in right.words if w.kind not in NOUNS]
        return words[0].kind if words else ""

    def _handled(self, left: Phrase, words: list[Token], last: int, nouns: list[Token]) -> list[tuple[str, frozenset[str]]]:
        context = self.context
        verb = words[last]
        if verb.kind != "handle" or "rest" in left.kinds() or left.is_part():
            return []
        both = received_and_handled(left, words, last)
        earlier = [w for w in words[:last] if w.kind not in NOUNS and w.kind not in RECEIVE and w.kind not in ("handle", "work_on")]
        if earlier and not (earlier[-1].kind in OTHER and nouns):
            return []
        if not self._handles_requests(words):
            return []
        reply = self.text[verb.start : verb.end] in _WITHDRAWN_COUNTS
        if context.withdrawn and reply:
            return []
        found: list[tuple[str, frozenset[str]]] = []
        if both and not context.breakdown and not context.includes:
            found.append(("received", frozenset()))
        if context.breakdown and (not context.received or self._has_postponed()):
            return found
        found.append(("handled", frozenset(("of_new",)) if context.breakdown else frozenset()))
        return found

    def _handles_requests(self, words: list[Token]) -> bool:
        kinds = {w.kind for w in words}
        return bool(kinds & {"request", "request_or_attribute"}) or self.context.about_requests

    def _has_postponed(self) -> bool:
        return re.search(r"延期|延长|逾期|超期", self.text[slice(*self.sentence)]) is not None

    def _outcome(self, left: Phrase, words: list[Token], last: int, count: Token) -> list[tuple[str, frozenset[str]]]:
        """``予以公开5件``; two kinds before one number (予以公开和部分公开共12件) are neither's."""
        context = self.context
        kinds = [w.kind for w in words if w.kind not in NOUNS]
        outcomes = list(dict.fromkeys(k for k in kinds if k in OUTCOMES or k == "publish"))
        verb = words[last].kind
        if not self._handles_requests(words) or (context.attribute and not self.context.received) or "other_matter" in kinds:
            return []
        if len(outcomes) > 1:
            shared = count.value == 0 or "each" in left.kinds()
            return [(OUTCOMES[k], frozenset()) for k in outcomes] if shared and "publish" not in outcomes else []
        if verb == "publish":
            return self._published(left, words[last])
        part = frozenset(("part",)) if set(kinds) & {"reason", "lack_part", "dismiss_part"} else frozenset[str]()
        if part and count.value == 0:
            return []
        if verb == "dismiss_part":
            context.dismissed = count
            return []
        return [(OUTCOMES.get(verb, "unavailable"), part)]

    def _published(self, left: Phrase, verb: Token) -> list[tuple[str, frozenset[str]]]:
        """``其中公开5件，部分公开3件``: plainly 公开 is granting only among its siblings."""
        sentence = self.text[slice(*self.sentence)]
        siblings = re.search(r"部分公开|不予公开|不公开|同意公开部分", sentence)
        plain = left.begins_plainly(verb) and self.context.breakdown and not self.context.attribute
        return [("granted", frozenset())] if siblings and plain and "主动公开" not in sentence else []

    def _carried_or_worked_on(
        self, left: Phrase, words: list[Token], last: int, nouns: list[Token], count: Token
    ) -> list[tuple[str, frozenset[str]]]:
        context = self.context
        at = last
        while at >= 0 and words[at].kind in ("work_on", *NOUNS):
            at -= 1
        if at >= 0 and words[at].kind == "carry":
            if any(w.kind in RECEIVE and "、" in left.between(w, words[at]) for w in words[:at]) or not self._handles_requests([*words, *nouns]):
                return []
            if any(w.kind in ("receive_new", "receive") and re.fullmatch(r"\s*[和及与]\s*", self._gap(left, w, words[at])) for w in words[:at]):
                return []
            direction = carry_direction(left, words[at], self.year) or self._bare_carry(left)
            return [(direction, frozenset())] if direction else []
        if any(t.kind == "next_year" for t in left.tokens) and context.about_requests and words[last].kind == "work_on":
            return [("carried_out", frozenset())]
        if received_and_handled(left, words, last) and not context.breakdown and not context.includes and self._handles_requests(words):
            return [("received", frozenset())]
        return []

    def _gap(self, left: Phrase, first: Token, second: Token) -> str:
        """Text between two words without the names of years."""
        text = left.between(first, second)
        for token in left.tokens:
            if first.end <= token.start and token.end <= second.start:
                text = text.replace(self.text[token.start : token.end], "")
        return text

    def _bare_carry(self, left: Phrase) -> str | None:
        """``办结12件，结转2件``: carried out, if something was done before; 新收12件，结转3件 may mean either."""
        context = self.context
        done = context.handled_met or "rest" in left.kinds() or any(c for c in self.candidates if self._in_sentence(c) and not c.new and c.statement.quantity not in ("received", "carried_in"))
        return "carried_out" if done else None

    def _in_sentence(self, candidate: Candidate) -> bool:
        return candidate.statement.start >= self.sentence[0]

    def _dispute(self, left: Phrase, words: list[Token], count: Token) -> list[tuple[str, frozenset[str]]]:
        """``被申请行政复议3件``: about disclosure, and with this body as respondent."""
        context = self.context
        first = next(i for i, w in enumerate(words) if w.kind in DISPUTES)
        disputes = words[first:]
        quantities = list(dict.fromkeys(DISPUTES[w.kind] for w in disputes if w.kind in DISPUTES))
        if any(w.kind not in DISPUTES for w in disputes) or any(w.kind in ("litigation_part", "agent") for w in words):
            return []
        if first and not self._is_respondent(left, words[first - 1], words[first], count):
            return []
        if len(quantities) > 1 and count.value and "each" not in left.kinds():
            return []
        known = self._about_disclosure(words) or (count.value == 0 and not any(w.kind in OTHER for w in words))
        if count.value:
            context.topic = Topic.DISPUTES
        if not known or (context.breakdown and context.last_dispute is not None and context.last_dispute[0] in quantities):
            context.last_dispute = (quantities[-1], None)
            return []
        return [(q, frozenset()) for q in quantities]

    def _about_disclosure(self, words: list[Token]) -> bool:
        context = self.context
        if any(w.kind in OTHER for w in words):
            return context.disclosure and context.heading is Topic.DISPUTES
        return context.disclosure or context.topic is Topic.REQUESTS or context.heading is Topic.DISPUTES

    def _is_respondent(self, left: Phrase, before: Token, dispute: Token, count: Token) -> bool:
        """``办理行政复议案件86件`` is the reviewing organ's; ``收到行政复议`` a respondent's, if the body reviews nothing."""
        if before.kind not in ("work_on", "handle", *RECEIVE) or is_caused(left, before, dispute):
            return True
        if before.kind == "receive" and self.text[before.start : before.end] != "受理":
            return self.vocabulary.level != "government" or count.value == 0
        return before.kind == "receive" and count.value == 0

    # --- words behind the number ----------------------------------------------------------------------------------

    def _from_right(self, left: Phrase, right: Phrase, count: Token) -> list[tuple[str, frozenset[str]]]:
        """``3件|予以公开``, ``其中1件|被申请行政复议``; or a review's part that is about disclosure."""
        context = self.context
        if context.last_dispute is not None and context.breakdown and "disclosure" in left.kinds():
            return [(context.last_dispute[0], frozenset(("instead",)))]
        if not self._is_quiet(left):
            return []
        return self._from_right_words(right, count, rest="rest" in left.kinds())

    def _is_quiet(self, left: Phrase) -> bool:
        position = left.start
        for token in left.tokens:
            if not left.is_filler(position, token.start):
                return False
            position = token.end
        return left.is_filler(position, left.end) and not left.is_part()

    def _from_right_words(self, right: Phrase, count: Token, *, rest: bool = False) -> list[tuple[str, frozenset[str]]]:
        context = self.context
        if {"none", "not", "rate", "more_or_less"} & right.kinds():
            return []
        words = [w for w in right.words if w.kind not in NOUNS]
        nouns = [w for w in right.words if w.kind in NOUNS]
        if not words or any(w.kind in OTHER or w.kind in ("agent", "give_over", "withdrawn", "other_outcome", "postponed") for w in words):
            return []
        kinds = list(dict.fromkeys(w.kind for w in words))
        if "carry" in kinds or ("next_year" in right.kinds() and "work_on" in kinds):
            return self._carried_right(right, words)
        if set(kinds) & set(DISPUTES):
            return self._dispute_right(words)
        if not (any(n.kind != "application" for n in nouns) or context.about_requests):
            return []
        outcomes = [k for k in kinds if k in OUTCOMES]
        if len(outcomes) > 1:
            return []
        if outcomes or "lack_part" in kinds:
            part = frozenset(("part",)) if set(kinds) & {"reason", "lack_part", "dismiss_part"} else frozenset[str]()
            return [(OUTCOMES[outcomes[0]] if outcomes else "unavailable", part)]
        if "dismiss_part" in kinds:
            context.dismissed = count
            return []
        if kinds[0] == "handle" and not rest and not (context.withdrawn or context.breakdown):
            return [("handled", frozenset())]
        return []

    def _carried_right(self, right: Phrase, words: list[Token]) -> list[tuple[str, frozenset[str]]]:
        carry = next((w for w in words if w.kind == "carry"), None)
        if carry is None:
            return [("carried_out", frozenset())] if self.context.about_requests else []
        if not (self._handles_requests(right.words)):
            return []
        return [(carry_direction(right, carry, self.year) or "carried_out", frozenset())]

    def _dispute_right(self, words: list[Token]) -> list[tuple[str, frozenset[str]]]:
        kinds = {w.kind for w in words}
        quantities = {DISPUTES[k] for k in kinds & set(DISPUTES)}
        if len(quantities) > 1 or not self._about_disclosure(words) or kinds & {"litigation_part", "defeat", "dispute_paper", "handle"}:
            return []
        return [(quantities.pop(), frozenset())]

    # --- all of the last number -----------------------------------------------------------------------------------

    def _all_of_last(self, clause: Phrase) -> None:
        """``收到6件，均已答复``: the last number received holds for this too."""
        context = self.context
        kinds = clause.kinds()
        if context.dismissed is not None and "dismiss" in kinds and "none" not in kinds:
            self._add("not_processed", context.dismissed.value, clause, clause.tokens[-1], "", frozenset(("part",)))
            context.dismissed = None
            return
        target = context.last_received
        every = "all" in kinds or re.search(r"均|全部", self.text[clause.start : clause.end]) is not None
        if target is None or not every or context.elsewhere or context.withdrawn or not target.statement.value:
            return
        if kinds & {"none", "not", "rest", "rate", "plan_clause", "postponed", "other_outcome", "work_on", "carry", *DISPUTES, *OTHER}:
            return
        values = [v for v in context.values if v]
        if values and sum(values) != target.statement.value:
            return
        outcomes = kinds & set(OUTCOMES)
        if len(outcomes) == 1:
            self._add_all(OUTCOMES[outcomes.pop()], target, clause)
        if "handle" in kinds and not context.handled_met and len(outcomes) <= 1:
            self._add_all("handled", target, clause)

    def _add_all(self, quantity: str, target: Candidate, clause: Phrase) -> None:
        words = clause.words
        self._append(Candidate(self._statement(quantity, target.statement.value, words[0].start, words[-1].end), all_of=target))

    # --- candidates -----------------------------------------------------------------------------------------------

    def _add(self, quantity: str, value: int, left: Phrase, count: Token, separator: str, flags: frozenset[str]) -> None:
        context = self.context
        words = left.words
        start = min([count.start, *(w.start for w in words)])
        candidate = Candidate(
            self._statement(quantity, value, start, max(count.end, start)),
            new="new" in flags,
            part="part" in flags,
            of_new="of_new" in flags,
        )
        self._append(candidate)
        if quantity == "received":
            self._add_received(candidate)
        elif quantity == "carried_in" and value:
            self._add_carried_in(left, separator)
        elif quantity == "handled":
            context.handled_met = True
        elif quantity in ("review", "litigation"):
            if "instead" in flags and context.last_dispute is not None and context.last_dispute[1] is not None:
                context.last_dispute[1].dropped = True
            context.last_dispute = (quantity, candidate)

    def _add_received(self, candidate: Candidate) -> None:
        context = self.context
        if candidate.new and context.breakdown:
            self._drop_received()
        context.received.append(candidate)
        context.last_received = candidate
        context.values = []

    def _add_carried_in(self, left: Phrase, separator: str) -> None:
        """``受理118件（其中上年结转8件）``: what was received contains the carry-in."""
        context = self.context
        before = self.text[max(self.sentence[0], left.start - 2) : left.start]
        included = context.breakdown or separator == "open" or re.search(r"[含括加同入]$", before) is not None
        if not included:
            return
        self._drop_received()
        context.includes = True

    def _drop_received(self) -> None:
        context = self.context
        targets = context.received or ([context.last_received] if context.last_received is not None else [])
        for target in targets:
            target.dropped = target.dropped or not target.new
        context.last_received = None

    def _statement(self, quantity: str, value: int, start: int, end: int, *, soft: bool = False) -> Statement:
        return Statement(quantity, value, self.text[slice(*self.sentence)].strip(), start, end, soft)

    def add_zero(self, quantity: str, start: int, end: int, *, soft: bool = False) -> None:
        """A denial of any case."""
        self._append(Candidate(self._statement(quantity, 0, start, end, soft=soft)))

    def _append(self, candidate: Candidate) -> None:
        self.candidates.append(candidate)


def _clauses(tokens: list[Token], start: int, end: int) -> Iterator[tuple[str, list[Token], int, int]]:
    """Each clause with the separator before it, its tokens and where it begins and ends."""
    separator, left, current = "", start, list[Token]()
    for token in tokens:
        if token.kind in ("break", "semicolon", "open", "close"):
            yield separator, current, left, token.start
            separator, left, current = token.kind, token.end, []
        else:
            current.append(token)
    yield separator, current, left, end


def _following(clause: Phrase, index: int) -> Token | None:
    return clause.tokens[index + 1] if index + 1 < len(clause.tokens) else None


def _right_of(clause: Phrase, index: int) -> Phrase:
    """The words behind a number: up to 、, to the clause's end, or to where the next number's words begin."""
    tokens: list[Token] = []
    end = clause.end
    for token in clause.tokens[index + 1 :]:
        if token.kind == "comma":
            end = token.start
            break
        if token.kind in ("count", "other_number"):
            tokens, end = [], clause.tokens[index].end
            break
        tokens.append(token)
    return Phrase(clause.text, tokens, clause.tokens[index].end, end, clause.vocabulary)


def _unfilled(phrase: Phrase, start: int, end: int) -> str:
    """What is left of a gap when its filler at the front is taken away."""
    match = phrase.vocabulary.filler.match(phrase.text, start, end)
    return phrase.text[match.end() if match else start : end]
