import { describe, expect, it } from '@jest/globals';
import { canonicalBytes, leafHash, rootOf, sha256, toHex } from '@mizan/verifiable-log';
import { snapshotFaults } from './snapshot-faults.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const values = bytes('org_unit,indicator,period,value,numerator,denominator,n,status\nA,reading,2023,50,,,,present\nB,reading,2023,,,,,too-few\n');
const orgUnits = bytes('code,name,level,parent_code,valid_from,valid_to\nA,Abad,district,,,\n');
const postings = bytes('posting,person,post,org_unit,from,to\n');
const lines = ['A,reading,2023,50,,,,present', 'B,reading,2023,,,,,too-few'];
const rest = {
  cycleId: '2023',
  start: '2023-01-01',
  end: '2023-12-31',
  level: 'district',
  methodologySha256: '0'.repeat(64),
  valuesSha256: toHex(sha256(values)),
  valuesRoot: toHex(rootOf(lines.map((line) => leafHash(bytes(line))))),
  valueCount: 2,
  orgUnitsSha256: toHex(sha256(orgUnits)),
  postingsSha256: toHex(sha256(postings)),
};
const frozen = { snapshotId: 'snapshot-1', ...rest, snapshotDigest: toHex(sha256(canonicalBytes(rest))) };

describe('a frozen snapshot', () => {
  it('agrees with its leaf when every hash does', () => {
    expect(snapshotFaults(frozen, { values, orgUnits, postings })).toEqual([]);
  });

  it('is refused by the name of the part when one value was altered on the way', () => {
    const altered = bytes(new TextDecoder().decode(values).replace('50', '51'));
    expect(snapshotFaults(frozen, { values: altered, orgUnits, postings })).toEqual(['valuesSha256', 'valuesRoot']);
  });

  it('is refused when the leaf itself says something its digest does not', () => {
    expect(snapshotFaults({ ...frozen, level: 'province' }, { values, orgUnits, postings })).toEqual(['snapshotDigest']);
  });
});
