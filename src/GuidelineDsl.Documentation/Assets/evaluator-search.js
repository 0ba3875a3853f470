// What the unknown facts can still bring: questions answered for every way in which they can turn out.
const IMPOSSIBLE = 'impossible';

// One value on each threshold and one between, within range and grid.
function representatives(thresholds, minimum, maximum, step) {
  const values = [];
  const within = (v) => (minimum === null || cmp(v, minimum) >= 0) && (maximum === null || cmp(v, maximum) <= 0) && (step === null || isMultiple(v, step));
  const higher = (a, b) => (a === null ? b : b === null ? a : greatest(a, b));
  const lower = (a, b) => (a === null ? b : b === null ? a : least(a, b));
  const between = (below, above) => {
    const low = higher(below, minimum);
    const high = lower(above, maximum);
    let value;
    if (low !== null && step !== null) {
      value = mul(int(ceiling(div(low, step))), step);
      if (below !== null && eq(value, below)) { value = add(value, step); }
    } else if (low !== null && high !== null) { value = mul(add(low, high), HALF); }
    else if (low !== null) { value = add(low, ONE); }
    else if (high !== null) { value = step !== null ? mul(int(floor(div(high, step)) - 1n), step) : sub(high, ONE); }
    else { value = ZERO; }
    return (below === null || cmp(value, below) > 0) && (above === null || cmp(value, above) < 0) && within(value) ? value : null;
  };
  for (let i = 0; i <= thresholds.length; i++) {
    const inside = between(i > 0 ? thresholds[i - 1] : null, i < thresholds.length ? thresholds[i] : null);
    if (inside !== null) { values.push(inside); }
    if (i < thresholds.length && within(thresholds[i])) { values.push(thresholds[i]); }
  }
  return values;
}

// What a question branches on: the values of facts that its conditions tell apart, and computed numbers.
function spaceOf(model, roots, heeds) {
  const reach = new Reach(model);
  roots.forEach((c) => reach.add(c));
  if (heeds) {
    let open = model.constraints.map((k) => ({ k, facts: new Reach(model).add(k.c).facts }));
    for (;;) {
      const tied = open.find((o) => [...o.facts].some((f) => reach.facts.has(f)));
      if (!tied) { break; }
      open = open.filter((o) => o !== tied);
      reach.add(tied.k.c);
    }
  }
  const facts = [...reach.facts].sort((a, b) => a - b).map((f) => {
    const fact = model.facts[f];
    const leaves = reach.leaves.filter(([g]) => g === f).map(([, c]) => c);
    const cells = { fact: f, values: [], members: [], stays: reach.asked.has(f), used: leaves.length > 0 || reach.asked.has(f) || reach.numberFacts.has(f) };
    if (fact.kind === 'yesno') { cells.values = [0, 1]; }
    else if (fact.kind === 'one') { cells.values = fact.values.map((v, i) => i); }
    else if (fact.kind === 'set') {
      const named = new Set();
      leaves.forEach((c) => { if (c[2] !== 'empty') { c[3].forEach((m) => named.add(m)); } });
      if (leaves.length === 0 || leaves.some((c) => c[2] === 'empty' || c[2] === 'only')) {
        const other = fact.values.findIndex((v, i) => !named.has(i));
        if (other >= 0) { named.add(other); }
      }
      cells.members = [...named].sort((a, b) => a - b);
    } else {
      const isNumber = fact.kind === 'number';
      const latest = fact.kind === 'datetime' ? LATEST_SECOND : LATEST_DAY;
      cells.values = representatives(
        thresholdsOf(leaves), isNumber ? fact.min : fact.min || ZERO, isNumber ? fact.max : fact.max || int(latest), isNumber ? fact.step : ONE);
    }
    return cells;
  }).filter((c) => c.used);
  const numbers = [...reach.slots.values()].filter((s) => s.tests.length > 0).map((s) => {
    const own = new Reach(model);
    own.addSlot(s.key, s.expression, null);
    return {
      ...s, thresholds: thresholdsOf(s.tests), step: stepOf(model, s.expression), facts: [...own.facts].sort((a, b) => a - b), monotone: isMonotone(model, s.expression),
    };
  });
  return { facts, numbers, all: [...reach.facts].sort((a, b) => a - b) };
}

// The values of one unknown fact at which a computed number passes its thresholds; the number rises or falls with it throughout.
function inducedValues(model, number, index, kleene) {
  const fact = model.facts[index];
  const found = new Map();
  const put = (v) => found.set(keyOf(v), v);
  const value = (v) => {
    const values = kleene.values.slice();
    values[index] = v;
    const r = new Kleene(model, values, kleene.today, kleene.determined).range(number.expression);
    return isExact(r) ? r.low : null;
  };
  const step = fact.kind === 'number' ? fact.step : ONE;
  if (step === null) {
    const zero = value(ZERO);
    const one = value(ONE);
    if (zero === null || one === null || eq(zero, one)) { return null; }
    const places = number.thresholds.map((t) => div(sub(t, zero), sub(one, zero)))
      .filter((p) => (fact.min === null || cmp(p, fact.min) >= 0) && (fact.max === null || cmp(p, fact.max) <= 0)).sort(cmp);
    const low = fact.min || (places.length ? sub(places[0], int(2)) : int(-1));
    const high = fact.max || (places.length ? add(places[places.length - 1], int(2)) : ONE);
    let last = low;
    for (const place of [...places, high]) { put(mul(add(last, place), HALF)); put(place); last = place; }
    put(low);
    return [...found.values()];
  }
  const bounds = { number: [-1000000000n, 1000000000n], date: [0n, LATEST_DAY], datetime: [0n, LATEST_SECOND] }[fact.kind];
  const low = fact.min !== null ? div(fact.min, step).n : bounds[0];
  const high = fact.max !== null ? div(fact.max, step).n : bounds[1];
  const at = (n) => mul(int(n), step);
  const atLow = value(at(low));
  const atHigh = value(at(high));
  if (atLow === null || atHigh === null) { return null; }
  put(at(low));
  put(at(high));
  const rises = cmp(atLow, atHigh) <= 0;
  const first = (reached) => {
    let a = low;
    let b = high;
    while (a < b) {
      const middle = (a + b) >> 1n;
      const v = value(at(middle));
      if (v !== null && reached(v)) { b = middle; } else { a = middle + 1n; }
    }
    for (let near = a - 1n; near <= a + 1n; near++) { if (near >= low && near <= high) { put(at(near)); } }
  };
  for (const t of number.thresholds) {
    first((v) => (rises ? cmp(v, t) >= 0 : cmp(v, t) <= 0));
    first((v) => (rises ? cmp(v, t) > 0 : cmp(v, t) < 0));
  }
  return [...found.values()];
}

// The diagrams of conditions over what is unknown of one patient, for one question.
class Search {
  constructor(model, kleene, roots, heeds, thaws) {
    Object.assign(this, { model, kleene, thaws, diagram: new Diagram(), levels: [], ofFact: new Map(), ofSlot: new Map(), done: new Map(), derived: new Map() });
    this.space = spaceOf(model, roots, heeds);
    this.impossible = this.diagram.terminal(IMPOSSIBLE);
    this.plan();
    this.possible = this.diagram.terminal(1);
    if (heeds) {
      for (const k of this.tiedConstraints()) {
        const c = this.diagram.map(this.of(k.c), (t) => [t === 0 ? 0 : 1]);
        this.possible = this.diagram.and(this.possible, c);
      }
    }
  }

  isUnknown(f) { return this.kleene.values[f] === null; }

  plan() {
    const induced = new Map();
    const levels = [];
    for (const number of this.space.numbers) {
      const unknown = number.facts.filter((f) => this.isUnknown(f));
      const now = this.kleene.range(number.expression);
      if (unknown.length === 0 || isExact(now)) { continue; }
      const values = unknown.length === 1 && number.monotone ? inducedValues(this.model, number, unknown[0], this.kleene) : null;
      if (values) {
        induced.set(unknown[0], [...(induced.get(unknown[0]) || []), ...values]);
      } else {
        const list = representatives(number.thresholds, now.low, now.high, number.step);
        levels.push({ kind: 'number', slot: number.key, values: list.length ? list : [now.low || now.high || ZERO], facts: unknown });
      }
    }
    for (const cells of this.space.facts) {
      const f = cells.fact;
      if (!this.isUnknown(f)) { continue; }
      const stays = cells.stays && this.thaws;
      if (this.model.facts[f].kind === 'set') {
        if (stays) { levels.push({ kind: 'known', fact: f, facts: [f] }); }
        cells.members.forEach((m) => levels.push({ kind: 'member', fact: f, member: m, facts: [f] }));
        continue;
      }
      let values = cells.values;
      if (induced.has(f)) {
        const all = new Map([...values, ...induced.get(f)].map((v) => [keyOf(v), v]));
        values = [...all.values()].sort(cmp);
      }
      levels.push({ kind: 'value', fact: f, values, stays, facts: [f] });
    }
    this.levels = levels.map((l, i) => [l, i]).sort((a, b) => a[0].facts[0] - b[0].facts[0] || a[1] - b[1]).map(([l]) => l);
    this.levels.forEach((l, i) => {
      if (l.kind === 'number') { this.ofSlot.set(l.slot, i); } else { this.ofFact.set(l.fact, [...(this.ofFact.get(l.fact) || []), i]); }
    });
    this.groups = this.levels.map((l, i) => (l.kind === 'number' ? 1073741824 + i : l.facts[0]));
  }

  // Constraints that are undecided and tied, through unknown facts, to what the question reads.
  tiedConstraints() {
    const reached = new Set(this.space.all.filter((f) => this.isUnknown(f)));
    let open = this.model.constraints.filter((k) => this.kleene.holds(k.c) === U).map((k) => ({ k, facts: [...new Reach(this.model).add(k.c).facts] }));
    const tied = [];
    for (;;) {
      const next = open.find((o) => o.facts.some((f) => reached.has(f)));
      if (!next) { return tied; }
      open = open.filter((o) => o !== next);
      next.facts.filter((f) => this.isUnknown(f)).forEach((f) => reached.add(f));
      tied.push(next.k);
    }
  }

  // A condition's truth as a diagram with the terminals 1, 0 and U.
  of(c) {
    let id = this.done.get(c);
    if (id === undefined) {
      id = this.build(c);
      this.done.set(c, id);
    }
    return id;
  }

  build(c) {
    const d = this.diagram;
    switch (c[0]) {
      case 'c': return d.terminal(c[1] ? 1 : 0);
      case 'and': return c.slice(1).reduce((a, p) => d.and(a, this.of(p)), d.terminal(1));
      case 'or': return c.slice(1).reduce((a, p) => d.or(a, this.of(p)), d.terminal(0));
      case 'not': return d.not(this.of(c[1]));
      case 'n': return this.counting(c);
      case 'd': return this.of(this.model.derived[c[1]].c);
      case 'cl': return this.classTest(c);
      case 'y': return this.ofValue(c[1], (v) => v);
      case 'v': return this.ofValue(c[1], (v) => (c[2].includes(v) ? 1 : 0));
      case 's': return this.ofSet(c);
      case 'r':
        if (c[1][0] === 'f') { return this.ofValue(c[1][1], (v) => (c[2].some((i) => inInterval(v, i)) ? 1 : 0)); }
        if (c[1][0] === 's') { return d.map(this.score(c[1][1]), (r) => [rangeInSet(r, c[2])]); }
        return this.ofSlotTest(c);
      case 'k': return this.known(c);
      default: throw new Error('no such condition: ' + c[0]);
    }
  }

  counting(c) {
    const d = this.diagram;
    let sum = d.terminal([0, 0], '0,0');
    for (const p of c.slice(3)) {
      sum = d.combine([sum, this.of(p)], ([[low, high], t]) => {
        const next = [low + (t === 1 ? 1 : 0), high + (t === 0 ? 0 : 1)];
        return [next, next.join()];
      });
    }
    return d.map(sum, ([low, high]) => [counted(low, high, c[1], c[2])]);
  }

  classTest(c) {
    const d = this.diagram;
    const classification = this.model.derived[c[1]];
    let result = d.terminal(0);
    let before = d.terminal(0);
    for (const [value, condition] of classification.branches) {
      const truth = this.of(condition);
      if (c[2].includes(value)) { result = d.or(result, classification.first ? d.and(truth, d.not(before)) : truth); }
      if (classification.first) { before = d.or(before, truth); }
    }
    return result;
  }

  // The ordinal of a classification's value, -1 for none.
  classValue(i) {
    const classification = this.model.derived[i];
    const d = this.diagram;
    return classification.branches.reduceRight(
      (rest, [value, condition]) => d.combine([this.of(condition), rest], ([t, after]) => [t === 1 ? value : t === U && classification.first ? -1 : after]), d.terminal(-1));
  }

  score(i) {
    const d = this.diagram;
    const name = (r) => [r, 'r' + keyOf(r.low) + ',' + keyOf(r.high)];
    if (!this.derived.has(i)) {
      let sum = d.terminal(...name(range(ZERO, ZERO)));
      for (const [points, c] of this.model.derived[i].lines) {
        sum = d.combine([sum, this.of(c)], ([r, t]) => name(range(
          t === 1 || (t === U && sign(points) < 0) ? add(r.low, points) : r.low, t === 1 || (t === U && sign(points) > 0) ? add(r.high, points) : r.high)));
      }
      this.derived.set(i, sum);
    }
    return this.derived.get(i);
  }

  // A node over the values of a fact, or the value that it has.
  ofValue(f, truth) {
    const d = this.diagram;
    if (!this.isUnknown(f)) { return d.terminal(truth(this.kleene.values[f])); }
    const places = this.ofFact.get(f);
    if (!places) { return d.terminal(U); }
    const level = this.levels[places[0]];
    const kids = level.values.map((v) => d.terminal(truth(v)));
    if (level.stays) { kids.push(d.terminal(U)); }
    return d.node(places[0], kids);
  }

  ofSet(c) {
    const d = this.diagram;
    const [, f, kind, members] = c;
    const count = this.model.facts[f].values.length;
    if (!this.isUnknown(f)) { return d.terminal(this.kleene.holds(c)); }
    const places = this.ofFact.get(f) || [];
    const memberLevel = new Map(places.filter((p) => this.levels[p].kind === 'member').map((p) => [this.levels[p].member, p]));
    const has = (m) => (memberLevel.has(m) ? d.node(memberLevel.get(m), [d.terminal(0), d.terminal(1)]) : d.terminal(0));
    const any = (list) => list.reduce((a, m) => d.or(a, has(m)), d.terminal(0));
    const everyone = [...Array(count).keys()];
    let id;
    switch (kind) {
      case 'any': id = any(members); break;
      case 'all': id = members.reduce((a, m) => d.and(a, has(m)), d.terminal(1)); break;
      case 'only': id = d.and(any(members), d.not(any(everyone.filter((m) => !members.includes(m))))); break;
      default: id = d.not(any(everyone)); break;
    }
    const known = places.find((p) => this.levels[p].kind === 'known');
    return known === undefined ? id : d.combine([d.node(known, [d.terminal(1), d.terminal(0)]), id], ([k, t]) => [k === 1 ? t : U]);
  }

  ofSlotTest(c) {
    const d = this.diagram;
    if (this.ofSlot.has(c.slot)) {
      const place = this.ofSlot.get(c.slot);
      return d.node(place, this.levels[place].values.map((v) => d.terminal(c[2].some((i) => inInterval(v, i)) ? 1 : 0)));
    }
    const number = this.space.numbers.find((n) => n.key === c.slot);
    const unknown = number ? number.facts.filter((f) => this.isUnknown(f)) : [];
    const places = unknown.length === 1 ? this.ofFact.get(unknown[0]) : null;
    if (!places || isExact(this.kleene.range(c[1]))) { return d.terminal(rangeInSet(this.kleene.range(c[1]), c[2])); }
    const level = this.levels[places[0]];
    const at = (v) => {
      const values = this.kleene.values.slice();
      values[unknown[0]] = v;
      return d.terminal(rangeInSet(new Kleene(this.model, values, this.kleene.today, this.kleene.determined).range(c[1]), c[2]));
    };
    return d.node(places[0], [...level.values.map(at), ...(level.stays ? [at(null)] : [])]);
  }

  known(c) {
    const d = this.diagram;
    if (!this.thaws) { return d.terminal(this.kleene.holds(c)); }
    if (c[1] === 'f') {
      if (!this.isUnknown(c[2])) { return d.terminal(1); }
      const places = this.ofFact.get(c[2]) || [];
      const place = places.find((p) => this.levels[p].kind === 'known' || this.levels[p].stays);
      if (place === undefined) { return d.terminal(0); }
      const level = this.levels[place];
      return d.node(place, level.kind === 'known' ? [d.terminal(1), d.terminal(0)] : [...level.values.map(() => d.terminal(1)), d.terminal(0)]);
    }
    const derived = this.model.derived[c[2]];
    switch (derived.kind) {
      case 'definition': return d.map(this.of(derived.c), (t) => [t === U ? 0 : 1]);
      case 'classification': return d.map(this.classValue(c[2]), (v) => [v < 0 ? 0 : 1]);
      case 'score': return d.map(this.score(c[2]), (r) => [isExact(r) ? 1 : 0]);
      default: {
        const facts = [...new Reach(this.model).addDerivedFacts(c[2])];
        return facts.reduce((a, f) => d.and(a, this.known(['k', 'f', f])), d.terminal(isExact(this.kleene.range(['c', c[2]])) || facts.some((f) => this.isUnknown(f)) ? 1 : 0));
      }
    }
  }

  // A function of the patient, where constraints rule patients out.
  masked(id) {
    return this.diagram.combine([this.possible, id], ([possible, value]) => (possible === 0 ? [IMPOSSIBLE] : [value]));
  }

  outcomes(id) { return this.diagram.outcomes(id, this.impossible).map((t) => this.diagram.value[t]); }

  // The facts on which one of several functions depends, in order.
  needs(ids) {
    const groups = this.diagram.essential(ids, this.groups, this.impossible);
    return [...new Set(groups.flatMap((g) => (g >= 1073741824 ? this.levels[g - 1073741824].facts : [g])))].sort((a, b) => a - b);
  }
}

Reach.prototype.addDerivedFacts = function (i) {
  this.addDerived(i);
  return this.facts;
};
