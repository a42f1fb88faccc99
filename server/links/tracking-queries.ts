import type { TrackingQueryKind } from '../../shared/contract/links.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { kqlText } from './kql-text.ts';

/** Names of tables and columns: a component answers by the classic ones, a workspace by its own. */
export interface LogSchema {
  readonly traces: string;
  readonly everything: string;
  readonly time: string;
  readonly dimensions: string;
  readonly role: string;
  readonly message: string;
  readonly severity: string;
  readonly operation: string;
}

export const componentSchema: LogSchema = {
  traces: 'traces',
  everything: 'union traces, requests, dependencies, exceptions',
  time: 'timestamp',
  dimensions: 'customDimensions',
  role: 'cloud_RoleName',
  message: 'message',
  severity: 'severityLevel',
  operation: 'operation_Id',
};

export const workspaceSchema: LogSchema = {
  traces: 'AppTraces',
  everything: 'union AppTraces, AppRequests, AppDependencies, AppExceptions',
  time: 'TimeGenerated',
  dimensions: 'Properties',
  role: 'AppRoleName',
  message: 'Message',
  severity: 'SeverityLevel',
  operation: 'OperationId',
};

export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

export interface Query {
  readonly kind: TrackingQueryKind;
  readonly text: string;
}

function spanLines({ from, to }: Span): string[] {
  return [`let start = datetime(${from});`, `let end = datetime(${to});`];
}

/** What both tracking queries begin with: the events of one hub that are no replay. */
function trackingLines(s: LogSchema): string[] {
  const dimension = (name: string) => `${s.dimensions}["prop__${name}"]`;
  const texts = ['functionName', 'instanceId', 'hubName', 'state', 'reason'];
  return [
    s.traces,
    `| where ${s.time} between (start .. end)`,
    `| where ${s.dimensions}.Category == "Host.Triggers.DurableTask"`,
    ...texts.map((name) => `| extend ${name} = tostring(${dimension(name)})`),
    `| extend isReplay = tobool(tolower(${dimension('isReplay')}))`,
    `| extend sequenceNumber = tolong(${dimension('sequenceNumber')})`,
    '| where isReplay != true and hubName =~ targetHub',
  ];
}

function engineLogLines(s: LogSchema): string[] {
  return [
    s.traces,
    `| where ${s.time} between (start .. end)`,
    `| where ${s.dimensions}.Category startswith "DurableTask"`,
  ];
}

function engineLogColumns(s: LogSchema): string[] {
  return [
    `| project ${s.time}, ${s.severity}, Category = ${s.dimensions}.Category, EventId = ${s.dimensions}.EventId, ${s.message}, ${s.dimensions}`,
    `| order by ${s.time} asc`,
  ];
}

interface InstanceAddress {
  readonly hub: string;
  readonly instanceId: string;
  readonly traceId: string | null;
}

export function instanceQueries(s: LogSchema, span: Span, address: InstanceAddress): Query[] {
  const { hub, instanceId, traceId } = address;
  const target = [`let targetInstanceId = ${kqlText(instanceId)};`];
  const tracking = [
    ...target,
    `let targetHub = ${kqlText(hub)};`,
    ...spanLines(span),
    ...trackingLines(s),
    '| where instanceId == targetInstanceId',
    `| sort by ${s.time} asc, sequenceNumber asc`,
    `| project ${s.time}, functionName, state, reason, instanceId, sequenceNumber, appName = ${s.role}`,
  ];
  const engineLog = [
    ...target,
    ...spanLines(span),
    ...engineLogLines(s),
    `| where ${s.message} contains targetInstanceId or tostring(${s.dimensions}) contains targetInstanceId`,
    ...engineLogColumns(s),
  ];
  const trace = [
    ...spanLines(span),
    s.everything,
    `| where ${s.time} between (start .. end)`,
    `| where ${s.operation} == ${kqlText(traceId ?? '')}`,
    `| order by ${s.time} asc`,
  ];
  return [
    { kind: 'instance-tracking', text: tracking.join('\n') },
    ...(traceId === null ? [] : [{ kind: 'instance-trace', text: trace.join('\n') } as const]),
    { kind: 'instance-engine-log', text: engineLog.join('\n') },
  ];
}

export function hubQueries(s: LogSchema, span: Span, hub: string): Query[] {
  const tracking = [
    `let targetHub = ${kqlText(hub)};`,
    ...spanLines(span),
    ...trackingLines(s),
    `| extend output = tostring(${s.dimensions}["prop__output"])`,
    `| summarize arg_max(${s.time}, *) by instanceId`,
    `| project ${s.time}, instanceId, functionName, state, output, appName = ${s.role}`,
    `| order by ${s.time} asc`,
  ];
  const engineLog = [...spanLines(span), ...engineLogLines(s), ...engineLogColumns(s)];
  return [
    { kind: 'hub-tracking', text: tracking.join('\n') },
    { kind: 'hub-engine-log', text: engineLog.join('\n') },
  ];
}
