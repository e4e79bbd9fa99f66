($years IS NULL OR list_contains($years, year)) AND ($provinces IS NULL OR list_contains($provinces, province))
  AND ($tiers IS NULL OR list_contains($tiers, tier)) AND ($ids IS NULL OR report IN (SELECT unnest($ids)))
  AND ($of_states IS NULL OR report IN (SELECT report FROM reports WHERE list_contains($of_states, state)))
