import { z } from 'zod';
import type { Role } from '../domain/access.ts';

type Shape = z.ZodObject | z.ZodUndefined;

export interface Endpoint<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape = Shape,
  Result extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST';
  /** Express notation; every `:name` is one percent-encoded path segment and a key of `params`. */
  readonly path: string;
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly result: Result;
  /** 200 unless said otherwise; 202 for a command that is only queued. */
  readonly status: 200 | 202;
  /** The least role in the hub of the path, or in any hub; `public` = nobody need be signed in. */
  readonly access: Role | 'public';
  /** Of the request body. */
  readonly maxBodyBytes: number;
  /** JSON unless said otherwise; a stream has a result in every part. */
  readonly mediaType: string;
}

const nothing = z.undefined();

/** One definition serves the Express route, the typed client call, test stubs and OpenAPI. */
export function defineEndpoint<
  Result extends z.ZodType,
  Params extends Shape = z.ZodUndefined,
  Query extends Shape = z.ZodUndefined,
  Body extends Shape = z.ZodUndefined,
>(definition: {
  method: 'GET' | 'POST';
  path: string;
  summary: string;
  params?: Params;
  query?: Query;
  body?: Body;
  result: Result;
  status?: 200 | 202;
  mediaType?: string;
  /** One megabyte unless said otherwise. */
  maxBodyBytes?: number;
  /** Viewers read and operators write unless said otherwise. */
  access?: Endpoint['access'];
}): Endpoint<Params, Query, Body, Result> {
  return {
    status: 200,
    mediaType: 'application/json',
    maxBodyBytes: 1_000_000,
    access: definition.method === 'GET' ? 'viewer' : 'operator',
    params: nothing as unknown as Params,
    query: nothing as unknown as Query,
    body: nothing as unknown as Body,
    ...definition,
  };
}

/** What makes up an address: all that answers without JSON have of an endpoint. */
export type Addressed = Pick<Endpoint, 'path' | 'params' | 'query'>;

export type ParamsOf<E extends Addressed> = z.input<E['params']>;
export type QueryOf<E extends Addressed> = z.input<E['query']>;
export type BodyOf<E extends Endpoint> = z.input<E['body']>;
export type ResultOf<E extends Endpoint> = z.output<E['result']>;

/** The header that only same-origin script can send; every write needs it. */
export const writeHeader = { name: 'x-durascope', value: 'write' } as const;
