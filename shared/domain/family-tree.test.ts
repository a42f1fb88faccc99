import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layoutFamily, type FamilyBranch, type FamilyQuestion, type FamilyRow } from './family-tree.ts';

function member(instanceId: string) {
  return { instanceId, name: 'Orchestrator' };
}

function branch(...ids: string[]): FamilyBranch {
  return { state: 'read', children: ids.map(member), isCut: false };
}

function lines(rows: readonly FamilyRow[]): string[] {
  return rows.map((row) => {
    const indent = '  '.repeat(row.depth);
    if (row.kind === 'note') return `${indent}(${row.note})`;
    const sign = row.isCycle ? '↺ ' : row.isOpen === null ? '' : row.isOpen ? '- ' : '+ ';
    return `${indent}${sign}${row.instanceId}${row.isSelf ? ' *' : ''}`;
  });
}

function layout(
  branches: Readonly<Record<string, FamilyBranch>>,
  question: Partial<FamilyQuestion> = {},
): readonly FamilyRow[] {
  return layoutFamily({
    ancestors: [],
    self: member('self'),
    branchOf: (id) => branches[id],
    toggled: new Set(),
    ...question,
  });
}

const ancestors = [member('parent'), member('top')];

it('leads from the first ancestor down to the instance and its children', () => {
  expect(lines(layout({ self: branch('a', 'b') }, { ancestors }))).toEqual([
    '- top',
    '  - parent',
    '    - self *',
    '      + a',
    '      + b',
    '    (siblings)',
    '  (siblings)',
  ]);
});

it('shows siblings when they are asked for, with the instance in its place', () => {
  const branches = { self: branch(), parent: branch('brother', 'self', 'sister') };
  expect(lines(layout(branches, { ancestors: [member('parent')], toggled: new Set(['parent']) }))).toEqual([
    '- parent',
    '  + brother',
    '  - self *',
    '    (none)',
    '  + sister',
  ]);
});

it('keeps the instance in the tree when its parent does not tell of it', () => {
  const branches = { self: branch(), parent: branch('brother') };
  const rows = layout(branches, { ancestors: [member('parent')], toggled: new Set(['parent']) });
  expect(lines(rows)).toContain('  - self *');
});

it('opens and closes what is toggled', () => {
  const branches = { self: branch('a', 'b'), a: branch('c') };
  expect(lines(layout(branches, { toggled: new Set(['a']) }))).toEqual([
    '- self *',
    '  - a',
    '    + c',
    '  + b',
  ]);
  expect(lines(layout(branches, { toggled: new Set(['self']) }))).toEqual(['+ self *']);
});

it('says how it stands with children that are not all here', () => {
  const states: FamilyBranch[] = [
    { state: 'reading', children: [], isCut: false },
    { state: 'failed', children: [], isCut: false },
    { state: 'read', children: [member('a')], isCut: true },
  ];
  expect(states.map((self) => lines(layout({ self })).at(-1))).toEqual([
    '  (reading)',
    '  (failed)',
    '  (cut)',
  ]);
});

it('marks an instance that stands above itself, and goes no further', () => {
  const branches = { self: branch('a'), a: branch('self') };
  expect(lines(layout(branches, { toggled: new Set(['a']) }))).toEqual(['- self *', '  - a', '    ↺ self']);
});

it('has no sign for opening where there are no children', () => {
  expect(lines(layout({ self: branch('a'), a: branch() }))).toEqual(['- self *', '  a']);
});

it('ends, with a key of its own for each line, whoever is whose child', () => {
  const ids = ['self', 'a', 'b', 'c', 'd', 'e'];
  const families = fc.dictionary(fc.constantFrom(...ids), fc.uniqueArray(fc.constantFrom(...ids)), {
    maxKeys: 6,
  });
  fc.assert(
    fc.property(families, fc.uniqueArray(fc.constantFrom(...ids)), (children, toggled) => {
      const branches = Object.fromEntries(Object.entries(children).map(([id, of]) => [id, branch(...of)]));
      const rows = layout(branches, { toggled: new Set(toggled) });
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
      const keys = new Set(rows.map(({ key }) => key));
      expect(rows.every(({ parentKey }) => parentKey === null || keys.has(parentKey))).toBe(true);
    }),
  );
});
