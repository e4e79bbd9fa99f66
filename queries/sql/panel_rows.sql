-- One page of the panel, a row a body and year: what was read best of it, with the values and reasons of some metrics in
-- their order, and how many documents there are of it. Only the years that the page lies in are sorted.
WITH placed AS (
  SELECT year, count(*) AS n, sum(n) OVER (ORDER BY year DESC) AS upto FROM panel WHERE {chosen} GROUP BY year
)
SELECT coalesce(min(year), 1) AS oldest, coalesce(max(year), 0) AS newest,
  $offset - coalesce(min(upto - n), 0)::BIGINT AS skipped
FROM placed WHERE upto > $offset AND upto - n < $offset + $limit
-- then
SELECT list(struct_pack(report, copies)) AS page, list(report) AS of_reports
FROM (
  SELECT report, copies
  FROM (SELECT * FROM panel WHERE year >= $oldest AND year <= $newest AND {chosen})
    JOIN (SELECT report, region, name FROM reports WHERE year >= $oldest AND year <= $newest) USING (report)
  ORDER BY year DESC, province NULLS LAST, region, name, report LIMIT $limit OFFSET $skipped
)
-- then
WITH page AS (
  SELECT kept.*, copies FROM (SELECT unnest($page, max_depth := 2))
    JOIN (SELECT * FROM reports WHERE year >= $oldest AND year <= $newest AND list_contains($of_reports, report)) kept
      USING (report)
), rates AS (
  SELECT report, map(list(metric), list(value)) AS values, map(list(metric), list(reason)) AS reasons FROM metrics
  WHERE list_contains($metrics, metric) AND year >= $oldest AND year <= $newest AND list_contains($of_reports, report)
  GROUP BY report
), counts AS (
  SELECT report, count_if(sort = 'failed') AS failed, count_if(sort = 'undecided') AS undecided FROM findings
  WHERE flagged AND year >= $oldest AND year <= $newest AND list_contains($of_reports, report) GROUP BY report
)
SELECT body, name, year, tier AS kind, province, prefecture, county, township, code, code_today, state, published,
  coalesce(failed, 0)::INTEGER AS failed, coalesce(undecided, 0)::INTEGER AS undecided, copies, report,
  list_transform($metrics, lambda metric: rates.values[metric]) AS values,
  list_transform($metrics, lambda metric: rates.reasons[metric]) AS reasons
FROM page LEFT JOIN rates USING (report) LEFT JOIN counts USING (report)
ORDER BY year DESC, province NULLS LAST, region, name, report
