-- What was taken is known by its bytes too, so that an altered copy under the same id is told. Null: taken before this was kept.
ALTER TABLE inbox ADD COLUMN leaf_hash bytea CHECK (octet_length(leaf_hash) = 32);

-- A topic that was made again counts its places from zero: other bytes at an old place are another letter.
ALTER TABLE dead_letter DROP CONSTRAINT dead_letter_place;
CREATE UNIQUE INDEX dead_letter_place ON dead_letter (consumer, place, sha256(bytes));

-- What was taken over Kafka and not yet found in the producer's log, against which it is compared every minute.
CREATE TABLE inbox_unproven (
  consumer text NOT NULL,
  source text NOT NULL,
  event_id uuid NOT NULL,
  idx bigint NOT NULL,
  leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
  PRIMARY KEY (consumer, event_id)
);
