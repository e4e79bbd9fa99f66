-- A row a failed finding of the reports named: the cells that it speaks of, and what is printed or stated. Of `years`,
-- where these are known, it is found sooner.
SELECT report, id, rule, cells, reported, partners, message_zh, message_en
FROM findings
WHERE flagged AND sort = 'failed' AND report IN (SELECT unnest($ids))
  AND ($years IS NULL OR list_contains($years, year))
ORDER BY report, weight, across, place
