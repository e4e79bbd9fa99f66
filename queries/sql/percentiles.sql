-- A row a metric: percentiles over reports of one tier with enough cases to be ranked, and how many those are.
SELECT metric, quantile_cont(value, 0.1) AS p10, quantile_cont(value, 0.25) AS p25, quantile_cont(value, 0.5) AS p50,
  quantile_cont(value, 0.75) AS p75, quantile_cont(value, 0.9) AS p90, count(*) AS n
FROM metrics
WHERE ranked AND list_contains($metrics, metric) AND tier = $tier
GROUP BY metric ORDER BY metric
