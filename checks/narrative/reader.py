"""Walks through prose line by line, clause by clause, and gathers what may be statements; ``resolve`` decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checks.narrative import headings, relevance, scope, wrapped
from checks.narrative.language.phrase import OTHER, Phrase
from checks.narrative.language.tokens import Token, tokenise
from checks.narrative.language.vocabulary import pattern
from checks.narrative.memory.context import Candidate, OpenList
from checks.narrative.memory.reading import Reading
from checks.narrative.numbers import counts, disputes, echoes, series, zeros

_SENTENCE = re.compile(r"[^。！？!?]+")
_MOST_TOKENS = 80
"""A clause of more words is no prose; with this bound the time grows with the text, whatever it is."""
_SEPARATORS = frozenset(("break", "semicolon", "open", "close"))
_ENDS_WORDS_OF_A_NUMBER = frozenset(("breakdown", "include", "exclude", "but"))
_HEEDED = _ENDS_WORDS_OF_A_NUMBER | {"comma", "count", "none", "other_number", "unrelated"}
_SAYS_NO_MATTER = frozenset(("application", "give_over"))
_LISTED = frozenset(("year", "comma", "count"))
_OTHER_TIMES = frozenset(("year", "last_year"))
# 2件属信访事项, 1件因征求第三方意见: what became of them is said in the next clause
_WHICH = pattern("which")
# 比上年少4件
_LESS_OR_MORE = pattern("less_or_more")


def read(text: str, year: int, level: str) -> list[Candidate]:
    """All candidates of a normalised text, in its order; offsets count in it, sentences are without line breaks."""
    text, cuts = wrapped.joined(text)
    reading = Reading(text, year, level)
    start = 0
    for line in text.split("\n"):
        if line:
            _line(reading, line, start)
        start += len(line) + 1
    if cuts:
        wrapped.restored(reading.ledger.candidates, cuts)
    return reading.ledger.candidates


def _line(reading: Reading, line: str, start: int) -> None:
    if "\t" in line or line.count("|") > 1:
        return
    headings.read(reading, line)
    first = relevance.first_matter(reading, line)
    if first is None:
        return
    reading.context.begin_line()
    # Sentences that can state nothing only lead to one that can
    waiting: list[re.Match[str]] = []
    for sentence in _SENTENCE.finditer(line):
        waiting.append(sentence)
        if relevance.may_state(reading, sentence[0]):
            for match in waiting:
                _read_or_glance(reading, match, start, first)
            waiting = []


def _read_or_glance(reading: Reading, match: re.Match[str], line: int, first: int) -> None:
    """A sentence of the line that begins at ``line``; ``first``: where in it the first word of the matter is."""
    sentence, (left, right) = match[0], match.span()
    if relevance.is_worth_reading(reading, sentence, certain=left <= first < right):
        _sentence(reading, line + left, line + right)
    else:
        relevance.glance(reading, sentence)


def _sentence(reading: Reading, start: int, end: int) -> None:
    context = reading.context
    tokens = tokenise(reading.text, start, end, reading.vocabulary)
    context.begin_sentence(start, end, frozenset([t[0] for t in tokens]))
    context.line.attribute = context.line.attribute or "proactive" in context.sentence.kinds
    before_bracket: tuple[OpenList, int | None] | None = None
    for separator, clause, left, right in _clauses(tokens, start, end):
        if separator == "open":
            before_bracket = replace(context.listing), context.line.frame
            context.numbers.before_bracket = context.numbers.last_quantities
        elif separator == "close" and before_bracket is not None:
            (context.listing, context.line.frame), before_bracket = before_bracket, None
        elif separator == "semicolon":
            context.listing.is_open, context.disputes.open = False, []
        if 0 < len(clause) <= _MOST_TOKENS:
            phrase = Phrase(reading.text, clause, left, right, reading.vocabulary)
            _Clause(reading, phrase, bracket=separator == "open").read()
        context.sentence.first = False
    context.line.attribute = context.line.attribute and "proactive" in context.sentence.kinds


def _clauses(tokens: list[Token], start: int, end: int) -> Iterator[tuple[str, list[Token], int, int]]:
    """Each clause with the separator before it, its tokens and where it begins and ends."""
    separator, left, first = "", start, 0
    for index, (kind, begin, stop, _) in enumerate(tokens):
        if kind in _SEPARATORS:
            yield separator, tokens[first:index], left, begin
            separator, left, first = kind, stop, index + 1
    yield separator, tokens[first:], left, end


class _Clause:
    """One clause, read token by token."""

    def __init__(self, reading: Reading, clause: Phrase, *, bracket: bool) -> None:
        self.reading = reading
        self.clause = clause
        self.bracket = bracket
        self.blocked = "plan_clause" in clause.kinds
        listed = "respectively" in clause.kinds or clause.kinds >= _LISTED
        self.paired = series.paired_count(reading, clause) if listed else None
        # the first token of the next number's words
        self.begin = 0
        # the last token that a denial has taken up
        self.denied = -1
        self.frame = reading.context.line.frame
        # 2件予以公开、1件不予公开: words that the number before them has taken up
        self.taken = False

    def read(self) -> None:
        clause, context = self.clause, self.reading.context
        context.sentence.plan = context.sentence.plan or "plan" in clause.kinds
        for index, token in enumerate(clause.tokens):
            kind = token[0]
            if kind in scope.NOTICED:
                scope.notice(self.reading, clause, index)
            if kind not in _HEEDED:
                continue
            if kind == "count":
                if index > self.denied and not self.blocked:
                    self._counted(index)
                self.begin = index + 1
            elif kind == "comma":
                self.begin, self.taken = index + 1 if self.taken else self.begin, False
            elif kind == "none":
                self._denial(index)
            elif kind == "unrelated":
                disputes.unrelated(self.reading, clause, token)
            else:
                self._words_end(index)
        if self.blocked or "count" in clause.kinds:
            return
        if context.disputes.open:
            disputes.related(self.reading, clause)
        if clause.words and "other_number" not in clause.kinds:
            echoes.read(self.reading, clause, bracket=self.bracket)

    def _words_end(self, index: int) -> None:
        """Behind a number that counts no cases, or 其中, the words of the next number begin."""
        if self.clause.tokens[index].kind == "other_number":
            words = self.clause.part(self.begin, index).words
            if words:
                self.reading.change_topic(words[-1])
        self.begin = index + 1

    def _denial(self, index: int) -> None:
        self.denied = max(self.denied, zeros.read(self.reading, self.clause, index, self.begin))
        if self.denied > index:
            self.begin = self.denied + 1

    def _counted(self, index: int) -> None:
        clause, paired = self.clause, self.paired
        count = clause.tokens[index]
        if paired is None or index < paired.at:
            left = clause.part(self.begin, index)
        elif index == paired.this_year:
            self.reading.context.sentence.all_time = False
            left = clause.part(0, paired.first)
        else:
            series.begin(self.reading, clause, paired, index)
            return
        self._classify(left, _behind(clause, index), count)
        self.reading.context.tally(count.value)

    def _classify(self, left: Phrase, right: Phrase, count: Token) -> None:
        reading, context = self.reading, self.reading.context
        found = counts.classify(reading, left, right, count)
        context.numbers.last_quantities = tuple([quantity for quantity, _ in found])
        if not found:
            self._unclassified(left, right, count)
            return
        context.numbers.pending = None
        self.taken = not left.words
        quantities = context.numbers.last_quantities
        if series.starts_from(left) or not scope.is_now(reading, left, quantities, paired=self.paired is not None):
            context.numbers.series = quantities
            return
        for quantity, flags in found:
            reading.ledger.add((quantity, flags), left, count, bracket=self.bracket)
        if quantities == ("received",) or context.is_all_there_is(quantities):
            echoes.all_of_last(reading, right)
        elif "received" not in quantities:
            context.numbers.others += count.value

    def _unclassified(self, left: Phrase, right: Phrase, count: Token) -> None:
        reading, context = self.reading, self.reading.context
        explained = not left.words and _WHICH.match(reading.text, right.start, right.end)
        if explained:
            context.numbers.dismissed.append(count)
        else:
            words = left.words or right.words or [count]
            telling = [w for w in words if w.kind not in _SAYS_NO_MATTER]
            reading.change_topic((telling or words)[-1])
        if series.continues(reading, left, count, paired=self.paired is not None):
            return
        if not left.words and left.kinds & _OTHER_TIMES and context.line.frame != reading.year:
            context.line.frame = self.frame  # 上年为20件: compared with, and no more said of that year
            return
        if self._is_compared(left):
            return
        context.numbers.others += count.value
        other = not explained and not right.kinds.isdisjoint(OTHER)
        context.numbers.pending = count if not left.words and not other else None

    def _is_compared(self, left: Phrase) -> bool:
        """``较2022年的31件增加19件``: no parts of this year's number."""
        if "more_or_less" in left.kinds or _LESS_OR_MORE.search(left.printed()):
            return True
        if left.words or left.kinds.isdisjoint(_OTHER_TIMES):
            return False
        return any(t.kind in _OTHER_TIMES and t.value != self.reading.year for t in left.tokens)


def _behind(clause: Phrase, index: int) -> Phrase:
    """The words behind a number: up to 、 or the clause's end; none where the next number has its words there."""
    for stop in range(index + 1, len(clause.tokens)):
        token = clause.tokens[stop]
        if token.kind == "comma":
            return clause.part(index + 1, stop)
        if token.kind in ("count", "other_number"):
            return clause.nothing(clause.tokens[index].end)
    return clause.part(index + 1, len(clause.tokens))
