import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFailureDetails, splitFailureText } from './failure-details.ts';

describe('parseFailureDetails', () => {
  it('reads what the engine records, inner failures included', () => {
    const failure = parseFailureDetails(
      JSON.stringify({
        ErrorType: 'System.ArgumentException',
        ErrorMessage: 'Explode was asked to fail: x',
        StackTrace: '   at Samples.Explode()',
        InnerFailure: { ErrorType: 'System.IO.IOException', ErrorMessage: 'inner cause', StackTrace: null },
        IsNonRetriable: true,
        Properties: { sku: 'hat' },
      }),
    );
    expect(failure).toEqual({
      errorType: 'System.ArgumentException',
      message: 'Explode was asked to fail: x',
      stackTrace: '   at Samples.Explode()',
      isNonRetriable: true,
      properties: '{"sku":"hat"}',
      inner: {
        errorType: 'System.IO.IOException',
        message: 'inner cause',
        stackTrace: null,
        isNonRetriable: false,
        properties: null,
        inner: null,
      },
    });
  });

  it('reads a serialised exception of an engine without failure details', () => {
    const failure = parseFailureDetails(
      '{"$type":"System.AggregateException","ClassName":"System.AggregateException","Message":"Several",' +
        '"StackTraceString":"   at A.B()","InnerException":{"ClassName":"System.TimeoutException","Message":"late"}}',
    );
    expect(failure).toMatchObject({
      errorType: 'System.AggregateException',
      message: 'Several',
      stackTrace: '   at A.B()',
      inner: { errorType: 'System.TimeoutException', message: 'late' },
    });
  });

  it('says nothing about text that describes no failure', () => {
    for (const text of ['null', '', 'it broke', '[]', '{}', '{"ErrorType":7}', '"text"'])
      expect(parseFailureDetails(text)).toBeNull();
  });

  it('cuts an endless chain of inner failures', () => {
    const deep = '{"ErrorMessage":"x","InnerFailure":'.repeat(1000) + 'null' + '}'.repeat(1000);
    let depth = 0;
    for (let at = parseFailureDetails(deep); at !== null; at = at.inner) depth += 1;
    expect(depth).toBe(20);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        parseFailureDetails(text);
      }),
    );
  });
});

describe('splitFailureText', () => {
  it('takes the type off a message of several lines', () => {
    expect(splitFailureText('System.ArgumentException: asked to fail: {\n  "a": 1\n}')).toEqual({
      errorType: 'System.ArgumentException',
      message: 'asked to fail: {\n  "a": 1\n}',
    });
    expect(splitFailureText('TimeoutError: late').errorType).toBe('TimeoutError');
  });

  it('leaves a sentence that has no type in front', () => {
    const text = "Orchestrator function 'Order' failed: no stock";
    expect(splitFailureText(text)).toEqual({ errorType: null, message: text });
    expect(splitFailureText('Note: it broke').errorType).toBeNull();
  });
});
