-- Files accepted whole. Rows are append-only: the newest row of a key is the current one.
CREATE TABLE submission (
  submission_id text PRIMARY KEY,
  kind text NOT NULL,
  name text NOT NULL,
  file_sha256 text NOT NULL,
  size bigint NOT NULL,
  line_count integer NOT NULL,
  lines_root text NOT NULL,
  rows integer NOT NULL,
  created integer NOT NULL,
  updated integer NOT NULL,
  unchanged integer NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  received_by text NOT NULL
);

CREATE TABLE observation (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  submission_id text NOT NULL REFERENCES submission DEFERRABLE INITIALLY DEFERRED,
  line integer NOT NULL,
  indicator text NOT NULL,
  org_unit text NOT NULL,
  period text NOT NULL,
  status text NOT NULL CHECK (status IN ('present', 'not-applicable', 'too-few', 'suppressed', 'not-submitted')),
  value text NOT NULL,
  numerator text NOT NULL,
  denominator text NOT NULL,
  n text NOT NULL,
  schools_sampled text NOT NULL,
  source text NOT NULL,
  CHECK (status = 'present' OR value = ''),
  PRIMARY KEY (submission_id, line)
);
CREATE TABLE current_observation (
  period text NOT NULL,
  indicator text NOT NULL,
  org_unit text NOT NULL,
  submission_id text NOT NULL,
  line integer NOT NULL,
  PRIMARY KEY (period, indicator, org_unit),
  FOREIGN KEY (submission_id, line) REFERENCES observation
);

-- Org units, indicators, posts, postings and published figures, as their files said them.
CREATE TABLE reference_row (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  key text NOT NULL,
  submission_id text NOT NULL REFERENCES submission DEFERRABLE INITIALLY DEFERRED,
  line integer NOT NULL,
  part integer NOT NULL,
  fields jsonb NOT NULL,
  PRIMARY KEY (submission_id, line, part)
);
CREATE INDEX reference_row_key ON reference_row (kind, key, seq DESC);
CREATE VIEW current_reference WITH (security_invoker = true) AS
  SELECT DISTINCT ON (kind, key) kind, key, submission_id, line, fields FROM reference_row ORDER BY kind, key, seq DESC;

CREATE TABLE correction (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  correction_id text NOT NULL UNIQUE,
  indicator text NOT NULL,
  org_unit text NOT NULL,
  period text NOT NULL,
  status text NOT NULL,
  value text NOT NULL,
  as_published text NOT NULL,
  submission_id text NOT NULL,
  line integer NOT NULL,
  reason text NOT NULL,
  source text NOT NULL,
  corrected_by text NOT NULL,
  corrected_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE cycle (
  cycle_id text PRIMARY KEY,
  title jsonb NOT NULL,
  start_day date NOT NULL,
  end_day date NOT NULL CHECK (end_day >= start_day),
  level text NOT NULL,
  periods jsonb NOT NULL
);
CREATE TABLE snapshot (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  snapshot_id text PRIMARY KEY,
  cycle_id text NOT NULL REFERENCES cycle,
  data text NOT NULL
);

CREATE TRIGGER observation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON observation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reference_row_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON reference_row FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER correction_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON correction FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER snapshot_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON snapshot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON submission, observation, reference_row, correction, cycle, snapshot TO indicators;
GRANT SELECT ON current_reference TO indicators;
GRANT SELECT, INSERT, UPDATE ON current_observation TO indicators;
