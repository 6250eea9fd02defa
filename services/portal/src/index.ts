export { createPortal, type PortalDeps } from './app.ts';
