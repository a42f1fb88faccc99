import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Node's own recursive way never ends where a file system takes no directories, as below `/proc`. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  mkdirSync(path);
}

/** Makes the directory where it is missing and proves by writing that it can be used; otherwise says why not. */
export function prepareDataDirectory(
  path: string,
): { readonly directory: string } | { readonly problem: string } {
  const directory = resolve(path);
  const probe = join(directory, `.write-test-${process.pid}`);
  try {
    makeDirectory(directory);
    // The permission bits say little about network shares and read-only mounts.
    writeFileSync(probe, '');
    rmSync(probe);
    return { directory };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: `The data directory ${directory} cannot be written: ${reason}.` };
  }
}
