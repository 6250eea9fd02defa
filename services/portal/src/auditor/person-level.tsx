import { type ReactNode } from 'react';
import { type TraceOfPerson } from '@mizan/contracts';
import { type Attribution, readAttribution } from '../breakdown/attribution.ts';
import { Ltr, Say } from '../frame/say.tsx';
import { inLanguage, type Language, wordFor, type Words } from '../words/index.ts';
import { Derived, LeafLines, Level, Proved } from './levels.tsx';
import { RawLevel, ScoreLevel } from './score-level.tsx';

interface Shown {
  readonly w: Words;
  readonly language: Language;
}

/** A person's score: her rows of the attribution table, the step from her districts' scores to hers, and each of those scores down to the lines. */
export function PersonLevel({ trace: { person, postings, takeOvers, orgUnits }, level, children, w, language }: Shown & { trace: TraceOfPerson; level: number; children: ReactNode }) {
  const shown = { w, language };
  return (
    <Level level={level} title={<><Say text={w.levelPerson} person={<Ltr>{person.personId}</Ltr>} /> · <Ltr>{String(person.data['score'] ?? wordFor(w, 'status', String(person.data['status'])))}</Ltr></>}>
      <LeafLines leaf={person.leaf} w={w} />
      <Derived document={person.derivation} proved={person.derivationProved} w={w} />
      {children}
      <Level level={level + 1} title={w.levelPostings}>
        <p className="hash">{w.postingsFile}: <Ltr>{postings.postingsSha256}</Ltr> <Proved proved={postings.proved} w={w} /></p>
        {postings.rows.map((row) => <RowLevel key={row.line} row={row} level={level + 2} {...shown} />)}
      </Level>
      {takeOvers ? <TakeOversLevel takeOvers={takeOvers} level={level + 1} {...shown} /> : null}
      <AttributionLevel attribution={readAttribution(person.derivation)} level={level + 1} {...shown} />
      {orgUnits.map((one) => (
        <ScoreLevel key={one.score.scoreId} of={one} title={<>{w.levelScore} <Ltr>{String(one.score.data['orgUnit'])}</Ltr> ·</>} level={level + 1} w={w} language={language}>
          <p className={one.agrees ? '' : 'notice'}>{one.agrees ? w.linkAgrees : w.linkBroken}</p>
        </ScoreLevel>
      ))}
    </Level>
  );
}

function RowLevel({ row, level, w }: Shown & { row: TraceOfPerson['postings']['rows'][number]; level: number }) {
  return (
    <Level level={level} title={<><Ltr>{row.orgUnit}</Ltr> · {wordFor(w, 'cause', row.cause)} · <Say text={w.rowDays} days={row.days} /></>}>
      <p><Proved proved={row.proved} w={w} /></p>
      {row.used ? null : <p>{w.rowNotUsed}</p>}
      <p><Say text={w.frozenRow} line={row.line} /></p>
      <pre dir="ltr" tabIndex={0}>{row.text}</pre>
      {row.submission ? <RawLevel raw={row.submission} title={w.rowFrom} level={level + 1} w={w} /> : null}
      {row.ofPost ? <RawLevel raw={row.ofPost} title={w.rowPost} level={level + 1} w={w} /> : null}
    </Level>
  );
}

function TakeOversLevel({ takeOvers: { takeOversSha256, proved, rows }, level, w }: Shown & { takeOvers: NonNullable<TraceOfPerson['takeOvers']>; level: number }) {
  return (
    <Level level={level} title={w.levelTakeOvers}>
      <p className="hash">{w.takeOversFile}: <Ltr>{takeOversSha256}</Ltr> <Proved proved={proved} w={w} /></p>
      {rows.map((row) => (
        <Level key={row.line} level={level + 1} title={<Ltr>{`${row.orgUnit} · ${row.indicator} · ${row.day} · ${row.value}`}</Ltr>}>
          <p><Proved proved={row.proved} w={w} /></p>
          <p><Say text={w.frozenRow} line={row.line} /></p>
          <pre dir="ltr" tabIndex={0}>{row.text}</pre>
          {row.submission ? <RawLevel raw={row.submission} title={w.rowFrom} level={level + 2} w={w} /> : null}
        </Level>
      ))}
    </Level>
  );
}

function AttributionLevel({ attribution: { service, neutralDays, orgUnits, parts, nodes, root }, level, w, language }: Shown & { attribution: Attribution; level: number }) {
  const sum = nodes[root]?.formula;
  return (
    <Level level={level} title={w.levelAttribution}>
      <p><Say text={w.personService} counts={service.counts} neutral={service.neutral} away={service.notCounted} none={service.notInPost} needed={service.neededOfHer} /></p>
      {neutralDays ? <p>{neutralDays.are === 'counted' ? w.personLeaveCounted : w.personLeaveLeftOut}</p> : null}
      {orgUnits.map(({ orgUnit, baseline }) => (baseline && baseline.takenOver !== '' ? <p key={orgUnit}><Say text={baseline.from === 'take-over' ? w.personTakeOver : w.personBaseline} district={<Ltr>{orgUnit}</Ltr>} date={<Ltr>{baseline.takenOver}</Ltr>} /></p> : null))}
      {Object.entries(parts).map(([id, part]) => <PartLevel key={id} name={inLanguage(part.label, language, id)} part={part} level={level + 1} w={w} />)}
      {sum ? <pre dir="ltr" tabIndex={0}>{sum.names}{'\n'}{sum.numbers}</pre> : null}
    </Level>
  );
}

function PartLevel({ name, part: { kind, to, exact, status, weighed, leftOut }, level, w }: { name: string; part: Attribution['parts'][string]; level: number; w: Words }) {
  return (
    <Level level={level} title={<><bdi>{name}</bdi> · {status === 'present' ? <Ltr>{exact}</Ltr> : wordFor(w, 'status', status)} · {wordFor(w, 'weighed', kind === 'flow' ? 'flow' : to)}</>}>
      <ul>
        {weighed.map(({ orgUnit, value, share, contribution, days, inPost }) => <li key={orgUnit}><Ltr>{`${orgUnit}: ${value || '–'} × ${share} = ${contribution || '–'}`}</Ltr>{kind === 'flow' ? <>. <Say text={inPost === undefined ? w.observedNotRecorded : w.observedDays} district={<Ltr>{orgUnit}</Ltr>} days={days} inPost={inPost} /></> : null}</li>)}
        {leftOut.map(({ orgUnit, why }) => <li key={orgUnit}><Ltr>{orgUnit}</Ltr>: {wordFor(w, 'unweighed', why)}</li>)}
      </ul>
    </Level>
  );
}
