// Draws the extension's icon (128 × 128) as a PNG: a question that leads to two answers. Text in, picture out.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');

const SIZE = 128;
const OVERSAMPLING = 4;
const GROUND = [11, 110, 110];
const WHITE = [255, 255, 255];
const AMBER = [255, 212, 121];

const inRoundedBox = (x, y, left, top, width, height, radius) => {
  const dx = Math.max(left + radius - x, 0, x - (left + width - radius));
  const dy = Math.max(top + radius - y, 0, y - (top + height - radius));
  return x >= left && x <= left + width && y >= top && y <= top + height && Math.hypot(dx, dy) <= radius;
};

const nearLine = (x, y, x1, y1, x2, y2, width) => {
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const t = Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length));
  return Math.hypot(x - (x1 + t * (x2 - x1)), y - (y1 + t * (y2 - y1))) <= width / 2;
};

/** The colour at a point of the 32 × 32 drawing, or null outside; the same shapes as icons/gdl.svg. */
function colourAt(x, y) {
  if (inRoundedBox(x, y, 20, 22, 6, 5, 1.4)) return AMBER;
  if (inRoundedBox(x, y, 6, 22, 6, 5, 1.4) || Math.hypot(x - 16, y - 13) <= 3.2) return WHITE;
  const lines = [[16, 6, 16, 11], [16, 15, 9, 19], [9, 19, 9, 24], [16, 15, 23, 19], [23, 19, 23, 24]];
  if (lines.some(l => nearLine(x, y, ...l, 2.6))) return WHITE;
  return inRoundedBox(x, y, 2, 2, 28, 28, 6) ? GROUND : null;
}

function pixels() {
  const rows = [];
  for (let py = 0; py < SIZE; py++) {
    const row = Buffer.alloc(1 + SIZE * 4);
    for (let px = 0; px < SIZE; px++) {
      const sum = [0, 0, 0];
      let hits = 0;
      for (let s = 0; s < OVERSAMPLING ** 2; s++) {
        const x = (px + ((s % OVERSAMPLING) + 0.5) / OVERSAMPLING) * 32 / SIZE;
        const y = (py + (Math.floor(s / OVERSAMPLING) + 0.5) / OVERSAMPLING) * 32 / SIZE;
        const colour = colourAt(x, y);
        if (colour) {
          hits++;
          colour.forEach((c, i) => { sum[i] += c; });
        }
      }
      const at = 1 + px * 4;
      sum.forEach((c, i) => { row[at + i] = hits ? Math.round(c / hits) : 0; });
      row[at + 3] = Math.round(255 * hits / OVERSAMPLING ** 2);
    }
    rows.push(row);
  }
  return Buffer.concat(rows);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(zlib.crc32 ? zlib.crc32(body) : crc32(body), body.length + 4);
  return whole;
}

function crc32(data) {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function png() {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', zlib.deflateSync(pixels(), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

module.exports = { crc32, png };

if (require.main === module) {
  fs.writeFileSync(path.join(__dirname, '..', 'icons', 'icon.png'), png());
}
