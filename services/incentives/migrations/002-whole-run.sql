-- How many scores a run has: events of different topics keep no common order, so a completed run may arrive before its last score.
ALTER TABLE taken_run ADD COLUMN org_units integer;
UPDATE taken_run AS r SET org_units = (SELECT count(*) FROM taken_score AS t WHERE t.run_id = r.run_id);
ALTER TABLE taken_run ALTER COLUMN org_units SET NOT NULL;
