"""The errors that are put into the invented reports, at stated rates, each with the rule that should detect it.

An error takes a report, and the same body's report of the year before where there is one, changes what is printed and
gives the cells that it touched; None where it makes no sense in this report. Its rate is in ``settings.yaml``.
``tables``, ``form``, ``prose`` and ``years`` hold them by what they change, and ``register`` knows all.
"""

from demo.errors import form, prose, tables, years
from demo.errors.register import ERRORS

__all__ = ["ERRORS", "form", "prose", "tables", "years"]
