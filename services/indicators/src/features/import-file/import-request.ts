import { randomUUID } from 'node:crypto';
import { type Request, type Response } from 'express';
import { type ImportReport } from '@mizan/contracts';
import { importFile } from './import-file.ts';
import { refuseSize } from './receive.ts';
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
    if (Number(req.get('content-length') ?? 0) > asked.limits.bytes) throw refuseSize(asked.limits);
    const running = importFile({ ...asked, importId, chunks: body(req) });
    res.once('close', onClose);
    return await running;
  } catch (error) {
    letFinish(req);
    throw error;
  } finally {
    res.removeListener('close', onClose);
  }
}

/**
 * The body piece by piece; a piece is good until the next is asked for and its memory is given back then. The collector
 * comes by when there are many objects, and these are few and large: a file would pile up.
 */
async function* body(req: Request): AsyncGenerator<Uint8Array> {
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer<ArrayBuffer>>) {
    yield chunk;
    if (chunk.byteLength === chunk.buffer.byteLength) chunk.buffer.transfer(0);
  }
}

function letFinish(req: Request): void {
  if (req.readableEnded || req.destroyed) return;
  const cut = setTimeout(() => req.destroy(), patience).unref();
  req.once('close', () => clearTimeout(cut));
  req.on('error', () => undefined);
  req.resume();
}
