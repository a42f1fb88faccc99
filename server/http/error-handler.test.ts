import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { errorEnvelope } from '../../shared/contract/errors.ts';
import { AppError } from '../errors.ts';
import { captureLog } from '../testing/captured-log.ts';
import { errorHandler } from './error-handler.ts';
import { requestId } from './request-id.ts';

async function answerTo(failure: unknown) {
  const log = captureLog();
  const app = express();
  app.use(requestId);
  app.get('/', () => {
    throw failure;
  });
  app.use(errorHandler(log.logger));
  const response = await request(app).get('/');
  return { response, log, error: errorEnvelope.parse(response.body).error };
}

describe('error handler', () => {
  it.each([
    ['invalid-request', 400],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['action-refused', 409],
    ['internal', 500],
    ['unsupported', 501],
    ['store-unavailable', 503],
    ['outcome-unknown', 504],
  ] as const)('%s is %i', async (code, status) => {
    const { response, error } = await answerTo(new AppError(code, 'In words.'));
    expect(response.status).toBe(status);
    expect(error).toEqual({ code, message: 'In words.', requestId: response.get('x-request-id') });
  });

  it('logs a failure once, with its causes and the id the client got', async () => {
    const cause = new Error('socket closed', { cause: new Error('ECONNRESET 10.0.0.1') });
    const { response, log } = await answerTo(new AppError('store-unavailable', 'Gone.', { cause }));
    const lines = log.lines.filter((line) => line.includes('request failed'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('ECONNRESET 10.0.0.1');
    expect(lines[0]).toContain(response.get('x-request-id'));
    expect(response.text).not.toContain('ECONNRESET');
  });

  it('keeps credentials that SDK errors carry out of the log', async () => {
    const sdkError = Object.assign(new Error('forbidden'), {
      code: 'AuthenticationFailed',
      request: { headers: { authorization: 'SharedKey devstore:abc' } },
    });
    const { log } = await answerTo(new AppError('store-unavailable', 'No access.', { cause: sdkError }));
    expect(log.lines.join()).toContain('AuthenticationFailed');
    expect(log.lines.join()).not.toContain('SharedKey');
  });

  it('hides secrets in what an answer says', async () => {
    const details = { sent: 'https://x/?sig=c2VjcmV0&se=1' };
    const failure = new AppError('conflict', 'Refused: AccountKey=c2VjcmV0;', { details });
    const { response, error } = await answerTo(failure);
    expect(error).toMatchObject({
      message: 'Refused: AccountKey=[hidden];',
      details: { sent: 'https://x/?sig=[hidden]&se=1' },
    });
    expect(response.text).not.toContain('c2VjcmV0');
  });

  it.each([new Error('at /srv/secret.ts:1'), 'just a text', { text: 'an object' }])(
    'tells nothing of an unknown failure (%s)',
    async (failure) => {
      const { response, error } = await answerTo(failure);
      expect(response.status).toBe(500);
      expect(error.code).toBe('internal');
      expect(error.message).toMatch(/^Something went wrong/);
      expect(response.text).not.toMatch(/secret|text/);
    },
  );

  it('cuts the connection when the answer has begun', async () => {
    const log = captureLog();
    const app = express();
    app.use(requestId);
    app.get('/', (_request, response) => {
      response.write('half');
      throw new Error('too late');
    });
    app.use(errorHandler(log.logger));
    await expect(request(app).get('/')).rejects.toThrow();
    expect(log.lines).toHaveLength(1);
  });
});
