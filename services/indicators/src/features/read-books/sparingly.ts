export type Digests = Record<string, string>;
export type Sparingly = (submissionId: string, rows: number, read: () => Promise<Digests>) => Promise<Digests>;

/**
 * Reads small submissions again each time they are asked for, and large ones at most once in a while: a million rows take
 * seconds, and whoever waits for the books must not wait for them every time. Until the next reading the last one stands.
 */
export function createSparingly({ largeFrom = 50_000, everyMs = 300_000, now = () => performance.now() } = {}): Sparingly {
  const last = new Map<string, { at: number; digests: Promise<Digests> }>();
  return (submissionId, rows, read) => {
    if (rows < largeFrom) return read();
    const known = last.get(submissionId);
    if (known && now() - known.at < everyMs) return known.digests;
    const digests = read();
    const renewed = { at: now(), digests: known ? known.digests : digests };
    last.set(submissionId, renewed);
    digests.then(
      () => last.set(submissionId, { at: renewed.at, digests }),
      () => last.delete(submissionId),
    );
    return renewed.digests;
  };
}
