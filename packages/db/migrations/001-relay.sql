-- Where the relay stands, and room for messages that are parked without being a leaf of the log they claim to come from.
CREATE TABLE relay_position (
  log smallint PRIMARY KEY CHECK (log = 1),
  next_index bigint NOT NULL CHECK (next_index >= 0)
);
INSERT INTO relay_position (log, next_index) VALUES (1, 0);

ALTER TABLE dead_letter
  DROP CONSTRAINT dead_letter_pkey,
  ADD COLUMN letter_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ALTER COLUMN idx DROP NOT NULL,
  ADD COLUMN place text,
  ADD COLUMN type text NOT NULL DEFAULT '',
  ADD COLUMN attempts integer NOT NULL DEFAULT 1,
  ADD COLUMN replay_asked_by text,
  ADD COLUMN shown_at timestamptz,
  ADD CONSTRAINT dead_letter_leaf UNIQUE (consumer, source, idx),
  ADD CONSTRAINT dead_letter_place UNIQUE (consumer, place),
  ALTER COLUMN leaf TYPE bytea USING convert_to(leaf, 'UTF8');
ALTER TABLE dead_letter RENAME COLUMN leaf TO bytes;
