-- A row a metric by which a report is ranked: its rank from the highest among the ranked reports of its year and tier, how
-- many these are, and their median.
WITH own AS (
  SELECT metric, value FROM metrics
  WHERE report = $report AND year = $year AND tier = $tier AND ranked AND list_contains($metrics, metric)
)
SELECT metric, 1 + count_if(every.value > own.value) AS rank, count(*) AS n, median(every.value) AS median
FROM metrics every JOIN own USING (metric)
WHERE every.ranked AND every.year = $year AND every.tier = $tier
GROUP BY metric ORDER BY metric
