import type { DefaultAzureCredential, GetTokenOptions, TokenCredential } from '@azure/identity';

const storageScope = 'https://storage.azure.com/.default';

/** Whoever this process runs as. The sign-in library is heavy, so it is loaded with the first token. */
export interface Identity extends TokenCredential {
  signIn(): Promise<void>;
}

export function createIdentity(clientId: string | undefined): Identity {
  let loading: Promise<DefaultAzureCredential> | null = null;
  const load = () =>
    (loading ??= import('@azure/identity').then(
      ({ DefaultAzureCredential: Credential }) =>
        new Credential(clientId === undefined ? {} : { managedIdentityClientId: clientId }),
    ));
  const getToken = async (scopes: string | string[], options?: GetTokenOptions) =>
    (await load()).getToken(scopes, options);
  return {
    getToken,
    signIn: async () => {
      await getToken(storageScope);
    },
  };
}
