"""What rules and findings are: the rule set as data (``rules``), findings, which parts of a report are judged
(``extent``), certain values by cell (``known``). Knows no other room of ``checks``."""
