import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { outlineJson } from '../../../shared/domain/json-outline.ts';
import { JsonTree } from './json-tree.tsx';

function show(text: string) {
  render(<JsonTree text={text} outline={outlineJson(text)} what="input" />);
  return userEvent.setup();
}

const lines = () => screen.getAllByRole('treeitem').map((line) => line.textContent);
const active = () => screen.getByRole('treeitem', { selected: true });

const order = '{"id":17,"card":{"number":"4111","owner":"J\\u00f6"},"items":[{"sku":"a"},{"sku":"b"}]}';

it('shows keys, values as they are written, and how much is inside', () => {
  show('{"big":12345678901234567890,"text":"a\\nb","none":null,"list":[1,2],"empty":{}}');
  expect(lines()).toEqual([
    '{ 5 properties }',
    'big: 12345678901234567890',
    'text: "a⟨000A⟩b"',
    'none: null',
    'list: [ 2 items ]',
    '0: 1',
    '1: 2',
    'empty: {}',
  ]);
});

it('tells assistive technology level, place and number of siblings', () => {
  show(order);
  const owner = screen.getByRole('treeitem', { name: /owner/ });
  expect(owner.getAttribute('aria-level')).toBe('3');
  expect(owner.getAttribute('aria-posinset')).toBe('2');
  expect(owner.getAttribute('aria-setsize')).toBe('2');
});

it('folds and unfolds one value and all of them', async () => {
  const user = show(order);
  await user.click(screen.getByRole('button', { name: 'Fold all' }));
  expect(lines()).toEqual(['{ 3 properties }', 'id: 17', 'card: { 2 properties }', 'items: [ 2 items ]']);
  await user.dblClick(screen.getByRole('treeitem', { name: /card/ }));
  expect(lines()).toContain('number: "4111"');
  await user.click(screen.getByRole('button', { name: 'Unfold all' }));
  expect(lines()).toContain('sku: "b"');
});

it('is walked, folded and unfolded by keyboard', async () => {
  const user = show(order);
  screen.getByRole('tree').focus();
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(active().textContent).toContain('card');
  await user.keyboard('{ArrowLeft}');
  expect(active().getAttribute('aria-expanded')).toBe('false');
  await user.keyboard('{ArrowRight}{ArrowRight}');
  expect(active().textContent).toContain('number');
  await user.keyboard('{ArrowLeft}');
  expect(active().textContent).toContain('card');
  await user.keyboard('{End}');
  expect(active().textContent).toBe('sku: "b"');
  await user.keyboard('{Home}{Enter}');
  expect(lines()).toEqual(['{ 3 properties }']);
});

it('finds keys and values however they are written, around the ends, in folded values too', async () => {
  const user = show(order);
  await user.click(screen.getByRole('button', { name: 'Fold all' }));
  await user.type(screen.getByRole('searchbox', { name: 'Find in the input' }), 'SKU');
  expect(await screen.findByText('2 found')).toBeDefined();
  await user.keyboard('{Enter}');
  expect(active().textContent).toBe('sku: "a"');
  expect(screen.getByText('1 of 2')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Next find' }));
  await user.click(screen.getByRole('button', { name: 'Next find' }));
  expect(screen.getByText('1 of 2')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Previous find' }));
  expect(active().textContent).toBe('sku: "b"');
  await user.clear(screen.getByRole('searchbox'));
  await user.type(screen.getByRole('searchbox'), 'Jö{Enter}');
  expect(active().textContent).toBe('owner: "Jö"');
  await user.type(screen.getByRole('searchbox'), ' nobody');
  expect(await screen.findByText('Nothing found')).toBeDefined();
});

it('copies the path and the value of what is selected', async () => {
  const user = show(order);
  await user.click(screen.getByRole('treeitem', { name: /owner/ }));
  await user.click(screen.getByRole('button', { name: 'Copy path' }));
  expect(await navigator.clipboard.readText()).toBe('$.card.owner');
  await user.click(screen.getByRole('button', { name: 'Copy value' }));
  expect(await navigator.clipboard.readText()).toBe('Jö');
  await user.click(screen.getByRole('treeitem', { name: /card/ }));
  await user.click(screen.getAllByRole('button', { name: 'Copied' })[1]!);
  expect(await navigator.clipboard.readText()).toBe('{"number":"4111","owner":"J\\u00f6"}');
});

it('shows the whole of a long string below, laid out when it is JSON', async () => {
  const inner = JSON.stringify({ state: 'x'.repeat(200) });
  const user = show(JSON.stringify({ message: inner }));
  await user.click(screen.getByRole('treeitem', { name: /message/ }));
  const value = within(screen.getByRole('group', { name: 'selected text' }));
  expect(value.getByText(/"state": "x{200}"/)).toBeDefined();
});

it('draws only what is in sight of many values', () => {
  show(JSON.stringify(Array.from({ length: 50_000 }, (_, i) => i)));
  expect(screen.getAllByRole('treeitem').length).toBeLessThan(100);
});

it('shows hostile texts as what they are', () => {
  show(JSON.stringify({ '<b>\u202E': '<script>\u001b[31m' }));
  expect(lines()[1]).toBe('<b>⟨202E⟩: "<script>⟨001B⟩[31m"');
});
