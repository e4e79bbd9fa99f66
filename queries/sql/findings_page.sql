-- One page of flagged findings, the weightiest first, then the newest.
SELECT report, id, rule, subject, outcome, severity, reported, expected, cells, coalesce(cause, '') AS cause, because,
  partners, message_zh, message_en, sort, weight
FROM findings
WHERE flagged AND {sifted} AND {chosen}
ORDER BY weight, year DESC NULLS LAST, province, report, across, place LIMIT $limit OFFSET $offset
