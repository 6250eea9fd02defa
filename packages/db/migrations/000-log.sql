-- The log of this service (RFC 6962 leaves in commit order) and what a consumer needs to apply events once.
CREATE TABLE audit_head (
  log smallint PRIMARY KEY CHECK (log = 1),
  size bigint NOT NULL CHECK (size >= 0)
);
INSERT INTO audit_head (log, size) VALUES (1, 0);

CREATE TABLE audit_entry (
  log smallint NOT NULL REFERENCES audit_head (log),
  idx bigint NOT NULL CHECK (idx >= 0),
  event_id uuid NOT NULL UNIQUE,
  type text NOT NULL,
  subject text NOT NULL,
  subject_seq bigint NOT NULL CHECK (subject_seq >= 1),
  leaf bytea NOT NULL CHECK (octet_length(leaf) BETWEEN 2 AND 65535),
  leaf_hash bytea GENERATED ALWAYS AS (sha256('\x00'::bytea || leaf)) STORED,
  PRIMARY KEY (log, idx),
  CONSTRAINT audit_entry_subject_seq UNIQUE (log, subject, subject_seq)
);

CREATE TABLE audit_checkpoint (
  size bigint PRIMARY KEY,
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  note text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP;
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE inbox (
  consumer text NOT NULL,
  event_id uuid NOT NULL,
  PRIMARY KEY (consumer, event_id)
);
CREATE TABLE inbox_subject (
  consumer text NOT NULL,
  source text NOT NULL,
  subject text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (consumer, source, subject)
);
CREATE TABLE feed_position (
  consumer text NOT NULL,
  source text NOT NULL,
  next_index bigint NOT NULL CHECK (next_index >= 0),
  PRIMARY KEY (consumer, source)
);
CREATE TABLE dead_letter (
  consumer text NOT NULL,
  source text NOT NULL,
  idx bigint NOT NULL,
  subject text NOT NULL,
  leaf text NOT NULL,
  reason text NOT NULL,
  parked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, source, idx)
);

CREATE TABLE idempotency (
  caller text NOT NULL,
  operation text NOT NULL,
  key text NOT NULL,
  request_hash text NOT NULL,
  status integer NOT NULL,
  reply text NOT NULL,
  etag text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (caller, operation, key)
);
