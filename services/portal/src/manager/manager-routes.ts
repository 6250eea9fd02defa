import { type Express } from 'express';
import { type Desk } from '../desk.ts';
import { readDistricts } from './district-view.ts';

/** A manager's own score; any other district is a page that does not exist. */
export function managerRoutes(app: Express, desk: Desk): void {
  app.get('/desk', (req, res) => void res.send(desk.pages.desk({ reader: desk.reader(req) })));
  app.get('/me', desk.only('district-manager'), async (req, res) => {
    const districts = await readDistricts(desk.ask(req), desk.session(req)?.person.subject ?? '');
    res.send(desk.pages.manager({ reader: desk.reader(req), districts }));
  });
  app.get('/me/:orgUnit', desk.only('district-manager'), async (req, res) => {
    const districts = await readDistricts(desk.ask(req), desk.session(req)?.person.subject ?? '', String(req.params['orgUnit']));
    if (districts.length === 0) return desk.trouble(req, res, 'notFound');
    res.send(desk.pages.manager({ reader: desk.reader(req), districts }));
  });
}
