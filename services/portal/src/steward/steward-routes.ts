import { type Express, type Request, type Response } from 'express';
import { correctValue, listValues, measureNames } from '@mizan/contracts';
import { ProblemError } from '@mizan/http';
import { type Desk } from '../desk.ts';
import { randomId } from '../sessions.ts';
import { untilSettled } from '../until-settled.ts';
import type { Asked, CorrectionView } from './correction-page.tsx';

/** A steward looks a figure up and says what it means. */
export function stewardRoutes(app: Express, desk: Desk): void {
  app.use('/corrections', desk.only('data-steward'));
  app.get('/corrections', async (req, res) => {
    const query = textsOf(req.query);
    const done = query['done'] === undefined ? {} : { done: { noLonger: measureNames.filter((name) => query['noLonger']?.split(',').includes(name)) } };
    res.send(desk.pages.correction({ reader: desk.reader(req), view: await viewOf(desk, req, askedIn(query), done) }));
  });
  app.post('/corrections', (req, res) => correct(desk, req, res));
}

async function correct(desk: Desk, req: Request, res: Response): Promise<void> {
  const { csrf: _, key = '', ...given } = textsOf(req.body);
  const asked = askedIn(given);
  const said = Object.fromEntries(Object.entries(given).filter(([, text]) => text !== ''));
  try {
    const { noLonger = [] } = await untilSettled(() => desk.ask(req)(correctValue, { body: said, idempotencyKey: key }));
    res.redirect(303, `/corrections?${new URLSearchParams({ ...asked, done: 'yes', noLonger: noLonger.join(',') }).toString()}`);
  } catch (error) {
    if (!(error instanceof ProblemError) || ![400, 404, 409, 422].includes(error.status)) throw error;
    const refused = { detail: error.detail, given };
    res.status(error.status).send(desk.pages.correction({ reader: desk.reader(req, '/corrections'), view: await viewOf(desk, req, asked, { refused }) }));
  }
}

async function viewOf(desk: Desk, req: Request, asked: Asked, more: Pick<CorrectionView, 'done' | 'refused'>): Promise<CorrectionView> {
  const view = { asked, idempotencyKey: randomId(), ...more };
  if (Object.values(asked).includes('')) return view;
  try {
    return { ...view, found: (await desk.ask(req)(listValues, { query: { ...asked, limit: 100 } })).values };
  } catch (error) {
    // a code of a form that none can have
    if (error instanceof ProblemError && error.status === 400) return { ...view, found: [] };
    throw error;
  }
}

const askedIn = ({ indicator = '', orgUnit = '', period = '' }: Readonly<Record<string, string>>): Asked => ({ indicator, orgUnit, period });

const textsOf = (fields: unknown): Record<string, string> => Object.fromEntries(Object.entries((fields ?? {}) as Record<string, unknown>).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text.trim()]] : [])));
