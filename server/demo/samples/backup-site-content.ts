import { z } from 'zod';
import type { OrchestrationContext, Registry } from '../worker/definitions.ts';
import type { Orchestration } from './orchestration.ts';
import { activity } from './sample-activity.ts';
import { between, pick } from './seeded-random.ts';

function* backupSiteContent(context: OrchestrationContext, input: unknown): Orchestration {
  const directory = z.string().trim().min(1).parse(input);
  context.setCustomStatus({ phase: 'listing', directory });
  const files = z.array(z.string()).parse(yield context.callActivity('E2_GetFileList', directory));
  context.setCustomStatus({ phase: 'copying', files: files.length });
  const copies = context.all(files.map((file) => context.callActivity('E2_CopyFileToBlob', file)));
  const sizes = z.array(z.number()).parse(yield copies);
  const totalBytes = sizes.reduce((sum, size) => sum + size, 0);
  context.setCustomStatus({ phase: 'done', files: files.length, totalBytes });
  return totalBytes;
}

const getFileList = activity('E2_GetFileList', z.string(), [100, 900], (directory, { random }) =>
  Array.from({ length: between(random, 6, 18) }, (_, n) => {
    const kind = pick(random, ['access', 'app', 'error', 'trace']);
    return `${directory}\\${kind}-${String(n + 1).padStart(3, '0')}.log`;
  }),
);

const copyFileToBlob = activity('E2_CopyFileToBlob', z.string(), [50, 1800], (_file, { random }) =>
  between(random, 2_000, 4_000_000),
);

/** Fan-out, fan-in: every file is copied at the same time, the sizes are added up. */
export const backupSiteContentSample: Registry = {
  orchestrators: { E2_BackupSiteContent: backupSiteContent },
  activities: { ...getFileList, ...copyFileToBlob },
  entities: {},
};
