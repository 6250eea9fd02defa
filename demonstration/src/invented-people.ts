export interface Person {
  readonly sub: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly orgUnits: readonly string[];
}
export interface Post {
  readonly post: string;
  readonly title: string;
  readonly orgUnit: string;
}
export interface Posting {
  readonly posting: string;
  readonly sub: string;
  readonly post: string;
  readonly from: string;
  readonly to: string;
}

export interface Turnover {
  /** Leaves the first district for the second on the day; a successor and a predecessor fill the other halves. */
  readonly transfer: { readonly from: string; readonly to: string; readonly on: string };
  readonly vacant: string;
  /** The post changes hands so late that the successor serves too few days of the cycle. */
  readonly lateArrival: { readonly orgUnit: string; readonly on: string };
}

const number = (n: number) => String(n).padStart(3, '0');
export const person = (n: number, roles: readonly string[], orgUnits: readonly string[]): Person => ({
  sub: `demo-${number(n)}`,
  name: `Demonstration person ${number(n)}`,
  roles,
  orgUnits,
});

export const postOf = (orgUnit: string): Post => ({ post: `${orgUnit}-DEM`, title: 'District education manager', orgUnit });

/** Days of arrival vary so that not everybody has served alike; all lie before the cycle. */
const arrival = (place: number): string => `20${19 + (place % 4)}-0${1 + (place % 9)}-01`;

/** One manager per district, save where the turnover says otherwise. The first manager gets the number `first`. */
export function inventPostings(districts: readonly string[], first: number, turnover: Turnover): { managers: Person[]; postings: Posting[] } {
  const served = new Map<string, Set<string>>();
  const postings: Posting[] = [];
  let next = first;
  const arrive = (orgUnit: string, from: string, to: string, sub = `demo-${number(next++)}`): string => {
    const { post } = postOf(orgUnit);
    const earlier = postings.filter((posting) => posting.post === post).length;
    postings.push({ posting: `${post}-${earlier + 1}`, sub, post, from, to });
    served.set(sub, (served.get(sub) ?? new Set()).add(orgUnit));
    return sub;
  };
  const { transfer, lateArrival } = turnover;
  const moved = new Map<string, string>();
  for (const [place, orgUnit] of districts.entries()) {
    const from = arrival(place);
    if (orgUnit === turnover.vacant) continue;
    if (orgUnit === transfer.from) {
      moved.set(transfer.to, arrive(orgUnit, from, transfer.on));
      arrive(orgUnit, transfer.on, '');
    } else if (orgUnit === transfer.to) {
      arrive(orgUnit, from, transfer.on);
      arrive(orgUnit, transfer.on, '', moved.get(orgUnit));
    } else if (orgUnit === lateArrival.orgUnit) {
      arrive(orgUnit, from, lateArrival.on);
      arrive(orgUnit, lateArrival.on, '');
    } else arrive(orgUnit, from, '');
  }
  const managers = [...served].map(([sub, orgUnits]) => person(Number(sub.slice(5)), ['district-manager'], [...orgUnits]));
  return { managers, postings };
}
