import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getHubAccess } from '../../../shared/contract/access.ts';
import {
  alertDeliveries,
  alertHistory,
  deleteAlertRule,
  listAlerts,
  retryAlertDelivery,
  saveAlertRule,
  testAlertTarget,
} from '../../../shared/contract/alerts.ts';
import { listHubs } from '../../../shared/contract/hubs.ts';
import {
  makeAlertDelivery,
  makeAlertHistoryEntry,
  makeAlertRule,
  makeAlertsOfHub,
  makeAlertStanding,
} from '../../../shared/testing/alerts.ts';
import { makeHubAccess } from '../../../shared/testing/commands.ts';
import { at } from '../../../shared/testing/instances.ts';
import { press, refusalOf } from '../../testing/refusable.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { stubEndpoint, stubFailure } from '../../testing/stub-endpoint.ts';

const address = '/hubs/store~TestHub/alerts';
let saved: unknown[];

beforeAll(() => import('./alerts-page.tsx'));

beforeEach(() => {
  saved = [];
  stubEndpoint(listHubs, { connections: [], hubs: [] });
  stubEndpoint(getHubAccess, makeHubAccess({ role: 'admin' }));
  stubEndpoint(listAlerts, makeAlertsOfHub());
  stubEndpoint(alertHistory, { entries: [], nextCursor: null, keeps: 300 });
  stubEndpoint(alertDeliveries, { deliveries: [] });
  stubEndpoint(saveAlertRule, ({ body }) => {
    saved.push(body);
    return makeAlertRule();
  });
});

async function type(label: string, text: string): Promise<void> {
  const field = screen.getByRole('textbox', { name: label });
  await userEvent.clear(field);
  await userEvent.click(field);
  await userEvent.paste(text);
}

describe('the rules', () => {
  it('say how they stand, what they do, and where they are sent', async () => {
    const rule = makeAlertRule({
      targets: ['team'],
      note: 'Call Ada.',
      severity: 'critical',
      hubs: 'store~*',
    });
    const standing = makeAlertStanding({ status: 'firing', reading: 'Two queues wait.' });
    stubEndpoint(listAlerts, makeAlertsOfHub({ rules: [{ rule, standing, editRefusal: null }] }));
    renderApp(address);
    const row = await screen.findByRole('row', { name: /No worker/ });
    for (const text of [
      'Firing',
      'Two queues wait.',
      'Fires when no worker holds a partition while messages wait.',
      'Critical',
      'for store~*',
      'team',
      'Call Ada.',
      'Ada',
    ])
      expect(row.textContent).toContain(text);
    expect(screen.getByRole('heading', { name: '1 rule, 1 fires' })).toBeDefined();
  });

  it('that cannot be evaluated say so, why, and as what they count', async () => {
    const unknown = { since: at(5), reason: 'Storage is away.' };
    const standing = makeAlertStanding({ unknown });
    stubEndpoint(
      listAlerts,
      makeAlertsOfHub({ rules: [{ rule: makeAlertRule(), standing, editRefusal: null }] }),
    );
    renderApp(address);
    const row = await screen.findByRole('row', { name: /No worker/ });
    expect(row.textContent).toContain('Cannot be evaluated');
    expect(row.textContent).toContain('Storage is away. It counts as OK, as before.');
  });

  it('of the configuration cannot be changed here', async () => {
    const editRefusal = 'This rule is part of the configuration and is changed there.';
    const rule = makeAlertRule({ origin: 'configuration', changedBy: null, changedAt: null });
    stubEndpoint(
      listAlerts,
      makeAlertsOfHub({ rules: [{ rule, standing: makeAlertStanding(), editRefusal }] }),
    );
    renderApp(address);
    expect(await refusalOf('Change No worker')).toBe(editRefusal);
    expect(await refusalOf('Remove No worker')).toBe(editRefusal);
  });

  it('are for admins: everybody else sees them and why they cannot be changed', async () => {
    stubEndpoint(getHubAccess, makeHubAccess({ role: 'operator' }));
    renderApp(address);
    const why = 'This needs the role admin; yours here is operator.';
    expect(await refusalOf('New rule')).toBe(why);
    expect(await refusalOf('Switch off No worker')).toBe(why);
    expect(await refusalOf('Send a test to team')).toBe(why);
  });

  it('are switched off and removed', async () => {
    const deleted: (string | undefined)[] = [];
    stubEndpoint(deleteAlertRule, ({ params }) => {
      deleted.push(params.ruleId);
      return {};
    });
    renderApp(address);
    await press('Switch off No worker');
    await waitFor(() =>
      expect(saved).toMatchObject([{ rule: { name: 'No worker', isEnabled: false }, replaces: 'rule-1' }]),
    );
    await press('Remove No worker');
    await userEvent.click(await screen.findByRole('button', { name: 'Remove rule' }));
    await waitFor(() => expect(deleted).toEqual(['rule-1']));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('that end with the process say so', async () => {
    stubEndpoint(listAlerts, makeAlertsOfHub({ isDurable: false, hasLinks: false }));
    renderApp(address);
    expect(await screen.findByText(/end with the process of this dashboard/)).toBeDefined();
    expect(screen.getByText(/Messages carry no links/)).toBeDefined();
  });

  it('fail in their own place', async () => {
    stubFailure(listAlerts, { status: 503, code: 'store-unavailable', message: 'Storage is away.' });
    renderApp(address);
    const [notice] = await screen.findAllByRole('alert');
    expect(notice!.textContent).toContain('request-1');
    expect(await screen.findByText('Nothing has happened yet')).toBeDefined();
  });
});

describe('the form', () => {
  const preview = () => screen.getByRole('status', { name: 'In plain language' }).textContent;

  it('begins with an example, says what the rule will do, and saves it', async () => {
    stubEndpoint(listAlerts, makeAlertsOfHub({ rules: [] }));
    renderApp(address);
    await press('Messages wait for 5 minutes');
    expect(preview()).toBe(
      'Fires when the oldest visible message of any queue has waited for more than 5 minutes, for 1 minute on end. Resolves when it is at or below 1 minute and stays so for 2 minutes.',
    );
    await type('Fires when older than', '90s');
    expect(preview()).toContain('more than 90 seconds');
    await userEvent.click(screen.getByRole('checkbox', { name: /^team/ }));
    await press('Save rule');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(saved).toMatchObject([
      {
        rule: {
          name: 'Messages wait for 5 minutes',
          hubs: 'store~TestHub',
          condition: { kind: 'backlog-age', queue: null, olderThanS: 90, resolveS: 60 },
          targets: ['team'],
        },
      },
    ]);
  });

  it('names what is wrong at its field, and sends nothing', async () => {
    renderApp(address);
    await press('New rule');
    await type('Fires above', '10');
    await type('Resolves at or below', '20');
    await type('In the last', 'soon');
    await type('Of which orchestrations', 'statas:failed');
    await press('Save rule');
    expect((await screen.findByText(/no field “statas”/)).textContent).toBeDefined();
    await type('Of which orchestrations', '');
    expect(screen.getByText('This is needed.')).toBeDefined();
    expect(screen.getByText('Write a length of time such as 90s, 15m, 2h or 1d.')).toBeDefined();
    await type('In the last', '15m');
    expect(await screen.findByText('Must not be above the threshold that fires.')).toBeDefined();
    expect(saved).toEqual([]);
  });

  it('asks for a time of day, its zone and its days', async () => {
    renderApp(address);
    await press('New rule');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Condition' }), 'not-completed');
    await type('Name', 'Nightly');
    await type('Orchestrator', 'NightlyImport');
    await userEvent.click(screen.getByRole('radio', { name: 'By a time of day' }));
    await type('Time zone', 'Europe/Berlin');
    await userEvent.click(screen.getByRole('checkbox', { name: 'Sat' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Sun' }));
    expect(preview()).toContain(
      'no NightlyImport completed by 06:30 (Europe/Berlin) of its day, Monday to Friday',
    );
    await press('Save rule');
    await waitFor(() =>
      expect(saved).toMatchObject([
        {
          rule: {
            condition: {
              name: 'NightlyImport',
              by: { kind: 'daily', time: '06:30', zone: 'Europe/Berlin', days: [1, 2, 3, 4, 5] },
            },
          },
        },
      ]),
    );
  });

  it('keeps what was typed when it is not saved', async () => {
    stubFailure(saveAlertRule, { status: 409, code: 'conflict', message: 'There is such a rule already.' });
    renderApp(address);
    await press('Change No worker');
    await press('Save rule');
    const dialog = screen.getByRole('dialog');
    expect((await within(dialog).findByRole('alert')).textContent).toContain('There is such a rule already.');
    expect(within(dialog).getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('No worker');
  });
});

it('a test message shows what came of it', async () => {
  stubEndpoint(testAlertTarget, { isDelivered: false, status: 403, message: 'It answered 403.', tookMs: 12 });
  renderApp(address);
  await press('Send a test to team');
  expect(await screen.findByText(/Not delivered: It answered 403\. \(12 ms\)/)).toBeDefined();
  expect(screen.getByText(/hooks\.slack\.example …x9y8/)).toBeDefined();
});

it('messages that were given up are shown with why, and tried again', async () => {
  let tried = 0;
  stubEndpoint(alertDeliveries, () => ({ deliveries: tried === 0 ? [makeAlertDelivery()] : [] }));
  stubEndpoint(retryAlertDelivery, () => {
    tried += 1;
    return makeAlertDelivery({ state: 'waiting', nextAttemptAt: at(10) });
  });
  renderApp(address);
  const list = await screen.findByRole('list', { name: 'Messages that have not arrived' });
  expect(list.textContent).toContain('Given up');
  expect(list.textContent).toContain('It answered 500.');
  await press('Try again');
  await waitFor(() =>
    expect(screen.queryByRole('list', { name: 'Messages that have not arrived' })).toBeNull(),
  );
});

it('the history is read page by page', async () => {
  const user = { id: 'ada', name: 'Ada' };
  stubEndpoint(alertHistory, ({ query }) =>
    query.get('cursor') === null
      ? { entries: [makeAlertHistoryEntry()], nextCursor: 'entry-1', keeps: 300 }
      : {
          entries: [
            makeAlertHistoryEntry({ id: 'entry-0', event: 'rule-saved', text: 'The rule was made.', user }),
          ],
          nextCursor: null,
          keeps: 300,
        },
  );
  renderApp(address);
  const table = await screen.findByRole('table', { name: 'History of alerts' });
  expect(within(table).getByRole('row', { name: /Fired/ }).textContent).toContain(
    'messages wait in 2 queues',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Earlier ones' }));
  expect((await within(table).findByRole('row', { name: /Rule saved/ })).textContent).toContain('Ada');
  expect(screen.queryByRole('button', { name: 'Earlier ones' })).toBeNull();
});
