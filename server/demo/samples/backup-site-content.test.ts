import { expect, it } from 'vitest';
import { backupSiteContentSample } from './backup-site-content.ts';
import { runSample } from './run-sample.ts';

it('copies every file and adds up the sizes', () => {
  const sizes: Record<string, number> = { a: 10, b: 20, c: 12 };
  const run = runSample(backupSiteContentSample, 'E2_BackupSiteContent', {
    input: ' D:\\home ',
    answers: { E2_GetFileList: () => Object.keys(sizes), E2_CopyFileToBlob: (file) => sizes[String(file)] },
  });
  expect(run).toMatchObject({ outcome: 'completed', result: 42 });
  expect(run.log).toEqual(['E2_GetFileList', 'E2_CopyFileToBlob', 'E2_CopyFileToBlob', 'E2_CopyFileToBlob']);
  expect(run.statuses.at(-1)).toEqual({ phase: 'done', files: 3, totalBytes: 42 });
});
