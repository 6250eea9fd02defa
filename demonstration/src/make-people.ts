/** Writes the invented posts, people and postings, and the rows that say which districts lie outside the survey's frame. Run: node src/make-people.ts */
import { readFileSync, writeFileSync } from 'node:fs';
import { inventPostings, person, postOf, type Turnover } from './invented-people.ts';

const data = new URL('../data/', import.meta.url);
const rowsOf = (file: string): string[][] => readFileSync(new URL(file, data), 'utf8').trim().split(/\r?\n/).slice(1).map((line) => line.split(','));
const write = (file: string, text: string) => writeFileSync(new URL(file, data), text);
const csv = (header: string, rows: readonly (readonly string[])[]): string => `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`;

const turnover: Turnover = {
  transfer: { from: 'PK-PB-ATTOCK', to: 'PK-PB-BHAKKAR', on: '2023-07-01' },
  vacant: 'PK-PB-KASUR',
  lateArrival: { orgUnit: 'PK-PB-JHELUM', on: '2023-10-15' },
};
const officers = [
  ['data-steward'],
  ['policy-officer'],
  ['policy-approver'],
  ['incentive-officer'],
  ['finance-officer'],
  ['finance-authoriser'],
  ['auditor'],
  ['administrator'],
  ['incentive-officer', 'finance-officer', 'finance-authoriser'],
].map((roles, place) => person(place + 1, roles, ['PK']));

const districts = rowsOf('org_units.csv').filter(([, , level]) => level === 'district').map(([code = '']) => code).sort();
const { managers, postings } = inventPostings(districts, officers.length + 1, turnover);
const nameOf = new Map(managers.map(({ sub, name }) => [sub, name]));
const surveyed = new Set(rowsOf('observations.csv').filter(([indicator]) => indicator === 'teacher_presence').map(([, orgUnit]) => orgUnit));

write('posts.csv', csv('post,title,org_unit', districts.map(postOf).map(({ post, title, orgUnit }) => [post, title, orgUnit])));
write('postings.csv', csv('posting,person,person_name,post,from,to', postings.map(({ posting, sub, post, from, to }) => [posting, sub, nameOf.get(sub) ?? '', post, from, to])));
write('people.json', `[\n${[...officers, ...managers].map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]\n`);
write(
  'presence-frame.csv',
  csv(
    'indicator,org_unit,period,value,numerator,denominator,n,status,source',
    districts.filter((code) => !surveyed.has(code)).map((code) => ['teacher_presence', code, '2023', '', '', '', '', 'not-applicable', 'outside the frame of the survey']),
  ),
);
