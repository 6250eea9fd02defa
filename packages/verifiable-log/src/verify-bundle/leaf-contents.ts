import { parseCanonicalBytes } from '../parse-canonical.ts';
import { VerifiableLogError } from '../errors.ts';
import { longestLeaf } from './bundle-source.ts';
import { type LeafPlace, type LeafSaid } from './bundle.ts';

interface Envelope {
  id: string;
  source: string;
  subject: string;
  subjectseq: string;
  type?: unknown;
  data: unknown;
}

/** What leaves say, checked in the order of their logs: form, event ids, sequences, objects named. */
export class LeafContents {
  /** First leaf naming each object by its SHA-256. */
  readonly objects = new Map<string, LeafPlace>();
  readonly #ids = new Set<string>();
  readonly #sequences = new Map<string, number>();

  /** @returns what the leaf says. @throws VerifiableLogError naming the first thing wrong with this leaf */
  take(bytes: Uint8Array, place: LeafPlace, origin: string | undefined): LeafSaid {
    if (bytes.length > longestLeaf) throw wrong(`is longer than ${longestLeaf} bytes`);
    const leaf = envelopeOf(parseCanonicalBytes(bytes));
    this.#nameObjects(leaf.data, place);
    if (origin !== undefined && leaf.source !== origin) throw wrong(`comes from ${leaf.source}, not from ${origin}`);
    if (this.#ids.has(leaf.id)) throw wrong(`repeats the event id ${leaf.id}`);
    this.#ids.add(leaf.id);
    this.#followSequence(leaf, place.log);
    return { log: place.log, type: String(leaf.type), data: leaf.data };
  }

  #followSequence({ subject, subjectseq }: Envelope, log: string): void {
    const key = `${log} ${subject}`;
    const expected = (this.#sequences.get(key) ?? 0) + 1;
    // Following the count that is there reports one gap once.
    this.#sequences.set(key, Number(subjectseq));
    if (subjectseq !== String(expected)) throw wrong(`is number ${subjectseq} of ${subject}, where ${expected} is due`);
  }

  #nameObjects(value: unknown, place: LeafPlace): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, item] of Object.entries(value)) {
      const names = name === 'sha256' || name.endsWith('Sha256');
      if (!names || typeof item !== 'string') this.#nameObjects(item, place);
      else if (!this.objects.has(item)) this.objects.set(item, place);
    }
  }
}

function envelopeOf(value: unknown): Envelope {
  const leaf = (typeof value === 'object' ? value : undefined) as Partial<Record<keyof Envelope, unknown>> | null | undefined;
  for (const name of ['id', 'source', 'subject', 'subjectseq'] as const) {
    if (typeof leaf?.[name] !== 'string') throw wrong(`has no "${name}"`);
  }
  return leaf as Envelope;
}

function wrong(text: string): VerifiableLogError {
  return new VerifiableLogError('value-outside-profile', text);
}
