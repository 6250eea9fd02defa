/** Ends a test run with one line per group of claims that could not be tried here, and why: nothing is skipped in silence. */
export default class SayWhatWasNotRun {
  onRunComplete(_contexts, { testResults }) {
    const skipped = testResults.flatMap(({ testResults: claims }) => claims.filter(({ status }) => status === 'pending').map(({ ancestorTitles }) => ancestorTitles.join(' ')));
    for (const why of new Set(skipped)) process.stderr.write(`Not run here: ${why}\n`);
  }
}
