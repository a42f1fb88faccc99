import { z } from 'zod';

export const errorCodes = [
  'invalid-request',
  'unauthenticated',
  'forbidden',
  'rate-limited',
  'not-found',
  'conflict',
  'action-refused',
  'unsupported',
  'store-unavailable',
  'outcome-unknown',
  'internal',
] as const;

export const errorCode = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCode>;

export const errorEnvelope = z.object({
  error: z.object({
    code: errorCode,
    /** Written for the operator. */
    message: z.string(),
    requestId: z.string(),
    /** What a program needs to go on, such as the receipt of a command whose outcome is unknown. */
    details: z.unknown().optional(),
  }),
});
export type ErrorEnvelope = z.infer<typeof errorEnvelope>;
