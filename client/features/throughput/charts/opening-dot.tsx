interface DotPlace {
  readonly cx: number | undefined;
  readonly cy: number | undefined;
  readonly fill: string;
  readonly index: number;
}

/** The point of a line under the pointer; a click asks for what it counts. */
export function openingDot(onOpen: (place: number) => void) {
  return function OpeningDot({ cx, cy, fill, index }: DotPlace) {
    return <circle cx={cx} cy={cy} r={4} fill={fill} cursor="pointer" onClick={() => onOpen(index)} />;
  };
}
