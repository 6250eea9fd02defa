const ofTheDatabase = ['40001', '40P01', '57P01', '57P03', '53300', '08006', '08001', 'CONNECTION_ENDED', 'CONNECTION_CLOSED', 'CONNECT_TIMEOUT', 'CONNECTION_DESTROYED'];
const ofTheNetwork = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];
const codes = new Set([...ofTheDatabase, ...ofTheNetwork]);

interface Fault {
  readonly code?: string;
  readonly status?: number;
  readonly name?: string;
  readonly cause?: unknown;
}

/** Whether a fault is of the connection or the moment: a service that does not answer is as transient as a database that does not. */
export function isTransient(error: unknown): boolean {
  const { code = '', status = 0, name, cause } = (error ?? {}) as Fault;
  return codes.has(code) || status >= 500 || name === 'TimeoutError' || (cause !== undefined && isTransient(cause));
}
