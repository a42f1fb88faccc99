import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/identity';

const storageScope = 'https://storage.azure.com/.default';
/** A token is renewed this long before it runs out. */
const renewBeforeMs = 5 * 60_000;

/** Whoever this process runs as. */
export interface Identity extends TokenCredential {
  signIn(): Promise<void>;
}

/** The sign-in library is heavy, so it is loaded with the first token. */
async function loadCredential(clientId: string | undefined): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new DefaultAzureCredential(clientId === undefined ? {} : { managedIdentityClientId: clientId });
}

/**
 * Keeps tokens for all clients together: every client would ask for its own, and some ways of signing in start
 * a program each time.
 */
export function createIdentity(clientId: string | undefined, load = loadCredential): Identity {
  let credential: Promise<TokenCredential> | null = null;
  const tokens = new Map<string, AccessToken>();
  const asked = new Map<string, Promise<AccessToken | null>>();

  async function ask(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null> {
    credential ??= load(clientId);
    return (await credential).getToken(scopes, options);
  }

  async function renew(scope: string): Promise<AccessToken | null> {
    const token = await ask(scope);
    if (token !== null) tokens.set(scope, token);
    return token;
  }

  async function getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null> {
    // A service that asks for more than a plain token gets an answer of its own.
    if (Array.isArray(scopes) && scopes.length !== 1) return ask(scopes, options);
    if (options?.claims !== undefined || options?.tenantId !== undefined) return ask(scopes, options);
    const scope = String(scopes);
    const held = tokens.get(scope);
    if (held !== undefined && held.expiresOnTimestamp - renewBeforeMs > Date.now()) return held;
    const pending = asked.get(scope) ?? renew(scope).finally(() => asked.delete(scope));
    asked.set(scope, pending);
    return pending;
  }

  return {
    getToken,
    signIn: async () => {
      await getToken(storageScope);
    },
  };
}
