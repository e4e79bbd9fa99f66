-- The weightiest failed or undecided finding of a report each: those of `first`, then the newest year's, errors before
-- others.
SELECT report, rule, subject
FROM (
  SELECT report, arg_min(rule, (weight, across, place)) AS rule, arg_min(subject, (weight, across, place)) AS subject,
    min(weight) AS weight
  FROM findings
  WHERE flagged AND sort <> 'remark'
  GROUP BY report
) JOIN (SELECT report, coalesce(year, 0) AS year, coalesce(published, '') AS day, region FROM reports) USING (report)
ORDER BY list_contains($first, report) DESC, year DESC, weight > 0, day DESC, region, report LIMIT $limit
