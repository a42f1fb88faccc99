import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import express, { Router, type Request, type Response } from 'express';
import { styleNonceOf } from './security-headers.ts';

const assets = '/assets/';
const pageFile = 'index.html';
/** Stands in the page where each answer has a nonce of its own. */
const noncePlace = '%style-nonce%';

/** A link that only pages of some addresses need; in the address a star stands for one segment. */
const linkForSome = /<link\b[^>]*\sdata-for="([^"]*)"[^>]*>\s*/g;

function isAt(path: string, address: string): boolean {
  const [wanted, given] = [address.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, place) => (part === '*' ? given[place] !== '' : part === given[place]))
  );
}

async function sendPage(clientDir: string, request: Request, response: Response): Promise<void> {
  const page = await readFile(join(clientDir, pageFile), 'utf8');
  response.setHeader('cache-control', 'no-store');
  const html = page
    .replace(noncePlace, styleNonceOf(response))
    .replaceAll(linkForSome, (link, address: string) => (isAt(request.path, address) ? link : ''));
  response.type('html').send(html);
}

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
  // By its own name as well: as a file it would come without its nonce.
  router.get(`/${pageFile}`, (request, response) => sendPage(clientDir, request, response));
  router.use(files);
  router.use(async (request, response, next) => {
    if (isNavigation(request)) await sendPage(clientDir, request, response);
    else next();
  });
  return router;
}
