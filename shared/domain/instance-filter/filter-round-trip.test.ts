import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { msToInstant } from '../instant.ts';
import { runtimeStatuses } from '../runtime-status.ts';
import { canonicalFilter } from './edit-filter.ts';
import { spanFields, textFields, timeFields, type FilterTerm, type TextPattern } from './filter-term.ts';
import { parseFilter } from './parse-filter.ts';
import { printFilter } from './print-filter.ts';

const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia'];
const hostile = fc.constantFrom(
  "'; DROP TABLE instances; --",
  '%',
  '_',
  '"',
  '\\',
  '\\"',
  '*',
  ',',
  '\0',
  '\n\t\u2028',
  '😀',
  'a..b',
  '-x:y',
  'é'.repeat(10_000),
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  hostile,
  fc.array(hostile, { maxLength: 4 }).map((all) => all.join('')),
);

/** As the parser makes them: nothing empty between two wildcards. */
const pattern: fc.Arbitrary<TextPattern> = fc
  .array(text, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.filter((part, i) => part !== '' || i === 0 || i === parts.length - 1))
  .map((parts) => (parts.length === 0 ? [''] : parts));

const isNegated = fc.boolean();
const values = <Value>(value: fc.Arbitrary<Value>) => fc.uniqueArray(value, { minLength: 1, maxLength: 4 });

const choice: fc.Arbitrary<FilterTerm> = fc.oneof(
  fc.record({
    isNegated,
    field: fc.constant('status' as const),
    values: values(fc.constantFrom(...runtimeStatuses, 'Unknown' as const)),
  }),
  fc.record({
    isNegated,
    field: fc.constant('kind' as const),
    values: values(fc.constantFrom('orchestration' as const, 'entity' as const)),
  }),
  fc.record({ isNegated, field: fc.constant('partition' as const), values: values(fc.nat(99)) }),
);

const textTerm: fc.Arbitrary<FilterTerm> = fc.oneof(
  fc.record({
    isNegated,
    field: fc.constantFrom(...textFields),
    path: fc.constant(null),
    patterns: fc.array(pattern, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    isNegated,
    field: fc.constant('custom' as const),
    path: fc.array(text, { minLength: 1, maxLength: 3 }),
    patterns: fc.array(pattern, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    isNegated,
    field: fc.constant('tag' as const),
    path: fc.tuple(text),
    patterns: fc.tuple(pattern),
  }),
);

const spanMs = fc.oneof(
  fc.nat(100 * 365 * 86_400_000),
  fc.nat(1e9).map((ticks) => ticks / 10_000),
);
const timeBound = fc.oneof(
  fc.record({
    kind: fc.constant('instant' as const),
    at: fc.integer({ min: 0, max: Date.UTC(9998, 0) * 10 }).map((tenths) => msToInstant(tenths / 10)),
    isInclusive: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('ago' as const),
    ms: fc.tuple(spanMs, fc.boolean()).map(([ms, isAhead]) => (isAhead && ms !== 0 ? -ms : ms)),
    isInclusive: fc.boolean(),
  }),
);
const range: fc.Arbitrary<FilterTerm> = fc.oneof(
  fc.record({
    isNegated,
    field: fc.constantFrom(...timeFields),
    from: fc.option(timeBound),
    to: fc.option(timeBound),
  }),
  fc.record({
    isNegated,
    field: fc.constantFrom(...spanFields),
    from: fc.option(fc.record({ ms: spanMs, isInclusive: fc.boolean() })),
    to: fc.option(fc.record({ ms: spanMs, isInclusive: fc.boolean() })),
  }),
);
const term = fc.oneof(choice, textTerm, range);

/** Texts that look like filters without being any. */
const scribble = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'status',
        'custom',
        '.a',
        'created',
        ':',
        '>',
        '<=',
        '..',
        '-',
        '"',
        '\\',
        '*',
        ',',
        ' ',
        '\n',
        'now',
        '2h',
        '[',
        '2026-11-20',
        'x',
        '""',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

describe('a filter text', () => {
  it('says the same terms after printing, in every zone', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 5 }), fc.constantFrom(...zones), (terms, zone) => {
        const { terms: read, problems } = parseFilter(printFilter(terms), zone);
        expect(problems).toEqual([]);
        expect(read.map((one) => one.term)).toEqual(terms);
      }),
      { numRuns: 1000 },
    );
  });

  it('is read without failing, and every place is inside of it', () => {
    fc.assert(
      fc.property(fc.oneof(scribble, text), (typed) => {
        const { terms, problems } = parseFilter(typed, 'Europe/Berlin');
        let end = 0;
        for (const place of [...terms, ...problems].sort((one, other) => one.start - other.start)) {
          expect(place.start).toBeGreaterThanOrEqual(end);
          expect(place.end).toBeGreaterThanOrEqual(place.start);
          end = place.end;
        }
        expect(end).toBeLessThanOrEqual(typed.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('has one way of writing, which says the same in every zone', () => {
    fc.assert(
      fc.property(scribble, (typed) => {
        const canonical = canonicalFilter(typed, 'Europe/Berlin');
        expect(canonicalFilter(canonical, 'Asia/Tokyo')).toBe(canonical);
        const termsOf = (filter: string) => parseFilter(filter, 'Europe/Berlin').terms.map((one) => one.term);
        expect(termsOf(canonical)).toEqual(termsOf(typed));
        expect(parseFilter(canonical, 'UTC').problems).toHaveLength(
          parseFilter(typed, 'UTC').problems.length,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the terms before and after a mistake', () => {
    fc.assert(
      fc.property(
        fc.array(term, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('nmae:x', 'age>', 'status:?'),
        (terms, mistake) => {
          const printed = printFilter(terms);
          const { terms: read, problems } = parseFilter(`${printed} ${mistake} ${printed}`, 'UTC');
          expect(problems).toHaveLength(1);
          expect(read.map((one) => one.term)).toEqual([...terms, ...terms]);
        },
      ),
    );
  });

  it.each(['"', '\\', '*', ',', 'a:', '-', 'a.', 'a."', 'a.". ', '1h', 'id:a,', 'custom.a."b" '])(
    'of 100 kB of “%s” is read in a moment',
    (piece) => {
      const typed = `age>${piece.repeat(Math.ceil(100_000 / piece.length))}`;
      const startedAt = Date.now();
      parseFilter(typed, 'UTC');
      parseFilter(typed.slice(4), 'UTC');
      expect(Date.now() - startedAt).toBeLessThan(500);
    },
  );
});
