$rules IS NULL AND $severities IS NULL AND $outcomes IS NULL AND $causes IS NULL AND $decisions IS NULL
  AND len(coalesce($sorts, [''])) = 1
