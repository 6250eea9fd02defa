export { connect, type Database, type Session } from './connect.ts';
export { migrate } from './migrate.ts';
export { type Actor } from './actor.ts';
export { record, transact, type Tx } from './transact.ts';
export { uuidv7 } from './log/append.ts';
export { type LogEntry, logSize, readCheckpointNotes, readEntries, readLatestCheckpointNote } from './log/read-entries.ts';
export { type Checkpointer, startCheckpointer } from './log/checkpointer.ts';
export { openLogKey } from './log/log-key.ts';
