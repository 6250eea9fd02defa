/** Compares codes by their UTF-16 units: the same order on every machine, whatever its language. */
export const inCodeOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
