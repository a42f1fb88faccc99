import { benchInstance } from './instance/bench-instance.ts';
import { benchList } from './list/bench-list.ts';
import { serveRows } from './serve-rows.ts';
import { serveWaiting } from './serve-waiting.ts';

const programs: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  list: benchList,
  instance: benchInstance,
  /** A dashboard over generated rows; the benchmarks start it as a process of its own. */
  'serve-rows': serveRows,
  /** The built dashboard over instances that wait, with people of every role; journeys use it. */
  'serve-waiting': serveWaiting,
};

const [name = 'list', ...args] = process.argv.slice(2);
const program = programs[name];
if (program === undefined) {
  process.stderr.write(`There is no benchmark "${name}". Choose one of: list, instance.\n`);
  process.exit(1);
}
await program(args);
