import { isRestError } from '@azure/core-rest-pipeline';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { AppError } from '../../errors.ts';
import { AccountPausedError, isThrottling, retryAfterMs } from './account-pause.ts';

/** What the SDKs' errors tell; they come from three packages, so their classes are no help. */
interface StorageFailure {
  readonly status: number | null;
  /** Of the service (`TableNotFound`) or of the system (`ECONNREFUSED`). */
  readonly code: string | null;
  readonly isAborted: boolean;
}

function textAt(error: object, ...path: string[]): string | null {
  let value: unknown = error;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return null;
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  return typeof value === 'string' ? value : null;
}

function readStorageFailure(error: unknown): StorageFailure {
  if (!(error instanceof Error)) return { status: null, code: null, isAborted: false };
  const status: unknown = 'statusCode' in error ? error.statusCode : null;
  return {
    status: typeof status === 'number' ? status : null,
    code:
      textAt(error, 'code') ??
      textAt(error, 'details', 'odataError', 'code') ??
      textAt(error, 'details', 'errorCode'),
    isAborted: error.name === 'AbortError' || error.name === 'TimeoutError',
  };
}

/** How long the account asked to be left alone; `null` when it did not. */
export function askedWaitMs(error: unknown): number | null {
  if (error instanceof AccountPausedError) return error.waitMs;
  if (!isRestError(error) || error.response === undefined) return null;
  const { status, headers } = error.response;
  return isThrottling(status) ? retryAfterMs(headers.get('retry-after')) : null;
}

/** A body that ended early. */
export function isBrokenAnswer(error: unknown): boolean {
  return readStorageFailure(error).code === brokenAnswer;
}

/** Connections that were cut, time-outs and troubles of the service: the same read may succeed soon after. */
export function isPassing(error: unknown): boolean {
  const { status, code, isAborted } = readStorageFailure(error);
  if (isAborted || code === brokenAnswer) return true;
  return status === null ? code === 'ECONNRESET' || code === 'EPIPE' : status >= 500;
}

export function isMissing(error: unknown): boolean {
  return readStorageFailure(error).status === 404;
}

/** True for a row that is not there, false for a table that is not there. */
export function isMissingRow(error: unknown): boolean {
  const { status, code } = readStorageFailure(error);
  return status === 404 && code !== 'TableNotFound';
}

/** Somebody asked for it before; the service takes its time. */
export function isBeingDeleted(error: unknown): boolean {
  const { status, code } = readStorageFailure(error);
  return status === 409 && code?.endsWith('BeingDeleted') === true;
}

/** The SDKs' code for a body that ends early or is not what it should be. */
const brokenAnswer = 'PARSE_ERROR';

const signInErrors = new Set([
  'CredentialUnavailableError',
  'AggregateAuthenticationError',
  'AuthenticationError',
  'AuthenticationRequiredError',
]);

const systemReasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'its host name is unknown',
  EAI_AGAIN: 'its host name could not be looked up',
  ECONNRESET: 'the connection was cut',
  ETIMEDOUT: 'it did not answer',
};

function seconds(ms: number): string {
  const whole = Math.ceil(ms / 1000);
  return `${whole} s`;
}

export interface FailureSubject {
  /** Account name or host. */
  readonly target: string;
  /** `table XInstances`, `queue x-workitems`: what was being read. */
  readonly what: string;
}

function describe(error: unknown, { target, what }: FailureSubject): [ErrorCode, string] {
  const { status, code, isAborted } = readStorageFailure(error);
  const label = [status, code].filter((part) => part !== null).join(' ');
  if (error instanceof Error && signInErrors.has(error.name)) {
    return ['forbidden', `No identity of this process can sign in to the storage account ${target}.`];
  }
  if (status === 404) return ['not-found', `The storage account ${target} has no ${what}.`];
  if (status === 401 || status === 403) {
    return ['forbidden', `The storage account ${target} refuses access to the ${what} (${label}).`];
  }
  const waitMs = askedWaitMs(error);
  if (waitMs !== null) {
    const account = `The storage account ${target}`;
    return ['store-unavailable', `${account} is throttling; it asked to wait ${seconds(waitMs)}.`];
  }
  if (code === brokenAnswer) {
    return ['store-unavailable', `The answer of the storage account ${target} for the ${what} broke off.`];
  }
  if (isAborted) return ['store-unavailable', `The storage account ${target} did not answer in time.`];
  if (status === null && code === null) return ['internal', `Reading the ${what} failed.`];
  if (status === null) {
    const reason = systemReasons[label] ?? label;
    return ['store-unavailable', `The storage account ${target} cannot be reached: ${reason}.`];
  }
  return ['store-unavailable', `The storage account ${target} failed to answer for the ${what} (${label}).`];
}

/** An SDK failure in the operator's words. Never quotes SDK texts: they may hold signed URLs. */
export function storageError(error: unknown, subject: FailureSubject): AppError {
  if (error instanceof AppError) return error;
  return new AppError(...describe(error, subject), { cause: error });
}

/** Nothing left this machine. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

function isRefusal({ status, code }: StorageFailure): boolean {
  if (status === null) return code !== null && neverSent.has(code);
  return (status >= 400 && status < 500 && status !== 408) || code === 'ServerBusy';
}

/** Another writer was ahead: the row is there already, or is not the one that was read. */
export function isOvertaken(error: unknown): boolean {
  const { status } = readStorageFailure(error);
  return status === 409 || status === 412;
}

interface SendSubject extends FailureSubject {
  /** What helps to find out whether it arrived; goes to the wire. */
  readonly details?: unknown;
}

function unknownOutcome(error: unknown, message: string, details: unknown): AppError {
  return new AppError('outcome-unknown', message, { cause: error, details });
}

/** As `storageError` for sending a message: only a refusal proves that nothing was queued. */
export function sendError(error: unknown, { details, ...subject }: SendSubject): AppError {
  if (isRefusal(readStorageFailure(error))) return storageError(error, subject);
  const message =
    `The storage account ${subject.target} gave no answer: the message may or may not be in the ${subject.what}. ` +
    'Look at the instance before sending it again.';
  return unknownOutcome(error, message, details);
}

/** As `sendError` for writing a row. */
export function writeError(error: unknown, { details, ...subject }: SendSubject): AppError {
  if (isRefusal(readStorageFailure(error))) return storageError(error, subject);
  const message =
    `The storage account ${subject.target} gave no answer: the change may or may not be in the ${subject.what}. ` +
    'Look at the instance before doing it again.';
  return unknownOutcome(error, message, details);
}
