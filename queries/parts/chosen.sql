($years IS NULL OR list_contains($years, year)) AND ($provinces IS NULL OR list_contains($provinces, province))
  AND ($tiers IS NULL OR list_contains($tiers, tier)) AND ($ids IS NULL OR report IN (SELECT unnest($ids)))
