import { Frame, type Reader } from '../frame/frame.tsx';
import { Ltr, Rupees, Say, Table } from '../frame/say.tsx';
import { Factor } from '../incentive-case/sum.tsx';
import { inLanguage, type Language, wordFor, type Words, words } from '../words/index.ts';
import { type QueueView, states } from './finance-view.ts';

export function QueuePage({ reader, queue }: { reader: Reader; queue: QueueView }) {
  const w = words[reader.language];
  return (
    <Frame reader={reader} title={w.navFinance}>
      <h1>{w.navFinance}</h1>
      {queue.budget ? <><Budget queue={queue} w={w} /><Queue queue={queue} w={w} language={reader.language} /></> : <><h2>{w.noBudget}</h2><p>{w.noBudgetNext}</p></>}
    </Frame>
  );
}

function Budget({ queue: { budget, cycleId }, w }: { queue: QueueView; w: Words }) {
  if (!budget) return null;
  const lines = [[w.envelope, budget.envelope], [w.allocated, budget.allocated], [w.authorised, budget.authorised], [w.waiting, budget.waiting], [w.free, budget.free]] as const;
  return (
    <section>
      <h2><Say text={w.budgetTitle} cycle={cycleId} /></h2>
      <dl className="figures">
        {lines.map(([name, amount]) => <div key={name}><dt>{name}</dt><dd><Rupees amount={amount} /></dd></div>)}
        <div><dt>{w.factor}</dt><dd><Factor exact={budget.factor} /></dd></div>
      </dl>
    </section>
  );
}

function Queue({ queue, w, language }: { queue: QueueView; w: Words; language: Language }) {
  const rows = queue.cases.map(({ caseId, orgUnit, score, days, cycleDays, award }) => [
    <a key={caseId} href={`/finance/cases/${encodeURIComponent(caseId)}`}><Ltr>{caseId}</Ltr></a>,
    <bdi>{inLanguage(queue.districts[orgUnit], language, orgUnit)}</bdi>,
    score === undefined ? w.none : <Ltr>{score}</Ltr>,
    <Ltr>{days} / {cycleDays}</Ltr>,
    <Rupees amount={award} />,
  ]);
  const title = queue.state === queue.waiting ? w.waitingForYou : wordFor(w, 'state', queue.state);
  return (
    <section>
      <h2>{title}</h2>
      <nav className="states" aria-label={w.state}>
        {states.map((state) => (
          <a key={state} href={`/finance?state=${state}`} aria-current={state === queue.state ? 'page' : undefined}>
            {state === queue.waiting ? `${w.waitingForYou}: ` : ''}{wordFor(w, 'state', state)} <Ltr>{queue.budget?.counts[state] ?? 0}</Ltr>
          </a>
        ))}
      </nav>
      {rows.length === 0 ? <p>{w.nothingWaits}</p> : <Table caption={title} heads={[w.case, w.district, w.score, w.days, w.amount]} rows={rows} />}
      {queue.next === undefined ? null : <p><a href={`/finance?state=${queue.state}&after=${encodeURIComponent(queue.next)}`}>{w.nextPage}</a></p>}
    </section>
  );
}
