-- The life of a methodology version, step by step: from draft to published, superseded or withdrawn. A step is kept as the
-- data of its event; what the constraints read is generated from that, so that a row and its leaf cannot say two things.
CREATE TABLE scoring.methodology_step (
  seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  kind text NOT NULL,
  step integer NOT NULL CHECK (step > 0),
  data text NOT NULL CHECK (data IS JSON OBJECT),
  at timestamptz NOT NULL DEFAULT now(),
  methodology_id text COLLATE "C" GENERATED ALWAYS AS (data::jsonb ->> 'methodologyId') STORED NOT NULL,
  version text COLLATE "C" GENERATED ALWAYS AS (data::jsonb ->> 'version') STORED NOT NULL,
  methodology_sha256 text GENERATED ALWAYS AS (data::jsonb ->> 'methodologySha256') STORED NOT NULL REFERENCES scoring.object,
  taken_by text GENERATED ALWAYS AS (coalesce(data::jsonb ->> 'by', data::jsonb ->> 'publishedBy', data::jsonb ->> 'registeredBy')) STORED NOT NULL,
  PRIMARY KEY (methodology_id, version, step)
);
CREATE INDEX methodology_step_of_text ON scoring.methodology_step (methodology_sha256);

-- Which step may follow on which state, and where it leads; one that leads nowhere leaves the state as it is.
CREATE TABLE scoring.methodology_transition (kind text PRIMARY KEY, from_states text[] NOT NULL, leads_to text);
INSERT INTO scoring.methodology_transition VALUES
  ('registered', '{none}', 'draft'),
  ('drafted', '{none,draft}', 'draft'),
  ('tested', '{draft}', 'tested'),
  ('opened-for-comment', '{tested}', 'consultation'),
  ('commented', '{consultation}', NULL),
  ('answered', '{consultation}', NULL),
  ('submitted', '{consultation}', 'submitted'),
  ('approved', '{submitted}', 'approved'),
  ('returned', '{tested,consultation,submitted}', 'draft'),
  ('compared', '{tested,consultation,submitted,approved}', NULL),
  ('published', '{approved}', 'published'),
  ('enacted', '{published}', NULL),
  ('superseded', '{published}', 'superseded'),
  ('reinstated', '{superseded}', 'published'),
  ('withdrawn', '{draft,tested,consultation,submitted,approved,published}', 'withdrawn');
ALTER TABLE scoring.methodology_step ADD FOREIGN KEY (kind) REFERENCES scoring.methodology_transition;

-- What was registered and published before versions had a life of their own.
INSERT INTO scoring.methodology_step (kind, step, at, data)
  SELECT 'registered', 1, registered_at, jsonb_build_object('methodologyId', methodology_id, 'version', version, 'methodologySha256', methodology_sha256, 'registeredBy', registered_by)::text
  FROM scoring.methodology ORDER BY registered_at;
INSERT INTO scoring.methodology_step (kind, step, at, data)
  SELECT 'published', 2, published_at, jsonb_build_object('methodologyId', methodology_id, 'version', version, 'methodologySha256', methodology_sha256, 'publishedBy', published_by)::text
  FROM scoring.methodology WHERE published_by IS NOT NULL ORDER BY published_at;

CREATE FUNCTION scoring.check_methodology_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  earlier CURSOR FOR SELECT s.step, s.kind, s.methodology_sha256, t.leads_to FROM scoring.methodology_step s JOIN scoring.methodology_transition t USING (kind)
    WHERE s.methodology_id = NEW.methodology_id AND s.version = NEW.version AND s.step < NEW.step ORDER BY s.step;
  count integer := 0;
  state text := 'none';
  text_now text := NEW.methodology_sha256;
BEGIN
  FOR one IN earlier LOOP
    count := one.step;
    state := coalesce(one.leads_to, state);
    text_now := one.methodology_sha256;
  END LOOP;
  IF NEW.step <> count + 1 THEN
    RAISE EXCEPTION 'the steps of a methodology version are numbered without a gap';
  END IF;
  IF NOT EXISTS (SELECT FROM scoring.methodology_transition t WHERE t.kind = NEW.kind AND state = ANY (t.from_states)) THEN
    RAISE EXCEPTION 'a methodology version that is % cannot be %', state, NEW.kind;
  END IF;
  IF NEW.kind <> 'drafted' AND NEW.methodology_sha256 <> text_now THEN
    RAISE EXCEPTION 'the text of a methodology version changes only while it is a draft';
  END IF;
  IF NEW.kind IN ('approved', 'published') AND EXISTS (
    SELECT FROM scoring.methodology_step s WHERE s.methodology_id = NEW.methodology_id AND s.version = NEW.version
      AND s.kind IN ('registered', 'drafted', 'submitted') AND s.taken_by = NEW.taken_by) THEN
    RAISE EXCEPTION 'another person than author and submitter approves and publishes';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER methodology_step_follows AFTER INSERT ON scoring.methodology_step FOR EACH ROW EXECUTE FUNCTION scoring.check_methodology_step();
CREATE TRIGGER methodology_step_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON scoring.methodology_step FOR EACH STATEMENT EXECUTE FUNCTION scoring.refuse_change();
CREATE TRIGGER methodology_transition_kept BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON scoring.methodology_transition FOR EACH STATEMENT EXECUTE FUNCTION scoring.refuse_change();

-- A text that was registered and never published may still be edited: only published ones are one a version.
ALTER TABLE scoring.methodology DROP CONSTRAINT methodology_methodology_id_version_key;
CREATE UNIQUE INDEX methodology_published_version ON scoring.methodology (methodology_id, version) WHERE published_by IS NOT NULL;
CREATE FUNCTION scoring.check_publication() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM scoring.methodology_step s WHERE s.methodology_sha256 = NEW.methodology_sha256 AND s.kind = 'published' AND s.taken_by = NEW.published_by) THEN
    RAISE EXCEPTION 'a methodology is published by the steps of its life';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER methodology_publication_follows AFTER INSERT OR UPDATE ON scoring.methodology FOR EACH ROW EXECUTE FUNCTION scoring.check_publication();

-- The days of a snapshot's cycle say which version is in force for it.
ALTER TABLE scoring.snapshot ADD COLUMN cycle_start text, ADD COLUMN cycle_end text;

GRANT SELECT, INSERT ON scoring.methodology_step TO scoring;
GRANT SELECT ON scoring.methodology_transition TO scoring;
