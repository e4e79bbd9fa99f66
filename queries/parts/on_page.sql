list_contains($of_reports, report) AND (list_contains($of_years, year) OR ($undated AND year IS NULL))
  AND (flagged OR NOT $all_flagged) AND {finding_key} IN (SELECT unnest($keys))
