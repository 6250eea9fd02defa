import { readdirSync } from 'node:fs';
import { createConfig, lint } from '@redocly/openapi-core';

// A tool of somebody else reads what outsiders rely on: each document must be valid OpenAPI 3.1 or AsyncAPI 3, and every reference must lead somewhere.
const config = await createConfig({
  extends: ['recommended'],
  rules: {
    // Counts by state are declared by the names they may have and not one by one.
    'no-required-schema-properties-undefined': 'off',
    // How a client signs in to Kafka is the broker's matter and not the contract's.
    'security-defined': 'off',
  },
});
const documents = [...readdirSync('contracts/openapi').map((name) => `contracts/openapi/${name}`), 'contracts/asyncapi.json'];
let faults = 0;
for (const ref of documents) {
  for (const { severity, ruleId, message, location } of await lint({ ref, config })) {
    faults += 1;
    process.stderr.write(`${ref} ${location[0]?.pointer ?? ''}: ${message} (${ruleId}, ${severity})\n`);
  }
}
process.stdout.write(`${documents.length} documents read, ${faults} faults\n`);
process.exitCode = faults ? 1 : 0;
