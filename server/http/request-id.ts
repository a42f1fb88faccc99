import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

const header = 'x-request-id';
/** Short and without anything that could forge a log line. */
const sane = /^[\w.-]{1,64}$/;

export const requestId: RequestHandler = (request, response, next) => {
  const given = request.get(header) ?? '';
  response.setHeader(header, sane.test(given) ? given : randomUUID());
  next();
};

export function requestIdOf(response: Response): string {
  return String(response.getHeader(header));
}
