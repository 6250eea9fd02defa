-- Audit's own copy of every leaf it has followed, byte for byte, and every checkpoint it has seen.
CREATE TABLE leaf (
  log text NOT NULL,
  idx bigint NOT NULL CHECK (idx >= 0),
  leaf text NOT NULL,
  leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
  type text NOT NULL,
  subject text NOT NULL,
  PRIMARY KEY (log, idx)
);
CREATE INDEX leaf_hash_index ON leaf (leaf_hash);
CREATE INDEX leaf_case_index ON leaf ((leaf::jsonb -> 'data' ->> 'caseId'));
CREATE INDEX leaf_score_index ON leaf ((leaf::jsonb -> 'data' ->> 'scoreId'));
CREATE INDEX leaf_type_index ON leaf (log, type, idx);

CREATE TABLE checkpoint (
  log text NOT NULL,
  size bigint NOT NULL,
  root bytea NOT NULL,
  note text NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (log, size, root)
);

-- The key of a log is pinned when it is first seen; another key later is a finding, not a new truth.
CREATE TABLE log_key (log text PRIMARY KEY, origin text NOT NULL, vkey text NOT NULL);

GRANT SELECT, INSERT ON leaf, checkpoint, log_key TO audit;
