import * as contracts from '@mizan/contracts';
import { type ScoringService } from './service.fixture.ts';

type Json = Record<string, unknown>;
export const people = { author: ['policy-officer', 'policy-approver'], colleague: ['policy-officer', 'policy-approver'], approver: ['policy-approver'], second: ['policy-approver'], manager: ['district-manager'], auditor: ['auditor'] } as const;
/** The day after the service's own. */
export const tomorrow = '2026-06-02';

export interface Version {
  readonly methodologyId: string;
  readonly version: string;
  readonly methodologySha256: string;
}
let names = 0;

/** A small sound document, of a methodology of its own unless it is named. */
export const smallDocument = (more: Json = {}): Json => ({
  id: `m-${(names += 1)}`,
  version: '1',
  title: { en: 'Reading' },
  indicators: { reading: { controllableBy: ['district-manager'] } },
  nodes: { total: { step: 'goalposts', of: 'reading', low: '0', high: '100' } },
  score: { of: 'total', round: { places: 1, mode: 'half-up' } },
  examples: [{ name: 'half-way', given: { reading: '50' }, then: { score: '50.0' } }],
  ...more,
});

export const on = ({ methodologyId, version }: Omit<Version, 'methodologySha256'>, body: Json = {}) => ({ params: { methodologyId, version }, body });
const way = ['tested', 'opened-for-comment', 'submitted', 'approved', 'published'] as const;
const reached: Readonly<Record<contracts.MethodologyState, number>> = { draft: 0, tested: 1, consultation: 2, submitted: 3, approved: 4, published: 5, superseded: 5, withdrawn: 0 };

/** Officers who take versions through their life over HTTP. */
export function officers(service: ScoringService) {
  const save = (document: Json, who = 'author') => service.ask(who, contracts.saveMethodology, { body: { document } });
  /** Every step an officer can ask for, by whoever may take it. */
  const deeds = {
    drafted: (version: Version): Promise<{ status: string }> => save(smallDocument({ id: version.methodologyId, version: version.version, title: { en: 'Reading, mended' } })),
    tested: (version: Version) => service.ask('author', contracts.testMethodology, on(version)),
    'opened-for-comment': (version: Version) => service.ask('author', contracts.openConsultation, on(version)),
    commented: (version: Version) => service.ask('manager', contracts.commentMethodology, on(version, { text: 'My schools have no teachers.' })),
    answered: (version: Version) => service.ask('author', contracts.answerComment, on(version, { comment: 4, text: 'Noted.' })),
    submitted: (version: Version) => service.ask('author', contracts.submitMethodology, on(version)),
    approved: (version: Version) => service.ask('approver', contracts.approveMethodology, on(version, { methodologySha256: version.methodologySha256 })),
    returned: (version: Version) => service.ask('author', contracts.returnMethodology, on(version, { reason: 'It says too little.' })),
    published: (version: Version) => service.ask('approver', contracts.publishMethodology, on(version, { methodologySha256: version.methodologySha256, effectiveFrom: tomorrow })),
    withdrawn: (version: Version) => service.ask('approver', contracts.withdrawMethodology, on(version, { reason: 'It is not wanted any more.' })),
  };
  /** A version that stands at a state. */
  async function at(state: contracts.MethodologyState, more: Json = {}, document = smallDocument(more)): Promise<Version> {
    const version = await save(document);
    for (const deed of way.slice(0, reached[state])) await deeds[deed](version);
    if (state === 'withdrawn') await deeds.withdrawn(version);
    if (state === 'superseded') await at('published', { id: version.methodologyId, version: '2' });
    return version;
  }
  const stands = async ({ methodologyId, version }: Version) => (await service.ask('auditor', contracts.readMethodologyVersion, { params: { methodologyId, version } })).head;
  const leavesOf = async ({ methodologyId }: Version) => (await service.leaves()).filter(({ data }) => data['methodologyId'] === methodologyId);
  return { save, deeds, at, stands, leavesOf };
}
