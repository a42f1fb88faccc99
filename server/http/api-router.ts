import { Router, type RequestHandler } from 'express';
import { checkAccess } from './caller.ts';
import { notFound } from './not-found.ts';
import { describeApi } from './openapi.ts';
import type { Route } from './serve.ts';

const neverStored: RequestHandler = (_request, response, next) => {
  response.setHeader('cache-control', 'no-store');
  next();
};

/** Everything under `/api`: the routes, their description, and an error envelope for any other address. */
export function apiRouter(routes: readonly Route[], streams: readonly Router[]): Router {
  const router = Router();
  const description = describeApi(routes.map(({ endpoint }) => endpoint));
  router.use('/api', neverStored);
  router.get('/api/openapi.json', (_request, response) => {
    checkAccess('viewer', response, undefined);
    response.json(description);
  });
  for (const route of routes) route.register(router);
  for (const stream of streams) router.use(stream);
  router.use('/api', notFound);
  return router;
}
