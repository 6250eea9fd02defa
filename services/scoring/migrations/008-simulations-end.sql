-- Who ended a simulation before its end, and how often one was begun: one that takes its instance with it is not begun for ever.
ALTER TABLE scoring.simulation ADD COLUMN cancelled_by text, ADD COLUMN begun integer NOT NULL DEFAULT 0;
GRANT UPDATE (cancelled_by, begun) ON scoring.simulation TO scoring;
