import { openAuditLog } from '../audit/open-audit-log.ts';
import { accepted, makeAttempt } from './audit-rig.ts';

/** Ends one attempt, begins another one and waits to be killed; a test runs it as a process of its own. */
const [dataDirectory = ''] = process.argv.slice(2);
const ignore = () => undefined;
const log = await openAuditLog({
  dataDirectory,
  masking: null,
  print: ignore,
  onNotice: ignore,
  onFailure: ignore,
});
await (
  await log.begin(makeAttempt({ instanceId: 'answered' }))
)(accepted);
await log.begin(makeAttempt({ instanceId: 'cut-off' }));
process.stdin.resume().on('end', () => process.exit());
process.stdout.write('sent\n');
