const mostEntries = 20;

/** The first entries as lines, and how many more there are. */
export const limited = (entries: readonly (readonly string[])[]) => [...entries.slice(0, mostEntries).flat(), ...(entries.length > mostEntries ? [`  … and ${entries.length - mostEntries} more (--json lists all)`] : [])];
