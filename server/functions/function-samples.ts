import type { FunctionsMap } from '../../shared/contract/functions-map.ts';
import { FunctionFold } from '../../shared/domain/function-map/function-fold.ts';
import type { FunctionRef } from '../../shared/domain/function-map/function-ref.ts';
import { traceOf, type CallTrace } from '../../shared/domain/function-map/call-trace.ts';
import type { SampledExecution } from '../../shared/domain/function-map/sampled-execution.ts';
import type { SamplingPlan } from './sampling-plan.ts';

/** What one reading brought: the histories themselves are not kept. */
export class FunctionSamples {
  private readonly fold = new FunctionFold();
  private readonly traces = new Map<string, CallTrace>();

  constructor(inHub: SamplingPlan['inHub']) {
    for (const { ref, inHub: counts } of inHub) this.fold.note(ref, counts);
  }

  add(sample: SampledExecution): void {
    this.fold.add(sample);
    this.addTrace(sample);
  }

  /** Of a history read for one question only: it would be counted more often than chance has it. */
  addTrace(sample: SampledExecution): void {
    this.traces.set(sample.instanceId, traceOf(sample));
  }

  map(): FunctionsMap {
    return this.fold.map();
  }

  tracesOf(name: string): CallTrace[] {
    return [...this.traces.values()].filter((trace) => trace.name === name);
  }

  callLengthsMs(ref: FunctionRef): readonly number[] | null {
    return this.fold.callLengthsMs(ref);
  }
}
