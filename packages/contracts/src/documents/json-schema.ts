import { z } from 'zod';

/** JSON Schema 2020-12 of what a sender may write; bytes have no JSON form and are described as a binary string. */
export function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
    metadata: z.registry<z.core.GlobalMeta>(),
  }) as Record<string, unknown>;
  return rest;
}
