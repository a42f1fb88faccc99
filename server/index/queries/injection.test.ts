import { expect, it } from 'vitest';
import type { InstanceRow } from '../../../shared/contract/instances.ts';
import { textFields, type TextField } from '../../../shared/domain/instance-filter/filter-term.ts';
import { printFilter } from '../../../shared/domain/instance-filter/print-filter.ts';
import { makeInstanceRow } from '../../../shared/testing/instances.ts';
import { askedRows } from '../../testing/asked-rows.ts';

const hostileTexts = {
  'a quote': "'",
  'a statement': "'; DROP TABLE instances; --",
  'a percent sign': '%',
  'an underscore': '_',
  'a backslash': '\\',
  'a parameter': '$p0',
  NUL: 'a\0b',
  '10 kB': `x'%_${'é'.repeat(5_000)}`,
};

/** Custom statuses are cut in the index. */
function short(text: string): string {
  return text.slice(0, 200);
}

/** One row that has the text in every field, and one that has something else everywhere. */
function rowsWith(text: string) {
  const hostile = makeInstanceRow({
    instanceId: `@${text}@${text}`,
    kind: 'entity',
    name: text,
    version: text,
    customStatus: JSON.stringify({ [short(text)]: short(text) }),
    tags: { [text]: text },
    failure: { errorType: null, message: text, failingFunction: null, fingerprint: text },
    parentInstanceId: text,
  });
  const other = makeInstanceRow({
    instanceId: '@other@key',
    customStatus: '{"other":1}',
    tags: { other: '1' },
  });
  return [hostile, other];
}

function patternFor(field: TextField, text: string): string[] {
  return field === 'id' ? [`@${text}@${text}`] : [text];
}

it.each(Object.entries(hostileTexts))('%s is a text like any other in every field', async (_, text) => {
  const rows = rowsWith(text);
  const { questions } = await askedRows(rows);
  const ids = rows.map(({ instanceId }) => instanceId);
  const [wanted] = ids;
  for (const field of textFields) {
    if (field === 'custom') continue;
    const term = { field, path: null, patterns: [patternFor(field, text)], isNegated: false };
    const answer = await questions.watched(ids, printFilter([term]));
    expect(answer.matching, field).toEqual([wanted]);
  }
  for (const [field, own] of [
    ['custom', short(text)],
    ['tag', text],
  ] as const) {
    const term = { field, path: [own], patterns: [[own]], isNegated: false };
    expect((await questions.watched(ids, printFilter([term]))).matching, field).toEqual([wanted]);
  }
  for (const field of ['id', 'name', 'version', 'tag', 'entity', 'failure'] as const)
    expect((await questions.values({ field, contains: text, limit: 10 })).values).toHaveLength(1);
  expect((await questions.list({ q: '', sort: 'createdAt', order: 'desc', limit: 10 })).total).toBe(2);
});

async function idsMatching(q: string, rows: readonly InstanceRow[]): Promise<readonly string[]> {
  const { questions } = await askedRows(rows);
  return (
    await questions.watched(
      rows.map(({ instanceId }) => instanceId),
      q,
    )
  ).matching;
}

it('the wildcards of SQL are plain letters between those of a filter', async () => {
  const rows = ['x_a%b\\c', 'xyaybyc'].map((instanceId) => makeInstanceRow({ instanceId }));
  expect(await idsMatching('id:x_*%*\\\\c', rows)).toEqual(['x_a%b\\c']);
  expect(await idsMatching('id:x_*b*c', rows)).toEqual(['x_a%b\\c']);
  expect(await idsMatching('id:x*a*b*c', rows)).toEqual(['x_a%b\\c', 'xyaybyc']);
});

it('a value in a custom status is found however its JSON is written', async () => {
  const statuses = [
    '{"step":"pay"}',
    '{"step":"p\\u0061y"}',
    '{"s\\u0074ep":"pay"}',
    '{"step":"ship"}',
    '{"step":"pa',
  ];
  const rows = statuses.map((customStatus, i) => makeInstanceRow({ instanceId: String(i), customStatus }));
  expect(await idsMatching('custom.step:pay', rows)).toEqual(['0', '1', '2']);
});
