import { between, type Random } from '../server/demo/samples/seeded-random.ts';
import { msToInstant, type Instant } from '../shared/domain/instant.ts';

/** Columns of one History row beside its keys and the execution's id. */
export type HistoryColumns = Readonly<
  Record<string, string | number | boolean | { type: 'DateTime'; value: Instant }>
>;

export interface ParentExecution {
  readonly name: string;
  readonly instanceId: string;
  readonly executionId: string;
}

function failureDetails(attempt: number): string {
  return JSON.stringify({
    ErrorType: 'System.TimeoutException',
    ErrorMessage: `attempt ${attempt} did not answer in time`,
    StackTrace: '   at Orders.Stock.Reserve()\n   at Orders.Run()',
    InnerFailure: null,
    IsNonRetriable: false,
  });
}

function parentText({
  name: Name,
  instanceId: InstanceId,
  executionId: ExecutionId,
}: ParentExecution): string {
  return JSON.stringify({
    Name,
    OrchestrationInstance: { InstanceId, ExecutionId },
    TaskScheduleId: 0,
    Version: '',
  });
}

/** Writes events as the engine orders them: what woke a turn behind its start, what it asked for behind that. */
export class HistoryWriter {
  readonly rows: HistoryColumns[] = [];
  private nextId = 0;

  constructor(
    readonly random: Random,
    private nowMs: number,
  ) {}

  private write(eventType: string, columns: HistoryColumns): void {
    this.nowMs += 0.2;
    const { EventId = -1, ...rest } = columns;
    const at = { type: 'DateTime', value: msToInstant(this.nowMs) } as const;
    this.rows.push({ ...rest, EventId, IsPlayed: false, _Timestamp: at, EventType: eventType });
  }

  pass(ms: number): Instant {
    this.nowMs += ms;
    return msToInstant(this.nowMs);
  }

  after(ms: number): Instant {
    return msToInstant(this.nowMs + ms);
  }

  turn(inside: () => void): void {
    this.write('OrchestratorStarted', {});
    inside();
    this.write('OrchestratorCompleted', {});
  }

  started(name: string, parent?: ParentExecution): void {
    const started = { Name: name, Version: '', Input: '{"seeded":true}', Generation: 0 };
    this.write('ExecutionStarted', { ...started, ...(parent && { ParentInstance: parentText(parent) }) });
  }

  ended(): void {
    this.write('ExecutionCompleted', {
      EventId: this.nextId,
      OrchestrationStatus: 'Completed',
      Result: '"done"',
    });
  }

  activity(name: string): number {
    const input = JSON.stringify({ order: between(this.random, 1, 99_999), sku: 'boots' });
    this.write('TaskScheduled', { EventId: this.nextId, Name: name, Version: '', Input: input });
    return this.nextId++;
  }

  activityDone(id: number): void {
    const Result = JSON.stringify({ ok: true, label: `1Z-${between(this.random, 100_000, 999_999)}` });
    this.write('TaskCompleted', { TaskScheduledId: id, Result });
  }

  activityFailed(id: number, attempt: number): void {
    const FailureDetails = failureDetails(attempt);
    this.write('TaskFailed', { TaskScheduledId: id, Reason: 'Task failed', FailureDetails });
  }

  timer(ms: number): number {
    const fireAt = { type: 'DateTime', value: this.after(ms) } as const;
    this.write('TimerCreated', { EventId: this.nextId, FireAt: fireAt });
    return this.nextId++;
  }

  timerFired(id: number): void {
    const fireAt = { type: 'DateTime', value: this.after(0) } as const;
    this.write('TimerFired', { TimerId: id, FireAt: fireAt });
  }

  child(instanceId: string, name = 'ShipOrder'): number {
    this.write('SubOrchestrationInstanceCreated', {
      EventId: this.nextId,
      Name: name,
      Version: '',
      InstanceId: instanceId,
      Input: '{"parcels":1}',
    });
    return this.nextId++;
  }

  lockAsked(entityId: string, by: string): string {
    const [, name, key] = entityId.split('@');
    const request = {
      ...{ op: null, id: `lock-${by}`, parent: by, parentExecution: 'seeded', lockset: [{ name, key }] },
      ...{
        Timestamp: this.pass(0),
        Predecessor: '0001-01-01T00:00:00',
        IsLockRequest: true,
        createTrace: false,
      },
    };
    const columns = { EventId: this.nextId++, InstanceId: entityId, Name: 'op' };
    this.write('EventSent', { ...columns, Input: JSON.stringify(request) });
    return request.id;
  }

  lockGranted(requestId: string): void {
    this.write('EventRaised', { Name: requestId, Input: '{"result":"Lock Acquisition Completed"}' });
  }

  childDone(id: number): void {
    this.write('SubOrchestrationInstanceCompleted', { TaskScheduledId: id, Result: '{"shipped":true}' });
  }

  raised(name: string): void {
    this.write('EventRaised', { Name: name, Input: '{"approved":true}' });
  }
}
