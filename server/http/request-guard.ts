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

function checkWrite(request: Request): void {
  if (request.get(writeHeader.name) !== writeHeader.value) {
    throw new AppError('forbidden', `A write needs the header ${writeHeader.name}: ${writeHeader.value}.`);
  }
  const origin = request.get('origin');
  if (origin !== undefined && urlOf(origin)?.host !== request.get('host')?.toLowerCase()) {
    throw new AppError('forbidden', 'Writes are only taken from the pages of this dashboard.');
  }
  if (request.is('application/json') === false) {
    throw new AppError('invalid-request', 'The request body must be JSON (content-type: application/json).');
  }
}

/** Keeps pages of other sites from reading or writing through the browser of somebody who can reach this process. */
export function requestGuard(allowedHosts: readonly string[]): RequestHandler {
  const names = [...loopbackHosts, ...allowedHosts].map(hostName).filter((name) => name !== null);
  const allowed = new Set(names);
  return (request, _response, next) => {
    checkHost(request, allowed);
    if (!['GET', 'HEAD'].includes(request.method)) checkWrite(request);
    next();
  };
}
