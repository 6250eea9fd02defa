-- How many scores of people a run made, and the root over them; empty where it makes none and in runs from before.
ALTER TABLE scoring.run ADD COLUMN people integer, ADD COLUMN people_root text,
  ADD CONSTRAINT people_with_their_root CHECK ((people IS NULL) = (people_root IS NULL));
