-- One page of the findings in which every word occurs, in what is said of the report, the rule's name (`named` has the
-- rules of each word) or the message; `all` is how many.
WITH texts AS MATERIALIZED (
  SELECT report, list_transform($words, lambda word: contains(lower(concat_ws(' ', name, region, source)), word)) AS said
  FROM reports
), keys AS NOT MATERIALIZED (
  SELECT report, across, place, year, province FROM findings
  WHERE {sifted} AND {chosen} AND report IN (SELECT report FROM texts WHERE list_bool_and(said))
  UNION ALL
  SELECT report, across, place, year, province
  FROM (SELECT * FROM findings WHERE {sifted} AND {chosen} AND (flagged OR list_contains(flatten($named), rule)))
    JOIN (SELECT * FROM texts WHERE NOT list_bool_and(said)) USING (report)
  WHERE len(list_filter(range(1, len($words) + 1), lambda n: said[n] OR list_contains($named[n], rule)
    OR contains(message_zh, $words[n]) OR contains(lower(message_en), $words[n]))) = len($words)
), page AS MATERIALIZED (
  SELECT * FROM keys ORDER BY year DESC NULLS LAST, province, report, across, place LIMIT $limit OFFSET $offset
)
SELECT report, id, rule, subject, outcome, severity, reported, expected, cells, coalesce(cause, '') AS cause, because,
  partners, message_zh, message_en, sort, weight, (SELECT count(*) FROM keys) AS "all"
FROM findings JOIN page USING (report, across, place)
ORDER BY page.year DESC NULLS LAST, page.province, report, across, place
