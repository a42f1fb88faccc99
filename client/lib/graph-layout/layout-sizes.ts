/** Apart from the layout itself, which brings dagre along. */
export const boxHeaderPx = 36;
export const boxPaddingPx = 16;
export const gridGapPx = 12;
export const layerGapPx = 40;
export const siblingGapPx = 24;
