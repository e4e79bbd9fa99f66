-- One page of findings of every outcome, the newest first, each report's together.
WITH page AS MATERIALIZED (
  SELECT report, across, place, year, province
  FROM findings
  WHERE {sifted} AND {chosen}
  ORDER BY year DESC NULLS LAST, province, report, across, place LIMIT $limit OFFSET $offset
)
SELECT report, id, rule, subject, outcome, severity, reported, expected, cells, coalesce(cause, '') AS cause, because,
  partners, message_zh, message_en, sort, weight
FROM findings JOIN page USING (report, across, place)
ORDER BY page.year DESC NULLS LAST, page.province, report, across, place
