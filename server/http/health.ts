import { Router } from 'express';

/** For probes: `/healthz` says that the process runs, `/readyz` that every connection has been tried once. */
export function health(isReady: () => boolean): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'up' });
  });
  router.get('/readyz', (_request, response) => {
    const ready = isReady();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'starting' });
  });
  return router;
}
