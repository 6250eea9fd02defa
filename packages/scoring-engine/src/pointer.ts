export interface Fault {
  /** RFC 6901. */
  readonly pointer: string;
  readonly text: string;
}

/** A JSON Pointer to a place of the document. */
export const pointer = (...path: readonly PropertyKey[]) => path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
/** The path that a pointer was made of. */
export const pathOf = (place: string): string[] => place.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
