import { describe, expect, it } from '@jest/globals';
import { createTelemetry } from './index.ts';

describe('telemetry', () => {
  it('writes one JSON line per message, line breaks encoded, and counts lines by level', async () => {
    const written: string[] = [];
    const { log, metrics } = createTelemetry('scoring', { write: (line) => void written.push(line) });
    log.error({ err: new Error('no\nthing') }, 'no checkpoint was signed');
    log.info('listens');
    expect(written.map((line) => line.match(/\n/g)?.length)).toEqual([1, 1]);
    expect(JSON.parse(written[0]!)).toMatchObject({ service: 'scoring', msg: 'no checkpoint was signed', err: { message: 'no\nthing' } });
    expect(await metrics.getSingleMetricAsString('log_lines_total')).toContain('log_lines_total{level="error",service="scoring"} 1');
  });
});
