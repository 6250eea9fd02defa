import { readMethodology, readMethodologyVersion } from '@mizan/contracts';
import { type Session } from '../session/session.ts';
import { versionName } from './version-name.ts';

export const isHash = (text: string) => /^[0-9a-f]{64}$/.test(text);

/** A saved text by its hash or by `id@version`, with the hash. @throws Failure when it names neither */
export async function readText(session: Session, named: string): Promise<{ methodologySha256: string; document: Record<string, unknown> }> {
  const { head, document } = isHash(named) ? await session.ask(readMethodology, { params: { methodologySha256: named } }) : await session.ask(readMethodologyVersion, { params: { ...versionName(named) } });
  return { methodologySha256: head.methodologySha256, document };
}
