-- A row a rule: the reports that it applied to, and those in which it was flagged, by sort.
SELECT rule, sum(applied)::BIGINT AS applied, sum(failed)::BIGINT AS failed, sum(undecided)::BIGINT AS undecided,
  sum(remark)::BIGINT AS remark
FROM tallies
WHERE ($year IS NULL OR year = $year)
  AND ($province IS NULL OR province = $province)
  AND ($tier IS NULL OR tier = $tier)
GROUP BY rule ORDER BY rule
