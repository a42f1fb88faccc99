/** Header and rows share one template, set as `--columns` on the table; `--row` is the height of a row. */
export const gridClass = 'grid [grid-template-columns:var(--columns)]';

export const rowClass = `${gridClass} absolute inset-x-0 h-(--row) cursor-pointer border-b border-line leading-[calc(var(--row)-1px)] -outline-offset-2 contain-content hover:bg-hover`;
