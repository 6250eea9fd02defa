-- Scores of the people who held posts, out of those of their org units.
CREATE TABLE scoring.manager_score (
  manager_score_id text COLLATE "C" PRIMARY KEY,
  run_id text COLLATE "C" NOT NULL REFERENCES scoring.run,
  cycle_id text NOT NULL,
  person_id text COLLATE "C" NOT NULL,
  status text NOT NULL CHECK (status IN ('scored', 'not-scorable')),
  score text,
  exact text,
  band text,
  reasons text[] NOT NULL,
  org_units text[] NOT NULL,
  days integer NOT NULL,
  derivation_sha256 text NOT NULL REFERENCES scoring.object,
  methodology_sha256 text NOT NULL,
  snapshot_id text NOT NULL,
  snapshot_digest text NOT NULL,
  computed_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT missing_is_never_zero CHECK ((status = 'scored') = (score IS NOT NULL)),
  UNIQUE (run_id, person_id)
);
CREATE INDEX manager_score_by_cycle ON scoring.manager_score (cycle_id, person_id);
CREATE TRIGGER manager_score_kept BEFORE UPDATE OR DELETE ON scoring.manager_score FOR EACH ROW EXECUTE FUNCTION scoring.refuse_change();
GRANT SELECT, INSERT ON scoring.manager_score TO scoring;
