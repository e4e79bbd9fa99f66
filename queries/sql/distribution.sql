-- A row a bin of a metric's values over enough cases: its ends, and how many reports; with their median and quartiles.
WITH chosen AS (
  SELECT value
  FROM metrics
  WHERE metric = $metric AND ranked AND ($year IS NULL OR year = $year) AND ($tier IS NULL OR tier = $tier)
    AND ($province IS NULL OR province = $province)
), ends AS (
  SELECT min(value) AS low, max(value) AS high, quantile_cont(value, [0.25, 0.5, 0.75]) AS middle, count(*) AS reports
  FROM chosen
)
SELECT bin, low + bin * (high - low) / $bins AS start, low + (bin + 1) * (high - low) / $bins AS stop, count(*) AS n,
  any_value(middle[1]) AS first_quartile, any_value(middle[2]) AS median, any_value(middle[3]) AS third_quartile,
  any_value(reports) AS reports
FROM (
  SELECT ends.*, CASE WHEN high > low THEN least(floor((value - low) / (high - low) * $bins), $bins - 1) ELSE 0 END::INTEGER
    AS bin
  FROM chosen, ends
)
GROUP BY bin, low, high ORDER BY bin
