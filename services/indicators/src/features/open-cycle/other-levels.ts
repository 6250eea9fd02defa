import { Refusal } from '@mizan/contracts';
import { type Cycle } from './cycle.ts';

/** Looks at the levels a cycle names beside its own; whether there are org units of them is told at the freeze, for they may still come. @throws Refusal level-named-twice */
export function refuseOtherLevels({ level, otherLevels = [] }: Pick<Cycle, 'level' | 'otherLevels'>): void {
  const twice = otherLevels.find((one, place) => one === level || otherLevels.indexOf(one) < place);
  if (twice !== undefined) throw new Refusal('level-named-twice', `${twice} stands twice among the levels of the cycle, whose own is ${level}. Name under "otherLevels" each other level once.`);
}
