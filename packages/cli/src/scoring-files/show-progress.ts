import { type Progress } from '@mizan/simulation';
import { type Terminal } from '../session/terminal.ts';

/** Shows how far a work has come, once it has taken longer than a second. */
export function progressAfterASecond(io: Terminal): (step: Progress) => void {
  const began = Date.now();
  return ({ stage, done, total }) => {
    if (Date.now() - began > 1000) io.progress(done, total, stage);
  };
}
