import { writeSync } from 'node:fs';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.ts';
import type { Redact } from './redaction.ts';

const standardError = 2;

/** Every line that the process logs comes through here, and leaves without secrets. */
export function openLog(
  level: Config['logLevel'],
  redact: Redact,
  destination: DestinationStream = pino.destination(standardError),
): Logger {
  return pino({ level, hooks: { streamWrite: redact } }, destination);
}

/** Libraries and Node itself write there too: what they warn of, and what a crash leaves behind. */
export function redactStandardError(redactNow: () => Redact): void {
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = (chunk: Uint8Array | string, ...rest: []) =>
    write(typeof chunk === 'string' ? redactNow()(chunk) : chunk, ...rest);
  process.on('uncaughtException', (error) => {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    // Nothing may come between, and the process ends.
    writeSync(standardError, `${redactNow()(`Durascope failed: ${said}`)}\n`);
    process.exit(1);
  });
}
