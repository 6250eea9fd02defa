interface Fault {
  readonly type?: string;
  readonly code?: string | number;
  readonly cause?: unknown;
  /** Of a request about several topics. */
  readonly errors?: readonly unknown[];
  readonly message?: string;
}

/** What Kafka refuses, by the name the protocol has for it, and what helps. */
const refusals: Readonly<Record<string, (user: string) => string>> = {
  SASL_AUTHENTICATION_FAILED: (user) => `Kafka does not take the password of the user ${user}. See that KAFKA_PASSWORD_FILE holds the password that Kafka was given for KAFKA_USER, and start the service again.`,
  TOPIC_AUTHORIZATION_FAILED: (user) => `The user ${user} has no right to this topic. Give the services and the operator their rights with infra/kafka/acls.sh.`,
  GROUP_AUTHORIZATION_FAILED: (user) => `The user ${user} has no right to this consumer group. Give the services and the operator their rights with infra/kafka/acls.sh.`,
  CLUSTER_AUTHORIZATION_FAILED: (user) => `The user ${user} has no right to do this on the cluster. Give the services and the operator their rights with infra/kafka/acls.sh.`,
};
const certificates = /certificate|ERR_TLS|self.signed/i;

/** A fault of access in a sentence that says what to do about it; any other as it came. */
export function inWords(error: Error, user = '(none)'): Error {
  const refused = chain(error).map(nameOf).find((name) => name in refusals);
  if (refused) return new Error(refusals[refused]?.(user), { cause: error });
  const certificate = chain(error).find(({ message, code }) => certificates.test(`${code ?? ''} ${message ?? ''}`));
  return certificate ? new Error(`The certificate of the Kafka broker cannot be trusted (${certificate.message}). See that KAFKA_CA_FILE is the authority that signed it and KAFKA_BROKERS the names it was signed for.`, { cause: error }) : error;
}

function chain(error: unknown): Fault[] {
  const links: Fault[] = [];
  for (let link = error as Fault | undefined; link && links.length < 10; link = (link.cause ?? link.errors?.[0]) as Fault | undefined) links.push(link);
  return links;
}

/** What the client only logs, or throws without the protocol's name. */
const said: readonly (readonly [RegExp, string])[] = [
  [/SASL .*authentication failed/i, 'SASL_AUTHENTICATION_FAILED'],
  [/Not authorized to access topics/, 'TOPIC_AUTHORIZATION_FAILED'],
  [/Not authorized to access group/, 'GROUP_AUTHORIZATION_FAILED'],
];
const nameOf = ({ type, message = '' }: Fault) => type ?? said.find(([words]) => words.test(message))?.[1] ?? '';
