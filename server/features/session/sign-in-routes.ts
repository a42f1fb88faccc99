import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { Logger } from 'pino';
import type { Access } from '../../access/access.ts';
import type { BrowserSignIn } from '../../access/browser-sign-in.ts';
import type { Identity } from '../../access/role-rules.ts';
import { AppError } from '../../errors.ts';
import { reportFailure } from '../../failure-report.ts';
import { attemptLimit } from '../../http/attempt-limit.ts';
import { statusOfCode } from '../../http/error-handler.ts';
import { notFound } from '../../http/not-found.ts';
import { requestIdOf } from '../../http/request-id.ts';
import { styleNonceOf } from '../../http/security-headers.ts';
import { signInPage } from './sign-in-page.ts';

const again = { href: '/auth/sign-in', label: 'Sign in again' };
const signOut = { href: '/auth/sign-out', label: 'Sign out' };

const neverStored: RequestHandler = (_request, response, next) => {
  response.setHeader('cache-control', 'no-store');
  next();
};

function queryOf({ originalUrl }: Request): string {
  const begins = originalUrl.indexOf('?');
  return begins < 0 ? '' : originalUrl.slice(begins);
}

interface Going {
  readonly location: string;
  readonly setCookies: readonly string[];
}

function go(response: Response, { location, setCookies }: Going): void {
  for (const cookie of setCookies) response.append('set-cookie', cookie);
  response.redirect(303, location);
}

function sayNoRole(response: Response, { name, lacksClaims }: Identity): void {
  const words = [`You are signed in as ${name}, but no rule of this dashboard gives you a role.`];
  if (lacksClaims) {
    words.push(
      'Your token holds no groups because you are in too many of them (group overage), so rules about groups could not be applied.',
    );
  }
  words.push('Ask whoever runs this dashboard for the role viewer, operator or admin.');
  const page = signInPage({ title: 'No role', words, links: [signOut] }, styleNonceOf(response));
  response.status(403).send(page);
}

/** A page in words where a browser shows what comes. */
function withPage(logger: Logger, act: (request: Request, response: Response) => Promise<void>) {
  return async (request: Request, response: Response): Promise<void> => {
    try {
      await act(request, response);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const requestId = requestIdOf(response);
      logger.warn({ requestId, code: error.code, failure: reportFailure(error) }, 'sign-in failed');
      const words = [error.message, `Request id: ${requestId}`];
      const page = signInPage({ title: 'Not signed in', words, links: [again] }, styleNonceOf(response));
      response.status(statusOfCode[error.code]).send(page);
    }
  };
}

/** The ways of a browser to the provider and back; nothing where browsers do not sign in here. */
export function signInRoutes(access: Access, logger: Logger): Router {
  const router = Router();
  router.use('/auth', neverStored, attemptLimit(access.signInsPerMinute));
  if (access.signIn !== null) addRoutes(router, access, access.signIn, logger);
  router.use('/auth', notFound);
  return router;
}

function addRoutes(router: Router, access: Access, signIn: BrowserSignIn, logger: Logger): void {
  // The host name was checked before; what a proxy says of itself in further headers was not.
  const baseOf = (request: Request) => access.publicUrl ?? `http://${request.get('host') ?? ''}`;

  router.get(
    '/auth/sign-in',
    withPage(logger, async (request, response) => {
      go(response, await signIn.begin(baseOf(request), request.query.returnTo));
    }),
  );

  router.get(
    '/auth/callback',
    withPage(logger, async (request, response) => {
      const { identity, ...going } = await signIn.finish(
        baseOf(request),
        queryOf(request),
        request.get('cookie'),
      );
      logger.info({ requestId: requestIdOf(response), user: identity.id }, 'signed in');
      if (identity.rules.length > 0) {
        go(response, going);
        return;
      }
      for (const cookie of going.setCookies) response.append('set-cookie', cookie);
      sayNoRole(response, identity);
    }),
  );

  router.get(
    '/auth/sign-out',
    withPage(logger, async (request, response) => {
      if (request.get('sec-fetch-site') === 'cross-site') {
        throw new AppError('forbidden', 'Another site asked to sign you out. You are still signed in.');
      }
      go(response, await signIn.signOut(baseOf(request), request.get('cookie')));
    }),
  );
}
