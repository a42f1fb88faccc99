// Watch mode for both halves: Vite serves the client and forwards /api to the server, which restarts when its build changes.
import { spawn } from 'node:child_process';

const children = [
  spawn('npx', ['vite', 'build', '--ssr', 'server/main.ts', '--watch', '--logLevel', 'warn'], {
    stdio: 'inherit',
  }),
  spawn('npx', ['vite'], { stdio: 'inherit' }),
  spawn(process.execPath, ['--watch-path=dist/server', '--watch-preserve-output', 'dist/server/main.js'], {
    stdio: 'inherit',
  }),
];

function stopAll() {
  for (const child of children) child.kill('SIGTERM');
}

for (const child of children) child.once('exit', stopAll);
process.once('SIGINT', stopAll);
process.once('SIGTERM', stopAll);
