import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { AppError } from '../../errors.ts';
import { bringsProof, type Proof } from '../../event-grid/event-grid-guard.ts';
import type { EventGridService } from './event-grid-service.ts';

const address = '/webhooks/event-grid/:connection';
/** A megabyte as Event Grid counts it, and some more. */
const maxBodyBytes = 1_100_000;
const bodyTypes = ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json'];
/** Of one address, a minute. */
const mostFailures = 60;
/** Hosts of Event Grid that ask whether they may send CloudEvents. */
const askingHosts = /^(?:[\w-]+\.)*eventgrid\.azure\.(?:net|us|cn)$/i;

function connectionOf({ params }: Request): string {
  const { connection } = params;
  return typeof connection === 'string' ? connection : '';
}

function proofOf(request: Request): Proof {
  return {
    code: request.query.code,
    secret: request.get('x-durascope-secret'),
    authorization: request.get('authorization'),
  };
}

function limitOf(limit: number | ((request: Request) => number), key: (request: Request) => string) {
  return rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: key,
    handler: (_request, _response, next) => {
      next(new AppError('rate-limited', 'More requests in a minute than this webhook takes.'));
    },
    validate: { trustProxy: false, xForwardedForHeader: false },
  });
}

/** Only those who prove nothing are slowed down by their address: Event Grid sends from few. */
function onlyWithProof(eventGrid: EventGridService): RequestHandler {
  const slowDown = limitOf(mostFailures, ({ socket }) => ipKeyGenerator(socket.remoteAddress ?? ''));
  return (request, response, next) => {
    const connection = connectionOf(request);
    eventGrid.check(connection, proofOf(request)).then(
      () => next(),
      (error: unknown) => {
        if (!(error instanceof AppError) || error.code !== 'unauthenticated') {
          next(error);
          return;
        }
        eventGrid.refuse(connection, 'unauthenticated');
        void slowDown(request, response, (tooMany?: unknown) => next(tooMany ?? error));
      },
    );
  };
}

/** CloudEvents ask by this before anything is sent; nobody need prove anything for an answer that opens nothing. */
function allowOrigin(eventGrid: EventGridService): RequestHandler {
  return (request, response) => {
    const { requestsPerMinute } = eventGrid.source(connectionOf(request));
    const origin = request.get('webhook-request-origin') ?? '';
    if (!askingHosts.test(origin)) {
      throw new AppError('invalid-request', 'WebHook-Request-Origin names no host of Event Grid.');
    }
    response.set({
      'webhook-allowed-origin': origin,
      'webhook-allowed-rate': String(requestsPerMinute),
      allow: 'OPTIONS, POST',
    });
    response.status(200).end();
  };
}

/** A secret that is wrong is told at once, not with the first event. */
function onlyRightProof(check: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (bringsProof(proofOf(request))) void check(request, response, next);
    else next();
  };
}

/** A body that cannot be read is refused like an event that cannot. */
function readBody(eventGrid: EventGridService): RequestHandler {
  const json: RequestHandler = express.json({ limit: maxBodyBytes, type: bodyTypes });
  return (request, response, next) => {
    const refuse = (error: unknown) => {
      eventGrid.refuse(connectionOf(request), 'unreadable');
      next(error);
    };
    if (request.is(bodyTypes) === false) {
      refuse(new AppError('invalid-request', `The body must be one of ${bodyTypes.join(', ')}.`));
      return;
    }
    void json(request, response, (error?: unknown) => (error === undefined ? next() : refuse(error)));
  };
}

/**
 * Stands outside what guards the pages of this dashboard: no browser sends here, and nobody who signs in. `not-found` for
 * connections that have no webhook.
 */
export function eventGridWebhook(eventGrid: EventGridService): Router {
  const router = Router();
  const known: RequestHandler = (request, _response, next) => {
    eventGrid.source(connectionOf(request));
    next();
  };
  const check = onlyWithProof(eventGrid);
  const pace = limitOf(
    (request) => eventGrid.source(connectionOf(request)).requestsPerMinute,
    (request) => connectionOf(request),
  );
  router.options(address, known, onlyRightProof(check), allowOrigin(eventGrid));
  router.post(
    address,
    known,
    check,
    pace,
    readBody(eventGrid),
    async (request: Request, response: Response) => {
      response.json(await eventGrid.take(connectionOf(request), request.body));
    },
  );
  return router;
}
