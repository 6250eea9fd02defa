CREATE TABLE scheme (
  scheme_sha256 text PRIMARY KEY,
  scheme_id text NOT NULL,
  version text NOT NULL,
  document text NOT NULL,
  registered_by text NOT NULL,
  published_by text,
  -- Two people, also for who writes to the table directly.
  CHECK (published_by <> registered_by)
);
CREATE TABLE role_grant (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  person_id text NOT NULL,
  role text NOT NULL,
  org_unit text NOT NULL,
  PRIMARY KEY (person_id, role, org_unit)
);
-- What came from other services, as their leaves said it.
CREATE TABLE taken_score (
  run_id text NOT NULL,
  org_unit text NOT NULL,
  score_id text NOT NULL,
  score text,
  band text,
  completeness text NOT NULL,
  PRIMARY KEY (run_id, org_unit)
);
CREATE TABLE taken_run (run_id text PRIMARY KEY, cycle_id text NOT NULL, snapshot_id text NOT NULL, methodology_sha256 text NOT NULL);
CREATE TABLE taken_snapshot (snapshot_id text PRIMARY KEY, cycle_id text NOT NULL, start_day text NOT NULL, end_day text NOT NULL);
CREATE TABLE taken_posting (
  snapshot_id text NOT NULL REFERENCES taken_snapshot,
  posting_id text NOT NULL,
  person_id text NOT NULL,
  org_unit text NOT NULL,
  from_day text NOT NULL,
  to_day text NOT NULL,
  PRIMARY KEY (snapshot_id, posting_id)
);

CREATE TABLE allocation (
  allocation_id text PRIMARY KEY,
  cycle_id text NOT NULL UNIQUE,
  data text NOT NULL
);
CREATE TABLE incentive_case (
  case_id text PRIMARY KEY,
  cycle_id text NOT NULL,
  scheme_sha256 text NOT NULL REFERENCES scheme,
  run_id text NOT NULL,
  score_id text NOT NULL,
  posting_id text NOT NULL,
  person_id text NOT NULL,
  org_unit text NOT NULL,
  score text,
  band text,
  days integer NOT NULL CHECK (days >= 0),
  cycle_days integer NOT NULL CHECK (cycle_days > 0),
  gates text NOT NULL,
  eligible boolean NOT NULL,
  full_amount numeric(30, 0) NOT NULL CHECK (full_amount >= 0),
  entitlement text NOT NULL,
  award numeric(30, 0) NOT NULL CHECK (award >= 0),
  CHECK (eligible OR award = 0),
  UNIQUE (cycle_id, scheme_sha256, posting_id)
);
CREATE TABLE case_step (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  case_id text NOT NULL REFERENCES incentive_case,
  round integer NOT NULL CHECK (round >= 1),
  step text NOT NULL CHECK (step IN ('prepared', 'checked', 'authorised', 'sent-back')),
  actor text NOT NULL CHECK (actor <> ''),
  note text NOT NULL DEFAULT '',
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (case_id, round, step),
  CONSTRAINT one_step_for_each_person UNIQUE (case_id, round, actor)
);

-- The order of steps holds for whoever inserts: a step follows its predecessor in the same round, and a round follows one that was sent back.
CREATE FUNCTION case_step_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last_round integer;
  last_step text;
  wanted text;
BEGIN
  PERFORM 1 FROM incentive_case WHERE case_id = NEW.case_id AND eligible;
  IF NOT FOUND THEN RAISE EXCEPTION 'case % is not eligible', NEW.case_id USING ERRCODE = 'check_violation'; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('case ' || NEW.case_id, 0));
  SELECT round, step INTO last_round, last_step FROM case_step WHERE case_id = NEW.case_id ORDER BY seq DESC LIMIT 1;
  IF NEW.round <> coalesce(last_round, 1) + (CASE WHEN last_step = 'sent-back' THEN 1 ELSE 0 END) THEN
    RAISE EXCEPTION 'case % is not in round %', NEW.case_id, NEW.round USING ERRCODE = 'check_violation';
  END IF;
  wanted := CASE WHEN last_step IS NULL OR last_step = 'sent-back' THEN 'prepared' WHEN last_step = 'prepared' THEN 'checked' WHEN last_step = 'checked' THEN 'authorised' END;
  IF NEW.step = 'sent-back' AND last_step IN ('prepared', 'checked') THEN RETURN NEW; END IF;
  IF wanted IS NULL OR NEW.step <> wanted THEN
    RAISE EXCEPTION 'case %: % cannot follow %', NEW.case_id, NEW.step, coalesce(last_step, 'opening') USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER case_step_order BEFORE INSERT ON case_step FOR EACH ROW EXECUTE FUNCTION case_step_in_order();
CREATE TRIGGER case_step_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER incentive_case_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON incentive_case FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER allocation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON allocation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON scheme, role_grant, taken_score, taken_run, taken_snapshot, taken_posting, allocation, incentive_case, case_step TO incentives;
GRANT UPDATE (published_by) ON scheme TO incentives;
