import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SearchField } from './search-field.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const told: string[] = [];

function field(value: string) {
  return <SearchField label="Find" placeholder="" value={value} onChange={(text) => told.push(text)} />;
}

function type(text: string): void {
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: text } });
}

it('tells once after a pause, and keeps what is typed although the URL still says something older', () => {
  told.length = 0;
  const { rerender } = render(field(''));
  type('sh');
  vi.advanceTimersByTime(100);
  type('ship');
  expect(told).toEqual([]);
  vi.advanceTimersByTime(250);
  expect(told).toEqual(['ship']);
  rerender(field(''));
  expect(screen.getByRole('searchbox')).toHaveProperty('value', 'ship');
  rerender(field('ship'));
  type('shipp');
  rerender(field('ship'));
  expect(screen.getByRole('searchbox')).toHaveProperty('value', 'shipp');
});

it('takes over what somebody else put into the URL', () => {
  const { rerender } = render(field(''));
  type('ship');
  rerender(field('ship'));
  rerender(field(''));
  expect(screen.getByRole('searchbox')).toHaveProperty('value', '');
});
