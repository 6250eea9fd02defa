import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readValues, ValuesError } from './index.ts';
import { csvRecords, csvRows } from './csv-records.ts';

const header = 'org_unit,indicator,period,value,numerator,denominator,n,status\n';
const long = 60_000;
/** A file longer than is kept at first, with one row changed. */
function* withOneWrong(wrong: string): Generator<string> {
  yield header;
  for (let row = 0; row < long; row += 1) yield row === long - 1 ? wrong : `U${row % 20_000},i${Math.floor(row / 20_000)},2023,${row % 100}.5,,,,\n`;
}
const again = (make: () => Generator<string>): Iterable<string> => ({ [Symbol.iterator]: make });
const faultsOf = (pieces: Iterable<string>) => {
  try {
    return readValues(pieces).length;
  } catch (error) {
    if (!(error instanceof ValuesError)) throw error;
    return error.message;
  }
};

describe('one wrong row at the end of a long file is one line', () => {
  const row = `row ${long + 1}`;
  it.each<[string, string, string | number]>([
    ['nothing wrong', 'U1,last,2023,5,,,,\n', long],
    ['a bad number', 'U1,last,2023,5.,,,,\n', `${row}, value: found "5.", expected a number such as 61.8, with a point and without commas or spaces`],
    ['an unknown status', 'U1,last,2023,,,,,lost\n', `${row}, status: found "lost", expected present, not-applicable, too-few, suppressed, not-submitted`],
    ['a value beside a missing status', 'U1,last,2023,5,,,,suppressed\n', `${row}, value: found "5", expected nothing beside the status suppressed`],
    ['a row that stands already', 'U7,i1,2023,9,,,,\n', `${row}, (row): found "U7, i1, 2023", expected a row that does not stand already in line ${20_000 + 7 + 2}`],
    ['fewer cases than none', 'U1,last,2023,5,,,-40,\n', `${row}, n: found "-40", expected a count, which is 0 or more`],
    ['a denominator below none', 'U1,last,2023,,5,-10,,\n', `${row}, denominator: found "-10", expected a count, which is 0 or more`],
    ['too few fields', 'U1,last,2023,5\n', `${row}, (row): found "4 fields", expected 8 fields, as in the header`],
    ['no org unit', ',last,2023,5,,,,\n', `${row}, org_unit: found "", expected not empty`],
    ['a quote that is never closed', '"U1,last,2023,5,,,,\n', `${row}, (row): found "", expected CSV text with every quote closed`],
  ])('%s', (_what, wrong, expected) => expect(faultsOf(again(() => withOneWrong(wrong)))).toBe(expected));
});

describe('a values file in pieces', () => {
  it('reads the same wherever it is cut', () => {
    const text = `\uFEFF${header.replace('\n', '\r\n')}"چمن, ""x""",IF&SE,FY2024,5,,,,\r\n\r\n"two\nlines",a b,2018-19,-0.5,,,,present\n`;
    const whole = readValues(text);
    expect(whole).toEqual([
      { orgUnit: 'چمن, "x"', indicator: 'IF&SE', period: 'FY2024', status: 'present', value: '5' },
      { orgUnit: 'two\nlines', indicator: 'a b', period: '2018-19', status: 'present', value: '-0.5' },
    ]);
    fc.assert(fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), text.length];
      expect(readValues(places.slice(1).map((end, index) => text.slice(places[index], end)))).toEqual(whole);
    }));
  });
  it('tells the line at which each record begins, whatever stands in quotes', () =>
    fc.assert(fc.property(fc.array(fc.array(fc.stringMatching(/^[a"\n,\r]{0,4}$/), { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 6 }), (rows) => {
      const text = rows.map((fields) => fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')).join('\n');
      expect(csvRows(text).map(({ fields }) => fields)).toEqual(rows);
      expect([...csvRecords(text)].map(({ line }) => line)).toEqual(csvRows(text).map(({ line }) => line));
    })));
  it('tells a thousand faults and counts the others', () => {
    try {
      readValues(again(function* () {
        yield header;
        for (let row = 0; row < 5000; row += 1) yield `U${row},i,p,x,,,,\n`;
      }));
      throw new Error('nothing was found');
    } catch (error) {
      expect(error).toBeInstanceOf(ValuesError);
      expect([(error as ValuesError).faults.length, (error as ValuesError).count]).toEqual([1000, 5000]);
    }
  });
});
