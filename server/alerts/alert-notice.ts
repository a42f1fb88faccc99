import { z } from 'zod';
import { alertCondition, alertSeverity } from '../../shared/contract/alert-rules.ts';
import { alertEvents } from '../../shared/contract/alerts.ts';
import { instant } from '../../shared/contract/values.ts';

/** What is to be told, whatever the shape of the message; kept with it until it is delivered. */
export const alertNotice = z.object({
  event: z.enum(alertEvents),
  at: instant,
  hub: z.string(),
  rule: z.object({
    id: z.string(),
    name: z.string(),
    severity: alertSeverity,
    /** When it fires and when it resolves, in words. */
    description: z.string(),
    condition: alertCondition.nullable(),
  }),
  /** The same from firing to the end of one alert; `null` where no alert fires. */
  alertId: z.string().nullable(),
  /** What was measured, in words. */
  summary: z.string(),
  value: z.number().nullable(),
  note: z.string(),
  /** Pages of this dashboard; `null` without its public address. */
  links: z.object({ alerts: z.string(), evidence: z.string() }).nullable(),
  isTest: z.boolean(),
});
export type AlertNotice = z.infer<typeof alertNotice>;

const heads = {
  fired: 'FIRING',
  resolved: 'Resolved',
  closed: 'Closed',
  unknown: 'Cannot be evaluated',
  known: 'Evaluated again',
} as const;

/** The first line of a message. */
export function headlineOf({ event, rule, isTest }: AlertNotice): string {
  if (isTest) return 'Test message from Durascope';
  const head = event in heads ? heads[event as keyof typeof heads] : event;
  return `${head}: ${rule.name}`;
}
