-- One page of the rows of metrics, by report; `metrics` and `reasons` are those wanted, none for all.
WITH page AS MATERIALIZED (
  SELECT report, metric, year
  FROM metrics
  WHERE ($metrics IS NULL OR list_contains($metrics, metric)) AND ($reasons IS NULL OR list_contains($reasons, reason))
    AND {chosen}
  ORDER BY year DESC NULLS LAST, report, metric LIMIT $limit OFFSET $offset
)
SELECT report, metric, value, numerator, denominator, low, high, available, ranked, reason, cells
FROM metrics JOIN page USING (report, metric)
ORDER BY page.year DESC NULLS LAST, report, metric
