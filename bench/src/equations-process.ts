import { enableCompileCache } from 'node:module';

// The peer is compiled ahead as well.
enableCompileCache();
await import('./print-solved.ts');
