import { type z } from 'zod';

export interface EventDeclaration<Data extends z.ZodType = z.ZodType> {
  /** `<service>.<noun>.<past participle>.v<N>` */
  readonly type: string;
  readonly topic: string;
  readonly summary: string;
  readonly data: Data;
  /** Ordering key: the org unit's code, else the cycle's, run's or methodology's id. */
  readonly key: (data: z.infer<Data>) => string;
}
export type DataOf<E> = E extends EventDeclaration<infer D> ? z.infer<D> : never;

const typeForm = /^([a-z]+)\.([a-z-]+)\.([a-z-]+)\.v([1-9]\d*)$/;

/** Declares an event once; the topic is `<service>.<noun>.v<N>` by rule. @throws RangeError if the type is misspelt */
export function defineEvent<Data extends z.ZodType>(
  declaration: Omit<EventDeclaration<Data>, 'topic'>,
): EventDeclaration<Data> {
  const parts = typeForm.exec(declaration.type);
  if (!parts) throw new RangeError(`event type ${declaration.type} is not <service>.<noun>.<past participle>.v<N>`);
  return { ...declaration, topic: `${parts[1]}.${parts[2]}.v${parts[4]}` };
}
