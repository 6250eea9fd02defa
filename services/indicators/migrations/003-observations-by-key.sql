-- An observation is known by what it is about and the submission that says it. The current one is the one of the newest
-- submission: it is read from the observations themselves and cannot say anything else than they do.
ALTER TABLE submission ADD COLUMN submission_no integer;
UPDATE submission SET submission_no = numbered.no
  FROM (SELECT submission_id, row_number() OVER (ORDER BY coalesce((SELECT min(o.seq) FROM observation AS o WHERE o.submission_id = s.submission_id), 0), received_at, submission_id) AS no
        FROM submission AS s) AS numbered WHERE numbered.submission_id = submission.submission_id;
ALTER TABLE submission ALTER COLUMN submission_no SET NOT NULL, ADD UNIQUE (submission_no);
CREATE SEQUENCE submission_no OWNED BY submission.submission_no;
SELECT setval('submission_no', greatest((SELECT max(submission_no) FROM submission), 1), EXISTS (SELECT FROM submission));
GRANT USAGE ON SEQUENCE submission_no TO indicators;

DROP TABLE current_observation;
DROP TRIGGER observation_append_only ON observation;
ALTER TABLE observation ADD COLUMN submission_no integer, ADD COLUMN of_source text COLLATE "C" NOT NULL DEFAULT '',
  ALTER COLUMN period TYPE text COLLATE "C", ALTER COLUMN indicator TYPE text COLLATE "C", ALTER COLUMN org_unit TYPE text COLLATE "C", ALTER COLUMN subgroup TYPE text COLLATE "C";
-- `of_source` is the source where the indicator's row says that several stand side by side, else nothing.
UPDATE observation SET submission_no = submission.submission_no,
  of_source = CASE WHEN indicator IN (SELECT key FROM current_reference WHERE kind = 'indicators' AND fields ->> 'sources' = 'several') THEN source ELSE '' END
  FROM submission WHERE submission.submission_id = observation.submission_id;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE observation DROP CONSTRAINT observation_pkey, DROP COLUMN submission_id, DROP COLUMN seq,
  ALTER COLUMN submission_no SET NOT NULL;
CREATE UNIQUE INDEX observation_key ON observation (period, indicator, org_unit, subgroup, of_source, submission_no DESC);
-- The rows of a submission stand together: a few bytes for every megabyte find them.
CREATE INDEX observation_of_submission ON observation USING brin (submission_no);

-- What no submission stands for is never read; IS TRUE keeps the planner from making a join of it, so that the index gives the order.
CREATE VIEW current_observation WITH (security_invoker = true) AS
  SELECT s.submission_id, o.* FROM
    (SELECT DISTINCT ON (period, indicator, org_unit, subgroup, of_source) * FROM observation
     WHERE (submission_no IN (SELECT submission_no FROM submission WHERE kind = 'observations')) IS TRUE
     ORDER BY period, indicator, org_unit, subgroup, of_source, submission_no DESC) AS o
    JOIN submission AS s USING (submission_no);
GRANT SELECT ON current_observation TO indicators;

CREATE TRIGGER observation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON observation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submission_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON submission FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
