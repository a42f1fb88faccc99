import { day, minute, second } from './samples/orchestration.ts';
import { between, pick, type Random } from './samples/seeded-random.ts';
import { challengeCodeFor } from './samples/sms-phone-verification.ts';
import type { StartOptions } from './traffic-client.ts';
import {
  locations,
  makeGarment,
  makeOrder,
  makePhone,
  makeTrip,
  makeWebOrder,
  people,
  skus,
} from './traffic-inputs.ts';

/** The event somebody may send to an instance that waits. */
interface Answer {
  readonly event: string;
  readonly data?: unknown;
  /** After this time the instance has helped itself. */
  readonly waitsMs: number;
}

export interface Launch {
  readonly name: string;
  readonly options: StartOptions;
  /** Only for kinds that wait. */
  readonly answer?: Answer;
}

type Maker = (n: number, random: Random) => Launch;

function launch(name: string, instanceId: string, input: unknown, answer?: Answer): Launch {
  return { name, options: { instanceId, input }, ...(answer && { answer }) };
}

const order: Maker = (n, random) => {
  const basket = makeOrder(`order-${n}`, random);
  const roll = random();
  if (roll < 0.02) return launch('OrderWorkflow', basket.id, { ...basket, total: basket.total + 1000 });
  return launch('OrderWorkflow', basket.id, basket);
};

const webOrder: Maker = (n, random) => {
  const version = random() < 0.2 ? '1.0' : '2.0';
  const region = pick(random, ['eu-west', 'us-east']);
  const id = `web-${n}`;
  const options = { instanceId: id, input: makeWebOrder(id, random), version };
  return { name: 'ProcessOrderOrchestrator', options: { ...options, tags: { tenant: 'contoso', region } } };
};

const fashion: Maker = (n, random) => {
  const data = random() < 0.7 ? 'approved' : 'too bright';
  const answer = { event: 'Approval', data, waitsMs: day };
  return launch('OrderOrchestrator', `fashion-${n}`, makeGarment(`fashion-${n}`, random), answer);
};

const warehouse: Maker = (n, random) => {
  const shipWithinSeconds = pick(random, [20, 90, 600, 7200]);
  const input = { order: `order-${n - 7}`, item: pick(random, skus), shipWithinSeconds };
  const answer = { event: 'Event_Ship', waitsMs: shipWithinSeconds * second };
  return launch('Warehouse_Orchestrator', `warehouse-${n}`, input, answer);
};

const approval: Maker = (n, random) => {
  const deadlineMinutes = pick(random, [2, 15, 60, 480]);
  const subject = pick(random, ['travel request', 'new laptop', 'sick note', 'price change']);
  const input = {
    subject,
    requestedBy: pick(random, people),
    approver: pick(random, people),
    deadlineMinutes,
  };
  const answer = { event: 'Approve', data: random() < 0.8, waitsMs: deadlineMinutes * minute };
  return launch('Approval', `approval-${n}`, input, answer);
};

const sms: Maker = (n, random) => {
  const phone = makePhone(random);
  const data = random() < 0.8 ? challengeCodeFor(phone) : 0;
  const answer = { event: 'SmsChallengeResponse', data, waitsMs: 90 * second };
  return launch('E4_SmsPhoneVerification', `sms-${n}`, phone, answer);
};

const monitor: Maker = (n, random) => {
  const polls = { pollEverySeconds: between(random, 10, 60), expiresAfterSeconds: 300 };
  const clearAtCheck = pick(random, [2, 3, 5, null]);
  const request = { location: pick(random, locations), phone: makePhone(random) };
  return launch('E3_Monitor', `monitor-${n}`, { ...request, ...polls, clearAtCheck });
};

/** Never `savings` or `rent`: those are locked, and what waits behind a lock piles up. */
const transfer: Maker = (n, random) => {
  const [from, to] = pick<readonly [string, string]>(random, [
    ['giro', 'household'],
    ['household', 'giro'],
    ['travel', 'joint'],
    ['joint', 'travel'],
  ]);
  return launch('MoneyTransfer', `transfer-${n}`, { from, to, amount: between(random, 10, 400) });
};

const failing: Maker = (n, random) =>
  pick(random, [
    launch('NightlyImport', `import-${n}`, `supplier-${n % 90}.csv`),
    launch('InvoiceSync', `invoice-${n}`, `invoice-${n}`),
    launch('PayrollRun', `payroll-${n}`, { month: '2026-11', departments: ['office', 'field-sales'] }),
    launch('PriceUpdate', `price-update-${n}`, {
      sku: pick(random, skus),
      percent: between(random, 101, 140),
    }),
  ]);

const weighted: readonly (readonly [weight: number, make: Maker])[] = [
  [30, order],
  [12, webOrder],
  [8, fashion],
  [9, warehouse],
  [9, approval],
  [8, sms],
  [4, monitor],
  [4, transfer],
  [3, failing],
  [3, (n, random) => launch('BookTrip', `trip-${n}`, makeTrip(random))],
  [5, (n) => launch('E1_HelloSequence', `hello-${n}`, null)],
  [4, (n) => launch('E2_BackupSiteContent', `backup-${n}`, `D:\\home\\site\\node-${n % 12}`)],
  [1, (n) => launch('CatalogueExport', `catalogue-${n}`, { shop: `shop-${n % 5}`, products: 600 })],
];
const totalWeight = weighted.reduce((sum, [weight]) => sum + weight, 0);

/** What starts next: mostly orders, now and then something that fails. */
export function nextLaunch(n: number, random: Random): Launch {
  let roll = random() * totalWeight;
  for (const [weight, make] of weighted) {
    if (roll < weight) return make(n, random);
    roll -= weight;
  }
  return order(n, random);
}
