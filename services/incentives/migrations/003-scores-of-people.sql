-- A scheme may read the manager's own score in place of her org unit's.
CREATE TABLE taken_manager_score (
  run_id text NOT NULL,
  person_id text NOT NULL,
  manager_score_id text NOT NULL,
  score text,
  band text,
  PRIMARY KEY (run_id, person_id)
);
-- How many scores of people the run has; nothing where it made none, and in runs from before they were counted.
ALTER TABLE taken_run ADD COLUMN people integer;
GRANT SELECT, INSERT ON taken_manager_score TO incentives;
