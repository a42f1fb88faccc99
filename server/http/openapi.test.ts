import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import * as access from '../../shared/contract/access.ts';
import * as alerts from '../../shared/contract/alerts.ts';
import * as audit from '../../shared/contract/audit.ts';
import * as awaitedEvents from '../../shared/contract/awaited-events.ts';
import * as backlog from '../../shared/contract/backlog.ts';
import * as commandPreviews from '../../shared/contract/command-previews.ts';
import * as commands from '../../shared/contract/commands.ts';
import * as diagnosis from '../../shared/contract/diagnosis.ts';
import * as embeddedWorker from '../../shared/contract/embedded-worker.ts';
import * as entities from '../../shared/contract/entities.ts';
import * as eventGrid from '../../shared/contract/event-grid.ts';
import * as failures from '../../shared/contract/failures.ts';
import * as family from '../../shared/contract/family.ts';
import * as functionsMap from '../../shared/contract/functions-map.ts';
import * as gate from '../../shared/contract/gate.ts';
import * as historyFile from '../../shared/contract/history-file.ts';
import * as history from '../../shared/contract/history.ts';
import * as hubs from '../../shared/contract/hubs.ts';
import * as instanceChanges from '../../shared/contract/instance-changes.ts';
import * as instanceDetail from '../../shared/contract/instance-detail.ts';
import * as instanceExport from '../../shared/contract/instance-export.ts';
import * as instanceFacets from '../../shared/contract/instance-facets.ts';
import * as instanceHistogram from '../../shared/contract/instance-histogram.ts';
import * as instanceValues from '../../shared/contract/instance-values.ts';
import * as instances from '../../shared/contract/instances.ts';
import * as jobs from '../../shared/contract/jobs.ts';
import * as links from '../../shared/contract/links.ts';
import * as partitions from '../../shared/contract/partitions.ts';
import * as payloadSearch from '../../shared/contract/payload-search.ts';
import * as payloads from '../../shared/contract/payloads.ts';
import * as savedViews from '../../shared/contract/saved-views.ts';
import * as storageCost from '../../shared/contract/storage-cost.ts';
import * as throughput from '../../shared/contract/throughput.ts';
import * as watchedInstances from '../../shared/contract/watched-instances.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

const endpointShape = z.object({
  method: z.enum(['GET', 'POST']),
  path: z.string().startsWith('/api/'),
  status: z.literal([200, 202]).default(200),
});

/** Everything in the contract that looks like an endpoint, so that a forgotten one is missed. */
const endpoints = [
  access,
  alerts,
  audit,
  awaitedEvents,
  backlog,
  commandPreviews,
  commands,
  commands.commandEndpoints,
  diagnosis,
  embeddedWorker,
  entities,
  eventGrid,
  failures,
  family,
  functionsMap,
  gate,
  history,
  historyFile,
  hubs,
  instanceChanges,
  instanceDetail,
  instanceExport,
  instanceFacets,
  instanceHistogram,
  instances,
  instanceValues,
  jobs,
  links,
  partitions,
  payloads,
  payloadSearch,
  savedViews,
  storageCost,
  throughput,
  watchedInstances,
]
  .flatMap((module): unknown[] => Object.values(module))
  .flatMap((value) => endpointShape.safeParse(value).data ?? []);

const document = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean() })),
        responses: z.record(z.string(), z.unknown()),
        requestBody: z.unknown().optional(),
      }),
    ),
  ),
  components: z.object({ schemas: z.object({ Error: z.unknown() }) }),
});

let server: TestApp;
let described: z.infer<typeof document>;
beforeAll(async () => {
  server = await startTestApp();
  described = document.parse((await server.get('/api/openapi.json').expect(200)).body);
});
afterAll(() => server.close());

it('lists every endpoint of the contract and the event stream', () => {
  const listed = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const expected = endpoints.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect(expected.length).toBeGreaterThan(10);
  expect(listed.sort()).toEqual([...expected, 'GET /api/hubs/{hub}/changes'].sort());
});

it('names every placeholder of a path as a required parameter', () => {
  for (const [path, methods] of Object.entries(described.paths)) {
    const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters } of Object.values(methods)) {
      const required = parameters.filter((each) => each.in === 'path' && each.required);
      expect(required.map(({ name }) => name)).toEqual(placeholders);
    }
  }
});

it('tells which query parameters may be left out', () => {
  const parameters = described.paths['/api/hubs/{hub}/instances/{instanceId}/payload']!.get!.parameters;
  expect(parameters).toContainEqual(expect.objectContaining({ name: 'ref', in: 'query', required: true }));
  expect(parameters).toContainEqual(expect.objectContaining({ name: 'maxChars', required: false }));
});

it('asks for the write header and a body where something is written', () => {
  for (const { path, status } of endpoints.filter(({ method }) => method === 'POST')) {
    const writes = described.paths[path.replace(/:(\w+)/g, '{$1}')]?.post;
    expect(writes?.parameters, path).toContainEqual(
      expect.objectContaining({ name: 'x-durascope', in: 'header', required: true }),
    );
    expect(writes?.requestBody, path).toBeDefined();
    expect(Object.keys(writes?.responses ?? {}), path).toContain(String(status));
  }
});

it('describes the file of an export by its media types', () => {
  const answer = described.paths['/api/hubs/{hub}/instance-export']!.get!.responses['200'];
  expect(Object.keys(z.object({ content: z.record(z.string(), z.unknown()) }).parse(answer).content)).toEqual(
    ['text/csv', 'application/json', 'application/x-ndjson'],
  );
});

it('describes the error answers', () => {
  const { responses } = described.paths['/api/hubs']!.get!;
  expect(Object.keys(responses)).toEqual([
    '200',
    '400',
    '401',
    '403',
    '404',
    '409',
    '429',
    '500',
    '501',
    '503',
    '504',
  ]);
});
