import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { getSession, type Session } from '../../../shared/contract/access.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { listJobs } from '../../../shared/contract/jobs.ts';
import { makeSession } from '../../../shared/testing/commands.ts';
import { makeConnectionSummary, makeHubSummary } from '../../../shared/testing/hubs.ts';
import { makeJob } from '../../../shared/testing/jobs.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../testing/stub-endpoint.ts';

const page = '/hubs/orders~TestHub/operations?tab=jobs';
const oidc = { mode: 'oidc', signInPath: '/auth/sign-in', signOutPath: '/auth/sign-out' } as const;
const ada = { id: 'ada@example.org', name: 'Ada Lovelace', highestRole: 'operator' } as const;
const refused = { status: 401, code: 'unauthenticated', message: 'Sign in to use this dashboard.' } as const;

function leave(session: Partial<Session> = oidc): void {
  stubEndpoint(getSession, makeSession({ ...session, user: null }));
  stubFailure(listHubs, refused);
  stubFailure(listJobs, refused);
}

function enter(title = 'A job'): void {
  stubEndpoint(getSession, makeSession({ ...oidc, user: ada }));
  stubEndpoint(listHubs, { connections: [makeConnectionSummary()], hubs: [makeHubSummary()] });
  stubEndpoint(listJobs, { jobs: [makeJob({ state: 'done', title })], isLast: true, isDurable: true });
}

beforeEach(() => enter());
afterEach(() => {
  vi.restoreAllMocks();
});

it('who is signed in stands in the header, with the way out', async () => {
  renderApp(page);
  await userEvent.click(await screen.findByRole('button', { name: 'User: Ada Lovelace' }));
  expect(await screen.findByText('ada@example.org · operator')).toBeDefined();
  expect(screen.getByRole('menuitem', { name: 'Sign out' }).getAttribute('href')).toBe('/auth/sign-out');
});

it('where nobody signs in, the header says that everybody may do everything', async () => {
  stubEndpoint(getSession, makeSession());
  renderApp(page);
  await userEvent.click(await screen.findByRole('button', { name: 'User: Not signed in' }));
  expect(await screen.findByText(/everybody who reaches this process may do everything/)).toBeDefined();
});

it('what everybody should know of the process is above every page', async () => {
  stubEndpoint(getSession, makeSession({ warnings: ['This dashboard listens on 0.0.0.0 and asks nobody.'] }));
  renderApp('/nowhere');
  expect((await screen.findByRole('note')).textContent).toBe(
    'This dashboard listens on 0.0.0.0 and asks nobody.',
  );
});

it('a page that nobody is signed in for is a way to sign in that leads back to it', async () => {
  leave();
  renderApp(page);
  expect(await screen.findByRole('heading', { name: 'Sign in to use this dashboard' })).toBeDefined();
  const href = new URL(
    screen.getByRole('link', { name: 'Sign in' }).getAttribute('href') ?? '',
    'http://here',
  );
  expect(href.pathname).toBe('/auth/sign-in');
  expect(href.searchParams.get('returnTo')).toBe(`${window.location.pathname}${window.location.search}`);
  await waitFor(() => expect(screen.queryByRole('tab')).toBeNull());
});

it('the platform in front is told by its own name where to lead back to', async () => {
  leave({ mode: 'platform', signInPath: '/.auth/login/aad', signOutPath: '/.auth/logout' });
  renderApp(page);
  const href = (await screen.findByRole('link', { name: 'Sign in' })).getAttribute('href');
  expect(href).toMatch(/^\/\.auth\/login\/aad\?post_login_redirect_uri=/);
});

it('where only tokens are taken, a browser is told so', async () => {
  leave({ mode: 'bearer', signInPath: null, signOutPath: null });
  renderApp(page);
  expect(await screen.findByText(/takes bearer tokens from scripts/)).toBeDefined();
  expect(screen.queryByRole('link', { name: 'Sign in' })).toBeNull();
});

it('in a frame the sign-in is a window of its own, and the page goes on by itself afterwards', async () => {
  leave();
  const open = vi.spyOn(window, 'open').mockReturnValue(null);
  vi.spyOn(window, 'parent', 'get').mockReturnValue({ postMessage: () => undefined } as unknown as Window);
  renderApp(`${page}&embed=1`);
  await userEvent.click(await screen.findByRole('button', { name: 'Sign in in a new window' }));
  expect(open.mock.calls[0]?.[0]).toBe('/auth/sign-in?returnTo=%2Fsigned-in%3Fembed%3D1');
  enter('Seen after the sign-in');
  expect(await screen.findByRole('link', { name: 'Seen after the sign-in' })).toBeDefined();
});

it('a frame that the browser keeps cookies from asks for them upon a click', async () => {
  leave();
  vi.spyOn(window, 'open').mockReturnValue(null);
  vi.spyOn(window, 'parent', 'get').mockReturnValue({ postMessage: () => undefined } as unknown as Window);
  const ask = vi.fn().mockRejectedValue(new Error('not without a click'));
  Object.defineProperty(document, 'requestStorageAccess', { value: ask, configurable: true });
  renderApp(`${page}&embed=1`);
  await userEvent.click(await screen.findByRole('button', { name: 'Sign in in a new window' }));
  expect(ask).toHaveBeenCalledTimes(1);
  ask.mockImplementation(() => {
    enter('Seen with the own cookies');
    return Promise.resolve();
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Use my sign-in here' }));
  expect(await screen.findByRole('link', { name: 'Seen with the own cookies' })).toBeDefined();
  Reflect.deleteProperty(document, 'requestStorageAccess');
});

it('a session that ends while somebody reads is told above the page, which stays and goes on afterwards', async () => {
  const open = vi.spyOn(window, 'open').mockReturnValue(null);
  const { queryClient } = renderApp(page);
  expect(await screen.findByRole('link', { name: 'A job' })).toBeDefined();
  await screen.findByRole('button', { name: /^User/ });
  leave();
  void queryClient.refetchQueries({ queryKey: ['hub', 'orders~TestHub', 'jobs'] });
  expect(await screen.findByText('Your session has ended.')).toBeDefined();
  expect(screen.getByRole('link', { name: 'A job' })).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Sign in in a new window' }));
  expect(open).toHaveBeenCalledOnce();
  enter('Seen after the sign-in');
  expect(await screen.findByRole('link', { name: 'Seen after the sign-in' })).toBeDefined();
  expect(screen.queryByText('Your session has ended.')).toBeNull();
});

it('somebody without any role reads words instead of an empty page', async () => {
  stubEndpoint(
    getSession,
    makeSession({ ...oidc, user: { ...ada, highestRole: null }, warnings: ['Too many groups.'] }),
  );
  stubFailure(listHubs, { status: 403, code: 'forbidden', message: 'This needs the role viewer.' });
  renderApp('/');
  expect(await screen.findByRole('heading', { name: 'You have no role here' })).toBeDefined();
  expect(screen.getByText(/signed in as/).textContent).toContain('Ada Lovelace');
  expect(screen.getByText('Too many groups.')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Sign out' })).toBeDefined();
});

it('the window that somebody signed in with says so and closes', async () => {
  const close = vi.spyOn(window, 'close').mockReturnValue();
  renderApp('/signed-in?embed=1');
  expect(await screen.findByRole('heading', { name: 'You are signed in' })).toBeDefined();
  expect(close).toHaveBeenCalled();
});
