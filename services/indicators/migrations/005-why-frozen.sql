-- Why a cycle was frozen again, as the steward said it; its digest stands in the leaf.
ALTER TABLE snapshot ADD COLUMN reason text;
