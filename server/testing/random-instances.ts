import fc from 'fast-check';
import type { FailureSummary, InstanceRow } from '../../shared/contract/instances.ts';
import {
  spanFields,
  textFields,
  timeFields,
  type FilterTerm,
  type TextPattern,
} from '../../shared/domain/instance-filter/filter-term.ts';
import { kindOf, parseEntityId } from '../../shared/domain/instance-id.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { runtimeStatuses } from '../../shared/domain/runtime-status.ts';
import { at, makeInstanceRow } from '../../shared/testing/instances.ts';

/** When random questions are asked: behind most of the random times, before some. */
export const questionTime: Instant = at(3);

const hostileParts = [
  "'",
  '%',
  '_',
  ';--',
  '\0',
  '😀',
  '"',
  '\\',
  '*',
  '$p0',
  "' OR 1=1;--",
  'É',
  'é',
  'a',
  'A',
  'ab',
  '/',
  '~1',
  ': ',
  '0',
];
/** Few letters, so that texts are often equal, often parts of each other, and hardly ever harmless. */
const hostileText = fc
  .oneof(
    { weight: 9, arbitrary: fc.array(fc.constantFrom(...hostileParts), { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant(['é%_'.repeat(50)]) },
  )
  .map((parts) => parts.join(''));

const plainText = fc.constantFrom('', 'a', 'A', 'ab', 'Order', 'order', '1', '1.10');
const anyText = fc.oneof(plainText, hostileText);
const status = fc.constantFrom(...runtimeStatuses, 'Unknown' as const);
/** Some a single tick apart, some equal, some beyond what most dates are. */
const moments = [at(0), at(0.0000001), at(1), at(2.5), at(4), at(90_000)];
const instant = fc.constantFrom(...moments, '0001-01-01T00:00:00.0000000Z');

const scalar = fc.oneof(
  anyText.filter((value) => value.length < 100),
  fc.constantFrom(0, 1, -7, 12, 12.5, true, false, null),
);
const steps = ['a', 'b', '0', 'x/y', '~', '', "it's"];
const nested = fc.dictionary(
  fc.constantFrom(...steps),
  fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })),
  {
    maxKeys: 3,
  },
);
const json = fc
  .oneof(scalar, nested, fc.dictionary(fc.constantFrom(...steps), nested, { maxKeys: 2 }))
  .map((value) => JSON.stringify(value));
const customStatus = fc.oneof(
  { weight: 4, arbitrary: json },
  { weight: 1, arbitrary: json.map((text) => text.slice(0, -1)) },
  { weight: 2, arbitrary: hostileText.map((text) => text.slice(0, 1_000)) },
);

const failure: fc.Arbitrary<FailureSummary> = fc.record({
  errorType: fc.option(fc.constantFrom('System.TimeoutException', 'É')),
  message: anyText.map((text) => text.slice(0, 500)),
  failingFunction: fc.option(fc.constantFrom('Charge', 'Ship')),
  fingerprint: fc.constantFrom('f1', 'f2', 'f3', "f'%"),
});

const instanceId = fc.oneof(
  { weight: 3, arbitrary: hostileText.filter((text) => text !== '').map((text) => text.slice(0, 300)) },
  {
    weight: 1,
    arbitrary: fc.tuple(plainText, anyText).map(([name, key]) => `@${name}@${key.slice(0, 300)}`),
  },
  { weight: 2, arbitrary: fc.nat(60).map((number) => `order-${number}`) },
);

export const randomRow: fc.Arbitrary<InstanceRow> = fc
  .record({
    instanceId,
    name: fc.option(anyText),
    version: fc.option(plainText),
    runtimeStatus: status,
    createdAt: fc.option(instant),
    lastUpdatedAt: fc.option(instant),
    completedAt: fc.option(instant),
    scheduledStartAt: fc.option(instant),
    executionId: fc.option(anyText),
    generation: fc.option(fc.nat(2)),
    customStatus: fc.option(customStatus),
    tags: fc.option(fc.dictionary(fc.constantFrom(...steps, 'A', '%'), anyText, { maxKeys: 3 })),
    partition: fc.option(fc.nat(3)),
    failure: fc.option(failure),
    parentInstanceId: fc.option(anyText),
    parentExecutionId: fc.option(anyText),
  })
  .map((row) =>
    makeInstanceRow({
      ...row,
      kind: kindOf(row.instanceId),
      name: parseEntityId(row.instanceId)?.name ?? row.name,
    }),
  );

export const randomRows = fc.uniqueArray(randomRow, {
  minLength: 5,
  maxLength: 60,
  selector: (row) => row.instanceId,
});

const pattern: fc.Arbitrary<TextPattern> = fc
  .array(anyText, { minLength: 1, maxLength: 3 })
  .map((parts) => parts.filter((part, i) => part !== '' || i === 0 || i === parts.length - 1));
const patterns = fc.array(pattern, { minLength: 1, maxLength: 3 });
const isNegated = fc.boolean();
const some = <Value>(value: fc.Arbitrary<Value>) => fc.uniqueArray(value, { minLength: 1, maxLength: 3 });
const isInclusive = fc.boolean();
const spanMs = fc.constantFrom(0, 1, 500, 1_000, 2_500, 3_000, 86_400_000, 3e12);
const spanBound = fc.option(fc.record({ ms: spanMs, isInclusive }));
const timeBound = fc.option(
  fc.oneof(
    fc.record({ kind: fc.constant('instant' as const), at: fc.constantFrom(...moments), isInclusive }),
    fc.record({
      kind: fc.constant('ago' as const),
      ms: fc.constantFrom(0, 500, 3_000, -1_000, 86_400_000),
      isInclusive,
    }),
  ),
);

const fieldOf = <Field extends string>(...fields: readonly Field[]) => fc.constantFrom(...fields);

export const randomTerm: fc.Arbitrary<FilterTerm> = fc.oneof(
  fc.record({ isNegated, field: fieldOf('status'), values: some(status) }),
  fc.record({
    isNegated,
    field: fieldOf('kind'),
    values: some(fc.constantFrom('orchestration' as const, 'entity' as const)),
  }),
  fc.record({ isNegated, field: fieldOf('partition'), values: some(fc.nat(4)) }),
  fc.record({ isNegated, field: fieldOf(...textFields), path: fc.constant(null), patterns }),
  fc.record({
    isNegated,
    field: fieldOf('custom'),
    path: fc.array(fc.constantFrom(...steps.filter((step) => step !== ''), '1', 'nope'), {
      minLength: 1,
      maxLength: 3,
    }),
    patterns,
  }),
  fc.record({
    isNegated,
    field: fieldOf('tag'),
    path: fc.tuple(fc.constantFrom('a', 'A', '%', 'x/y')),
    patterns,
  }),
  fc.record({ isNegated, field: fieldOf(...timeFields), from: timeBound, to: timeBound }),
  fc.record({ isNegated, field: fieldOf(...spanFields), from: spanBound, to: spanBound }),
);

export const randomTerms = fc.array(randomTerm, { maxLength: 3 });
