"""What pages take from the store beside links and verdicts: versions of a report (``versions``), what is ``published``,
who is an ``administrator``, and the count of ``failures`` for them."""
