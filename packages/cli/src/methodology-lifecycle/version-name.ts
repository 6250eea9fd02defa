import { exit, Failure } from '../session/failure.ts';

export interface VersionName {
  readonly methodologyId: string;
  readonly version: string;
}

/** Reads `mizan-demonstration@2023.1`; the version stands after the last @. @throws Failure */
export function versionName(text: string): VersionName {
  const at = text.lastIndexOf('@');
  if (at < 1 || at === text.length - 1) throw new Failure(exit.usage, `${text} names no version; one looks like mizan-demonstration@2023.1. What there is: mizan methodology list`);
  return { methodologyId: text.slice(0, at), version: text.slice(at + 1) };
}

export const nameOf = ({ methodologyId, version }: VersionName) => `${methodologyId}@${version}`;
