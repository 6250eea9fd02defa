import { type Express, type Request } from 'express';
import { type Desk } from '../desk.ts';
import { readDistricts } from './district-view.ts';
import { readOwnScores } from './own-score.ts';

/** A manager's own score; any other district is a page that does not exist. */
export function managerRoutes(app: Express, desk: Desk): void {
  app.get('/desk', (req, res) => void res.send(desk.pages.desk({ reader: desk.reader(req) })));
  app.get('/me', desk.only('district-manager'), async (req, res) => void res.send(desk.pages.manager({ reader: desk.reader(req), ...(await readOwn(desk, req)) })));
  app.get('/me/:orgUnit', desk.only('district-manager'), async (req, res) => {
    const own = await readOwn(desk, req, String(req.params['orgUnit']));
    if (own.districts.length === 0) return desk.trouble(req, res, 'notFound');
    res.send(desk.pages.manager({ reader: desk.reader(req), ...own }));
  });
}

/** Her districts, or one of them, and her own score in each cycle in which she had it. */
async function readOwn(desk: Desk, req: Request, orgUnit?: string) {
  const personId = desk.session(req)?.person.subject ?? '';
  const districts = await readDistricts(desk.ask(req), personId, orgUnit);
  const cycles = new Map(districts.map(({ cycle }) => [cycle.cycleId, cycle]));
  return { districts, ownScores: await readOwnScores(desk.ask(req), personId, [...cycles.values()]) };
}
