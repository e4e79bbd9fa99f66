-- A row a report and metric, of some metrics and reports.
SELECT report, metric, value, numerator, denominator, low, high, available, ranked, reason, cells
FROM metrics
WHERE list_contains($metrics, metric) AND {chosen}
