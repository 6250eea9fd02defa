import { openOffice, type Urls } from './office.ts';
import { carryCases } from './steps/carry-cases.ts';
import { checkPublishedFigures } from './steps/check-published-figures.ts';
import { correctValues } from './steps/correct-values.ts';
import { grantRoles } from './steps/grant-roles.ts';
import { importFiles } from './steps/import-files.ts';
import { openTheCycle } from './steps/open-cycle.ts';
import { openIncentiveCases } from './steps/open-incentive-cases.ts';
import { publishMethodologies } from './steps/publish-methodologies.ts';
import { publishTheScheme } from './steps/publish-scheme.ts';
import { scoreCycle } from './steps/score-cycle.ts';
import { summarise } from './steps/summarise.ts';

export interface Demonstration {
  readonly dataDir: string;
  readonly urls: Urls;
  readonly progress: (text: string) => void;
}

/** Runs the demonstration cycle as its officers would, over HTTP only. Run again, it changes nothing and returns the same. */
export async function runDemonstration({ dataDir, urls, progress }: Demonstration): Promise<Record<string, string>> {
  const office = openOffice(dataDir, urls, progress);
  await importFiles(office);
  await grantRoles(office);
  const methodologies = await publishMethodologies(office);
  await openTheCycle(office);
  await correctValues(office);
  const run = await scoreCycle(office, methodologies.demonstration);
  await checkPublishedFigures(office, methodologies.published);
  const schemeSha256 = await publishTheScheme(office);
  const allocation = await openIncentiveCases(office, schemeSha256, run.runId);
  await carryCases(office);
  return summarise(office, run, allocation);
}
