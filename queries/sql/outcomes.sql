-- A row a rule and outcome: how many subjects of reports; what failed on figures read with doubt is uncertain.
WITH counted AS (
  SELECT rule, sum(found_passed) AS passed, sum(found_failed) AS failed, sum(found_uncertain) AS uncertain,
    sum(found_not_applicable) AS not_applicable
  FROM tallies GROUP BY rule
)
SELECT rule, outcome, n::BIGINT AS n
FROM (UNPIVOT counted ON passed, failed, uncertain, not_applicable INTO NAME outcome VALUE n)
WHERE n > 0
ORDER BY ALL
