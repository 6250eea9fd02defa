import { readFile } from 'node:fs/promises';
import { peopleFile } from './start.ts';

interface Person {
  readonly name: string;
  readonly roles: readonly string[];
}
const desks = {
  'district-manager': 'sees her score, how it was made and what would raise it',
  'incentive-officer': 'prepares cases',
  'finance-officer': 'checks cases',
  'finance-authoriser': 'authorises cases',
  auditor: 'traces an amount to the raw line it came from',
};

/** What a newcomer needs to know once everything runs: where to look, and as whom. @param next - lines to end with */
export async function welcome(address: string, next = ['On the command line: npm run --silent mizan -- case list --cycle 2023', 'Ctrl-C stops all of it.']): Promise<string> {
  const people = JSON.parse(await readFile(peopleFile, 'utf8')) as Person[];
  const lines = Object.entries(desks).map(([role, does]) => `  ${nameOf(people, role)}  ${role.padEnd(18)}  ${does}`);
  return `
Mizan is ready: ${address}

Open it and sign in as one of these invented people (no password on this local default):
${lines.join('\n')}
${next.join('\n')}
`;
}

const nameOf = (people: readonly Person[], role: string) => people.find(({ roles }) => roles.includes(role))?.name ?? '';
