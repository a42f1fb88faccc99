interface FailureReport {
  readonly name: string;
  readonly message: string;
  readonly code?: string | number;
  readonly stack?: string;
  readonly cause?: FailureReport;
}

const maxCauses = 8;

/**
 * What the log says of a failure: names, codes, messages and stacks along the causes. Other properties are left out,
 * because SDK errors carry whole requests with their credentials.
 */
export function reportFailure(error: unknown, depth = 0): FailureReport {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error) };
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    name: error.name,
    message: error.message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error.cause === undefined || depth >= maxCauses
      ? {}
      : { cause: reportFailure(error.cause, depth + 1) }),
  };
}
