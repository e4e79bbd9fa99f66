-- A row a rule and outcome: how many subjects of reports; what failed on figures read with doubt is uncertain.
SELECT rule, CASE WHEN outcome = 'failed' AND cause = 'read_with_doubt' THEN 'uncertain' ELSE outcome END AS outcome,
  count(*) AS n
FROM findings
GROUP BY ALL ORDER BY ALL
