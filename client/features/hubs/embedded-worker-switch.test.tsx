import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { getEmbeddedWorker, switchEmbeddedWorker } from '../../../shared/contract/embedded-worker.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import { makeConnectionSummary, makeHubSummary } from '../../../shared/testing/hubs.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../testing/stub-endpoint.ts';

function stubHub(isEmbedded: boolean): void {
  stubEndpoint(listHubs, {
    connections: [makeConnectionSummary()],
    hubs: [makeHubSummary({ isEmbedded })],
  });
  stubEndpoint(getEmbeddedWorker, { isRunning: true });
}

test('the worker of the embedded task hub can be stopped and started again', async () => {
  stubHub(true);
  stubEndpoint(switchEmbeddedWorker, { isRunning: false });
  renderApp('/');
  const stop = await screen.findByRole('button', { name: 'Stop its worker' });
  stubEndpoint(getEmbeddedWorker, { isRunning: false });
  await userEvent.click(stop);
  expect(await screen.findByRole('button', { name: 'Start its worker' })).toBeDefined();
});

test('a refusal is shown with what was refused', async () => {
  stubHub(true);
  stubFailure(switchEmbeddedWorker, {
    status: 403,
    code: 'forbidden',
    message: 'This needs the role operator.',
  });
  renderApp('/');
  await userEvent.click(await screen.findByRole('button', { name: 'Stop its worker' }));
  expect((await screen.findByRole('alert')).textContent).toContain('This needs the role operator.');
});

test('the worker of any other task hub is out of reach', async () => {
  stubHub(false);
  renderApp('/');
  await screen.findByRole('article', { name: 'TestHub' });
  expect(screen.queryByRole('button', { name: /its worker/ })).toBeNull();
});
