import { createElement, type FunctionComponent } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { AuditPage } from './auditor/audit-pages.tsx';
import { TracePage } from './auditor/trace-page.tsx';
import { CasePage, ConfirmPage } from './finance/case-page.tsx';
import { QueuePage } from './finance/queue-page.tsx';
import { DeskPage, HomePage, TroublePage } from './frame/plain-pages.tsx';
import { ManagerPage } from './manager/manager-page.tsx';
import { CorrectionPage } from './steward/correction-page.tsx';

const page = <P extends object>(component: FunctionComponent<P>) => (props: P): string => `<!doctype html>${renderToStaticMarkup(createElement(component, props))}`;

/** Every page as a pure function from what it shows to the whole document. */
export const pages = {
  home: page(HomePage),
  desk: page(DeskPage),
  trouble: page(TroublePage),
  manager: page(ManagerPage),
  queue: page(QueuePage),
  case: page(CasePage),
  confirm: page(ConfirmPage),
  audit: page(AuditPage),
  trace: page(TracePage),
  correction: page(CorrectionPage),
};
export type Pages = typeof pages;
