import { describe, expect, it } from 'vitest';
import type { FilterTerm } from './filter-term.ts';
import { parseFilter } from './parse-filter.ts';

function termsOf(text: string, zone = 'UTC'): FilterTerm[] {
  const { terms, problems } = parseFilter(text, zone);
  expect(problems).toEqual([]);
  return terms.map(({ term }) => term);
}

function termOf(text: string, zone = 'UTC') {
  const [term, ...others] = termsOf(text, zone);
  expect(others).toEqual([]);
  return term;
}

/** The part of the text that a problem points to, and what it says. */
function problemsOf(text: string): [string, string][] {
  return parseFilter(text, 'UTC').problems.map(({ start, end, message }) => [
    text.slice(start, end),
    message,
  ]);
}

const isNegated = false;
const at = (instant: string, isInclusive: boolean) => ({ kind: 'instant', at: instant, isInclusive });
const ago = (ms: number, isInclusive: boolean) => ({ kind: 'ago', ms, isInclusive });

describe('words', () => {
  it('a bare word asks for ids that contain it, a list for any of them', () => {
    expect(termOf('order')).toEqual({ isNegated, field: 'id', path: null, patterns: [['', 'order', '']] });
    expect(termOf('a,"b c"')).toMatchObject({
      patterns: [
        ['', 'a', ''],
        ['', 'b c', ''],
      ],
    });
    expect(termOf('-order')).toMatchObject({ isNegated: true, field: 'id' });
  });

  it('a bare word with a wildcard is a pattern as it stands', () => {
    expect(termOf('order-*')).toMatchObject({ field: 'id', patterns: [['order-', '']] });
  });

  it('what looks like a mistyped field is found in ids when it is quoted or no field', () => {
    for (const text of ['"status=failed"', 'colour=red', 'id:status=failed', 'name'])
      expect(termOf(text)).toMatchObject({ field: 'id' });
  });

  it('ids of entities and of children can be pasted as they are', () => {
    expect(termOf('@counter@a:b')).toMatchObject({ field: 'id', patterns: [['', '@counter@a:b', '']] });
    expect(termOf('22df34922d264e51a2e100c2c15817e7:0005')).toMatchObject({ field: 'id' });
  });

  it('keys and words of status and kind are known in any case', () => {
    expect(termOf('STATUS:Failed,running,failed')).toEqual({
      isNegated,
      field: 'status',
      values: ['Failed', 'Running'],
    });
    expect(termOf('kind:Entity')).toEqual({ isNegated, field: 'kind', values: ['entity'] });
    expect(termOf('partition:0,3')).toEqual({ isNegated, field: 'partition', values: [0, 3] });
  });

  it('quotes take blanks and commas, a backslash takes what would mean something', () => {
    expect(termOf('name:"a, b"')).toMatchObject({ patterns: [['a, b']] });
    expect(termOf('name:"say \\"hi\\""')).toMatchObject({ patterns: [['say "hi"']] });
    expect(termOf('name:a\\*b*,c\\,d')).toMatchObject({ patterns: [['a*b', ''], ['c,d']] });
    expect(termOf('id:C:\\temp')).toMatchObject({ patterns: [['C:\\temp']] });
    expect(termOf('name:**a***b**')).toMatchObject({ patterns: [['', 'a', 'b', '']] });
  });

  it('empty quotes ask for rows without a value', () => {
    expect(termOf('version:""')).toMatchObject({ field: 'version', patterns: [['']] });
    expect(termOf('version:"",1*')).toMatchObject({ patterns: [[''], ['1', '']] });
  });

  it('the custom status has a path, a tag a name with dots', () => {
    expect(termOf('custom.step.0:done')).toMatchObject({
      field: 'custom',
      path: ['step', '0'],
      patterns: [['done']],
    });
    expect(termOf('custom."a.b \\" c".D:x')).toMatchObject({ path: ['a.b " c', 'D'] });
    expect(termOf('tag.app.team:x')).toMatchObject({ field: 'tag', path: ['app.team'], patterns: [['x']] });
    expect(termOf('tag:team')).toMatchObject({ field: 'tag', path: null, patterns: [['team']] });
  });
});

describe('times', () => {
  it('comparisons set one side', () => {
    expect(termOf('created>2026-11-20T10:00Z')).toEqual({
      isNegated,
      field: 'created',
      from: at('2026-11-20T10:00:00.0000000Z', false),
      to: null,
    });
    expect(termOf('updated<=-2h')).toMatchObject({ from: null, to: ago(7_200_000, true) });
    expect(termOf('updated:<+10m')).toMatchObject({ to: ago(-600_000, false) });
    expect(termOf('updated>=now')).toMatchObject({ from: ago(0, true) });
  });

  it('a range includes its begin and excludes its end', () => {
    expect(termOf('created:-2h..now')).toMatchObject({ from: ago(7_200_000, true), to: ago(0, false) });
    expect(termOf('created:..-1d')).toMatchObject({ from: null, to: ago(86_400_000, false) });
    expect(termOf('created:>-2h..<=now')).toMatchObject({ from: ago(7_200_000, false), to: ago(0, true) });
  });

  it('a time alone lasts as long as it is written exactly', () => {
    const day = {
      from: at('2026-11-19T23:00:00.0000000Z', true),
      to: at('2026-11-20T23:00:00.0000000Z', false),
    };
    expect(termOf('created:2026-11-20', 'Europe/Berlin')).toMatchObject(day);
    expect(termOf('created:2026-11-20[Europe/Berlin]')).toMatchObject(day);
    expect(termOf('created:2026-11-20T10:00')).toMatchObject({
      to: at('2026-11-20T10:01:00.0000000Z', false),
    });
    expect(termOf('created:2026-11-20T10:00:00.25')).toMatchObject({
      from: at('2026-11-20T10:00:00.2500000Z', true),
      to: at('2026-11-20T10:00:00.2600000Z', false),
    });
  });

  it('a day on which the clocks change lasts 23 or 25 hours', () => {
    expect(termOf('created:2026-03-29', 'Europe/Berlin')).toMatchObject({
      from: at('2026-03-28T23:00:00.0000000Z', true),
      to: at('2026-03-29T22:00:00.0000000Z', false),
    });
  });

  it('an offset or a zone in the text goes before the zone of the reader', () => {
    const nine = { from: at('2026-11-20T09:00:00.0000000Z', true) };
    expect(termOf('created>=2026-11-20T10:00', 'Europe/Berlin')).toMatchObject(nine);
    expect(termOf('created>=2026-11-20T10:00+01:00', 'Asia/Tokyo')).toMatchObject(nine);
    expect(termOf('created>="2026-11-20 04:00[America/New_York]"', 'Asia/Tokyo')).toMatchObject(nine);
    expect(termOf('created>=2026-11-20T03:30-0530')).toMatchObject(nine);
  });

  it('a star asks for any value, empty quotes for none', () => {
    expect(termOf('completed:*')).toEqual({ isNegated: false, field: 'completed', from: null, to: null });
    expect(termOf('completed:""')).toEqual({ isNegated: true, field: 'completed', from: null, to: null });
    expect(termOf('-completed:""')).toEqual({ isNegated: false, field: 'completed', from: null, to: null });
  });
});

describe('lengths', () => {
  it.each([
    ['500ms', 500],
    ['90s', 90_000],
    ['2h30m', 9_000_000],
    ['1.5h', 5_400_000],
    ['1w', 604_800_000],
    ['0.5MS', 0.5],
  ])('%s', (text, ms) => {
    expect(termOf(`age>${text}`)).toEqual({
      isNegated,
      field: 'age',
      from: { ms, isInclusive: false },
      to: null,
    });
  });

  it('a range of lengths', () => {
    expect(termOf('duration:5m..10m')).toMatchObject({
      from: { ms: 300_000, isInclusive: true },
      to: { ms: 600_000, isInclusive: false },
    });
  });
});

describe('what is not understood', () => {
  it.each([
    ['status:failed,bogus', 'bogus', /^status knows running, completed/],
    ['status:fail*', 'fail*', /^status knows/],
    ['kind:thing', 'thing', /orchestration and entity/],
    ['partition:x', 'x', /numbers/],
    ['nmae:x', 'nmae', /no field “nmae”.*name/],
    ['-nmae>x', 'nmae', /no field/],
    ['name>5', 'name>5', /for times and lengths/],
    ['name.x:5', 'name.x:5', /no members/],
    ['name:', 'name:', /missing/],
    ['name:a,', '', /missing/],
    ['status:', 'status:', /^A value is missing\.$/],
    ['-status=failed', '-status=failed', /^Write status:value/],
    ['custom..a:x', 'custom..a:x', /^Write custom\.name:value/],
    ['name:"a b', '"a b', /never closed/],
    ['""', '""', /Nothing to look for/],
    ['-', '-', /Nothing to leave out/],
    ['created:yesterday', 'yesterday', /2026-11-20/],
    ['created:-2h', '-2h', /2026-11-20/],
    ['created>2026-02-30', '2026-02-30', /2026-11-20/],
    ['created>2026-11-20T24:00', '2026-11-20T24:00', /2026-11-20/],
    ['created>2026-11-20[Mars/Olympus]', '2026-11-20[Mars/Olympus]', /2026-11-20/],
    ['created:..', '..', /2026-11-20/],
    ['created>', 'created>', /missing/],
    ['created:-2h,-1h', 'created:-2h,-1h', /one value/],
    ['age>2x', '2x', /90s/],
    ['age>36501d', '36501d', /36500d/],
    ['duration:5m', '5m', /90s/],
  ])('%s', (text, place, message) => {
    expect(problemsOf(text)).toEqual([[place, expect.stringMatching(message)]]);
  });

  it('the rest of the text counts', () => {
    const { terms, problems } = parseFilter('  status:failed nmae:x\n"Order 1" age>', 'UTC');
    expect(terms.map(({ term, start, end }) => [term.field, start, end])).toEqual([
      ['status', 2, 15],
      ['id', 23, 32],
    ]);
    expect(problems.map(({ start, end }) => [start, end])).toEqual([
      [16, 20],
      [33, 37],
    ]);
  });
});
