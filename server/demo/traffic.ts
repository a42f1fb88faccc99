import { setTimeout as delay } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Logger } from 'pino';
import { nowInstant } from '../clock.ts';
import { between, seededRandom, type Random } from './samples/seeded-random.ts';
import type { TrafficClient } from './traffic-client.ts';
import { nextLaunch, type Launch } from './traffic-mix.ts';
import { firstPopulation, type TrafficStep } from './traffic-population.ts';

/** Per orchestration: with more than these the oldest one is answered before another starts. */
const maxWaiting = 5;
const answerShare = 0.35;
const parallelism = 8;
const oneByOneMs = 400;

interface Waiting {
  readonly name: string;
  readonly instanceId: string;
  readonly event: string;
  readonly data: unknown;
  readonly untilMs: number;
}

export interface TrafficOptions {
  readonly client: TrafficClient;
  readonly logger: Pick<Logger, 'warn'>;
  /** False when the hub already holds one. */
  readonly withPopulation: boolean;
  /** The ids of what starts later carry numbers from here on. */
  readonly firstNumber: number;
}

export interface Traffic {
  /** Resolves when the first instances, enough for a list, are in their queues. */
  readonly populated: Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts and answers instances one small step at a time; knows what it left waiting. */
export class TrafficFlow {
  private waiting: readonly Waiting[] = [];
  private started = 0;

  constructor(
    private readonly client: TrafficClient,
    private readonly random: Random,
    private readonly firstNumber: number,
  ) {}

  /** A day old hub should not hold twenty thousand instances: the pace falls with their number. */
  nextPauseMs(): number {
    return between(this.random, 3000, 8000) * (1 + this.started / 500);
  }

  async step(nowMs: number): Promise<void> {
    this.waiting = this.waiting.filter(({ untilMs }) => untilMs > nowMs);
    if (this.random() < answerShare) {
      await this.answer(this.waiting[between(this.random, 0, this.waiting.length - 1)]);
    }
    const launch = nextLaunch(this.firstNumber + this.started, this.random);
    this.started += 1;
    const alike = this.waiting.filter(({ name }) => name === launch.name);
    if (launch.answer && alike.length >= maxWaiting) await this.answer(alike[0]);
    await this.client.start(launch.name, launch.options);
    this.remember(launch, nowMs);
  }

  private remember({ name, options, answer }: Launch, nowMs: number): void {
    if (!answer) return;
    const { event, data, waitsMs } = answer;
    const { instanceId } = options;
    this.waiting = [...this.waiting, { name, instanceId, event, data, untilMs: nowMs + waitsMs }];
  }

  private async answer(waiting: Waiting | undefined): Promise<void> {
    if (!waiting) return;
    this.waiting = this.waiting.filter((other) => other !== waiting);
    await this.client.raiseEvent(waiting.instanceId, waiting.event, waiting.data);
  }
}

/** False when it was cut short. */
async function isPauseOver(pauseMs: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(pauseMs, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

/** Fills a fresh hub, then keeps it alive at an unhurried pace until stopped. */
export function startTraffic({ client, logger, withPopulation, firstNumber }: TrafficOptions): Traffic {
  const stopping = new AbortController();
  const { signal } = stopping;
  const warn = (error: unknown) => {
    if (!signal.aborted) logger.warn({ err: error }, 'The demo traffic could not send a message');
  };
  const flow = new TrafficFlow(client, seededRandom('traffic'), firstNumber);
  const population = withPopulation ? firstPopulation(nowInstant()) : { atOnce: [], oneByOne: [] };
  const send = async (step: TrafficStep) => {
    if (!signal.aborted) await step(client).catch(warn);
  };
  const queue = new PQueue({ concurrency: parallelism });
  const populated = queue.addAll(population.atOnce.map((step) => () => send(step)));
  const run = async () => {
    await populated;
    for (const step of population.oneByOne) if (await isPauseOver(oneByOneMs, signal)) await send(step);
    while (await isPauseOver(flow.nextPauseMs(), signal)) await flow.step(Date.now()).catch(warn);
  };
  const running = run();
  return {
    populated,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
