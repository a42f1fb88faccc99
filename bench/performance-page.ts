/** Parts of the page in their order, by the benchmark that writes them. */
const partTitles = {
  list: 'The instance list',
  instance: 'The instance page',
  health: 'Health',
} as const;
export type PartName = keyof typeof partTitles;

const intro = [
  '# Performance',
  '',
  'Medians of at least five runs each unless a line says otherwise. Absolute times depend on the machine; ratios were measured',
  'in the same run.',
].join('\n');

/** Texts of the parts by their headings of the second level. */
function textsByTitle(page: string): ReadonlyMap<string, string> {
  const [, ...parts] = page.split(/^## /m);
  return new Map(
    parts.map((part) => {
      const [title = '', ...lines] = part.split('\n');
      return [title, lines.join('\n').trim()];
    }),
  );
}

/** The page with one part written anew; the others stay as they were measured. */
export function replacePart(page: string, name: PartName, text: string): string {
  const texts = new Map(textsByTitle(page)).set(partTitles[name], text.trim());
  const parts = Object.values(partTitles).flatMap((title) => {
    const known = texts.get(title);
    return known === undefined ? [] : [`## ${title}\n\n${known}`];
  });
  return `${[intro, ...parts].join('\n\n')}\n`;
}
