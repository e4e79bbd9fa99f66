-- One page of flagged findings, the weightiest first, then the newest.
SELECT list({finding_key}) AS keys, list(DISTINCT report) AS of_reports, list(DISTINCT year) AS of_years,
  coalesce(bool_or(year IS NULL), false) AS undated, coalesce(bool_and(flagged), false) AS all_flagged
FROM (
  SELECT report, across, place, year, flagged
  FROM findings
  WHERE flagged AND {sifted} AND {chosen}
  ORDER BY weight, year DESC NULLS LAST, province, report, across, place LIMIT $limit OFFSET $offset
)
-- then
SELECT report, id, rule, subject, outcome, severity, reported, expected, cells, coalesce(cause, '') AS cause, because,
  partners, message_zh, message_en, sort, weight
FROM findings WHERE {on_page}
ORDER BY weight, year DESC NULLS LAST, province, report, across, place
