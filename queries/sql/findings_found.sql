-- One page of the findings in which every word occurs, in what is said of the report, the rule's name (`named` has the
-- rules of each word) or the message; `all` is how many. Words are in small letters, eight at most.
WITH texts AS MATERIALIZED (
  SELECT report, said, {each:said} AS has_all FROM reports
), keys AS NOT MATERIALIZED (
  SELECT report, across, place, year, province, flagged FROM findings
  WHERE {sifted} AND {chosen} AND report IN (SELECT report FROM texts WHERE has_all)
  UNION ALL
  SELECT report, across, place, year, province, flagged
  FROM (SELECT * FROM findings WHERE {sifted} AND {chosen} AND (flagged OR list_contains(flatten($named), rule)))
    JOIN (SELECT * FROM texts WHERE NOT has_all) USING (report)
  WHERE {each:said_or_found}
), page AS (
  SELECT * FROM keys ORDER BY year DESC NULLS LAST, province, report, across, place LIMIT $limit OFFSET $offset
)
SELECT list({finding_key}) AS keys, list(DISTINCT report) AS of_reports, list(DISTINCT year) AS of_years,
  coalesce(bool_or(year IS NULL), false) AS undated, coalesce(bool_and(flagged), false) AS all_flagged,
  (SELECT count(*) FROM keys) AS every
FROM page
-- then
SELECT report, id, rule, subject, outcome, severity, reported, expected, cells, coalesce(cause, '') AS cause, because,
  partners, message_zh, message_en, sort, weight, $every AS "all"
FROM findings WHERE {on_page}
ORDER BY year DESC NULLS LAST, province, report, across, place
