import { type Telemetry } from '@mizan/telemetry';
import { type Urls } from './ask.ts';
import type { Pages } from './pages.tsx';

export interface PortalDeps {
  readonly ownUrl: string;
  readonly issuer: string;
  readonly issuerInternal: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly urls: Urls;
  readonly telemetry: Telemetry;
  readonly pages: Pages;
}
