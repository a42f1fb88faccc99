import { describe, expect, it } from 'vitest';
import { readTraceContext } from './trace-context.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceParent = `00-${traceId}-00f067aa0ba902b7-01`;

describe('the trace of an orchestration', () => {
  it('is that of whoever started it', () => {
    const parent = JSON.stringify({ TraceParent: traceParent, TraceState: null, Id: null, SpanId: null });
    expect(readTraceContext(parent, null)).toEqual({ traceId, spanId: null });
  });

  it('is its own once it has one', () => {
    const own = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const parent = JSON.stringify({ TraceParent: traceParent, Id: own });
    expect(readTraceContext(parent, null)).toEqual({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) });
  });

  it('is found where earlier versions wrote it', () => {
    const correlation = JSON.stringify({ $type: 'W3CTraceContext', TraceParent: traceParent });
    expect(readTraceContext('null', correlation)).toEqual({ traceId, spanId: null });
  });

  it.each([
    ['nothing', null],
    ['the literal null', 'null'],
    ['no JSON', '{"TraceParent'],
    ['a text', '"x"'],
    ['another form', JSON.stringify({ TraceParent: 7 })],
    ['zeros', JSON.stringify({ TraceParent: `00-${'0'.repeat(32)}-${'0'.repeat(16)}-00` })],
    ['a query in disguise', JSON.stringify({ TraceParent: `00-${traceId}" | take 1-00f067aa0ba902b7-01` })],
  ])('is unknown for %s', (_, parent) => {
    expect(readTraceContext(parent, null)).toBeNull();
  });
});
