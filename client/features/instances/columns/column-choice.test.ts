import { expect, it } from 'vitest';
import { moveBy, moveTo, parseColumns, printColumns, toggleColumn, withWidth } from './column-choice.ts';
import { gridOf, isColumn } from './column-list.ts';

function read(text: string) {
  return parseColumns(text, isColumn);
}

const three = read('runtimeStatus,instanceId:300,name')!;

function ids(columns: ReturnType<typeof read>): string[] | undefined {
  return columns?.map(({ id }) => id);
}

it('columns survive their text, with widths and separators inside their names', () => {
  const columns = [
    { id: 'instanceId', widthPx: 300 },
    { id: 'custom.a,b:c%2C', widthPx: null },
    { id: 'tag.region', widthPx: 90 },
  ];
  expect(read(printColumns(columns))).toEqual(columns);
});

it('what is no column, and what comes twice, is left out', () => {
  expect(ids(read('colour,name,name:200,%zz,custom.,instanceId'))).toEqual(['name', 'instanceId']);
  expect(read('colour')).toBeNull();
});

it('a width that is none, or makes no sense, is no reason to lose the column', () => {
  expect(read('name:wide,version:1,kind:99999')).toEqual([
    { id: 'name', widthPx: null },
    { id: 'version', widthPx: 48 },
    { id: 'kind', widthPx: 1_200 },
  ]);
});

it('columns move and stop at the ends', () => {
  expect(ids(moveBy(three, 'name', -1))).toEqual(['runtimeStatus', 'name', 'instanceId']);
  expect(ids(moveBy(three, 'runtimeStatus', -1))).toEqual(ids(three));
  expect(ids(moveTo(three, 'runtimeStatus', 9))).toEqual(['instanceId', 'name', 'runtimeStatus']);
});

it('a column goes and comes back at the end, the last one stays', () => {
  const two = toggleColumn(three, 'runtimeStatus');
  expect(ids(two)).toEqual(['instanceId', 'name']);
  expect(ids(toggleColumn(two, 'runtimeStatus'))).toEqual(['instanceId', 'name', 'runtimeStatus']);
  const one = toggleColumn(two, 'name');
  expect(toggleColumn(one, 'instanceId')).toBe(one);
});

it('a resized column keeps its width and the grid is never narrower than its columns', () => {
  const grid = gridOf(withWidth(three, 'name', 222.4), 'relative');
  expect(grid.template).toBe('36px 128px 300px 222px minmax(60px,1fr)');
  expect(grid.minWidthPx).toBe(36 + 128 + 300 + 222 + 60);
});
