-- A row a tier: reports in which one of these metrics is over enough cases to be ranked.
SELECT tier AS kind, count(DISTINCT report) AS n
FROM metrics
WHERE ranked AND list_contains($metrics, metric)
GROUP BY tier ORDER BY tier
