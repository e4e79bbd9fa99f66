-- The number of rows of the panel of some reports.
SELECT count(*)::INTEGER AS n FROM (SELECT report FROM reports WHERE {chosen}) JOIN {best} USING (report)
