-- One page of the reports in whose name, region or source every word (in small letters, eight at most) occurs, the newest
-- first; `all` is how many.
WITH chosen AS (
  SELECT report, year, region, name FROM reports WHERE {each:said}
)
SELECT list(report) AS of_reports, list(DISTINCT year) AS of_years, coalesce(bool_or(year IS NULL), false) AS undated,
  (SELECT count(*) FROM chosen) AS every
FROM (SELECT report, year FROM chosen ORDER BY year DESC NULLS LAST, region, name, report LIMIT $limit OFFSET $offset)
-- then
SELECT report, body, name, region, year, state, source, $every AS "all"
FROM reports
WHERE list_contains($of_reports, report) AND (list_contains($of_years, year) OR ($undated AND year IS NULL))
ORDER BY year DESC NULLS LAST, region, name, report
