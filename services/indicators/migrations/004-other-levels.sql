-- Levels beside a cycle's own whose figures it freezes, such as the schools that are pooled into districts.
ALTER TABLE cycle ADD COLUMN other_levels jsonb NOT NULL DEFAULT '[]';
ALTER TABLE cycle_amendment ADD COLUMN other_levels jsonb NOT NULL DEFAULT '[]';
