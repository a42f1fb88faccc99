import { expect, it, vi } from 'vitest';
import { createIdentity } from './identity.ts';

const scope = 'https://storage.azure.com/.default';

function fakeCredential(lifetimeMs: number) {
  const getToken = vi.fn(() =>
    Promise.resolve({
      token: `token-${getToken.mock.calls.length}`,
      expiresOnTimestamp: Date.now() + lifetimeMs,
    }),
  );
  return { getToken, load: () => Promise.resolve({ getToken }) };
}

it('signs in once for all clients', async () => {
  const { getToken, load } = fakeCredential(3_600_000);
  const identity = createIdentity(undefined, load);
  const tokens = await Promise.all([identity.getToken(scope), identity.getToken([scope]), identity.signIn()]);
  expect(tokens[0]?.token).toBe('token-1');
  expect((await identity.getToken(scope))?.token).toBe('token-1');
  expect(getToken).toHaveBeenCalledTimes(1);
});

it('asks again shortly before a token runs out', async () => {
  const { load } = fakeCredential(60_000);
  const identity = createIdentity(undefined, load);
  await identity.signIn();
  expect((await identity.getToken(scope))?.token).toBe('token-2');
});

it('passes on what a service asks for beyond a plain token', async () => {
  const { getToken, load } = fakeCredential(3_600_000);
  const identity = createIdentity(undefined, load);
  await identity.signIn();
  await identity.getToken(scope, { claims: 'more' });
  expect(getToken).toHaveBeenLastCalledWith(scope, { claims: 'more' });
});

it('tries again after a failed sign-in', async () => {
  const { getToken, load } = fakeCredential(3_600_000);
  getToken.mockRejectedValueOnce(new Error('nobody is signed in'));
  const identity = createIdentity(undefined, load);
  await expect(identity.signIn()).rejects.toThrow('nobody is signed in');
  await expect(identity.signIn()).resolves.toBeUndefined();
});
