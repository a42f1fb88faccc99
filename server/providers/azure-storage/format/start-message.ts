import { toShortIso, type Instant } from '../../../../shared/domain/instant.ts';
import { orchestrationInstanceJson, type EventMembers } from './message-data.ts';

/** A start as its message and its row both tell it. */
export interface StartFacts {
  readonly instanceId: string;
  /** GUID without dashes. */
  readonly executionId: string;
  readonly name: string;
  readonly version: string;
  /** JSON text; `null` = none. */
  readonly input: string | null;
  readonly tags: Readonly<Record<string, string>> | null;
  readonly scheduledAt: Instant | null;
  /** How many instances had the id before. */
  readonly generation: number;
}

/** What the engine's serialiser writes before `EventType`. */
export function startMembersBefore({ instanceId, executionId }: StartFacts): EventMembers {
  return {
    OrchestrationInstance: orchestrationInstanceJson({ InstanceId: instanceId, ExecutionId: executionId }),
  };
}

/** In wire order. Tags go without the CLR type that the engine's serialiser adds: its reader does not need it. */
export function startMembers(start: StartFacts): EventMembers {
  return {
    ParentInstance: null,
    Name: start.name,
    Version: start.version,
    Input: start.input,
    Tags: start.tags,
    Correlation: null,
    ParentTraceContext: null,
    ScheduledStartTime: start.scheduledAt === null ? null : toShortIso(start.scheduledAt),
    Generation: start.generation,
    GenerateNewTrace: false,
  };
}
