-- One page of the rows of metrics in which every word occurs, in what is said of the report or in the metric's name
-- (`named` has the metrics of each word); `all` is how many. Words are in small letters, eight at most.
WITH fit AS MATERIALIZED (
  SELECT report FROM reports WHERE {each:said}
), keys AS NOT MATERIALIZED (
  SELECT report, metric, year FROM metrics
  WHERE ($metrics IS NULL OR list_contains($metrics, metric)) AND ($reasons IS NULL OR list_contains($reasons, reason))
    AND {chosen} AND report IN (FROM fit)
  UNION ALL
  SELECT report, metric, year
  FROM (SELECT report, metric, year FROM metrics
    WHERE ($metrics IS NULL OR list_contains($metrics, metric)) AND ($reasons IS NULL OR list_contains($reasons, reason))
      AND {chosen} AND list_contains(flatten($named), metric))
    JOIN (SELECT report, said FROM reports WHERE NOT {each:said}) USING (report)
  WHERE {each:said_or_named}
), page AS MATERIALIZED (
  SELECT * FROM keys ORDER BY year DESC NULLS LAST, report, metric LIMIT $limit OFFSET $offset
)
SELECT report, metric, value, numerator, denominator, low, high, available, ranked, reason, cells,
  (SELECT count(*) FROM keys) AS "all"
FROM metrics JOIN page USING (report, metric)
ORDER BY page.year DESC NULLS LAST, report, metric
