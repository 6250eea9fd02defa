-- The postings of a snapshot, by which a report tells groups apart; empty in snapshots taken before they were kept.
ALTER TABLE scoring.snapshot ADD COLUMN postings_sha256 text REFERENCES scoring.object;

-- Work on drafts that takes a while. It decides nothing and is evidence of nothing, so it is no event; the same request is the same work.
CREATE TABLE scoring.simulation (
  simulation_id text COLLATE "C" PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('simulation', 'back-test')),
  request text NOT NULL CHECK (request IS JSON OBJECT),
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT now(),
  done integer NOT NULL DEFAULT 0,
  total integer NOT NULL DEFAULT 0,
  result text CHECK (result IS NULL OR result IS JSON OBJECT),
  fault text
);
CREATE INDEX simulation_waiting ON scoring.simulation (requested_at) WHERE result IS NULL AND fault IS NULL;
GRANT SELECT, INSERT ON scoring.simulation TO scoring;
GRANT UPDATE (done, total, result, fault) ON scoring.simulation TO scoring;
