-- A row a rule: the reports that it applied to, and those in which it was flagged, at all and by sort.
SELECT rule, sum(applied)::BIGINT AS applied, sum(flagged)::BIGINT AS flagged, sum(failed)::BIGINT AS failed,
  sum(undecided)::BIGINT AS undecided, sum(remark)::BIGINT AS remark
FROM tallies
WHERE ($years IS NULL OR list_contains($years, year)) AND ($provinces IS NULL OR list_contains($provinces, province))
  AND ($tiers IS NULL OR list_contains($tiers, tier))
GROUP BY rule HAVING sum(applied) > 0 ORDER BY rule
