-- The figures at take-over of a snapshot; empty where none is recorded and in snapshots taken before they were kept.
ALTER TABLE scoring.snapshot ADD COLUMN take_overs_sha256 text REFERENCES scoring.object;
