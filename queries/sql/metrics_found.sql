-- One page of the rows of metrics in which every word occurs, in what is said of the report or in the metric's name
-- (`named` has the metrics of each word); `all` is how many.
SELECT report, metric, value, numerator, denominator, low, high, available, ranked, reason, cells, count(*) OVER () AS "all"
FROM metrics JOIN (SELECT report, lower(concat_ws(' ', name, region, source)) AS said FROM reports) texts USING (report)
WHERE ($metrics IS NULL OR list_contains($metrics, metric)) AND ($reasons IS NULL OR list_contains($reasons, reason))
  AND {chosen}
  AND len(list_filter(range(1, len($words) + 1), lambda n: contains(said, $words[n]) OR list_contains($named[n], metric)))
    = len($words)
ORDER BY year DESC NULLS LAST, report, metric LIMIT $limit OFFSET $offset
