import { expect, it } from 'vitest';
import { parseStackTrace, type StackFrame } from './stack-trace.ts';

function framesOf(stack: string): StackFrame[] {
  return parseStackTrace(stack).filter((line) => line.kind === 'frame');
}

const dotnet = [
  '   at Shop.Orders.<>c__DisplayClass3_0.<Activities>b__17(JToken x) in /src/shop/Orders.cs:line 143',
  '   at Shop.Orders.<ChargeAsync>d__5.MoveNext() in C:\\src\\Orders.cs:line 12',
  '--- End of stack trace from previous location ---',
  '   at Shop.Orders.<>c.<<Run>b__1_11>d.MoveNext() in /src/shop/Orders.cs:line 85',
  '   at System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw()',
  '   at DurableTask.Core.TaskOrchestrationContext.CreateSubOrchestrationInstanceCore[T](String name)',
].join('\n');

it('tells own .NET code from the framework’s, in the names of the source', () => {
  expect(framesOf(dotnet).map(({ called, isFramework }) => [called, isFramework])).toEqual([
    ['Shop.Orders.Activities → lambda (JToken x)', false],
    ['Shop.Orders.ChargeAsync() async', false],
    ['Shop.Orders.Run → lambda async', false],
    ['System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw()', true],
    ['DurableTask.Core.TaskOrchestrationContext.CreateSubOrchestrationInstanceCore[T](String name)', true],
  ]);
});

it('reads file and line of .NET frames, drive letters included', () => {
  expect(framesOf(dotnet).map(({ file, line }) => [file, line])).toEqual([
    ['/src/shop/Orders.cs', 143],
    ['C:\\src\\Orders.cs', 12],
    ['/src/shop/Orders.cs', 85],
    [null, null],
    [null, null],
  ]);
});

it('keeps lines between frames in their place', () => {
  expect(parseStackTrace(dotnet)[2]).toEqual({
    kind: 'note',
    text: '--- End of stack trace from previous location ---',
  });
});

it('reads JavaScript frames with and without a function', () => {
  const stack = [
    'TypeError: x is not a function',
    '    at async charge (/home/site/wwwroot/dist/charge.js:12:9)',
    '    at file:///home/site/wwwroot/dist/main.mjs:3:1',
    '    at Object.run (/home/site/wwwroot/node_modules/durable-functions/lib/run.js:7:5)',
    '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    '    at Array.map (<anonymous>)',
  ].join('\n');
  expect(
    framesOf(stack).map(({ called, file, line, isFramework }) => [called, file, line, isFramework]),
  ).toEqual([
    ['async charge', '/home/site/wwwroot/dist/charge.js', 12, false],
    ['<anonymous>', 'file:///home/site/wwwroot/dist/main.mjs', 3, false],
    ['Object.run', '/home/site/wwwroot/node_modules/durable-functions/lib/run.js', 7, true],
    ['process.processTicksAndRejections', 'node:internal/process/task_queues', 95, true],
    ['Array.map', '<anonymous>', null, true],
  ]);
});

it('reads Python frames together with the source lines they quote', () => {
  const stack = [
    'Traceback (most recent call last):',
    '  File "/home/site/wwwroot/.python_packages/lib/site-packages/azure/durable_functions/orchestrator.py", line 41, in handle',
    '    result = self.fn(context)',
    '  File "/home/site/wwwroot/charge/__init__.py", line 9, in main',
    '    return 1 / 0',
    '           ~~^~~',
    'ZeroDivisionError: division by zero',
  ].join('\n');
  expect(framesOf(stack)).toMatchObject([
    { called: 'handle', line: 41, isFramework: true },
    {
      called: 'main',
      file: '/home/site/wwwroot/charge/__init__.py',
      line: 9,
      isFramework: false,
      source: 'return 1 / 0',
    },
  ]);
  expect(parseStackTrace(stack).at(-1)).toEqual({
    kind: 'note',
    text: 'ZeroDivisionError: division by zero',
  });
});

it('takes a megabyte on one line, and ten thousand lines, without reading them all', () => {
  const [line] = parseStackTrace(`   at ${'(a:1:'.repeat(200_000)}`);
  expect(line?.text.length).toBeLessThanOrEqual(2_000);
  const many = parseStackTrace('   at Shop.Loop()\n'.repeat(10_000));
  expect(many).toHaveLength(2_001);
  expect(many.at(-1)?.text).toContain('2000 lines');
});
