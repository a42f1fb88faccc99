/** What the engine keeps of an exception; `null` = it does not say. */
export interface Failure {
  readonly errorType: string | null;
  readonly message: string;
  readonly stackTrace: string | null;
  readonly isNonRetriable: boolean;
  /** JSON text of what the thrower added. */
  readonly properties: string | null;
  readonly inner: Failure | null;
}

/** A chain longer than this is cut: it is only there to hurt whoever reads it. */
const maxDepth = 20;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstText(source: Record<string, unknown>, names: readonly string[]): string | null {
  for (const name of names) {
    const value = source[name];
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return null;
}

// Engines without failure details store the serialised .NET exception, which names the same things differently.
function toFailure(value: unknown, depth: number): Failure | null {
  if (!isRecord(value) || depth > maxDepth) return null;
  const errorType = firstText(value, ['ErrorType', 'ClassName', '$type']);
  const message = firstText(value, ['ErrorMessage', 'Message']);
  if (errorType === null && message === null) return null;
  return {
    errorType,
    message: message ?? '',
    stackTrace: firstText(value, ['StackTrace', 'StackTraceString']),
    isNonRetriable: value.IsNonRetriable === true,
    properties: isRecord(value.Properties) ? JSON.stringify(value.Properties) : null,
    inner: toFailure(value.InnerFailure ?? value.InnerException, depth + 1),
  };
}

/** Reads failure details or a serialised exception; `null` when the text is neither. */
export function parseFailureDetails(text: string): Failure | null {
  try {
    return toFailure(JSON.parse(text), 1);
  } catch {
    return null;
  }
}

const typeAndMessage = /^([A-Za-z_][\w`+]*(?:\.[A-Za-z_][\w`+]*)*): ([\s\S]*)$/;

/** Splits what the engine writes as output of a failed instance, `Some.Exception: what happened`. */
export function splitFailureText(text: string): { errorType: string | null; message: string } {
  const [, errorType = '', message = ''] = typeAndMessage.exec(text) ?? [];
  const isType = errorType.includes('.') || /(?:Exception|Error)$/.test(errorType);
  return isType ? { errorType, message } : { errorType: null, message: text };
}
