-- A row a rule, severity, outcome and sort of flagged findings: how many.
SELECT rule, severity, outcome, sort, count(*) AS findings
FROM findings
WHERE flagged AND ($sort IS NULL OR sort = $sort) AND ($rule IS NULL OR rule = $rule)
    AND ($severity IS NULL OR severity = $severity) AND ($outcome IS NULL OR outcome = $outcome)
    AND ($cause IS NULL OR cause = $cause) AND ($year IS NULL OR year = $year)
    AND ($province IS NULL OR province = $province) AND ($tier IS NULL OR tier = $tier)
GROUP BY ALL ORDER BY findings DESC, rule, outcome, sort
