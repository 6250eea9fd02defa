import { type Express } from 'express';
import { type Desk } from '../desk.ts';
import { readDistricts } from './district-view.ts';
import { readOwnScores } from './own-score.ts';

/** A manager's own score; any other district is a page that does not exist. */
export function managerRoutes(app: Express, desk: Desk): void {
  app.get('/desk', (req, res) => void res.send(desk.pages.desk({ reader: desk.reader(req) })));
  app.get('/me', desk.only('district-manager'), async (req, res) => {
    const personId = desk.session(req)?.person.subject ?? '';
    const districts = await readDistricts(desk.ask(req), personId);
    const cycles = new Map(districts.map(({ cycle }) => [cycle.cycleId, cycle]));
    const ownScores = await readOwnScores(desk.ask(req), personId, [...cycles.values()]);
    res.send(desk.pages.manager({ reader: desk.reader(req), districts, ownScores }));
  });
  app.get('/me/:orgUnit', desk.only('district-manager'), async (req, res) => {
    const districts = await readDistricts(desk.ask(req), desk.session(req)?.person.subject ?? '', String(req.params['orgUnit']));
    if (districts.length === 0) return desk.trouble(req, res, 'notFound');
    res.send(desk.pages.manager({ reader: desk.reader(req), districts }));
  });
}
