/**
 * The kinds of source a figure may come from, and how each stands to a score: `refused` may never be read,
 * `sampled` speaks of few and needs a least number of cases, `asked` costs a school time.
 * Coaching is refused because teachers speak openly only to those who do not judge them (IIEP-UNESCO and Education
 * Development Trust, Leading teaching and learning together: the role of the middle tier; supervisors in Jordan).
 */
export const sourceClasses: Readonly<Record<string, { readonly refused?: true; readonly sampled?: true; readonly asked?: true }>> = {
  assessment: { sampled: true },
  census: {},
  'coaching-record': { refused: true },
  examination: {},
  'finance-record': {},
  'monitor-visit': { sampled: true },
  'office-record': {},
  'school-return': { asked: true },
  survey: { sampled: true },
};
