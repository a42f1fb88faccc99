import { join } from 'node:path';
import express, { Router, type Request } from 'express';

const assets = '/assets/';

function isNavigation(request: Request): boolean {
  const wantsPage = ['GET', 'HEAD'].includes(request.method) && request.get('accept')?.includes('text/html');
  return wantsPage === true && !request.path.startsWith(assets);
}

/** The built single-page app: files as they are, and its page for every address that a browser navigates to. */
export function singlePageApp(clientDir: string): Router {
  const router = Router();
  const files = express.static(clientDir, {
    index: false,
    redirect: false,
    cacheControl: false,
    setHeaders(response, path) {
      // File names in assets hold a hash of their content.
      const isHashed = path.startsWith(join(clientDir, assets));
      response.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  router.use(files);
  router.use((request, response, next) => {
    if (!isNavigation(request)) {
      next();
      return;
    }
    response.sendFile('index.html', {
      root: clientDir,
      cacheControl: false,
      headers: { 'cache-control': 'no-store' },
    });
  });
  return router;
}
