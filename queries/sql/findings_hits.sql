-- One row: how many flagged findings there are, and in how many reports.
SELECT coalesce(sum(found), 0)::BIGINT AS n, count(*) AS hits FROM {listed}
