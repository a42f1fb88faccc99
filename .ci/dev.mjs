// Watch mode for both halves: Vite serves the client and forwards /api to the server, which restarts when its build changes.
import { spawn, spawnSync } from 'node:child_process';

const vite = 'node_modules/vite/bin/vite.js';
const buildServer = [vite, 'build', '--ssr', 'server/main.ts', '--logLevel', 'warn'];
// What is watched must be there first.
spawnSync(process.execPath, buildServer, { stdio: 'inherit' });

const commands = [
  [...buildServer, '--watch'],
  [vite],
  ['--watch-path=dist/server', '--watch-preserve-output', 'dist/server/main.js'],
];
const children = commands.map((args) => spawn(process.execPath, args, { stdio: 'inherit' }));

function stopAll() {
  for (const child of children) child.kill('SIGTERM');
}

for (const child of children) child.once('exit', stopAll);
process.once('SIGINT', stopAll);
process.once('SIGTERM', stopAll);
