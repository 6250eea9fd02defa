import { randomUUID } from 'node:crypto';
import { type Request, type Response } from 'express';
import { type ImportReport } from '@mizan/contracts';
import { importFile } from './import-file.ts';
import { tooLarge } from './receive.ts';
import { type ImportRequest } from './work.ts';

type Asked = Omit<ImportRequest, 'chunks' | 'importId'> & { importId?: string | undefined };

/** How long a sender that was refused may go on sending before the line is cut, in milliseconds. */
const patience = 60_000;

/**
 * An import as it comes over HTTP: closing the connection cancels it, and a sender that is refused in the middle can
 * finish sending and so read why.
 */
export async function importRequest({ importId = randomUUID(), ...asked }: Asked, req: Request, res: Response): Promise<ImportReport> {
  const onClose = () => void (res.writableFinished || asked.imports.cancel(importId));
  try {
    if (Number(req.get('content-length') ?? 0) > asked.limits.bytes) throw tooLarge(asked.limits);
    const running = importFile({ ...asked, importId, chunks: req.iterator({ destroyOnReturn: false }) });
    res.once('close', onClose);
    return await running;
  } catch (error) {
    letFinish(req);
    throw error;
  } finally {
    res.removeListener('close', onClose);
  }
}

function letFinish(req: Request): void {
  if (req.readableEnded || req.destroyed) return;
  const cut = setTimeout(() => req.destroy(), patience).unref();
  req.once('close', () => clearTimeout(cut));
  req.on('error', () => undefined);
  req.resume();
}
