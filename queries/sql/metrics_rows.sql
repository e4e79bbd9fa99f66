-- One page of the rows of metrics, by report; `metrics` and `reasons` are those wanted, none for all.
SELECT report, metric, value, numerator, denominator, low, high, available, ranked, reason, cells
FROM metrics
WHERE ($metrics IS NULL OR list_contains($metrics, metric)) AND ($reasons IS NULL OR list_contains($reasons, reason))
  AND {chosen}
ORDER BY year DESC NULLS LAST, report, metric LIMIT $limit OFFSET $offset
