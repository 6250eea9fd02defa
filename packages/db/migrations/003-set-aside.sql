-- A message that is no leaf of the log can never be applied: who has looked at it says so, and it stays without counting as waiting.
ALTER TABLE dead_letter
  ADD COLUMN set_aside_by text,
  ADD COLUMN set_aside_because text,
  ADD COLUMN set_aside_at timestamptz,
  ADD CONSTRAINT dead_letter_set_aside CHECK (num_nonnulls(set_aside_by, set_aside_because, set_aside_at) IN (0, 3) AND (idx IS NULL OR set_aside_at IS NULL));
