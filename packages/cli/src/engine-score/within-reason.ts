const most = 50;

/** A heading and its list, cut where no reader follows it any more; the count tells how much there was, also of what the list does not hold. */
export function withinReason(text: string, count?: number): string {
  const [heading = '', ...list] = text.trimEnd().split('\n');
  const total = count ?? list.length;
  const more = total > most ? [`and ${total - most} more`] : [];
  return `${[heading, ...list.slice(0, most), ...more].join('\n')}\n`;
}
