import { Ltr, Table } from '../frame/say.tsx';
import { inLanguage, type Label, type Language, type Words } from '../words/index.ts';
import { type Attribution } from './attribution.ts';

/** The districts a person's score is made of, each by her days there. */
export function DistrictShares({ orgUnits, districts, caption, w, language }: { orgUnits: Attribution['orgUnits']; districts: Readonly<Record<string, Label>>; caption: string; w: Words; language: Language }) {
  const rows = orgUnits.map(({ orgUnit, status, score, days, share }) => [<bdi>{inLanguage(districts[orgUnit], language, orgUnit)}</bdi>, status === 'scored' ? <Ltr>{score}</Ltr> : w.noScoreHere, <Ltr>{days}</Ltr>, <Ltr>{share}</Ltr>]);
  return <Table caption={caption} heads={[w.district, w.score, w.daysWord, w.share]} rows={rows} />;
}
