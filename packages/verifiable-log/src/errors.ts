export type VerifiableLogErrorCode =
  | 'json-malformed'
  | 'json-not-canonical'
  | 'value-outside-profile'
  | 'encoding-malformed'
  | 'range-malformed'
  | 'proof-impossible'
  | 'key-malformed'
  | 'note-malformed'
  | 'note-signature-wrong'
  | 'note-unsigned'
  | 'checkpoint-malformed'
  | 'policy-malformed'
  | 'sums-malformed';

/** The one error this package throws; `code` is stable, the message is for people. */
export class VerifiableLogError extends Error {
  readonly code: VerifiableLogErrorCode;

  constructor(code: VerifiableLogErrorCode, text: string) {
    super(text);
    this.name = 'VerifiableLogError';
    this.code = code;
  }
}
