-- What a correction gives beside its value; of one made before, nothing, as it was said then.
ALTER TABLE correction ADD COLUMN numerator text NOT NULL DEFAULT '', ADD COLUMN denominator text NOT NULL DEFAULT '',
  ADD COLUMN n text NOT NULL DEFAULT '', ADD COLUMN standard_error text NOT NULL DEFAULT '';
