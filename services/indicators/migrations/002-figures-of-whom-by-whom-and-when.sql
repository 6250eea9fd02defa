-- Figures narrowed to a subgroup, with a standard error, and kept apart by source where the indicator has several.
ALTER TABLE observation ADD COLUMN subgroup text NOT NULL DEFAULT '', ADD COLUMN standard_error text NOT NULL DEFAULT '';
-- `source` is part of the key only where the indicator's own row says that several sources stand side by side; else it is empty.
ALTER TABLE current_observation ADD COLUMN subgroup text NOT NULL DEFAULT '', ADD COLUMN source text NOT NULL DEFAULT '';
ALTER TABLE current_observation DROP CONSTRAINT current_observation_pkey, ADD PRIMARY KEY (period, indicator, org_unit, subgroup, source);
-- Periods a methodology calls by a word, and which figure of which period each word means.
ALTER TABLE cycle ADD COLUMN other_periods jsonb NOT NULL DEFAULT '{}';
-- Of which of several figures a correction speaks.
ALTER TABLE correction ADD COLUMN subgroup text NOT NULL DEFAULT '', ADD COLUMN of_source text NOT NULL DEFAULT '';

-- Periods named anew after a cycle was opened: the newest holds for the next freeze, all are kept.
CREATE TABLE cycle_amendment (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  cycle_id text NOT NULL REFERENCES cycle,
  periods jsonb NOT NULL,
  other_periods jsonb NOT NULL,
  amended_by text NOT NULL,
  amended_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER cycle_amendment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cycle_amendment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON cycle_amendment TO indicators;
