-- One page of the rows of metrics in which every word occurs, in what is said of the report or in the metric's name
-- (`named` has the metrics of each word); `all` is how many.
WITH texts AS MATERIALIZED (
  SELECT report, list_transform($words, lambda word: contains(lower(concat_ws(' ', name, region, source)), word)) AS said
  FROM reports
), keys AS NOT MATERIALIZED (
  SELECT report, metric, year FROM metrics
  WHERE ($metrics IS NULL OR list_contains($metrics, metric)) AND ($reasons IS NULL OR list_contains($reasons, reason))
    AND {chosen} AND report IN (SELECT report FROM texts WHERE list_bool_and(said))
  UNION ALL
  SELECT report, metric, year
  FROM (SELECT report, metric, year FROM metrics
    WHERE ($metrics IS NULL OR list_contains($metrics, metric)) AND ($reasons IS NULL OR list_contains($reasons, reason))
      AND {chosen} AND list_contains(flatten($named), metric))
    JOIN (SELECT * FROM texts WHERE NOT list_bool_and(said)) USING (report)
  WHERE len(list_filter(range(1, len($words) + 1), lambda n: said[n] OR list_contains($named[n], metric))) = len($words)
), page AS MATERIALIZED (
  SELECT * FROM keys ORDER BY year DESC NULLS LAST, report, metric LIMIT $limit OFFSET $offset
)
SELECT report, metric, value, numerator, denominator, low, high, available, ranked, reason, cells,
  (SELECT count(*) FROM keys) AS "all"
FROM metrics JOIN page USING (report, metric)
ORDER BY page.year DESC NULLS LAST, report, metric
