import { type z } from 'zod';
import { type Operation, type ServiceName } from '../define-operation.ts';
import { jsonSchema } from './json-schema.ts';

const problem = { $ref: '#/components/schemas/Problem' };
const problemSchema = {
  type: 'object',
  description: 'RFC 9457 problem',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable code for programs.' },
    detail: { type: 'string' },
    instance: { type: 'string' },
  },
};

/** OpenAPI 3.1 document of one service, from its operations alone. */
export function openApi(service: ServiceName, operations: readonly Operation[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[operation.method] = describe(operation);
  }
  return {
    openapi: '3.1.0',
    info: { title: `Mizan ${service}`, version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/', description: 'Where the deployment runs this service; the paths begin there.' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: problemSchema },
    },
  };
}

function describe(operation: Operation): Record<string, unknown> {
  return {
    operationId: operation.id,
    summary: operation.summary,
    'x-roles': [...operation.roles],
    parameters: [
      ...parameters(operation.params, 'path'),
      ...parameters(operation.query, 'query'),
      ...(operation.effect ? [header('Idempotency-Key', 'A quoted string; the same key and body give the same answer for 7 days.')] : []),
      ...(operation.ifMatch ? [header('If-Match', 'The ETag of what you saw.')] : []),
    ],
    ...requestBody(operation),
    responses: responses(operation),
  };
}

const header = (name: string, description: string) => ({ name, in: 'header', required: true, description, schema: { type: 'string' } });

function parameters(schema: z.ZodType, place: 'path' | 'query') {
  const { properties = {}, required = [] } = jsonSchema(schema) as { properties?: Record<string, unknown>; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function requestBody({ method, consumes, body }: Operation): Record<string, unknown> {
  if (consumes) return { requestBody: { required: true, content: { [consumes]: { schema: { type: 'string' } } } } };
  return method === 'get' ? {} : { requestBody: { content: { 'application/json': { schema: jsonSchema(body) } } } };
}

function responses({ reply, refusals, roles }: Operation): Record<string, unknown> {
  const refused: Record<string, string[]> = { 401: ['not-signed-in'], ...(roles.length ? { 403: ['wrong-role'] } : {}) };
  for (const [code, status] of Object.entries(refusals)) (refused[status] ??= []).push(code);
  const type = reply.type ?? 'application/json';
  return {
    [reply.status]: { description: 'Done', content: { [type]: { schema: type === 'application/json' ? jsonSchema(reply.body) : { type: 'string' } } } },
    ...Object.fromEntries(
      Object.entries(refused).map(([status, codes]) => [status, { description: codes.join(', '), content: { 'application/problem+json': { schema: problem } } }]),
    ),
  };
}
