import { isRecord, textOf } from './json-record.ts';

/** Why something failed, as the engine stores it with the failed event. */
export interface FailureDetails {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stackTrace: string | null;
  readonly innerFailure: FailureDetails | null;
  readonly isNonRetriable: boolean;
}

const wireType = { $type: 'DurableTask.Core.FailureDetails' };

/** `typed` adds the `$type` members that message JSON carries and History rows do not. */
export function failureToJson(failure: FailureDetails | null, typed: boolean): unknown {
  if (failure === null) return null;
  return {
    ...(typed ? wireType : {}),
    ErrorType: failure.errorType,
    ErrorMessage: failure.errorMessage,
    StackTrace: failure.stackTrace,
    InnerFailure: failureToJson(failure.innerFailure, typed),
    IsNonRetriable: failure.isNonRetriable,
    Properties: null,
  };
}

export function failureFromJson(json: unknown): FailureDetails | null {
  if (!isRecord(json)) return null;
  return {
    errorType: textOf(json, 'ErrorType') ?? 'Unknown',
    errorMessage: textOf(json, 'ErrorMessage') ?? '',
    stackTrace: textOf(json, 'StackTrace'),
    innerFailure: failureFromJson(json.InnerFailure),
    isNonRetriable: json.IsNonRetriable === true,
  };
}

/** Only the frames: the first lines of a JavaScript stack repeat type and message. */
function framesOf(error: Error): string | null {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return frames.length === 0 ? null : frames.join('\n');
}

export function failureFromError(error: unknown): FailureDetails {
  if (!(error instanceof Error)) {
    return {
      errorType: 'Error',
      errorMessage: String(error),
      stackTrace: null,
      innerFailure: null,
      isNonRetriable: false,
    };
  }
  return {
    errorType: error.name,
    errorMessage: error.message,
    stackTrace: framesOf(error),
    innerFailure: error.cause === undefined ? null : failureFromError(error.cause),
    isNonRetriable: 'isNonRetriable' in error && error.isNonRetriable === true,
  };
}
