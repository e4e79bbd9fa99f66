-- One page of flagged findings, the weightiest first, then the newest.
WITH page AS MATERIALIZED (
  SELECT report, across, place, weight, year, province
  FROM findings
  WHERE flagged AND {sifted} AND {chosen}
  ORDER BY weight, year DESC NULLS LAST, province, report, across, place LIMIT $limit OFFSET $offset
)
SELECT report, id, rule, subject, outcome, severity, reported, expected, cells, coalesce(cause, '') AS cause, because,
  partners, message_zh, message_en, sort, findings.weight
FROM (SELECT * FROM findings WHERE flagged) findings JOIN page USING (report, across, place)
ORDER BY page.weight, page.year DESC NULLS LAST, page.province, report, across, place
