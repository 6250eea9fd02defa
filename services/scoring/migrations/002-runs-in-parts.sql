-- A run is divided into parts that any instance may score; its scores appear, all at once, when the last part is in.
CREATE TABLE scoring.run_request (
  run_id text COLLATE "C" PRIMARY KEY,
  cycle_id text NOT NULL,
  methodology_sha256 text NOT NULL REFERENCES scoring.methodology,
  snapshot_id text NOT NULL REFERENCES scoring.snapshot,
  snapshot_digest text NOT NULL,
  org_units integer NOT NULL,
  parts integer NOT NULL CHECK (parts > 0),
  requested_by text NOT NULL,
  reason text,
  requested_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (cycle_id, methodology_sha256, snapshot_digest)
);
CREATE TABLE scoring.run_part (
  part_id text COLLATE "C" PRIMARY KEY,
  run_id text COLLATE "C" NOT NULL REFERENCES scoring.run_request,
  part integer NOT NULL,
  org_units text[] NOT NULL,
  UNIQUE (run_id, part)
);
CREATE TABLE scoring.part_result (
  part_id text COLLATE "C" PRIMARY KEY REFERENCES scoring.run_part,
  run_id text COLLATE "C" NOT NULL REFERENCES scoring.run_request,
  scores text NOT NULL CHECK (scores IS JSON ARRAY)
);
CREATE TRIGGER run_request_kept BEFORE UPDATE OR DELETE ON scoring.run_request FOR EACH ROW EXECUTE FUNCTION scoring.refuse_change();
CREATE TRIGGER run_part_kept BEFORE UPDATE OR DELETE ON scoring.run_part FOR EACH ROW EXECUTE FUNCTION scoring.refuse_change();
CREATE TRIGGER part_result_kept BEFORE UPDATE OR DELETE ON scoring.part_result FOR EACH ROW EXECUTE FUNCTION scoring.refuse_change();
GRANT SELECT, INSERT ON scoring.run_request, scoring.run_part, scoring.part_result TO scoring;
