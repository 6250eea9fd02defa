-- Where a trace goes on: the span that recorded the leaf (W3C Trace Context). No part of the leaf, so nothing proves it, and empty where no spans are sent.
ALTER TABLE audit_entry ADD COLUMN traceparent text CHECK (length(traceparent) = 55);
