-- One page of the reports with flagged findings of this kind. What failed comes before what is undecided and before notes;
-- then the surest first cause (`sure`: 1 one way to mend it, 2 a contradiction of two places, 3 several ways, 4 none), then
-- what is off by most. `found` are the findings, `causes` the report's causes as JSON.
WITH hits AS MATERIALIZED (
  SELECT report, min(CASE sort WHEN 'failed' THEN 1 WHEN 'undecided' THEN 2 ELSE 3 END) AS rank, list(id) AS ids,
    count(*) AS n
  FROM findings WHERE flagged AND {sifted} AND {chosen} GROUP BY report
), told AS (
  SELECT report, year, rank, n, list_filter(from_json(causes, '[{"kind": "VARCHAR", "only": "BOOLEAN", "mends":
    [{"changes": [{"reported": "DOUBLE", "implied": "DOUBLE"}], "fills": [{"reported": "DOUBLE", "implied": "DOUBLE"}]}],
    "findings": ["VARCHAR"]}]'), lambda cause: list_has_any(cause.findings, ids))[1] AS cause
  FROM hits JOIN reports USING (report)
), judged AS (
  SELECT report, year, rank, n, CASE WHEN cause IS NULL OR cause.kind IN ('prose', 'years') THEN 2 WHEN cause.only THEN 1
      WHEN len(cause.mends) > 0 THEN 3 ELSE 4 END AS sure,
    coalesce(list_sum(list_transform(list_concat(cause.mends[1].changes, cause.mends[1].fills),
      lambda one: abs(coalesce(one.implied, 0) - coalesce(one.reported, 0)))), 0) AS gap
  FROM told
), page AS MATERIALIZED (
  SELECT * FROM judged ORDER BY rank, sure, gap DESC, n DESC, year DESC NULLS LAST, report LIMIT $limit OFFSET $offset
), named AS (
  SELECT report, list(struct_pack(id, rule, weight, sort, message_zh, message_en) ORDER BY weight, across, place) AS found
  FROM findings WHERE report IN (SELECT report FROM page) AND flagged AND {sifted} AND {chosen} GROUP BY report
)
SELECT page.report, page.rank, page.sure, page.gap, reports.state, reports.causes, named.found
FROM page JOIN named USING (report) JOIN reports USING (report)
ORDER BY rank, sure, gap DESC, n DESC, page.year DESC NULLS LAST, page.report
