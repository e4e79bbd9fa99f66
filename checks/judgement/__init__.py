"""What a finding comes to: what it comes from (``origins``), its sort and a report's state in one word (``states``),
and what should be printed instead (``mends``). Every page, count and download asks here."""
