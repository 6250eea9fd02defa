import { ready, type Ready } from '@mizan/scoring-engine/formula/evaluate.ts';
import { readFormula } from '@mizan/scoring-engine/formula/read.ts';
import { areSame, hashOf } from './name-table.ts';

/** An equation as a rule, which many equations share, and where its names n0, n1, … stand in this one: from, to, from, to, … */
export interface Template {
  readonly rule: Ready;
  readonly names: readonly number[];
}
interface Shape {
  readonly bytes: Uint8Array;
  readonly rule: Ready;
}

/** Letters and the underscore 1, digits 2, the point 3, quotes 4, all else 0. */
const kinds = Uint8Array.from({ length: 256 }, (_, code) => (code > 127 ? 1 : [/\w/, /\d/, /\./, /['"]/].reduce((found, kind, index) => (kind.test(String.fromCharCode(code)) ? index + 1 : found), 0)));
const [call, blank] = [...'( '].map((sign) => sign.charCodeAt(0)) as [number, number];
/** Stands where a name stood; no formula has it. */
const gap = 0;

/** Opens the taking apart of equations into their rules, each of which is read once, and their names. */
export function openTemplates(bytes: Uint8Array): (from: number, to: number) => Template {
  const shapes = new Map<number, Shape[]>();
  let room = new Uint8Array(256);
  const kindAt = (at: number, to: number) => (at < to ? kinds[bytes[at]!]! : 0);

  function isCalled(from: number, to: number): boolean {
    let at = from;
    while (at < to && bytes[at] === blank) at += 1;
    return at < to && bytes[at] === call;
  }
  function ruleOf(length: number): Ready {
    const key = hashOf(room, 0, length);
    const alike = shapes.get(key) ?? [];
    for (const { bytes: known, rule } of alike) if (known.length === length && areSame(known, 0, room, 0, length)) return rule;
    let place = 0;
    const rule = ready(readFormula(new TextDecoder().decode(room.subarray(0, length)).replaceAll(String.fromCharCode(gap), () => `n${place++}`)));
    shapes.set(key, [...alike, { bytes: room.slice(0, length), rule }]);
    return rule;
  }
  return (from, to) => {
    if (room.length < to - from) room = new Uint8Array(2 * (to - from));
    const names: number[] = [];
    let length = 0;
    for (let at = from; at < to; ) {
      const kind = kinds[bytes[at]!]!;
      let end = at + 1;
      if (kind === 4) end = Math.min(bytes.indexOf(bytes[at]!, end) + 1 || to, to);
      else if (kind > 0) for (let next = kindAt(end, to); next > 0 && next < 4; next = kindAt(end, to)) end += 1;
      if (kind === 1 && !isCalled(end, to)) {
        names.push(at, end);
        room[length++] = gap;
      } else for (let one = at; one < end; one += 1) room[length++] = bytes[one]!;
      at = end;
    }
    return { rule: ruleOf(length), names };
  };
}
