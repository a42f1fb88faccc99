import { instantToMs, msToInstant, type Instant } from '../../shared/domain/instant.ts';
import type { ApprovalRequest } from './samples/approval.ts';
import { landmarks } from './samples/landmarks.ts';
import { day, hour, minute, second } from './samples/orchestration.ts';
import { seededRandom, type Random } from './samples/seeded-random.ts';
import { challengeCodeFor } from './samples/sms-phone-verification.ts';
import type { StartOptions, TrafficClient } from './traffic-client.ts';
import { locations, makeGarment, makeOrder, makeTrip, makeWebOrder } from './traffic-inputs.ts';

/** One message into the hub. */
export type TrafficStep = (client: TrafficClient) => Promise<unknown>;

export interface Population {
  /** Enough for a list worth looking at, and little work: landmarks are to reach their state soon. */
  readonly atOnce: readonly TrafficStep[];
  /** What keeps a worker busy, and answers to those who wait. */
  readonly oneByOne: readonly TrafficStep[];
}

function start(name: string, instanceId: string, input: unknown, more?: Partial<StartOptions>): TrafficStep {
  return (client) => client.start(name, { instanceId, input, ...more });
}

function raise(instanceId: string, name: string, data?: unknown): TrafficStep {
  return (client) => client.raiseEvent(instanceId, name, data);
}

function approval(instanceId: string, request: Partial<ApprovalRequest> = {}): TrafficStep {
  const input = { subject: 'new laptop', requestedBy: 'ada', approver: 'grace', deadlineMinutes: null };
  return start('Approval', instanceId, { ...input, ...request });
}

function warehouse(instanceId: string, order: string, shipWithinMs: number | null): TrafficStep {
  const shipWithinSeconds = shipWithinMs === null ? null : shipWithinMs / second;
  return start('Warehouse_Orchestrator', instanceId, { order, item: 'boots', shipWithinSeconds });
}

function numbered(count: number, first: number, step: (n: number) => TrafficStep): TrafficStep[] {
  return Array.from({ length: count }, (_, i) => step(first + i));
}

/** Deposits come before the transfers that want the money. */
function landmarkSteps(): TrafficStep[] {
  const deposit =
    (key: string, amount: number): TrafficStep =>
    (client) =>
      client.signalEntity({ name: 'account', key }, 'deposit', amount);
  // No diamond: for that order the warehouse is busy twice, and this one is to fail soon.
  const declined = { id: landmarks.failedOrder, customer: 'donald', total: 4800 };
  const holding = { from: 'savings', to: 'rent', amount: 850, needsConfirmation: true };
  return [
    deposit('savings', 5000),
    deposit('rent', 1200),
    ...['giro', 'household', 'travel', 'joint'].map((key) => deposit(key, 2500)),
    warehouse(landmarks.warehouse, 'order-6994', null),
    start('MonthlyReport', landmarks.stuckReport, { month: '2026-10', renderer: 'broken' }),
    start('OrderWorkflow', landmarks.failedOrder, { ...declined, lines: [{ sku: 'ring', qty: 1 }] }),
    approval(landmarks.hostileApproval, { subject: 'Bestellung freigeben' }),
    approval(landmarks.approval, { subject: 'conference ticket' }),
    start('MoneyTransfer', landmarks.holdingTransfer, holding),
  ];
}

function busySteps(random: Random): TrafficStep[] {
  const piano = { sku: 'piano', qty: 1, isOversize: true };
  const split = {
    id: landmarks.splitOrder,
    customer: 'margaret',
    total: 990,
    lines: [{ sku: 'stool', qty: 1 }, piano],
  };
  const web = (n: number, version: string, region: string) =>
    start('ProcessOrderOrchestrator', `web-${n}`, makeWebOrder(`web-${n}`, random), {
      version,
      tags: { tenant: 'contoso', region },
    });
  return [
    start('OrderWorkflow', 'order-1001', makeOrder('order-1001', random)),
    start('OrderWorkflow', landmarks.splitOrder, split),
    ...numbered(9, 1004, (n) => start('OrderWorkflow', `order-${n}`, makeOrder(`order-${n}`, random))),
    web(3001, '1.0', 'eu-west'),
    web(3002, '2.0', 'eu-west'),
    web(3003, '2.0', 'us-east'),
    ...numbered(4, 501, (n) =>
      start('OrderOrchestrator', `fashion-${n}`, makeGarment(`fashion-${n}`, random)),
    ),
    start('E2_BackupSiteContent', 'backup-1', 'D:\\home\\LogFiles'),
    start('E2_BackupSiteContent', 'backup-2', 'D:\\home\\site\\wwwroot'),
    start('CatalogueExport', 'catalogue-eu', { shop: 'eu', products: 900 }),
    start('Stocktake', landmarks.stocktake, { warehouse: 'north', shelves: 300 }),
  ];
}

function patternSteps(): TrafficStep[] {
  const monitor = (n: number, more: object) =>
    start('E3_Monitor', `monitor-${n}`, { location: locations[n - 1], phone: `+1 555 010${n}`, ...more });
  return [
    ...numbered(4, 1, (n) => start('E1_HelloSequence', `hello-${n}`, null)),
    monitor(1, { pollEverySeconds: 5, clearAtCheck: 4 }),
    monitor(2, {}),
    monitor(3, { pollEverySeconds: 600 }),
    monitor(4, { pollEverySeconds: 10, expiresAfterSeconds: 45 }),
    ...numbered(4, 1, (n) => start('E4_SmsPhoneVerification', `sms-${n}`, `+1 555 010${n}`)),
    start('PeriodicCleanup', 'cleanup-eternal', { everySeconds: 60 }),
    start('MonthlyReport', 'report-2026-09', { month: '2026-09' }),
  ];
}

function waitingSteps(): TrafficStep[] {
  const shipWithin = [2 * hour, 20 * second, 30 * minute, 5 * minute, day];
  const deadlines = [30, 2, 240, 1440, 15];
  return [
    ...shipWithin.map((ms, i) => warehouse(`warehouse-${7002 + i}`, `order-${6995 + i}`, ms)),
    ...deadlines.map((deadlineMinutes, i) => approval(`approval-${2002 + i}`, { deadlineMinutes })),
    approval('contract-1', {
      subject: 'supply contract',
      text: 'The parties agree as follows. '.repeat(4000),
    }),
    start('MoneyTransfer', 'transfer-1', { from: 'giro', to: 'household', amount: 300 }),
    start('MoneyTransfer', 'transfer-2', { from: 'travel', to: 'joint', amount: 9999 }),
  ];
}

function failingSteps(random: Random): TrafficStep[] {
  const departments = ['office', 'warehouse', 'field-sales'];
  return [
    start('NightlyImport', 'import-2026-11-20', 'supplier-42.csv'),
    start('InvoiceSync', 'invoice-88120', 'invoice-88120'),
    start('PayrollRun', 'payroll-2026-10', { month: '2026-10', departments }),
    start('PayrollRun', 'payroll-2026-09', { month: '2026-09', departments: ['office'] }),
    start('PriceUpdate', 'price-update-17', { sku: 'scarf', percent: 130 }),
    start('BookTrip', 'trip-301', { ...makeTrip(random), price: 1900 }),
    start('BookTrip', 'trip-302', { ...makeTrip(random), price: 400 }),
  ];
}

const awkwardIds = [
  'slash/back\\hash#question?',
  'percent%20%2F 100%',
  `quote'quote''"double"`,
  ' spaces  inside ',
  'ünï-🚀-文字',
  '<img src=x onerror=alert(1)>',
  'colon:semi;amp&eq=plus+',
  'Case-Pair',
  'case-pair',
  `long-${'0123456789'.repeat(19)}-tail`,
];

function scheduledSteps(now: Instant): TrafficStep[] {
  const nextMorningMs = Math.floor(instantToMs(now) / day + 1) * day + 6 * hour;
  const letter = (instanceId: string, subject: string, atMs: number) =>
    start(
      'Newsletter',
      instanceId,
      { subject, segments: ['new', 'loyal', 'sleeping'] },
      {
        scheduledStart: msToInstant(atMs),
      },
    );
  return [
    letter('newsletter-tomorrow', 'Winter coats', nextMorningMs),
    letter('newsletter-in-three-days', 'Last gloves', nextMorningMs + 2 * day),
    letter('newsletter-soon', 'Scarves', instantToMs(now) + 2 * minute),
  ];
}

function laterSteps(): TrafficStep[] {
  const code = challengeCodeFor('+1 555 0101');
  const wrong = [1111, 2222, 3333];
  return [
    raise('warehouse-7006', 'Event_Ship'),
    raise('sms-1', 'SmsChallengeResponse', code),
    ...wrong.map((guess) => raise('sms-2', 'SmsChallengeResponse', guess === code ? 0 : guess)),
    raise('fashion-501', 'Approval', 'approved'),
    raise('fashion-502', 'Approval', 'too bright'),
    raise('approval-2004', 'Approve', { by: 'grace' }),
    raise('approval-2005', 'Approve', false),
    (client) => client.terminate('approval-2006', 'requested twice'),
    (client) => client.signalEntity({ name: 'counter', key: `o'brien/#?` }, 'add', 7),
    // Last, so that it queues behind the holding transfer. Locks go in alphabetical order: an account before
    // `savings` would stay locked by the one that waits.
    start('MoneyTransfer', 'transfer-waiting', { from: 'savings', to: 'vacation', amount: 40 }),
  ];
}

/** What a newcomer finds: every kind of instance once or more, the same ids on every run. */
export function firstPopulation(now: Instant): Population {
  const random = seededRandom('first population');
  const atOnce = [
    ...landmarkSteps(),
    ...patternSteps(),
    ...waitingSteps(),
    ...awkwardIds.map((id) => approval(id, { subject: id })),
    ...scheduledSteps(now),
    ...failingSteps(random),
  ];
  return { atOnce, oneByOne: [...busySteps(random), ...laterSteps()] };
}
