-- One page of findings of every outcome, the newest first, each report's together.
SELECT report, id, rule, subject, outcome, severity, reported, expected, cells, coalesce(cause, '') AS cause, because,
  partners, message_zh, message_en, sort, weight
FROM findings
WHERE {sifted} AND {chosen}
ORDER BY year DESC NULLS LAST, province, report, across, place LIMIT $limit OFFSET $offset
