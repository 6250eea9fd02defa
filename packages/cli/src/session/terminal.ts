/** Where results go (out) and where progress and notes go (err). */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly note: (text: string) => void;
  /** Redraws one line on a terminal; elsewhere prints only what differs by a tenth. */
  progress(done: number, total: number, unit: string): void;
}

export function terminal(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream): Terminal {
  let tenth = -1;
  return {
    out: (text) => void stdout.write(`${text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
    progress(done, total, unit) {
      const percent = total ? Math.floor((100 * done) / total) : 100;
      if (stderr.isTTY) stderr.write(`\r${done}/${total} ${unit}  ${percent}%${done === total ? '\n' : ''}`);
      else if (Math.floor(percent / 10) > tenth) stderr.write(`${done}/${total} ${unit}  ${percent}%\n`);
      tenth = Math.floor(percent / 10);
    },
  };
}
