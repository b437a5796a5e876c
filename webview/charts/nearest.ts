/** Where marks stand on screen, in CSS pixels from the corner of the drawing; parallel arrays. */
export type Pixels = { x: Float32Array; y: Float32Array };

/** Index of the mark nearest to a place, -1 where none lies within `reach` pixels. One pass, no allocation. */
export function nearestMark(pixels: Pixels, at: { x: number; y: number }, reach = 12): number {
  let best = reach * reach;
  let found = -1;
  for (let i = 0; i < pixels.x.length; i++) {
    const dx = pixels.x[i]! - at.x;
    const dy = pixels.y[i]! - at.y;
    const distance = dx * dx + dy * dy;
    if (distance < best || (distance === best && found < 0)) {
      best = distance;
      found = i;
    }
  }
  return found;
}

/** Indices of the marks from left to right (from top to bottom where x is equal), for walking with the arrows. */
export function orderAlongX(pixels: Pixels): Uint32Array {
  const order = Uint32Array.from(pixels.x, (_, i) => i);
  return order.sort((a, b) => pixels.x[a]! - pixels.x[b]! || pixels.y[a]! - pixels.y[b]! || a - b);
}

export type Box = { left: number; top: number; width: number; height: number };

/** How many marks lie inside a box. */
export function countInside(pixels: Pixels, box: Box): number {
  let count = 0;
  for (let i = 0; i < pixels.x.length; i++) {
    const x = pixels.x[i]! - box.left;
    const y = pixels.y[i]! - box.top;
    if (x >= 0 && x <= box.width && y >= 0 && y <= box.height) count++;
  }
  return count;
}
