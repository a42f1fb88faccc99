import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { z } from 'zod';
import type { Endpoint } from '../../shared/contract/endpoint.ts';
import { nobody, type Caller } from '../access/caller.ts';
import { AppError } from '../errors.ts';
import { callerOf, checkAccess } from './caller.ts';
import { requestIdOf } from './request-id.ts';
import { SharedAnswers } from './shared-answers.ts';

type Shape = z.ZodObject | z.ZodUndefined;

interface Input<Params extends Shape, Query extends Shape, Body extends Shape> {
  readonly params: z.output<Params>;
  readonly query: z.output<Query>;
  readonly body: z.output<Body>;
}

/** Beside what was asked: who asks. Answers that callers share must not depend on it. */
export interface Asker {
  readonly caller: Caller;
  readonly requestId: string;
}

function askerOf(response: Response): Asker {
  // Only public endpoints come this far without a caller, and they look at no role.
  return { caller: callerOf(response) ?? nobody, requestId: requestIdOf(response) };
}

export interface Route {
  readonly endpoint: Endpoint;
  readonly register: (router: Router) => void;
}

function nameIssues(part: string, error: z.core.$ZodError): string {
  return error.issues.map((issue) => `${[part, ...issue.path].join('.')}: ${issue.message}`).join('; ');
}

const strictSchemas = new WeakMap<z.ZodObject, z.ZodObject>();

/** A misspelt filter must not answer as if it were not there. Making a schema takes longer than parsing a request with it. */
function strictOf(schema: z.ZodObject): z.ZodObject {
  const known = strictSchemas.get(schema);
  if (known !== undefined) return known;
  const strict = schema.strict();
  strictSchemas.set(schema, strict);
  return strict;
}

/** One part of a request as its schema wants it, or `invalid-request`. */
export function parsePart<S extends Shape>(schema: S, part: string, value: unknown): z.output<S> {
  const isExpected = !(schema instanceof z.ZodUndefined);
  const strict = schema instanceof z.ZodObject ? strictOf(schema) : schema;
  const parsed = z.safeParse(strict, isExpected ? value : undefined);
  // The compiler loses sight of the output type behind the union of schema kinds.
  if (parsed.success) return parsed.data as z.output<S>;
  throw new AppError('invalid-request', `The request is not valid. ${nameIssues(part, parsed.error)}.`, {
    cause: parsed.error,
  });
}

function parseResult<R extends z.ZodType>(schema: R, value: z.input<R>): z.output<R> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('internal', 'The answer does not have the promised form.', { cause: parsed.error });
}

interface ServeOptions<Given> {
  /** Names what the answer depends on beside the question: while it stays the same, clients that ask the same share one answer. */
  readonly versionOf?: (input: Given) => Promise<string>;
}

/** Binds an endpoint to the code that answers it: everything from outside is parsed on the way in, the answer on the way out. */
export function serve<
  Params extends Shape,
  Query extends Shape,
  Body extends Shape,
  Result extends z.ZodType,
>(
  endpoint: Endpoint<Params, Query, Body, Result>,
  handler: (input: Input<Params, Query, Body>, asker: Asker) => Promise<z.input<Result>>,
  { versionOf }: ServeOptions<Input<Params, Query, Body>> = {},
): Route {
  const shared = new SharedAnswers();
  const readInput = (request: Request): Input<Params, Query, Body> => ({
    params: parsePart(endpoint.params, 'path', request.params),
    query: parsePart(endpoint.query, 'query', request.query),
    body: parsePart(endpoint.body, 'body', request.body),
  });
  return {
    endpoint,
    register(router) {
      const method = endpoint.method === 'GET' ? 'get' : 'post';
      const check: RequestHandler = (request, response, next) => {
        const { hub } = request.params;
        checkAccess(endpoint.access, response, typeof hub === 'string' ? hub : undefined);
        next();
      };
      // A body is taken in only for those who may send it, and no larger than this endpoint needs it.
      const json = express.json({ limit: endpoint.maxBodyBytes });
      router[method](endpoint.path, check, json, async (request, response) => {
        const input = readInput(request);
        const answer = async () => parseResult(endpoint.result, await handler(input, askerOf(response)));
        if (versionOf === undefined) {
          response.status(endpoint.status).json(await answer());
          return;
        }
        const key = JSON.stringify([await versionOf(input), input]);
        await shared.send(request, response.status(endpoint.status), key, answer);
      });
    },
  };
}
