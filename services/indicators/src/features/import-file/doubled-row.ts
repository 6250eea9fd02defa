/** A key as the report tells it: what does not narrow it is left out. */
export const keyText = (parts: readonly string[]) => parts.filter((part) => part !== '').join(', ');
export const twice = (first: number) => `a row that does not stand already in line ${first}`;
