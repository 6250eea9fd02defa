import Provider, { type Configuration, errors } from 'oidc-provider';
import { type Config, type Person } from './config.ts';
import { openKeys } from './signing-keys.ts';
import { troublePage } from './trouble-page.ts';

export const apiAudience = 'urn:mizan:api';
const hour = 3600;

/** An OpenID provider for the people of the demonstration and the services of this deployment; everything but keys is in memory. */
export async function createProvider(config: Config): Promise<Provider> {
  const { jwks, cookies } = await openKeys(config.keyFile);
  const provider = new Provider(config.issuer, {
    jwks,
    cookies: { keys: cookies },
    clients: config.clients.map(({ id, secret }) => (id === 'portal' ? portalClient(secret, config.portal) : serviceClient(id, secret))) as NonNullable<Configuration['clients']>,
    clientAuthMethods: ['client_secret_basic'],
    scopes: ['openid', 'api'],
    claims: { openid: ['sub', 'name'] },
    pkce: { required: () => true },
    ttl: { AccessToken: hour, ClientCredentials: hour, Session: 12 * hour, Interaction: hour, Grant: 12 * hour, IdToken: hour, AuthorizationCode: 60 },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => apiAudience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: 'api', audience: apiAudience, accessTokenTTL: hour, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } } }),
      },
    },
    interactions: { url: (_ctx, { uid }) => `/sign-in/${uid}` },
    findAccount: (_ctx, sub) => account(config.people.find((person) => person.sub === sub)),
    extraTokenClaims: (_ctx, token) => {
      const person = config.people.find(({ sub }) => sub === ('accountId' in token ? token.accountId : undefined));
      return person ? claimsOf(person) : { roles: ['service'], orgUnits: [], name: token.clientId };
    },
    loadExistingGrant: async (ctx) => grantEverything(ctx as never),
    rotateRefreshToken: false,
    renderError: (ctx, _out, error) => {
      const trouble = error instanceof errors.SessionNotFound ? 'expired' : ctx.status < 500 ? 'refused' : 'failed';
      ctx.type = 'html';
      ctx.body = troublePage({ trouble, portal: config.portal });
    },
  } satisfies Configuration);
  provider.proxy = false;
  provider.use(nameRoute);
  return provider;
}

/** The provider routes by itself: says on the request which of its routes it took, as a router would, so that a span is named for it. */
const nameRoute: Parameters<Provider['use']>[0] = async (ctx, next) => {
  await next();
  const route = (ctx as { readonly oidc?: { readonly route?: string } }).oidc?.route;
  if (route !== undefined) Object.assign(ctx.req, { route: { path: `/${route}` } });
};

export const claimsOf = ({ roles, orgUnits, name }: Person) => ({ roles, orgUnits, name });

function account(person: Person | undefined) {
  return person && { accountId: person.sub, claims: () => ({ sub: person.sub, name: person.name }) };
}

const portalClient = (client_secret: string, portal: string) => ({
  client_id: 'portal',
  client_secret,
  redirect_uris: [`${portal}/sign-in/callback`],
  grant_types: ['authorization_code'],
  response_types: ['code'],
  id_token_signed_response_alg: 'ES256',
});

const serviceClient = (client_id: string, client_secret: string) => ({
  client_id,
  client_secret,
  redirect_uris: [],
  grant_types: ['client_credentials'],
  response_types: [],
  id_token_signed_response_alg: 'ES256',
  scope: 'api',
});

/** All clients are our own: whoever signs in has agreed, and no page asks again. */
async function grantEverything(ctx: { oidc: { provider: Provider; session: { accountId: string; grantIdFor(clientId: string): string | undefined }; client: { clientId: string } } }) {
  const { provider, session, client } = ctx.oidc;
  const existing = session.grantIdFor(client.clientId);
  if (existing) return provider.Grant.find(existing);
  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
  grant.addOIDCScope('openid api');
  grant.addResourceScope(apiAudience, 'api');
  await grant.save();
  return grant;
}
