import type { GraphLayout } from './layout-types.ts';

export type LayoutAnswer =
  | { readonly layout: GraphLayout; readonly problem: null }
  | { readonly layout: null; readonly problem: string };
