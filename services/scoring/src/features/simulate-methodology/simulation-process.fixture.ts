import { connect } from '@mizan/db';
import { startSimulations } from './work-simulations.ts';

/** As a process of its own, to be killed: carries out simulations on a database until it ends. */
if (process.argv[2] === 'work-on') startSimulations(connect(process.argv[3] ?? ''), (error) => void process.stderr.write(`${String(error)}\n`));
