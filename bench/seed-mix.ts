import { between, pick, type Random } from '../server/demo/samples/seeded-random.ts';

/** What instance ids of a workflow look like. */
type IdShape = 'dated' | 'hex' | 'guid' | 'numbered' | 'path' | 'child' | 'entity';

export interface WorkflowSpec {
  readonly name: string;
  readonly ids: IdShape;
  readonly prefix: string;
  readonly medianSeconds: number;
  /** Of the logarithm of the duration. */
  readonly spread: number;
  readonly failedShare: number;
}

type SpecTuple = readonly [
  name: string,
  ids: IdShape,
  prefix: string,
  medianSeconds: number,
  spread: number,
  failedShare: number,
];

/** The most frequent first: the n-th is met about 1/n times as often as the first. */
const specs: readonly SpecTuple[] = [
  ['OrderWorkflow', 'dated', 'order', 40, 1.1, 0.04],
  ['ProcessPayment', 'child', '', 3, 0.8, 0.06],
  ['counter', 'entity', '', 1, 0.1, 0],
  ['E1_HelloSequence', 'hex', '', 2, 0.5, 0.005],
  ['ShipParcel', 'child', '', 90, 1.2, 0.03],
  ['account', 'entity', '', 1, 0.1, 0],
  ['OrderReturn', 'dated', 'order-return', 7200, 1.5, 0.02],
  ['SendNewsletter', 'guid', '', 15, 0.7, 0.01],
  ['ApprovalWorkflow', 'numbered', 'approval', 14_400, 1.4, 0.01],
  ['ImportCatalogue', 'path', 'imports', 300, 1, 0.12],
  ['MonthlyReport', 'dated', 'report', 600, 0.6, 0.03],
  ['ResizeImage', 'hex', '', 1, 0.4, 0.02],
  ['PeriodicCleanup', 'numbered', 'cleanup', 20, 0.5, 0.002],
  ['SyncCustomer', 'numbered', 'customer', 6, 0.9, 0.05],
  ['OrderAudit', 'dated', 'order-audit', 5, 0.6, 0.01],
  ['ReserveStock', 'child', '', 2, 0.6, 0.03],
  ['cart', 'entity', '', 1, 0.1, 0],
  ['FraudCheck', 'guid', '', 12, 1.3, 0.08],
  ['InvoiceRun', 'dated', 'invoice', 1800, 0.8, 0.05],
  ['BackupDatabase', 'numbered', 'backup', 2400, 0.4, 0.04],
  ['TranscodeVideo', 'guid', '', 900, 1.1, 0.07],
  ['EscalateTicket', 'numbered', 'ticket', 3600, 1.6, 0.01],
  ['RebuildSearch', 'path', 'search', 1200, 0.5, 0.02],
  ['LoyaltyPoints', 'hex', '', 4, 0.7, 0.01],
  ['Überweisung', 'guid', '', 8, 0.8, 0.03],
];

const workflows: readonly WorkflowSpec[] = specs.map(
  ([name, ids, prefix, medianSeconds, spread, failedShare]) => ({
    name,
    ids,
    prefix,
    medianSeconds,
    spread,
    failedShare,
  }),
);

const cumulated: readonly number[] = workflows.reduce<number[]>(
  (sums, _, i) => [...sums, (sums[i - 1] ?? 0) + 1 / (i + 1)],
  [],
);

export function pickWorkflow(random: Random): WorkflowSpec {
  const drawn = random() * (cumulated.at(-1) ?? 0);
  const place = cumulated.findIndex((sum) => drawn < sum);
  const spec = workflows[place];
  if (spec === undefined) throw new RangeError('the mix is empty');
  return spec;
}

type Words = (random: Random) => string;

const failures: readonly [Words, ...Words[]] = [
  (random) =>
    `DurableTask.Core.Exceptions.TaskFailedException: Task 'ChargeCard' (#${between(random, 1, 9)}) failed with an unhandled exception: The card ending in ${between(random, 1000, 9999)} was declined`,
  (random) =>
    `Microsoft.DurableTask.TaskFailedException: Task 'CallWarehouse' (#${between(random, 1, 9)}) failed with an unhandled exception: The operation has timed out after ${between(random, 10, 99)} s (timeout)`,
  (random) => `System.TimeoutException: No answer from host 10.0.${between(random, 0, 255)}.7:443`,
  (random) =>
    `System.InvalidOperationException: Order ${between(random, 1, 999_999)} has no lines: "empty basket"`,
  () => "System.ArgumentNullException: Value cannot be null. (Parameter 'customer')",
  (random) =>
    `System.Net.Http.HttpRequestException: Response status code does not indicate success: ${between(random, 500, 504)} (Server Error).`,
  () => "Orchestrator function 'ImportCatalogue' failed: Unexpected token < in JSON at position 0",
  (random) =>
    `DurableTask.Core.Exceptions.SubOrchestrationFailedException: Sub orchestration failed at ${new Date(between(random, 1_700_000_000, 1_790_000_000) * 1000).toISOString()}`,
  () =>
    'Non-Deterministic workflow detected: A previous execution of this orchestration scheduled an activity task',
  (random) => `Contoso.Stock.OutOfStockException: SKU-${between(random, 100, 999)} is out of stock`,
  (random) =>
    `System.IO.FileNotFoundException: Could not find file '/data/in/${between(random, 1, 99_999)}.csv'.\n   at Contoso.Import.Run()`,
];

export function failureText(random: Random): string {
  return pick(random, failures)(random);
}

const regions = ['west', 'north', 'east'] as const;

export function tagsOf(random: Random): Record<string, string> | null {
  if (random() > 0.2) return null;
  return { region: pick(random, regions), tenant: `tenant-${between(random, 1, 40)}` };
}

const statuses: readonly [Words, ...Words[]] = [
  (random) => JSON.stringify({ step: between(random, 1, 6), of: 6 }),
  () => '"waiting for approval"',
  (random) =>
    JSON.stringify({ progress: between(random, 0, 100), file: `part-${between(random, 1, 20)}.csv` }),
  () => '"charging the card"',
];

export function customStatusOf(random: Random): string | null {
  return random() < 0.3 ? pick(random, statuses)(random) : null;
}
