import { ExportResultCode } from '@opentelemetry/core';
import { type SpanExporter } from '@opentelemetry/sdk-trace';
import { type Logger } from 'pino';

/** The same exporter, which says in the log once that spans are lost and once that they are taken again. */
export function saidOnce(exporter: SpanExporter, endpoint: string, log: Logger): SpanExporter {
  let losing = false;
  const note = (error: Error | undefined, lost: boolean) => {
    if (lost && !losing) log.warn({ endpoint, reason: error?.message }, 'no spans reach the collector; they are dropped until it takes them again');
    if (!lost && losing) log.info({ endpoint }, 'spans reach the collector again');
    losing = lost;
  };
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        note(result.error, result.code !== ExportResultCode.SUCCESS);
        // What was lost is lost and said: no failure goes any further.
        done({ code: ExportResultCode.SUCCESS });
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}
