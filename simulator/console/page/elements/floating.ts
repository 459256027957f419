import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

interface Spot {
  left: number;
  width: number;
  top?: number;
  bottom?: number;
  maxHeight: number;
}

const gap = 4;
const edge = 8;

/** Where a list at a field floats: below it, or above it when there is more room; away on a scroll outside of it. */
export function useFloating(
  anchor: RefObject<HTMLElement | null>,
  open: boolean,
  close: () => void,
  minWidth = 0,
): Spot | undefined {
  const [spot, setSpot] = useState<Spot>();
  useLayoutEffect(() => {
    const box = anchor.current?.getBoundingClientRect();
    if (!open || !box) return setSpot(undefined);
    const below = innerHeight - box.bottom - edge;
    const above = box.top - edge;
    const width = Math.min(Math.max(box.width, minWidth), innerWidth - 2 * edge);
    const left = Math.max(edge, Math.min(box.left, innerWidth - width - edge));
    const maxHeight = Math.min(320, Math.max(below, above) - gap);
    setSpot(
      below >= Math.min(240, above)
        ? { left, width, top: box.bottom + gap, maxHeight }
        : { left, width, bottom: innerHeight - box.top + gap, maxHeight },
    );
  }, [anchor, open, minWidth]);
  useEffect(() => {
    if (!open) return undefined;
    const away = (event: Event) => {
      const inList = event.target instanceof Element && event.target.closest('.floating') !== null;
      if (!inList && (event.type !== 'pointerdown' || !anchor.current?.contains(event.target as Node))) close();
    };
    for (const type of ['scroll', 'resize', 'pointerdown']) addEventListener(type, away, true);
    return () => {
      for (const type of ['scroll', 'resize', 'pointerdown']) removeEventListener(type, away, true);
    };
  }, [anchor, open, close]);
  return spot;
}
