import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import type { LinksAndQueries, TrackingQuery } from '../../../shared/contract/links.ts';
import { matchesHub } from '../../../shared/domain/hub-pattern.ts';
import { parseEntityId } from '../../../shared/domain/instance-id.ts';
import { instantToMs, msToInstant, type Instant } from '../../../shared/domain/instant.ts';
import { isTerminal } from '../../../shared/domain/runtime-status.ts';
import type { TraceContext } from '../../../shared/domain/trace-context.ts';
import { AppError } from '../../errors.ts';
import type { OpenHub } from '../../hubs/open-hub.ts';
import { readInstance } from '../../hubs/read-instance.ts';
import { fillTemplate, type LinkTarget, type LinkValues } from '../../links/link-template.ts';
import type { LinksConfig, LogsTarget } from '../../links/links-config.ts';
import { isWorkspace, portalLink } from '../../links/portal-link.ts';
import {
  componentSchema,
  hubQueries,
  instanceQueries,
  workspaceSchema,
  type Query,
  type Span,
} from '../../links/tracking-queries.ts';

const minuteMs = 60_000;
/** For clocks that differ, and for what is written down before and after. */
const marginMs = 5 * minuteMs;
/** Entities live for ever: only their last day is asked for. */
const entitySpanMs = 24 * 60 * minuteMs;

interface FoundTrace {
  readonly trace: TraceContext | null;
  readonly problems: string[];
}

function spanOf(row: InstanceDetail, nowMs: number): Span {
  const fromMs =
    row.kind === 'entity' || row.createdAt === null
      ? nowMs - entitySpanMs
      : instantToMs(row.createdAt) - marginMs;
  const endedAt = isTerminal(row.runtimeStatus) ? (row.completedAt ?? row.lastUpdatedAt) : null;
  const toMs = (endedAt === null ? nowMs : instantToMs(endedAt)) + marginMs;
  return { from: msToInstant(Math.min(fromMs, toMs)), to: msToInstant(toMs) };
}

function millisecondsOf(instant: Instant): string {
  return String(Math.floor(instantToMs(instant)));
}

function hubValues({ hub: { ref } }: OpenHub, { from, to }: Span): LinkValues {
  return {
    ...{ connection: ref.connection, hub: ref.name, from, to },
    ...{ fromMs: millisecondsOf(from), toMs: millisecondsOf(to) },
  };
}

function instanceValues(row: InstanceDetail, trace: TraceContext | null): LinkValues {
  return {
    instanceId: row.instanceId,
    name: row.name,
    executionId: row.executionId,
    version: row.version,
    status: row.runtimeStatus,
    parentInstanceId: row.parentInstanceId,
    entityKey: parseEntityId(row.instanceId)?.key ?? null,
    traceId: trace?.traceId ?? null,
    spanId: trace?.spanId ?? null,
  };
}

/** Links that operators configured, and queries for the logs of the app, filled in. */
export class LinksService {
  constructor(
    private readonly config: LinksConfig,
    private readonly now: () => number = Date.now,
  ) {}

  async ofInstance(open: OpenHub, instanceId: string): Promise<LinksAndQueries> {
    const [row, { trace, problems }] = await Promise.all([
      readInstance(open, instanceId),
      this.findTrace(open, instanceId),
    ]);
    const span = spanOf(row, this.now());
    const { name: hub } = open.hub.ref;
    const logs = this.logsOf(open);
    const values = { ...hubValues(open, span), ...instanceValues(row, trace) };
    const on = row.kind === 'entity' ? 'entity' : 'instance';
    const address = { hub, instanceId, traceId: trace?.traceId ?? null };
    return {
      links: this.filled(open, on, values),
      queries: withLinks(instanceQueries(schemaOf(logs), span, address), logs, span),
      ...span,
      problems,
    };
  }

  ofHub(open: OpenHub, minutes: number): LinksAndQueries {
    const nowMs = this.now();
    const span = { from: msToInstant(nowMs - minutes * minuteMs), to: msToInstant(nowMs) };
    const logs = this.logsOf(open);
    return {
      links: this.filled(open, 'hub', hubValues(open, span)),
      queries: withLinks(hubQueries(schemaOf(logs), span, open.hub.ref.name), logs, span),
      ...span,
      problems: [],
    };
  }

  /** Links are of use without it. */
  private async findTrace({ hub }: OpenHub, instanceId: string): Promise<FoundTrace> {
    if (parseEntityId(instanceId) !== null) return { trace: null, problems: [] };
    try {
      return { trace: await hub.readStartTrace(instanceId), problems: [] };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { trace: null, problems: [`The trace of this instance could not be read: ${error.message}`] };
    }
  }

  private filled(open: OpenHub, target: LinkTarget, values: LinkValues) {
    return this.config.templates
      .filter(({ on, hubs }) => on === target && matchesHub(hubs, open.key))
      .map((template) => fillTemplate(template, values));
  }

  private logsOf({ key }: OpenHub): LogsTarget | null {
    return this.config.logs.find(({ hubs }) => matchesHub(hubs, key)) ?? null;
  }
}

function schemaOf(logs: LogsTarget | null) {
  return logs !== null && isWorkspace(logs) ? workspaceSchema : componentSchema;
}

function withLinks(queries: readonly Query[], logs: LogsTarget | null, span: Span): TrackingQuery[] {
  return queries.map(({ kind, text }) => ({
    ...{ kind, text },
    url: logs === null ? null : portalLink(logs, text, span),
  }));
}
