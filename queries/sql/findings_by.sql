-- A row a rule, severity, outcome, sort, cause and decision of findings: how many, flagged ones alone or all of them.
SELECT rule, severity, outcome, sort, coalesce(cause, '') AS cause,
  CASE WHEN NOT flagged THEN '' WHEN list_contains($confirmed, id) THEN 'confirmed'
    WHEN list_contains($dismissed, id) THEN 'dismissed' ELSE 'undecided' END AS decision,
  count(*) AS n
FROM findings
WHERE (flagged OR $every) AND {chosen}
GROUP BY ALL ORDER BY n DESC, rule, severity, outcome, sort, cause, decision
