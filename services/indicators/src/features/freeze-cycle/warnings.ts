import { type DataOf, Refusal, type snapshotFrozen } from '@mizan/contracts';
import { attributionFaults, type AttributionRow, type Methodology, MethodologyError, openSnapshot, readAttributions, readMethodology, readTakeOvers, unmetNeeds, ValuesError } from '@mizan/scoring-engine';
import { canonicalBytes, sha256, toHex } from '@mizan/verifiable-log';
import { type Objects } from '../../objects.ts';

type Snapshot = DataOf<typeof snapshotFrozen>;

/**
 * What a methodology will not find in a snapshot, each as a sentence that says what to add: figures, periods, subgroups and
 * attributes that nobody has, postings no person's score can be made of, values at take-over that nobody is measured from.
 * Nothing flows back from the service that keeps methodologies: the document comes with the request and must be the one the snapshot names.
 * @throws Refusal methodology-differs, methodology-invalid
 */
export async function freezeWarnings(objects: Objects, snapshot: Snapshot, document: Readonly<Record<string, unknown>>): Promise<string[]> {
  const methodology = methodologyOf(snapshot, document);
  const text = async (hash: string) => new TextDecoder().decode(await objects.read(hash));
  const [values, orgUnits, postings] = [await text(snapshot.valuesSha256), await text(snapshot.orgUnitsSha256), await text(snapshot.postingsSha256)];
  const takeOvers = snapshot.takeOversSha256 === undefined ? '' : await text(snapshot.takeOversSha256);
  const rows = readAttributions(postings);
  return [...needsOf(methodology, { ...snapshot, values, orgUnits }), ...attributionFaults(methodology, rows, snapshot), ...unusedTakeOvers(methodology, rows, takeOvers)];
}

function methodologyOf({ methodologySha256 }: Snapshot, document: Readonly<Record<string, unknown>>): Methodology {
  const found = toHex(sha256(canonicalBytes(document)));
  if (found !== methodologySha256) throw new Refusal('methodology-differs', `The document sent along has the hash ${found} and is not the methodology ${methodologySha256} the cycle is frozen for; nothing was frozen. Send the one with that hash, or none.`);
  try {
    return readMethodology(document);
  } catch (error) {
    if (error instanceof MethodologyError) throw new Refusal('methodology-invalid', `The document sent along is no sound methodology; nothing was frozen. ${error.message.split('\n')[0]}`);
    throw error;
  }
}

function needsOf(methodology: Methodology, files: Parameters<typeof openSnapshot>[1]): string[] {
  try {
    return unmetNeeds(methodology, openSnapshot(methodology, files));
  } catch (error) {
    if (error instanceof ValuesError) return [`${methodology.id} ${methodology.version} cannot read the frozen figures: ${error.message.split('\n')[0]}.`];
    throw error;
  }
}

/** A value on a day on which no posting begins there, or with a methodology that measures nobody from one. */
function unusedTakeOvers({ document }: Methodology, rows: readonly AttributionRow[], takeOvers: string): string[] {
  if (takeOvers === '') return [];
  if (!document.attribution?.handover) return ['Values at take-over are recorded, and the methodology has no handover: nobody is measured from them.'];
  const begins = new Set(rows.map(({ orgUnit, from }) => `${orgUnit} ${from}`));
  return readTakeOvers(takeOvers).flatMap(({ orgUnit, indicator, day }) => (begins.has(`${orgUnit} ${day}`) ? [] : [`The value of ${indicator} in ${orgUnit} at take-over on ${day} is nobody's: no posting begins there that day. Mend the day of the value or of the posting and freeze the cycle again.`]));
}
