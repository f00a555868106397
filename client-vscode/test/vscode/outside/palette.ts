/** Pictures of few colours: those of a window have hardly more, and a third of the bytes is enough for them. */

import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_COLOURS = 256;

type Colour = readonly [red: number, green: number, blue: number];

/** Return `png`, as a browser writes it, in its commonest 256 colours; others become the nearest of them. */
export function inFewColours(png: Buffer): Buffer {
  const { width, height, depth, bytes } = points(png);
  const palette = commonest(bytes, depth);
  const nearest = new Map<number, number>();
  const rows = Buffer.alloc(height * (width + 1));
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [red = 0, green = 0, blue = 0] = bytes.subarray(depth * (row * width + column));
      const key = (red << 16) | (green << 8) | blue;
      let index = nearest.get(key);
      if (index === undefined) {
        index = nearestOf(palette, [red, green, blue]);
        nearest.set(key, index);
      }
      // The first byte of a row says that its points stand there as they are.
      rows[row * (width + 1) + 1 + column] = index;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a point, which are an index into the palette.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** The points of a picture, row by row: `depth` bytes each, of which the first three are red, green and blue. */
interface Points {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly bytes: Uint8Array;
}

function points(png: Buffer): Points {
  const data: Buffer[] = [];
  let [width, height, depth] = [0, 0, 3];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const name = png.toString("ascii", at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (name === "IHDR") {
      [width, height, depth] = [body.readUInt32BE(0), body.readUInt32BE(4), body[9] === 6 ? 4 : 3];
    } else if (name === "IDAT") {
      data.push(body);
    }
    at += 12 + length;
  }
  const packed = inflateSync(Buffer.concat(data));
  const row = width * depth;
  const bytes = new Uint8Array(height * row);
  for (let y = 0; y < height; y++) {
    const filter = packed[y * (row + 1)] ?? 0;
    for (let x = 0; x < row; x++) {
      const at = y * row + x;
      const left = x < depth ? 0 : (bytes[at - depth] ?? 0);
      const above = y === 0 ? 0 : (bytes[at - row] ?? 0);
      const corner = y === 0 || x < depth ? 0 : (bytes[at - row - depth] ?? 0);
      bytes[at] = (packed[y * (row + 1) + 1 + x] ?? 0) + predicted(filter, left, above, corner);
    }
  }
  return { width, height, depth, bytes };
}

/** What a byte was expected to be, by the five ways that the format has. */
function predicted(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4: {
      const guess = left + above - corner;
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
      return a <= b && a <= c ? left : b <= c ? above : corner;
    }
    default:
      return 0;
  }
}

/** The commonest colours, of which those that differ by less than the eye sees count as one. */
function commonest(bytes: Uint8Array, depth: number): Colour[] {
  const alike = new Map<number, { count: number; colours: Map<number, number> }>();
  for (let at = 0; at < bytes.length; at += depth) {
    const [red = 0, green = 0, blue = 0] = bytes.subarray(at, at + 3);
    const kind = ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
    const group = alike.get(kind) ?? { count: 0, colours: new Map<number, number>() };
    const colour = (red << 16) | (green << 8) | blue;
    group.count += 1;
    group.colours.set(colour, (group.colours.get(colour) ?? 0) + 1);
    alike.set(kind, group);
  }
  return [...alike.values()]
    .sort((one, other) => other.count - one.count)
    .slice(0, MOST_COLOURS)
    .map(({ colours }) => [...colours].reduce((best, it) => (it[1] > best[1] ? it : best))[0])
    .map((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]);
}

function nearestOf(palette: readonly Colour[], [red, green, blue]: Colour): number {
  let best = 0;
  let least = Infinity;
  palette.forEach(([r, g, b], index) => {
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < least) {
      [best, least] = [index, distance];
    }
  });
  return best;
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "ascii"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
