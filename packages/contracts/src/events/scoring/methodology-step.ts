import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import { MethodologyId, MethodologyVersion, Sha256 } from '../../vocabulary.ts';

/** One step in the life of a methodology version: which text it was about, and who took it. `step` counts the steps of the version. */
export function methodologyStep<Shape extends z.ZodRawShape>(name: string, summary: string, more: Shape) {
  const common = { methodologyId: MethodologyId, version: MethodologyVersion, step: z.number().int().positive(), methodologySha256: Sha256, by: z.string() };
  return defineEvent({ type: `scoring.methodology.${name}.v1`, summary, key: (data) => String((data as { methodologyId?: unknown }).methodologyId), data: z.strictObject({ ...common, ...more }) });
}
