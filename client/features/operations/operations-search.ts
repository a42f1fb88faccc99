import { z } from 'zod';
import { auditedNames, auditResults } from '../../../shared/contract/audit.ts';
import { jobItemStates } from '../../../shared/contract/jobs.ts';
import { instant } from '../../../shared/contract/values.ts';

/** A value that is not valid is left out, the others stay. */
function lenient<Value>(value: z.ZodType<Value>) {
  return value.optional().catch(undefined);
}

export const operationTabs = ['jobs', 'audit', 'danger'] as const;
export type OperationTab = (typeof operationTabs)[number];

/** What the URL of the operations page says. */
export const operationsSearch = z.object({
  tab: lenient(z.enum(operationTabs)),
  /** The batch job that is shown. */
  job: lenient(z.string().min(1)),
  /** Its items of one state. */
  items: lenient(z.enum(jobItemStates)),
  /** All below: which entries of the audit log. */
  text: lenient(z.string().min(1).max(1000)),
  command: lenient(z.enum(auditedNames)),
  result: lenient(z.enum(auditResults)),
  instance: lenient(z.string().min(1)),
  ofJob: lenient(z.string().min(1)),
  from: lenient(instant),
  to: lenient(instant),
});
export type OperationsSearch = z.output<typeof operationsSearch>;

/** As the router has it; the page itself reads it, so that its rules are loaded with it. */
export type RawOperationsSearch = Readonly<Partial<Record<keyof OperationsSearch, unknown>>>;
