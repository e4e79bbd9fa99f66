-- A row a set of rules that are flagged together, of the rules that are flagged in most reports: in how many reports.
-- A set is a number with a bit for each rule until it is told.
SELECT list(DISTINCT rule ORDER BY rule) AS every FROM tallies
-- then
WITH sets AS MATERIALIZED (
  SELECT list_filter($every, lambda rule: (bits >> list_position($every, rule)::HUGEINT) & 1 = 1) AS rules, n
  FROM (
    SELECT bits, count(*) AS n
    FROM (
      SELECT bit_or(1::HUGEINT << list_position($every, rule)::HUGEINT) AS bits
      FROM findings WHERE flagged AND {sifted} AND {chosen} GROUP BY report
    ) GROUP BY bits
  )
), most AS (
  SELECT list(rule) AS most
  FROM (SELECT rule FROM (SELECT unnest(rules) AS rule, n FROM sets) GROUP BY rule ORDER BY sum(n) DESC, rule LIMIT $most)
)
SELECT rules, sum(n)::BIGINT AS n
FROM (SELECT list_filter(rules, lambda rule: list_contains(most, rule)) AS rules, n FROM sets, most)
WHERE len(rules) > 0
GROUP BY rules ORDER BY n DESC, rules
