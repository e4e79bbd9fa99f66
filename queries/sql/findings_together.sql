-- A row a set of rules that are flagged together, of the rules that are flagged in most reports: in how many reports.
WITH hits AS (
  SELECT DISTINCT report, rule FROM findings WHERE flagged AND {sifted} AND {chosen}
), most AS (
  SELECT rule, count(*) AS n FROM hits GROUP BY rule ORDER BY n DESC, rule LIMIT $most
)
SELECT rules, count(*) AS n
FROM (SELECT report, list_sort(list(rule)) AS rules FROM hits WHERE rule IN (SELECT rule FROM most) GROUP BY report)
GROUP BY rules ORDER BY n DESC, rules
