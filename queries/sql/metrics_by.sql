-- A row a metric and reason (empty where there is a value): how many rows.
SELECT metric, reason, count(*) AS n
FROM metrics
WHERE {chosen}
GROUP BY ALL ORDER BY metric, reason
