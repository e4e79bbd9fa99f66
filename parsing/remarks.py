"""What the reader notices besides figures, by kind. Rules of ``checks/`` turn remarks into findings.

======================  ==========================================================================================
row_width               a row has too few or too many figures: ``printed``, ``expected``, ``text``
row_added               a row of the body's own is among those of a table: ``label``, ``values`` by column
table_repeated          a second table has other figures: ``cells``
table_unread            a table's labels and numbers are in its section, and none of its cells was read
of_other_year           a table's caption names another year than the report's, a plan, or other bodies
counts_scaled           a table's caption says that it counts in hundreds or thousands: ``cells``
columns_disordered      a table's heads name its columns in another order than the form: ``rows``
unit_converted          an amount printed in 元 or 亿元 was turned into 万元: ``text``, ``value``
pinyin                  syllables in brackets behind characters
traditional             the text is in traditional characters
junk                    runs of question marks in place of blanks
advertising             words put in by a mirror site: ``words``
years                   title, period and prose: ``years`` by where they are printed
ocr                     the text was recognised in pictures: ``pages``, and ``doubts``, how many cells are not sure
unlisted_zone           a zone that the national list of divisions does not name: ``name``
======================  ==========================================================================================
"""

from __future__ import annotations

from parsing.document import Document
from parsing.identity.facts import Identity
from parsing.report import Remark

_STEPS = {"pinyin": "pinyin", "simplified": "traditional", "junk": "junk"}


def of_document(document: Document, identity: Identity) -> tuple[Remark, ...]:
    """Remarks on the text as a whole."""
    remarks = [Remark(_STEPS[step], "") for step in document.applied if step in _STEPS]
    if identity.advertising:
        remarks.append(Remark("advertising", "", {"words": identity.advertising}))
    if document.recognised:
        details = {"pages": sorted(document.recognised), "doubts": len(document.doubts)}
        remarks.append(Remark("ocr", "", details))
    if len(identity.years) > 1:
        remarks.append(Remark("years", "", {"years": identity.years}))
    return tuple(remarks)
