/** Where an orchestration stands in a distributed trace (W3C Trace Context). */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** Of the orchestration itself, 16 hexadecimal digits; `null` = only its caller's is known. */
  readonly spanId: string | null;
}

function textOf(value: unknown, key: string): string {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === 'string' ? found : '';
}

function objectIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The ids of a `traceparent`; all zeros means none. */
function idsOf(traceParent: string): { traceId: string; spanId: string } | null {
  const [, traceId = '', spanId = ''] =
    /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/i.exec(traceParent) ?? [];
  return /[1-9a-f]/i.test(traceId) && /[1-9a-f]/i.test(spanId) ? { traceId, spanId } : null;
}

/**
 * Reads what an ExecutionStarted event says of its trace: `ParentTraceContext`, or `Correlation` as earlier versions of the
 * extension wrote it. Both are JSON texts; `null` where neither names a trace.
 */
export function readTraceContext(parent: string | null, correlation: string | null): TraceContext | null {
  const context = objectIn(parent ?? '');
  // Filled in once the orchestration has an activity of its own.
  const own = idsOf(textOf(context, 'Id'));
  if (own !== null) return own;
  const started =
    idsOf(textOf(context, 'TraceParent')) ?? idsOf(textOf(objectIn(correlation ?? ''), 'TraceParent'));
  return started && { traceId: started.traceId, spanId: null };
}
