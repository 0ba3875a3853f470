// The answer of a guideline for one patient. What a guideline says stands in the model; this says what it means.
function prepare(model) {
  const seen = new Set();
  const expression = (e) => {
    if (!Array.isArray(e) || seen.has(e)) { return; }
    seen.add(e);
    if (e[0] === 'l') { e[1] = fraction(e[1]); return; }
    if (e[0] === 'if') { e.slice(1).forEach(([value, c]) => { expression(value); if (c) { condition(c); } }); return; }
    e.slice(1).forEach(expression);
  };
  const condition = (c) => {
    if (seen.has(c)) { return; }
    seen.add(c);
    switch (c[0]) {
      case 'and': case 'or': case 'not': c.slice(1).forEach(condition); break;
      case 'n': c.slice(3).forEach(condition); break;
      case 'r':
        c.slot = JSON.stringify(c[1]);
        expression(c[1]);
        c[2].forEach((i) => { i[0] = fraction(i[0]); i[2] = fraction(i[2]); });
        break;
      default: break;
    }
  };
  for (const f of model.facts) { f.min = fraction(f.min); f.max = fraction(f.max); f.step = fraction(f.step); (f.units || []).forEach((u) => { u[1] = fraction(u[1]); u[2] = fraction(u[2]); }); }
  for (const d of model.derived) {
    if (d.c) { condition(d.c); }
    (d.branches || []).forEach((b) => condition(b[1]));
    (d.lines || []).forEach((l) => { l[0] = fraction(l[0]); condition(l[1]); });
    if (d.value) { d.slot = JSON.stringify(d.value); expression(d.value); }
  }
  model.constraints.forEach((c) => condition(c.c));
  for (const d of model.decisions) {
    condition(d.scope);
    d.silences.forEach((s) => condition(s.c));
    for (const r of d.rules) {
      condition(r.c);
      for (const a of r.advice) { for (const s of a.steps) { for (const o of s.options) { if (o.guard) { condition(o.guard); } } } }
    }
  }
  return model;
}

// Everything that conditions read, through all names.
class Reach {
  constructor(model) {
    Object.assign(this, { model, facts: new Set(), numberFacts: new Set(), asked: new Set(), derived: new Set(), leaves: [], slots: new Map() });
  }

  add(c) {
    switch (c[0]) {
      case 'c': break;
      case 'and': case 'or': case 'not': c.slice(1).forEach((p) => this.add(p)); break;
      case 'n': c.slice(3).forEach((p) => this.add(p)); break;
      case 'd': case 'cl': this.addDerived(c[1]); break;
      case 'y': case 'v': case 's': this.leaves.push([c[1], c]); this.facts.add(c[1]); break;
      case 'r':
        if (c[1][0] === 'f') { this.leaves.push([c[1][1], c]); this.facts.add(c[1][1]); }
        else if (c[1][0] === 's') { this.addDerived(c[1][1]); }
        else { this.addSlot(c.slot, c[1], c); }
        break;
      case 'k':
        if (c[1] === 'f') { this.facts.add(c[2]); this.asked.add(c[2]); }
        else {
          this.addDerived(c[2]);
          const behind = new Reach(this.model);
          behind.addDerived(c[2]);
          behind.facts.forEach((f) => this.asked.add(f));
        }
        break;
      default: throw new Error('no such condition: ' + c[0]);
    }
    return this;
  }

  addDerived(i) {
    if (this.derived.has(i)) { return; }
    this.derived.add(i);
    const d = this.model.derived[i];
    if (d.c) { this.add(d.c); }
    (d.branches || []).forEach((b) => this.add(b[1]));
    (d.lines || []).forEach((l) => this.add(l[1]));
    if (d.value) { this.addSlot('["c",' + i + ']', ['c', i], null); }
  }

  addSlot(key, e, test) {
    if (!this.slots.has(key)) {
      this.slots.set(key, { key, expression: e, tests: [] });
      this.addExpression(e[0] === 'c' ? this.model.derived[e[1]].value : e);
      if (e[0] === 'c') { this.derived.add(e[1]); }
    }
    if (test) { this.slots.get(key).tests.push(test); }
  }

  addExpression(e) {
    switch (e[0]) {
      case 'l': case 't': break;
      case 'f': this.facts.add(e[1]); this.numberFacts.add(e[1]); break;
      case 's': case 'c': this.addDerived(e[1]); break;
      case 'if': e.slice(1).forEach(([value, c]) => { this.addExpression(value); if (c) { this.add(c); } }); break;
      default: e.slice(1).filter(Array.isArray).forEach((p) => this.addExpression(p));
    }
  }
}

// Whether an expression only rises or only falls with each of its facts.
function isMonotone(model, expression) {
  const seen = new Set();
  let steps = false;
  let continuous = false;
  const visit = (e) => {
    switch (e[0]) {
      case 'l': case 't': return true;
      case 'f': {
        const fact = model.facts[e[1]];
        continuous = continuous || (fact.kind === 'number' && fact.step === null);
        return !seen.has(e[1]) && !!seen.add(e[1]);
      }
      case 'c': return visit(model.derived[e[1]].value);
      case '+': return e.slice(1).every(visit);
      case '*': return e.slice(1).filter((p) => p[0] !== 'l').length <= 1 && e.slice(1).every(visit);
      case '/': return e[2][0] === 'l' && sign(e[2][1]) !== 0 && visit(e[1]);
      case 'sh': steps = true; return visit(e[1]);
      case 'df': steps = true; return visit(e[1]) && visit(e[2]);
      default: return false;
    }
  };
  return visit(expression) && !(steps && continuous);
}

// A number of which every value of the expression is a whole multiple; null when there is none.
function stepOf(model, e) {
  const common = (a, b) => { while (sign(b) !== 0) { [a, b] = [b, sub(a, mul(int(floor(div(a, b))), b))]; } return a; };
  const all = (parts, join) => parts.map((p) => stepOf(model, p)).reduce((a, b) => (a !== null && b !== null ? join(a, b) : null));
  switch (e[0]) {
    case 'l': return sign(e[1]) === 0 ? null : abs(e[1]);
    case 'f': return model.facts[e[1]].kind === 'number' ? model.facts[e[1]].step : ONE;
    case 't': case 'sh': case 'df': return ONE;
    case 'c': return stepOf(model, model.derived[e[1]].value);
    case '+': return all(e.slice(1), common);
    case '*': return all(e.slice(1), mul);
    case '/': {
      const step = e[2][0] === 'l' && sign(e[2][1]) !== 0 ? stepOf(model, e[1]) : null;
      return step === null ? null : div(step, abs(e[2][1]));
    }
    default: return null;
  }
}

const thresholdsOf = (tests) => {
  const found = new Map();
  tests.forEach((t) => t[2].forEach((i) => [i[0], i[2]].forEach((v) => { if (v !== null) { found.set(keyOf(v), v); } })));
  return [...found.values()].sort(cmp);
};

// Three-valued truth of conditions for one patient: `values[i]` is a fact's value or null.
class Kleene {
  constructor(model, values, today, determined) {
    Object.assign(this, { model, values, today, determined });
    this.forget();
  }

  forget() { this.truths = new Map(); this.slots = new Map(); this.points = new Map(); }

  holds(c) {
    switch (c[0]) {
      case 'c': return c[1] ? 1 : 0;
      case 'and': return c.slice(1).reduce((t, p) => and(t, this.holds(p)), 1);
      case 'or': return c.slice(1).reduce((t, p) => or(t, this.holds(p)), 0);
      case 'not': return not(this.holds(c[1]));
      case 'n': {
        const truths = c.slice(3).map((p) => this.holds(p));
        return counted(truths.filter((t) => t === 1).length, truths.filter((t) => t !== 0).length, c[1], c[2]);
      }
      case 'd': return this.definition(c[1]);
      case 'cl': return this.classified(c[1], c[2]);
      case 'y': return this.values[c[1]] === null ? U : this.values[c[1]];
      case 'v': return this.values[c[1]] === null ? U : c[2].includes(this.values[c[1]]) ? 1 : 0;
      case 's': return setTest(c[2], c[3], this.model.facts[c[1]].values.length, (m) => (this.values[c[1]] === null ? U : this.values[c[1]].has(m) ? 1 : 0));
      case 'r':
        if (c[1][0] === 'f') { const v = this.values[c[1][1]]; return v === null ? U : c[2].some((i) => inInterval(v, i)) ? 1 : 0; }
        return rangeInSet(this.range(c[1]), c[2]);
      case 'k': return c[1] === 'f' ? (this.values[c[2]] === null ? 0 : 1) : this.determined[c[2]];
      default: throw new Error('no such condition: ' + c[0]);
    }
  }

  definition(i) {
    if (!this.truths.has(i)) { this.truths.set(i, this.holds(this.model.derived[i].c)); }
    return this.truths.get(i);
  }

  classified(i, wanted) { return classTest(this.model.derived[i], wanted, this.branches(i)); }

  branches(i) {
    if (!this.truths.has(i)) { this.truths.set(i, this.model.derived[i].branches.map((b) => this.holds(b[1]))); }
    return this.truths.get(i);
  }

  // The ordinal of a classification's value; -1 for none yet.
  valueOf(i) { return classValue(this.model.derived[i], this.branches(i)); }

  score(i) {
    if (!this.points.has(i)) {
      let low = ZERO;
      let high = ZERO;
      for (const [points, c] of this.model.derived[i].lines) {
        const t = this.holds(c);
        if (t === 1 || (t === U && sign(points) < 0)) { low = add(low, points); }
        if (t === 1 || (t === U && sign(points) > 0)) { high = add(high, points); }
      }
      this.points.set(i, range(low, high));
    }
    return this.points.get(i);
  }

  range(e) {
    switch (e[0]) {
      case 'l': return exactly(e[1]);
      case 'f': {
        const fact = this.model.facts[e[1]];
        return this.values[e[1]] === null ? range(fact.min, fact.max) : exactly(this.values[e[1]]);
      }
      case 't': return exactly(int(e[1] ? this.today * DAY : this.today));
      case 's': return this.score(e[1]);
      case 'c':
        if (!this.slots.has(e[1])) { this.slots.set(e[1], this.range(this.model.derived[e[1]].value)); }
        return this.slots.get(e[1]);
      case '+': return e.slice(1).map((p) => this.range(p)).reduce(addRanges);
      case '*': return e.slice(1).map((p) => this.range(p)).reduce(mulRanges);
      case '/': return divRanges(this.range(e[1]), this.range(e[2]));
      case 'fn': return this.call(e[1], e.slice(2).map((p) => this.range(p)));
      case 'sh': return monotone(this.range(e[1]), (v) => int(addMonths(wholeTime(v), e[2], e[3])));
      case 'df': return completedRange(this.range(e[1]), this.range(e[2]), e[3], e[4]);
      case 'if': return this.choose(e.slice(1));
      default: throw new Error('no such number: ' + e[0]);
    }
  }

  choose([[value, c], ...rest]) {
    const first = this.range(value);
    if (!c) { return first; }
    const t = this.holds(c);
    if (t === 1) { return first; }
    const other = rest.length ? this.choose(rest) : UNDEFINED;
    return t === 0 ? other : unionRange(first, other);
  }

  call(name, a) {
    switch (name) {
      case 'minimum': return a.reduce(minRange);
      case 'maximum': return negRange(a.map(negRange).reduce(minRange));
      case 'absolute': return absRange(a[0]);
      case 'round': return monotone(a[0], roundAway);
      case 'floor': return monotone(a[0], (v) => int(floor(v)));
      case 'squareroot': return a[0].low !== null && sign(a[0].low) >= 0 ? monotone(a[0], squareRoot) : UNDEFINED;
      case 'naturallogarithm': return logRange(a[0]);
      case 'exponential': return expRange(a[0]);
      case 'power': return powRange(a[0], a[1]);
      default: throw new Error('no such function: ' + name);
    }
  }
}

function counted(certain, possible, minimum, maximum) {
  return certain >= minimum && possible <= maximum ? 1 : possible < minimum || certain > maximum ? 0 : U;
}

function setTest(kind, members, count, has) {
  const any = (list) => list.reduce((t, m) => or(t, has(m)), 0);
  const others = () => [...Array(count).keys()].filter((m) => !members.includes(m));
  switch (kind) {
    case 'any': return any(members);
    case 'all': return members.reduce((t, m) => and(t, has(m)), 1);
    case 'only': return and(any(members), not(any(others())));
    case 'empty': return not(any([...Array(count).keys()]));
    default: throw new Error('no such test: ' + kind);
  }
}

function classTest(classification, wanted, truths) {
  let result = 0;
  let before = 0;
  classification.branches.forEach(([value], i) => {
    const here = classification.first ? and(truths[i], not(before)) : truths[i];
    if (wanted.includes(value)) { result = or(result, here); }
    before = or(before, truths[i]);
  });
  return result;
}

function classValue(classification, truths) {
  for (let i = 0; i < truths.length; i++) {
    if (truths[i] === 1) { return classification.branches[i][0]; }
    if (truths[i] === U && classification.first) { return -1; }
  }
  return -1;
}
