// Exact numbers: fractions of whole numbers of any size, ranges of them, and the calendar.
function gcd(a, b) {
  if (a < 0n) { a = -a; }
  while (b !== 0n) { [a, b] = [b, a % b]; }
  return a;
}

function ratio(n, d) {
  if (d < 0n) { n = -n; d = -d; }
  const g = d === 1n ? 1n : gcd(n, d) || 1n;
  return { n: n / g, d: d / g };
}

const int = (value) => ({ n: BigInt(value), d: 1n });
const ZERO = int(0);
const ONE = int(1);
const add = (a, b) => ratio(a.n * b.d + b.n * a.d, a.d * b.d);
const neg = (a) => ({ n: -a.n, d: a.d });
const sub = (a, b) => add(a, neg(b));
const mul = (a, b) => ratio(a.n * b.n, a.d * b.d);
const div = (a, b) => ratio(a.n * b.d, a.d * b.n);
const cmp = (a, b) => { const x = a.n * b.d; const y = b.n * a.d; return x < y ? -1 : x > y ? 1 : 0; };
const eq = (a, b) => a.n === b.n && a.d === b.d;
const sign = (a) => (a.n > 0n ? 1 : a.n < 0n ? -1 : 0);
const abs = (a) => (a.n < 0n ? neg(a) : a);
const keyOf = (a) => a.n + '/' + a.d;
const least = (a, b) => (cmp(a, b) <= 0 ? a : b);
const greatest = (a, b) => (cmp(a, b) >= 0 ? a : b);

function floorDiv(a, b) {
  const q = a / b;
  return a % b !== 0n && (a < 0n) !== (b < 0n) ? q - 1n : q;
}

const floor = (a) => floorDiv(a.n, a.d);
const ceiling = (a) => -floorDiv(-a.n, a.d);
const isMultiple = (a, step) => div(a, step).d === 1n;

function power(a, exponent) {
  return exponent >= 0 ? ratio(a.n ** BigInt(exponent), a.d ** BigInt(exponent)) : ratio(a.d ** BigInt(-exponent), a.n ** BigInt(-exponent));
}

// A fraction from the model: "3" or "-7/2".
function fraction(text) {
  if (text === null || text === undefined) { return null; }
  const parts = String(text).split('/');
  return ratio(BigInt(parts[0]), parts.length > 1 ? BigInt(parts[1]) : 1n);
}

// A decimal from a patient: "9.9", "1e-3"; null when it is none.
function decimal(text) {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text);
  if (!match) { return null; }
  const decimals = match[3] || '';
  const mantissa = BigInt(match[2] + decimals) * (match[1] === '-' ? -1n : 1n);
  const exponent = Number(match[4] || 0) - decimals.length;
  return exponent >= 0 ? ratio(mantissa * 10n ** BigInt(exponent), 1n) : ratio(mantissa, 10n ** BigInt(-exponent));
}

// The plain decimal: exact where it is finite, otherwise rounded (half to even) to 12 significant digits.
function decimalText(a) {
  if (a.d === 1n) { return a.n.toString(); }
  let rest = a.d;
  for (const f of [2n, 5n]) { while (rest % f === 0n) { rest /= f; } }
  let decimals = 0;
  const whole = (a.n < 0n ? -a.n : a.n) / a.d;
  if (rest === 1n) {
    for (let p = 1n; p % a.d !== 0n; p *= 10n) { decimals++; }
  } else if (whole !== 0n) {
    decimals = Math.max(0, 12 - whole.toString().length);
  } else {
    let zeros = 0;
    for (let s = mul(abs(a), int(10)); cmp(s, ONE) < 0; s = mul(s, int(10))) { zeros++; }
    decimals = 12 + zeros;
  }
  const scaled = mul(a, int(10n ** BigInt(decimals)));
  let digits = floor(scaled);
  const side = cmp(sub(scaled, int(digits)), ratio(1n, 2n));
  if (side > 0 || (side === 0 && digits % 2n !== 0n)) { digits += 1n; }
  const text = (digits < 0n ? -digits : digits).toString().padStart(decimals + 1, '0');
  const tail = text.slice(text.length - decimals).replace(/0+$/, '');
  return (digits < 0n ? '-' : '') + text.slice(0, text.length - decimals) + (decimals > 0 && tail ? '.' + tail : '');
}

// ---- The calendar: days since 0001-01-01, or seconds since then ----

const DAY = 86400n;
const LATEST_DAY = 3652058n;
const LATEST_SECOND = (LATEST_DAY + 1n) * DAY - 1n;
const DAYS_PER_CYCLE = 146097n;
const MONTHS_PER_CYCLE = 4800n;
const FARTHEST = 1n << 56n;

function dayNumber(year, month, day) {
  const leap = (y) => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const lengths = [31, leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > lengths[month - 1]) { return null; }
  const y = year - 1;
  let days = y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  for (let m = 1; m < month; m++) { days += lengths[m - 1]; }
  return days + day - 1;
}

function dateOf(day) {
  let year = Math.floor(day / 365.2425) + 1;
  while (dayNumber(year, 1, 1) > day) { year--; }
  while (year < 9999 && dayNumber(year + 1, 1, 1) <= day) { year++; }
  let month = 12;
  while (dayNumber(year, month, 1) > day) { month--; }
  return [year, month, day - dayNumber(year, month, 1) + 1];
}

function monthLength(year, month) {
  for (let day = 31; ; day--) { if (dayNumber(year, month, day) !== null) { return day; } }
}

function parseDate(text) {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const day = m && dayNumber(+m[1], +m[2], +m[3]);
  return day === null ? null : int(day);
}

function parseTime(text) {
  const m = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  const day = m && parseDate(m[1]);
  if (!day || +m[2] > 23 || +m[3] > 59 || +(m[4] || 0) > 59) { return null; }
  return int(day.n * DAY + BigInt(+m[2] * 3600 + +m[3] * 60 + +(m[4] || 0)));
}

const pad = (n, width) => String(n).padStart(width, '0');

function dateText(value, hasTime) {
  const days = hasTime ? floorDiv(floor(value), DAY) : floor(value);
  if (days < 0n || days > LATEST_DAY) { return days < 0n ? 'before 0001-01-01' : 'after 9999-12-31'; }
  const [y, m, d] = dateOf(Number(days));
  const date = pad(y, 4) + '-' + pad(m, 2) + '-' + pad(d, 2);
  if (!hasTime) { return date; }
  const s = Number(value.n - days * DAY);
  return date + 'T' + pad(Math.floor(s / 3600), 2) + ':' + pad(Math.floor(s / 60) % 60, 2) + ':' + pad(s % 60, 2);
}

const clamp = (value, low, high) => (value < low ? low : value > high ? high : value);

// Months since 0001-01, the day of that month, and the seconds of that day. After 400 years the calendar repeats itself.
function monthOf(value, hasTime) {
  const days = hasTime ? floorDiv(value, DAY) : value;
  const cycle = floorDiv(days, DAYS_PER_CYCLE);
  const [year, month, day] = dateOf(Number(days - cycle * DAYS_PER_CYCLE));
  return [cycle * MONTHS_PER_CYCLE + BigInt((year - 1) * 12 + month - 1), day, hasTime ? value - days * DAY : 0n];
}

function addMonths(value, hasTime, months) {
  const [month, day, timeOfDay] = monthOf(value, hasTime);
  const index = month + BigInt(months);
  const cycle = floorDiv(index, MONTHS_PER_CYCLE);
  const inCycle = Number(index - cycle * MONTHS_PER_CYCLE);
  const y = Math.floor(inCycle / 12) + 1;
  const m = (inCycle % 12) + 1;
  const moved = cycle * DAYS_PER_CYCLE + BigInt(dayNumber(y, m, Math.min(day, monthLength(y, m))));
  return hasTime ? moved * DAY + timeOfDay : moved;
}

function completedMonths(from, to, hasTime) {
  if (to < from) { return -completedMonths(to, from, hasTime); }
  const months = Number(monthOf(to, hasTime)[0] - monthOf(from, hasTime)[0]);
  return addMonths(from, hasTime, months) > to ? months - 1 : months;
}

const wholeTime = (a) => clamp(floor(a), -FARTHEST, FARTHEST);

// ---- Roots, logarithms and exponentials to 60 decimals ----

const SCALE = 10n ** 80n;

function rounded(scaled) {
  const guard = 10n ** 20n;
  return ratio((scaled + (scaled < 0n ? -guard / 2n : guard / 2n)) / guard, 10n ** 60n);
}

function integerRoot(value) {
  if (value === 0n) { return 0n; }
  let root = 1n << BigInt(Math.floor((value.toString(2).length + 1) / 2));
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) { return root; }
    root = next;
  }
}

function squareRoot(a) {
  const n = integerRoot(a.n);
  const d = integerRoot(a.d);
  return n * n === a.n && d * d === a.d ? ratio(n, d) : rounded(integerRoot(a.n * SCALE * SCALE / a.d));
}

function exponential(a) {
  if (cmp(a, int(-1000)) < 0) { return ZERO; }
  let halvings = 0n;
  for (let x = a.n * SCALE / a.d; (x < 0n ? -x : x) > SCALE / 2n; x /= 2n) { halvings++; }
  const wide = SCALE * SCALE;
  const precise = ratio(a.n, a.d * 2n ** halvings);
  const x = precise.n * wide / precise.d;
  let sum = wide;
  let term = wide;
  for (let i = 1n; term !== 0n; i++) { term = term * x / wide / i; sum += term; }
  for (let i = 0n; i < halvings; i++) { sum = sum * sum / wide; }
  return rounded(sum / SCALE);
}

function naturalLogarithm(a) {
  if (eq(a, ONE)) { return ZERO; }
  const series = (value) => {
    const r = div(sub(value, ONE), add(value, ONE));
    const y = r.n * SCALE / r.d;
    const square = y * y / SCALE;
    let sum = 0n;
    let p = y;
    for (let i = 1n; p !== 0n; i += 2n) { sum += p / i; p = p * square / SCALE; }
    return 2n * sum;
  };
  let twos = 0n;
  let mantissa = a;
  while (cmp(mantissa, ratio(3n, 2n)) > 0) { mantissa = div(mantissa, int(2)); twos++; }
  while (cmp(mantissa, ratio(3n, 4n)) < 0) { mantissa = mul(mantissa, int(2)); twos--; }
  return rounded(series(mantissa) + twos * series(int(2)));
}
