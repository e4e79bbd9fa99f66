SELECT max_by(report, (reported, sha256)) AS report, count(*)::INTEGER AS copies FROM reports
WHERE year IS NOT NULL AND kind IN ('report', 'cut', 'excerpt') GROUP BY body, year
