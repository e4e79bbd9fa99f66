"""What the engine says: findings in the reader's language (``localise``), details of findings across reports
(``across``).

In: a finding with its details. Out: a sentence in Chinese or English."""
