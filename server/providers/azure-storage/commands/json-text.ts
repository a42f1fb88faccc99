import { AppError } from '../../../errors.ts';

/** The engine's own clients send nothing but JSON; an orchestrator fails on anything else. `null` = no value. */
export function requireJson(text: string | null, what: string): void {
  if (text === null) return;
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid-request', `The ${what} is not JSON. Nothing was sent.`, { cause });
  }
}
