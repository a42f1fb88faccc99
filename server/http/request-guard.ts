import type { Request, RequestHandler } from 'express';
import { writeHeader } from '../../shared/contract/endpoint.ts';
import { AppError } from '../errors.ts';

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

function urlOf(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function hostName(host: string): string | null {
  return /^[\w.\-[\]:]+$/.test(host) ? (urlOf(`http://${host}`)?.hostname ?? null) : null;
}

/** A page of another site can point its own name at this machine; it cannot change the Host header that comes with it. */
function checkHost(request: Request, allowed: ReadonlySet<string>): void {
  const name = hostName(request.get('host') ?? '');
  if (name !== null && allowed.has(name)) return;
  throw new AppError(
    'forbidden',
    'This host name is not allowed. Add it to allowedHosts if the dashboard is meant to be reached by it.',
  );
}

/**
 * Behind a proxy that ends TLS or changes the Host header, only the configured address tells what the own pages are. A page
 * at that host without TLS is not one of them.
 */
function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string | null): boolean {
  if (origin === publicUrl) return true;
  const own = host?.toLowerCase();
  const isPublicHost = publicUrl !== null && new URL(publicUrl).host === own;
  return !isPublicHost && urlOf(origin)?.host === own;
}

/** What browsers say of the page that sent a request, and no page can change. */
function siteOf(request: Request): string {
  return request.get('sec-fetch-site') ?? 'same-origin';
}

function checkWrite(request: Request, publicUrl: string | null): void {
  if (request.get(writeHeader.name) !== writeHeader.value) {
    throw new AppError('forbidden', `A write needs the header ${writeHeader.name}: ${writeHeader.value}.`);
  }
  const origin = request.get('origin');
  const isForeign = origin !== undefined && !isOwnOrigin(origin, request.get('host'), publicUrl);
  if (isForeign || !['same-origin', 'none'].includes(siteOf(request))) {
    throw new AppError('forbidden', 'Writes are only taken from the pages of this dashboard.');
  }
  if (request.is('application/json') === false) {
    throw new AppError('invalid-request', 'The request body must be JSON (content-type: application/json).');
  }
}

/** A page of another site may lead a browser here; it may not build itself of what the API answers. */
function checkRead(request: Request): void {
  const isFromElsewhere = ['cross-site', 'same-site'].includes(siteOf(request));
  if (isFromElsewhere && request.get('sec-fetch-mode') !== 'navigate' && request.path.startsWith('/api')) {
    throw new AppError('forbidden', 'The API answers the pages of this dashboard only.');
  }
}

/**
 * Keeps pages of other sites from reading or writing through the browser of somebody who can reach this process.
 * `publicUrl`: the origin at which browsers reach it, where it is known.
 */
export function requestGuard(allowedHosts: readonly string[], publicUrl: string | null): RequestHandler {
  const names = [...loopbackHosts, ...allowedHosts].map(hostName).filter((name) => name !== null);
  const allowed = new Set(names);
  return (request, _response, next) => {
    checkHost(request, allowed);
    if (['GET', 'HEAD'].includes(request.method)) checkRead(request);
    else checkWrite(request, publicUrl);
    next();
  };
}
