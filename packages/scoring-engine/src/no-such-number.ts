/** Thrown by arithmetic that has no result, or none that could be printed. In a step it makes the node missing for this reason, never a number and never the end of a run. */
export class NoSuchNumber extends RangeError {
  readonly why: 'divided-by-zero' | 'outside-domain';
  constructor(message: string, why: NoSuchNumber['why'] = 'outside-domain') {
    super(message);
    this.why = why;
  }
}
