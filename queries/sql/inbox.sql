-- One page of the reports with flagged findings of this kind. What failed comes before what is undecided and before notes;
-- then the surest first cause (`sure`: 1 one way to mend it, 2 a contradiction of two places, 3 several ways, 4 none), then
-- what is off by most. `found` are the findings, `causes` the report's causes as JSON.
WITH judged AS (
  SELECT report, year, rank, sure, gap, found FROM inbox
  WHERE {plain} AND sort = coalesce($sorts[1], '') AND {chosen}
  UNION ALL
  SELECT report, year, min(CASE sort WHEN 'failed' THEN 1 WHEN 'undecided' THEN 2 ELSE 3 END) AS rank,
    coalesce(arg_min(sure, lead), 2) AS sure, coalesce(arg_min(gap, lead), 0) AS gap, count(*) AS found
  FROM findings WHERE NOT {plain} AND flagged AND {sifted} AND {chosen} GROUP BY report, year
), page AS (
  SELECT * FROM judged ORDER BY rank, sure, gap DESC, found DESC, year DESC NULLS LAST, report LIMIT $limit OFFSET $offset
)
SELECT list(report) AS of_reports, list(struct_pack(report, rank, sure, gap, n := found)) AS page FROM page
-- then
WITH named AS (
  SELECT report, list(struct_pack(id, rule, weight, sort, message_zh, message_en) ORDER BY weight, across, place) AS found
  FROM findings WHERE list_contains($of_reports, report) AND flagged AND {sifted} AND {chosen} GROUP BY report
)
SELECT report, page.rank, page.sure, page.gap, reports.state, reports.causes, named.found
FROM (SELECT unnest($page, max_depth := 2)) page JOIN named USING (report)
  JOIN (SELECT * FROM reports WHERE list_contains($of_reports, report)) reports USING (report)
ORDER BY page.rank, page.sure, page.gap DESC, page.n DESC, reports.year DESC NULLS LAST, report
