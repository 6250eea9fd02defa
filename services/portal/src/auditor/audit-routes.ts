import { type Express } from 'express';
import { readIntegrity, readTrace, recompute } from '@mizan/contracts';
import { ifFound } from '../ask.ts';
import { type Desk } from '../desk.ts';

const tracePath = (id: string) => `/audit/trace/${encodeURIComponent(id)}`;

/** Integrity, the find box and the trace down to the raw line. */
export function auditRoutes(app: Express, desk: Desk): void {
  app.use('/audit', desk.only('auditor'));
  app.get('/audit', async (req, res) => void res.send(desk.pages.audit({ reader: desk.reader(req), integrity: await desk.ask(req)(readIntegrity) })));
  app.get('/audit/find', (req, res) => {
    const id = typeof req.query['id'] === 'string' ? req.query['id'].trim() : '';
    res.redirect(303, id === '' ? '/audit' : tracePath(id));
  });
  app.get('/audit/trace/:id', async (req, res) => {
    const ask = desk.ask(req);
    const trace = await ifFound(ask(readTrace, { params: { id: req.params.id } }));
    if (trace) return res.send(desk.pages.trace({ reader: desk.reader(req), trace }));
    res.status(404).send(desk.pages.audit({ reader: desk.reader(req), integrity: await ask(readIntegrity), notFound: true }));
  });
  app.post('/audit/trace/:id/recompute', async (req, res) => {
    const ask = desk.ask(req);
    const trace = await ask(readTrace, { params: { id: req.params.id } });
    const recomputed = await ask(recompute, { body: { scoreId: 'person' in trace ? trace.person.managerScoreId : trace.score.scoreId } });
    res.send(desk.pages.trace({ reader: desk.reader(req, tracePath(req.params.id)), trace, recomputed }));
  });
}
