-- A row a reason: bodies of one year and tier without the metric.
SELECT reason, count(*) AS reports
FROM metrics
WHERE metric = $metric AND NOT available AND year = $year AND tier = $tier
  AND ($province IS NULL OR province = $province)
GROUP BY reason ORDER BY reports DESC, reason
