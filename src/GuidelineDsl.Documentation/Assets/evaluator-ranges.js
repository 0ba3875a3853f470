// What is known of a computed number: the closed range in which it lies. A missing end is null; an undefined number decides nothing.
const UNDEFINED = { low: null, high: null, undefined: true };
const range = (low, high, isUndefined) => ({ low, high, undefined: !!isUndefined });
const exactly = (a) => range(a, a);
const isExact = (r) => !r.undefined && r.low !== null && r.high !== null && eq(r.low, r.high);
const contains = (r, value) => (r.low === null || cmp(r.low, value) <= 0) && (r.high === null || cmp(value, r.high) <= 0);

function monotone(r, f) {
  const low = r.low === null ? null : f(r.low);
  const same = r.low !== null && r.high !== null && eq(r.low, r.high);
  return range(low, same ? low : r.high === null ? null : f(r.high), r.undefined);
}

const negRange = (r) => range(r.high === null ? null : neg(r.high), r.low === null ? null : neg(r.low), r.undefined);
const addRanges = (a, b) => range(
  a.low === null || b.low === null ? null : add(a.low, b.low), a.high === null || b.high === null ? null : add(a.high, b.high), a.undefined || b.undefined);

function mulRanges(a, b) {
  const undef = a.undefined || b.undefined;
  const zero = (r) => r.low !== null && r.high !== null && sign(r.low) === 0 && sign(r.high) === 0;
  if (zero(a) || zero(b)) { return range(ZERO, ZERO, undef); }
  const product = (x, xSide, y, ySide) => (x !== null && y !== null
    ? { v: mul(x, y), inf: 0 } : { v: ZERO, inf: (x !== null ? sign(x) : xSide) * (y !== null ? sign(y) : ySide) });
  const compare = (p, q) => (p.inf !== q.inf ? p.inf - q.inf : cmp(p.v, q.v));
  const all = [product(a.low, -1, b.low, -1), product(a.low, -1, b.high, 1), product(a.high, 1, b.low, -1), product(a.high, 1, b.high, 1)];
  const low = all.reduce((p, q) => (compare(q, p) < 0 ? q : p));
  const high = all.reduce((p, q) => (compare(q, p) > 0 ? q : p));
  return range(low.inf === 0 ? low.v : null, high.inf === 0 ? high.v : null, undef);
}

function divRanges(a, b) {
  if (contains(b, ZERO)) { return UNDEFINED; }
  const low = b.high !== null ? div(ONE, b.high) : b.low === null ? null : ZERO;
  const high = b.low !== null ? div(ONE, b.low) : ZERO;
  return mulRanges(a, range(low === null ? ZERO : low, high, b.undefined));
}

const minRange = (a, b) => range(
  a.low !== null && b.low !== null ? least(a.low, b.low) : null,
  a.high !== null ? (b.high !== null ? least(a.high, b.high) : a.high) : b.high, a.undefined || b.undefined);

function absRange(a) {
  if (a.low !== null && sign(a.low) >= 0) { return a; }
  if (a.high !== null && sign(a.high) <= 0) { return negRange(a); }
  return range(ZERO, a.low !== null && a.high !== null ? neg(least(a.low, neg(a.high))) : null, a.undefined);
}

const HALF = ratio(1n, 2n);
const roundAway = (a) => (sign(a) < 0 ? int(-floor(add(neg(a), HALF))) : int(floor(add(a, HALF))));

function expRange(a) {
  if (a.high !== null && cmp(a.high, int(1000)) > 0) { return UNDEFINED; }
  return range(a.low !== null ? exponential(a.low) : ZERO, a.high !== null ? exponential(a.high) : null, a.undefined);
}

const logRange = (a) => (a.low !== null && sign(a.low) > 0 ? monotone(a, naturalLogarithm) : UNDEFINED);

function powRange(a, exponent) {
  if (!isExact(exponent) || exponent.low.d !== 1n || cmp(abs(exponent.low), int(1000)) > 0) { return expRange(mulRanges(exponent, logRange(a))); }
  const p = Number(exponent.low.n);
  if (p < 0) { return divRanges(exactly(ONE), powRange(a, exactly(int(-p)))); }
  if (p === 0) { return exactly(ONE); }
  return monotone(p % 2 === 0 ? absRange(a) : a, (v) => power(v, p));
}

function completedRange(to, from, hasTime, years) {
  const difference = (end, start) => {
    if (end === null || start === null) { return null; }
    const months = completedMonths(wholeTime(start), wholeTime(end), hasTime);
    return int(years ? Math.trunc(months / 12) : months);
  };
  return range(difference(to.low, from.high), difference(to.high, from.low), to.undefined || from.undefined);
}

const unionRange = (a, b) => range(
  a.low !== null && b.low !== null ? least(a.low, b.low) : null,
  a.high !== null && b.high !== null ? greatest(a.high, b.high) : null, a.undefined || b.undefined);

// Truth is 1, 0 or U (unknown).
const U = 2;
const not = (a) => (a === U ? U : 1 - a);
const and = (a, b) => (a === 0 || b === 0 ? 0 : a === U || b === U ? U : 1);
const or = (a, b) => (a === 1 || b === 1 ? 1 : a === U || b === U ? U : 0);

function isAbove(r, bound, inclusive) {
  if (r.low !== null && (inclusive ? cmp(r.low, bound) >= 0 : cmp(r.low, bound) > 0)) { return 1; }
  return r.high !== null && (inclusive ? cmp(r.high, bound) < 0 : cmp(r.high, bound) <= 0) ? 0 : U;
}

// An interval is [from, fromInclusive, to, toInclusive].
function inInterval(value, interval) {
  const [from, fi, to, ti] = interval;
  return (from === null || (fi ? cmp(value, from) >= 0 : cmp(value, from) > 0)) && (to === null || (ti ? cmp(value, to) <= 0 : cmp(value, to) < 0));
}

function rangeInSet(r, intervals) {
  if (r.undefined) { return U; }
  let result = 0;
  for (const [from, fi, to, ti] of intervals) {
    result = or(result, and(from === null ? 1 : isAbove(r, from, fi), to === null ? 1 : isAbove(negRange(r), neg(to), ti)));
  }
  return result;
}
