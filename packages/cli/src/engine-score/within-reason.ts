const most = 50;

/** A heading and its list, cut where no reader follows it any more; the count tells how much there was. */
export function withinReason(text: string): string {
  const [heading = '', ...list] = text.trimEnd().split('\n');
  const more = list.length > most ? [`and ${list.length - most} more`] : [];
  return `${[heading, ...list.slice(0, most), ...more].join('\n')}\n`;
}
