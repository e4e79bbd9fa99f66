-- A row a value of one property of findings (`facet`: sort, rule, severity, outcome, cause or decision): how many reports
-- have a flagged finding of this kind with it.
SELECT CASE $facet WHEN 'sort' THEN sort WHEN 'rule' THEN rule WHEN 'severity' THEN severity WHEN 'outcome' THEN outcome
    WHEN 'cause' THEN coalesce(cause, '') WHEN 'decision' THEN CASE WHEN list_contains($confirmed, id) THEN 'confirmed'
      WHEN list_contains($dismissed, id) THEN 'dismissed' ELSE 'undecided' END END AS value,
  count(DISTINCT report) AS reports
FROM findings
WHERE flagged AND {sifted} AND {chosen}
GROUP BY value ORDER BY value
