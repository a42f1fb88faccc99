import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Coverage } from '../../../../shared/contract/coverage.ts';
import { listInstances } from '../../../../shared/contract/instances.ts';
import { makeCoverage } from '../../../../shared/testing/hubs.ts';
import { renderWithText } from '../../../testing/render-with-text.tsx';
import { stubEndpoint, stubFailure } from '../../../testing/stub-endpoint.ts';
import { EmptyList } from './empty-list.tsx';

const user = userEvent.setup();

function open(text: string, coverage: Coverage = makeCoverage({ rows: 250 })): () => string {
  return renderWithText(text, (holder) => <EmptyList hub="orders~TestHub" coverage={coverage} {...holder} />);
}

it('says that nothing was looked at yet', () => {
  open('status:failed', makeCoverage({ state: 'building', rows: 0, asOf: null }));
  expect(screen.getByText('Reading the task hub')).toBeDefined();
});

it('says that there is nothing in the hub', () => {
  open('');
  expect(screen.getByText('No instances in this task hub')).toBeDefined();
});

it('does not blame a part of the filter that is ignored anyway', () => {
  open('colour:red');
  expect(screen.getByText('No instances in this task hub')).toBeDefined();
});

it('claims nothing final while rows are missing', () => {
  stubFailure(listInstances, { status: 503, code: 'store-unavailable', message: 'Not now.' });
  open('status:failed', makeCoverage({ state: 'building', rows: 12, asOf: null }));
  expect(screen.getByText('No instance matches so far')).toBeDefined();
  expect(screen.getByText(/12 instances were looked through so far/)).toBeDefined();
});

it('names each term with what would match without it, and drops it', async () => {
  stubEndpoint(listInstances, ({ query }) => ({
    rows: [],
    nextCursor: null,
    total: query.get('q') === 'name:A' ? 40 : 3,
    coverage: makeCoverage(),
  }));
  const filterText = open('status:failed name:A');
  expect(screen.getByText(/250 instances were looked through/)).toBeDefined();
  expect(await screen.findByRole('button', { name: /Without “Name is A” ?3/ })).toBeDefined();
  await user.click(await screen.findByRole('button', { name: /Without “Status is Failed” ?40/ }));
  expect(filterText()).toBe('name:A');
});

it('tells of failures that were not read', () => {
  stubFailure(listInstances, { status: 503, code: 'store-unavailable', message: 'Not now.' });
  open('failure:timeout', makeCoverage({ rows: 250, unreadFailures: 7 }));
  expect(screen.getByText(/7 failures not read yet/)).toBeDefined();
});
