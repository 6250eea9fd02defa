export { createPortal } from './app.ts';
export { type PortalDeps } from './deps.ts';
