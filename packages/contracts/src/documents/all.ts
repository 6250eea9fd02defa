import { type Operation, type ServiceName } from '../define-operation.ts';
import { allEvents } from '../events/index.ts';
import { auditOperations } from '../operations/audit.ts';
import { incentivesOperations } from '../operations/incentives.ts';
import { indicatorsOperations } from '../operations/indicators.ts';
import { deadLetterOperations } from '../operations/dead-letters.ts';
import { logOperations } from '../operations/log.ts';
import { scoringOperations } from '../operations/scoring.ts';
import { IncentiveScheme } from '../shapes/incentive-scheme.ts';
import { asyncApi, eventSchema } from './asyncapi.ts';
import { jsonSchema } from './json-schema.ts';
import { openApi } from './openapi.ts';

const services: Record<ServiceName, readonly unknown[]> = {
  indicators: [...indicatorsOperations, ...logOperations, ...deadLetterOperations],
  scoring: [...scoringOperations, ...logOperations, ...deadLetterOperations],
  incentives: [...incentivesOperations, ...logOperations, ...deadLetterOperations],
  audit: auditOperations,
};

/** Every generated contract document: path under `contracts/` to its text. */
export function contractDocuments(): Map<string, string> {
  const documents = new Map<string, unknown>();
  for (const [service, operations] of Object.entries(services) as [ServiceName, readonly Operation[]][]) {
    documents.set(`openapi/${service}.json`, openApi(service, operations));
  }
  for (const event of allEvents) documents.set(`events/${event.type}.schema.json`, eventSchema(event));
  documents.set('asyncapi.json', asyncApi(allEvents));
  documents.set('incentive-scheme.schema.json', {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:mizan:incentive-scheme',
    ...jsonSchema(IncentiveScheme),
  });
  return new Map([...documents].map(([path, document]) => [path, `${JSON.stringify(document, null, 2)}\n`]));
}
