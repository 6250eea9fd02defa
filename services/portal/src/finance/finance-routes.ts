import { type Express, type Request, type Response } from 'express';
import { ProblemError } from '@mizan/http';
import { type Desk } from '../desk.ts';
import { financeRoles } from '../frame/roles.ts';
import { randomId } from '../sessions.ts';
import { readCasePage, readQueue, states } from './finance-view.ts';
import { untilSettled } from '../until-settled.ts';
import { caseSteps, isStep, waitingState } from './steps.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The queue, a case, the check page before a step, and the step. */
export function financeRoutes(app: Express, desk: Desk): void {
  app.use('/finance', desk.only(...financeRoles));
  app.get('/finance', async (req, res) => {
    const waiting = waitingState(desk.session(req)?.person.roles ?? []);
    const state = states.find((known) => known === req.query['state']) ?? waiting;
    res.send(desk.pages.queue({ reader: desk.reader(req), queue: await readQueue(desk.ask(req), state, waiting, text(req.query['after'])) }));
  });
  app.get('/finance/cases/:caseId', async (req, res) => {
    const view = await readCasePage(desk.ask(req), req.params.caseId);
    if (!view) return desk.trouble(req, res, 'notFound');
    res.send(desk.pages.case({ reader: desk.reader(req), view, done: req.query['done'] === 'yes' }));
  });
  app.post('/finance/cases/:caseId/confirm/:step', async (req, res) => {
    const { caseId, step } = req.params;
    const view = isStep(step) ? await readCasePage(desk.ask(req), caseId) : undefined;
    if (!view || !isStep(step)) return desk.trouble(req, res, 'notFound');
    const { note } = req.body as Record<string, unknown>;
    res.send(desk.pages.confirm({ reader: desk.reader(req, casePath(caseId)), view, step, note: text(note).trim(), idempotencyKey: randomId() }));
  });
  app.post('/finance/cases/:caseId/steps/:step', (req, res) => takeStep(desk, req, res));
}

const casePath = (caseId: string) => `/finance/cases/${encodeURIComponent(caseId)}`;

async function takeStep(desk: Desk, req: Request, res: Response): Promise<void> {
  const [caseId, step] = [text(req.params['caseId']), text(req.params['step'])];
  if (!isStep(step)) return desk.trouble(req, res, 'notFound');
  const { note, version, key } = req.body as Record<string, unknown>;
  try {
    await untilSettled(() => desk.ask(req)(caseSteps[step].operation, { params: { caseId }, body: { note: text(note) }, ifMatch: text(version), idempotencyKey: text(key) }));
    res.redirect(303, `${casePath(caseId)}?done=yes`);
  } catch (error) {
    if (!(error instanceof ProblemError) || ![403, 409, 412, 422].includes(error.status)) throw error;
    const view = await readCasePage(desk.ask(req), caseId);
    if (!view) return desk.trouble(req, res, 'notFound');
    res.status(error.status).send(desk.pages.case({ reader: desk.reader(req, casePath(caseId)), view, refused: { code: error.code, detail: error.detail } }));
  }
}
