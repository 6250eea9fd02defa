CREATE TABLE scoring.object (
  sha256 text PRIMARY KEY CHECK (sha256 = encode(sha256(bytes), 'hex')),
  bytes bytea NOT NULL
);

CREATE TABLE scoring.methodology (
  methodology_sha256 text PRIMARY KEY REFERENCES scoring.object,
  methodology_id text NOT NULL,
  version text NOT NULL,
  title text NOT NULL CHECK (title IS JSON OBJECT),
  registered_by text NOT NULL,
  registered_at timestamptz NOT NULL DEFAULT now(),
  published_by text,
  published_at timestamptz,
  CONSTRAINT another_person_publishes CHECK (published_by <> registered_by),
  CONSTRAINT published_by_somebody CHECK ((published_by IS NULL) = (published_at IS NULL)),
  UNIQUE (methodology_id, version)
);

CREATE TABLE scoring.snapshot (
  snapshot_id text PRIMARY KEY,
  cycle_id text NOT NULL,
  level text NOT NULL,
  methodology_sha256 text NOT NULL,
  snapshot_digest text NOT NULL,
  values_sha256 text NOT NULL REFERENCES scoring.object,
  org_units_sha256 text NOT NULL REFERENCES scoring.object,
  taken_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE scoring.run (
  run_id text COLLATE "C" PRIMARY KEY,
  cycle_id text NOT NULL,
  methodology_sha256 text NOT NULL REFERENCES scoring.methodology,
  snapshot_id text NOT NULL REFERENCES scoring.snapshot,
  snapshot_digest text NOT NULL,
  org_units integer NOT NULL,
  scored integer NOT NULL,
  not_scorable integer NOT NULL,
  scores_root text NOT NULL,
  run_by text NOT NULL,
  completed_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT every_org_unit_has_a_result CHECK (scored + not_scorable = org_units),
  UNIQUE (cycle_id, methodology_sha256, snapshot_digest)
);

CREATE TABLE scoring.score (
  score_id text COLLATE "C" PRIMARY KEY,
  run_id text COLLATE "C" NOT NULL REFERENCES scoring.run,
  cycle_id text NOT NULL,
  org_unit text COLLATE "C" NOT NULL,
  status text NOT NULL CHECK (status IN ('scored', 'not-scorable')),
  score text,
  exact text,
  band text,
  reasons text[] NOT NULL,
  completeness text NOT NULL,
  derivation_sha256 text NOT NULL REFERENCES scoring.object,
  methodology_sha256 text NOT NULL,
  snapshot_id text NOT NULL,
  snapshot_digest text NOT NULL,
  computed_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT missing_is_never_zero CHECK ((status = 'scored') = (score IS NOT NULL)),
  UNIQUE (run_id, org_unit)
);
CREATE INDEX score_by_cycle ON scoring.score (cycle_id, org_unit);

CREATE TABLE scoring.supersession (
  score_id text COLLATE "C" PRIMARY KEY REFERENCES scoring.score,
  superseded_by text COLLATE "C" NOT NULL REFERENCES scoring.score,
  cycle_id text NOT NULL,
  org_unit text COLLATE "C" NOT NULL,
  reason text NOT NULL
);

CREATE TABLE scoring.published_check (
  methodology_sha256 text NOT NULL REFERENCES scoring.methodology,
  figure text NOT NULL,
  org_unit text COLLATE "C" NOT NULL,
  period text NOT NULL,
  published text NOT NULL,
  recomputed text NOT NULL,
  difference text NOT NULL,
  follows boolean NOT NULL,
  tolerance text NOT NULL,
  PRIMARY KEY (methodology_sha256, figure, org_unit, period)
);

CREATE FUNCTION scoring.publish_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_by IS NOT NULL
    OR (to_jsonb(OLD) - 'published_by' - 'published_at') <> (to_jsonb(NEW) - 'published_by' - 'published_at') THEN
    RAISE EXCEPTION 'a methodology version is immutable and is published once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER methodology_published_once BEFORE UPDATE ON scoring.methodology FOR EACH ROW EXECUTE FUNCTION scoring.publish_once();
CREATE TRIGGER methodology_kept BEFORE DELETE ON scoring.methodology FOR EACH ROW EXECUTE FUNCTION scoring.refuse_change();
CREATE TRIGGER object_kept BEFORE UPDATE OR DELETE ON scoring.object FOR EACH ROW EXECUTE FUNCTION scoring.refuse_change();
CREATE TRIGGER snapshot_kept BEFORE UPDATE OR DELETE ON scoring.snapshot FOR EACH ROW EXECUTE FUNCTION scoring.refuse_change();
CREATE TRIGGER run_kept BEFORE UPDATE OR DELETE ON scoring.run FOR EACH ROW EXECUTE FUNCTION scoring.refuse_change();
CREATE TRIGGER score_kept BEFORE UPDATE OR DELETE ON scoring.score FOR EACH ROW EXECUTE FUNCTION scoring.refuse_change();
CREATE TRIGGER supersession_kept BEFORE UPDATE OR DELETE ON scoring.supersession FOR EACH ROW EXECUTE FUNCTION scoring.refuse_change();

GRANT SELECT, INSERT ON scoring.methodology, scoring.object, scoring.snapshot, scoring.run, scoring.score, scoring.supersession TO scoring;
GRANT UPDATE (published_by, published_at) ON scoring.methodology TO scoring;
GRANT SELECT, INSERT, UPDATE ON scoring.published_check TO scoring;
