import type { serveRows } from './serve-rows.ts';

type Program = typeof serveRows;

/** Each loads what it needs alone: the browser driver would count as memory of the dashboard that is measured. */
const programs: Readonly<Record<string, () => Promise<Program>>> = {
  list: async () => (await import('./list/bench-list.ts')).benchList,
  instance: async () => (await import('./instance/bench-instance.ts')).benchInstance,
  health: async () => (await import('./health/bench-health.ts')).benchHealth,
  /** A dashboard over generated rows; the benchmarks start it as a process of its own. */
  'serve-rows': async () => (await import('./serve-rows.ts')).serveRows,
  /** The built dashboard over instances that wait, with people of every role; journeys use it. */
  'serve-waiting': async () => (await import('./serve-waiting.ts')).serveWaiting,
};

const [name = 'list', ...args] = process.argv.slice(2);
const load = programs[name];
if (load === undefined) {
  process.stderr.write(`There is no benchmark "${name}". Choose one of: list, instance, health.\n`);
  process.exit(1);
}
const program = await load();
await program(args);
