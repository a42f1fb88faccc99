import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { ApiError } from '../api/api-errors.ts';
import { Panel, type PanelQuery } from './panel.tsx';

const failure = new ApiError({
  status: 503,
  code: 'store-unavailable',
  requestId: 'request-7',
  message: 'The account does not answer.',
});

const nothingYet = {
  data: undefined,
  error: null,
  errorUpdateCount: 0,
  isFetching: false,
  dataUpdatedAt: 0,
};

function renderPanel(query: Partial<PanelQuery<string[]>>) {
  const refetch = vi.fn();
  const panel = (changed: Partial<PanelQuery<string[]>>) => (
    <Panel
      title="Words"
      query={{ ...nothingYet, refetch, ...changed }}
      empty={(words) => (words.length === 0 ? 'No words yet' : null)}
    >
      {(words) => <p>{words.join(' ')}</p>}
    </Panel>
  );
  const { rerender } = render(panel(query));
  return { refetch, change: (changed: Partial<PanelQuery<string[]>>) => rerender(panel(changed)) };
}

test('while nothing has arrived it is busy', () => {
  renderPanel({});
  expect(screen.getByRole('region', { name: 'Words' }).getAttribute('aria-busy')).toBe('true');
  expect(screen.getByText('Loading')).toBeDefined();
});

test('a failure is told with code and request id and can be tried again', async () => {
  const { refetch } = renderPanel({ error: failure });
  expect(screen.getByRole('alert').textContent).toMatch(/does not answer.*store-unavailable.*request-7/);
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(refetch).toHaveBeenCalledOnce();
});

test('data is shown, and emptiness explained', () => {
  renderPanel({ data: ['calm', 'dense'] });
  expect(screen.getByText('calm dense')).toBeDefined();
  renderPanel({ data: [] });
  expect(screen.getByText('No words yet')).toBeDefined();
});

test('when a refresh fails the data stays and is marked with its age', () => {
  renderPanel({ data: ['calm'], error: failure, dataUpdatedAt: Date.now() - 65_000 });
  expect(screen.getByText('calm')).toBeDefined();
  expect(screen.getByText(/^1 min( \d+ s)? old: storage cannot be reached$/)).toBeDefined();
});

test('a failure stays in sight while it is tried again, until data comes', () => {
  const { change } = renderPanel({ error: failure, errorUpdateCount: 1 });
  change({ errorUpdateCount: 1, isFetching: true });
  expect(screen.getByRole('alert').textContent).toContain('does not answer');
  change({ errorUpdateCount: 1, data: ['calm'] });
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.getByText('calm')).toBeDefined();
});
