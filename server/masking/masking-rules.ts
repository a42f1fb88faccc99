import { createHash } from 'node:crypto';
import { z } from 'zod';
import { JsonPath } from './json-path.ts';
import { withinMs } from './time-limit.ts';

const longestMatchDefault = 200;
const longestMatchLimit = 100_000;

export const maskingRule = z.strictObject({
  /** Path of JSON values, such as `$.card.number` or `**.password`. */
  path: z.string().min(1).optional(),
  /** Regular expression. */
  pattern: z.string().min(1).optional(),
  flags: z
    .string()
    .regex(/^[imsuv]*$/, 'use any of i, m, s, u and v')
    .optional(),
  /** Characters that a match can have at most. */
  longestMatch: z.int().min(1).max(longestMatchLimit).optional(),
  /** Functions, orchestrators and entities whose payloads the rule is for; all when left out. */
  names: z.array(z.string().min(1)).min(1).optional(),
});
export type MaskingRuleConfig = z.output<typeof maskingRule>;

export interface PatternRule {
  readonly pattern: RegExp;
  readonly longestMatch: number;
}

/** In lower case; `null` = all. */
type Names = ReadonlySet<string> | null;

export interface MaskingRules {
  readonly paths: readonly { readonly path: JsonPath; readonly names: Names }[];
  readonly patterns: readonly (PatternRule & { readonly names: Names })[];
  /** What becomes of a text that ought to be JSON and is not, where a path rule applies. */
  readonly unparsable: 'withhold' | 'show';
  /** The same for the same rules, for telling whether something was masked by these. */
  readonly signature: string;
}

const probeLimitMs = 100;
/** What patterns that run wild do so on. */
const probes = ['a', '0', ' ', '-', 'a0', 'A.', '"', '\\', '@a.'].map(
  (part) => `${part.repeat(4_000)}\u0000`,
);

function isWild(pattern: RegExp): boolean {
  return withinMs(probeLimitMs, () => probes.map((probe) => probe.search(pattern))) === null;
}

function compilePattern(source: string, flags = ''): RegExp | string {
  let pattern: RegExp;
  try {
    pattern = new RegExp(source, `g${flags}`);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (pattern.test('')) return 'it matches the empty text, so it would match everywhere';
  return isWild(pattern)
    ? 'it takes far too long on texts it does not match: repeat no group that repeats something itself'
    : pattern;
}

function namesOf({ names }: MaskingRuleConfig): Names {
  return names === undefined ? null : new Set(names.map(nameKey));
}

/** Names are compared without regard to case and to the sign that entities begin with. */
export function nameKey(name: string): string {
  return name.replace(/^@/, '').toLowerCase();
}

/** Everything that is wrong goes into `problems`, one sentence each. `null` = there are no rules. */
export function compileMasking(
  configs: readonly MaskingRuleConfig[],
  unparsable: MaskingRules['unparsable'],
  problems: string[],
): MaskingRules | null {
  if (configs.length === 0) return null;
  const paths: MaskingRules['paths'][number][] = [];
  const patterns: MaskingRules['patterns'][number][] = [];
  for (const [i, config] of configs.entries()) {
    const { path, pattern, flags, longestMatch = longestMatchDefault } = config;
    const where = `masking.${i}`;
    if ((path === undefined) === (pattern === undefined)) {
      problems.push(`${where}: give either a path or a pattern.`);
    } else if (path !== undefined) {
      const parsed = JsonPath.parse(path);
      if (flags !== undefined || config.longestMatch !== undefined)
        problems.push(`${where}: flags and longestMatch belong to a pattern.`);
      if (parsed === null)
        problems.push(`${where}: "${path}" is no path such as $.card.number or **.password.`);
      else paths.push({ path: parsed, names: namesOf(config) });
    } else if (pattern !== undefined) {
      const compiled = compilePattern(pattern, flags);
      if (typeof compiled === 'string')
        problems.push(`${where}: the pattern "${pattern}" cannot be used: ${compiled}.`);
      else patterns.push({ pattern: compiled, longestMatch, names: namesOf(config) });
    }
  }
  const signature = createHash('sha256')
    .update(JSON.stringify([configs, unparsable]))
    .digest('hex')
    .slice(0, 12);
  return { paths, patterns, unparsable, signature };
}
