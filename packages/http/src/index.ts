export { call, type CallOptions } from './call.ts';
export { effect, type Context, type EffectHandler, type Handler, mountAll, type MountDeps, type Mounted, read } from './mount.ts';
export { logRoutes } from './log-routes.ts';
export { apiAudience, type Authenticate, createAuthenticate, type Principal } from './principal.ts';
export { type Problem, ProblemError, sendProblem } from './problem.ts';
export { createServer, listen, type ServerOptions, stopOnSignal } from './server.ts';
export { serviceToken } from './service-token.ts';
export { isTransient } from './transient.ts';
