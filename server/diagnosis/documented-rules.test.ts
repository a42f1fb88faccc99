import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findingRules } from '../../shared/domain/diagnosis/finding-rules.ts';

const root = new URL('../../', import.meta.url);
const doc = readFileSync(new URL('docs/diagnosis.md', root), 'utf8');
const parts = ['Means', 'Concluded from', 'How sure', 'What to do', 'Looks similar, does not fire'];

/** By their headings. */
const sections = new Map(
  doc
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      return [heading.trim(), lines.join('\n')];
    }),
);

it('has a section for every rule, in their order, and for nothing else', () => {
  expect([...sections.keys()]).toEqual([...findingRules]);
});

it.each([...findingRules])('says of %s what it means, how it is known and what to do', (rule) => {
  const section = sections.get(rule) ?? '';
  for (const part of parts) expect(section).toContain(`- **${part}:** `);
});

it('refers to sections that are there', () => {
  const links = [...doc.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => anchor);
  expect(links.length).toBeGreaterThan(0);
  for (const anchor of links) expect([...findingRules]).toContain(anchor);
});

function sourcesIn(folder: string): string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('finding-rules.ts'),
    )
    .map((file) => readFileSync(new URL(`${folder}${file}`, root), 'utf8'));
}

it('has a place where each rule is found to hold', () => {
  const sources = [...sourcesIn('shared/domain/diagnosis/'), ...sourcesIn('server/diagnosis/')].join('\n');
  expect(findingRules.filter((rule) => !sources.includes(`'${rule}'`))).toEqual([]);
});
