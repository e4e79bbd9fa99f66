-- One page of the panel, a row a body and year: what was read best of it, with the values and reasons of some metrics in
-- their order, and how many documents there are of it.
WITH page AS MATERIALIZED (
  SELECT kept.*, best.copies FROM (SELECT * FROM reports WHERE {chosen}) kept JOIN {best} best USING (report)
  ORDER BY year DESC, province NULLS LAST, region, name, report LIMIT $limit OFFSET $offset
), rates AS (
  SELECT report, map(list(metric), list(value)) AS values, map(list(metric), list(reason)) AS reasons FROM metrics
  WHERE list_contains($metrics, metric) AND year IN (SELECT year FROM page) AND report IN (SELECT report FROM page)
  GROUP BY report
), counts AS (
  SELECT report, count_if(sort = 'failed') AS failed, count_if(sort = 'undecided') AS undecided FROM findings
  WHERE flagged AND year IN (SELECT year FROM page) AND report IN (SELECT report FROM page) GROUP BY report
)
SELECT body, name, year, tier AS kind, province, prefecture, county, township, code, code_today, state, published,
  coalesce(failed, 0)::INTEGER AS failed, coalesce(undecided, 0)::INTEGER AS undecided, copies, report,
  list_transform($metrics, lambda metric: rates.values[metric]) AS values,
  list_transform($metrics, lambda metric: rates.reasons[metric]) AS reasons
FROM page LEFT JOIN rates USING (report) LEFT JOIN counts USING (report)
ORDER BY year DESC, province NULLS LAST, region, name, report
