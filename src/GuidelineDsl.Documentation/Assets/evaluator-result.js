// Status, rules and advice of every decision, in the form gdl-result/1.
class Raw {
  constructor(text) { this.text = text; }
  toJSON() { return Number(this.text); }
}

class Patient {
  constructor(model, values, today) {
    this.model = model;
    this.kleene = new Kleene(model, values, today, model.derived.map(() => 0));
    for (const i of model.askedFor) {
      if (this.derivedResult(i).determined) { this.kleene.determined[i] = 1; this.kleene.forget(); }
    }
  }

  // The facts behind a derived value that are unknown.
  hasUnknown(i) { return [...new Reach(this.model).addDerivedFacts(i)].some((f) => this.kleene.values[f] === null); }

  // Whether a constraint is violated however the unknown facts turn out. What can never be decided violates nothing.
  violates(k) {
    const t = this.kleene.holds(k.c);
    if (t !== U) { return t === 0; }
    const search = new Search(this.model, this.kleene, [k.c], false, false);
    const seen = search.outcomes(search.of(k.c));
    return seen.length === 1 && seen[0] === 0;
  }

  // A derived value: by three-valued truth, and where that leaves it open although every value still possible agrees, by looking ahead.
  derivedResult(i) {
    const d = this.model.derived[i];
    switch (d.kind) {
      case 'definition': {
        let t = this.kleene.definition(i);
        if (t === U && this.hasUnknown(i)) {
          const search = new Search(this.model, this.kleene, [d.c], false, false);
          const seen = new Set(search.outcomes(search.of(d.c)).map((v) => (v === 1 ? 1 : 0)));
          if (seen.size === 1) { [t] = seen; }
        }
        return { determined: t !== U, value: t === U ? null : t === 1 };
      }
      case 'classification': {
        let v = this.kleene.valueOf(i);
        if (v < 0 && this.hasUnknown(i)) {
          const search = new Search(this.model, this.kleene, d.branches.map((b) => b[1]), false, false);
          const seen = search.outcomes(search.classValue(i));
          if (seen.length === 1) { [v] = seen; }
        }
        return { determined: v >= 0, value: v < 0 ? null : d.values[v][0] };
      }
      case 'score': {
        const r = this.kleene.score(i);
        const value = isExact(r) ? new Raw(decimalText(r.low)) : { from: new Raw(decimalText(r.low)), to: new Raw(decimalText(r.high)) };
        return { determined: isExact(r), value };
      }
      default: {
        const r = this.kleene.range(['c', i]);
        if (!isExact(r)) { return { determined: false, value: null }; }
        return { determined: true, value: d.kind === 'number' ? new Raw(decimalText(r.low)) : dateText(r.low, d.kind === 'datetime') };
      }
    }
  }
}

// What one decision answers.
class Answer {
  constructor(patient, decision) {
    Object.assign(this, { patient, decision, model: patient.model, certain: new Set(), possible: new Set(), needs: [], search: null });
    this.kleene = patient.kleene;
    this.roots = [decision.scope, ...decision.rules.map((r) => r.c), ...decision.silences.map((s) => s.c)];
    const space = spaceOf(this.model, this.roots, true);
    this.thaws = space.facts.some((c) => c.stays && this.kleene.values[c.fact] === null);
    const known = this.settle();
    if (known && !this.thaws) {
      this.status = known.status;
      known.given.forEach((i) => this.certain.add(i));
    } else {
      this.lookAhead(space);
    }
    this.silence = this.status === 'silent' ? decision.silences.find((s) => this.kleene.holds(s.c) === 1) || null : null;
  }

  // By three-valued truth alone; null when that leaves something open.
  settle() {
    const scope = this.kleene.holds(this.decision.scope);
    if (scope !== 1) { return scope === 0 ? { status: 'out-of-scope', given: [] } : null; }
    const given = [];
    for (let i = 0; i < this.decision.rules.length; i++) {
      const t = this.givenNow(i);
      if (t === U) { return null; }
      if (t === 1) {
        given.push(i);
        if (this.decision.policy === 'first') { break; }
      }
    }
    if (given.length) { return { status: 'decided', given }; }
    const silent = this.decision.silences.reduce((t, s) => or(t, this.kleene.holds(s.c)), 0);
    return silent === U ? null : { status: silent === 1 ? 'silent' : 'no-recommendation', given };
  }

  overriders(i) { return this.decision.rules.map((r, j) => (r.overrides.includes(i) ? j : -1)).filter((j) => j >= 0); }

  givenNow(i) {
    return this.overriders(i).reduce((t, j) => and(t, not(this.kleene.holds(this.decision.rules[j].c))), this.kleene.holds(this.decision.rules[i].c));
  }

  // The status and each rule's being given, as functions of what is unknown. What stays undecided to the last does not hold.
  explore(thaws) {
    const search = new Search(this.model, this.kleene, this.roots, true, thaws);
    const d = search.diagram;
    const final = (c) => d.map(search.of(c), (t) => [t === 1 ? 1 : 0]);
    const scope = final(this.decision.scope);
    const rules = this.decision.rules.map((r) => final(r.c));
    let earlier = d.terminal(0);
    const given = rules.map((rule, i) => {
      let id = d.and(scope, this.overriders(i).reduce((a, j) => d.and(a, d.not(rules[j])), rule));
      if (this.decision.policy === 'first') {
        const own = id;
        id = d.and(id, d.not(earlier));
        earlier = d.or(earlier, own);
      }
      return id;
    });
    const any = given.reduce((a, g) => d.or(a, g), d.terminal(0));
    const silent = this.decision.silences.reduce((a, s) => d.or(a, final(s.c)), d.terminal(0));
    const status = d.combine([scope, any, silent], ([inScope, decided, isSilent]) => [
      inScope === 0 ? 'out-of-scope' : decided === 1 ? 'decided' : isSilent === 1 ? 'silent' : 'no-recommendation']);
    return { search, status: search.masked(status), given: given.map((g) => search.masked(g)), holds: rules.map((r) => search.masked(r)) };
  }

  lookAhead(space) {
    const now = this.explore(false);
    const statuses = now.search.outcomes(now.status);
    if (statuses.length === 0) { this.estimate(space); return; }
    now.given.forEach((g, i) => { if (now.search.outcomes(g).includes(1)) { this.possible.add(i); } });
    if (!statuses.includes('out-of-scope')) {
      this.givenForNow(now).forEach((i) => { this.certain.add(i); this.possible.delete(i); });
    }
    this.status = this.certain.size ? 'decided' : statuses.length === 1 && statuses[0] !== 'decided' ? statuses[0] : 'needs-data';
    this.seen = now;
    if (this.thaws) {
      this.seen = this.explore(true);
      this.seen.given.forEach((g, i) => { if (!this.certain.has(i) && this.seen.search.outcomes(g).includes(1)) { this.possible.add(i); } });
    }
    // A rule is given until one that overrides it holds: whether that will be is worth asking, also where the other would itself be overridden.
    const mayBeWithdrawn = (i) => this.overriders(i).length > 0 && this.seen.search.outcomes(this.seen.given[i]).includes(0);
    if (this.status === 'needs-data' || this.possible.size || [...this.certain].some(mayBeWithdrawn)) {
      this.needs = this.seen.search.needs([this.seen.status, ...this.seen.given]);
      if (this.needs.length === 0) { this.needs = now.search.needs([now.status, ...now.given]); }
    }
  }

  // The rules that hold for certain and that no rule overrides for certain: what is only possible takes nothing away.
  givenForNow(now) {
    const always = (id) => { const seen = now.search.outcomes(id); return seen.length === 1 && seen[0] === 1; };
    // A rule that others override counts as holding only where constraints are not needed to see it, as in the assembly.
    const anyway = (id) => now.search.diagram.isTerminal(id) && now.search.diagram.value[id] === 1;
    const holding = this.decision.rules.map((r, i) => i).filter((i) => {
      const t = this.kleene.holds(this.decision.rules[i].c);
      return this.possible.has(i) && (t === 1 || (t === U && (always(now.given[i]) || (this.overriders(i).length > 0 && anyway(now.holds[i])))));
    });
    const given = holding.filter((i) => !this.overriders(i).some((j) => holding.includes(j)));
    if (this.decision.policy !== 'first') { return given; }
    return given.slice(0, 1).filter((first) => !now.given.slice(0, first).some((g) => now.search.outcomes(g).includes(1)));
  }

  // Where the constraints leave nobody, three-valued truth stands.
  estimate(space) {
    const inScope = this.kleene.holds(this.decision.scope) === 1;
    const first = this.decision.policy === 'first';
    let openBefore = false;
    for (let i = 0; i < this.decision.rules.length; i++) {
      const t = this.givenNow(i);
      const holds = this.kleene.holds(this.decision.rules[i].c) === 1 && !this.overriders(i).some((j) => this.kleene.holds(this.decision.rules[j].c) === 1);
      if (holds && inScope && !openBefore) {
        this.certain.add(i);
        if (first) { break; }
      } else if (t !== 0) {
        this.possible.add(i);
        openBefore = openBefore || first;
      }
    }
    this.status = this.certain.size ? 'decided' : 'needs-data';
    this.needs = space.all.filter((f) => this.kleene.values[f] === null);
  }

  needsOf(i) { return this.seen ? this.seen.search.needs([this.seen.given[i]]) : this.needs; }
}

// What is left of each plan: options whose guard fails, or that another decision contraindicates, are removed; what might still be removed
// is marked with the facts that decide it; what another decision advises to avoid is marked and stays.
class Options {
  constructor(patient, answers) {
    this.patient = patient;
    this.warnings = [];
    for (const answer of answers) {
      answer.decision.rules.forEach((rule, i) => {
        if (!answer.certain.has(i) && !answer.possible.has(i)) { return; }
        const against = rule.advice.filter((a) => a.verb === 'avoid' || a.verb === 'contraindicate');
        if (!against.length) { return; }
        const ruleNeeds = answer.certain.has(i) ? [] : answer.needsOf(i);
        for (const advice of against) {
          for (const option of advice.steps.flatMap((s) => s.options)) {
            const guard = this.guard(option);
            if (guard.truth !== 0) {
              this.warnings.push({
                decision: answer.decision.id, by: answer.decision.id + '.' + rule.id, actions: option.actions, forbids: advice.verb === 'contraindicate',
                needs: [...new Set([...ruleNeeds, ...guard.needs])].sort((a, b) => a - b),
              });
            }
          }
        }
      });
    }
  }

  guard(option) {
    if (!option.guard) { return { truth: 1, needs: [] }; }
    const { kleene, model } = this.patient;
    const truth = kleene.holds(option.guard);
    if (truth !== U) { return { truth, needs: [] }; }
    const thaws = spaceOf(model, [option.guard], true).facts.some((c) => c.stays && kleene.values[c.fact] === null);
    const search = new Search(model, kleene, [option.guard], true, thaws);
    const id = search.masked(search.diagram.map(search.of(option.guard), (t) => [t === 1 ? 1 : 0]));
    const seen = search.outcomes(id);
    return seen.length === 1 ? { truth: seen[0], needs: [] } : { truth: U, needs: search.needs([id]) };
  }

  names(facts) { return facts.map((f) => this.patient.model.facts[f].id); }

  apply(decision, rule, advice) {
    const by = decision.id + '.' + rule.id;
    const isFor = advice.verb === 'recommend' || advice.verb === 'consider';
    return advice.steps.map((step) => {
      const out = { name: step.name, options: [], removed: [], unconfirmed: [] };
      const against = [];
      const addTo = (list, remark) => {
        if (!list.some((r) => r.by === remark.by && r.option.join('\n') === remark.option.join('\n'))) { list.push(remark); }
      };
      for (const option of step.options) {
        const guard = this.guard(option);
        if (guard.truth === 0) { out.removed.push({ option: option.actions, by }); continue; }
        let actions = option.actions;
        if (isFor) {
          const met = this.warnings.filter((w) => w.decision !== decision.id && w.actions.every((a) => option.actions.includes(a)));
          const forbidding = met.filter((w) => w.forbids && !w.needs.length);
          const fatal = forbidding.filter((w) => !w.actions.some((a) => option.optional.includes(a)));
          if (fatal.length) {
            [...new Set(fatal.map((w) => w.by))].forEach((b) => out.removed.push({ option: option.actions, by: b }));
            continue;
          }
          for (const w of forbidding) {
            for (const part of w.actions.filter((a) => option.optional.includes(a))) {
              actions = actions.filter((a) => a !== part);
              addTo(out.removed, { option: [part], by: w.by });
            }
          }
          for (const w of met) {
            if ((w.forbids && !w.needs.length) || !w.actions.every((a) => actions.includes(a))) { continue; }
            const optional = w.actions.filter((a) => option.optional.includes(a));
            addTo(w.forbids ? out.unconfirmed : against, { option: optional.length ? optional : actions, by: w.by, needs: this.names(w.needs) });
          }
        }
        if (guard.truth === U) { out.unconfirmed.push({ option: actions, by, needs: this.names(guard.needs) }); }
        if (actions.length) { out.options.push(actions); }
      }
      if (against.length) { out.advisedAgainst = against; }
      const left = new Set(out.options.flat());
      const optional = [...new Set(step.options.flatMap((o) => o.optional))].filter((a) => left.has(a));
      if (optional.length) { out.optional = optional; }
      return out;
    });
  }
}

function describeAllowed(fact) {
  const bounds = (show) => (fact.min !== null && fact.max !== null ? ' from ' + show(fact.min) + ' to ' + show(fact.max)
    : fact.min !== null ? ' from ' + show(fact.min) : fact.max !== null ? ' up to ' + show(fact.max) : '');
  switch (fact.kind) {
    case 'yesno': return 'true or false';
    case 'one': return 'one of ' + fact.values.map((v) => v[0]).join(', ');
    case 'set': return 'a list of any of ' + fact.values.map((v) => v[0]).join(', ');
    case 'number': return 'a number' + bounds(decimalText) + (fact.unit ? ' in ' + fact.unit : '') + (fact.step ? ', in steps of ' + decimalText(fact.step) : '');
    case 'date': return 'a date such as "2025-10-10"' + bounds((v) => dateText(v, false));
    default: return 'a date and time such as "2025-10-10T14:30"' + bounds((v) => dateText(v, true));
  }
}

// One value of a patient: { value } or { fault }.
function readValue(fact, given) {
  const wrong = { fault: 'must be ' + describeAllowed(fact) };
  const inRange = (v) => {
    if ((fact.min !== null && cmp(v, fact.min) < 0) || (fact.max !== null && cmp(v, fact.max) > 0)) { return { fault: 'is outside its range: ' + describeAllowed(fact) }; }
    if (fact.kind === 'number' && fact.step !== null && !isMultiple(v, fact.step)) { return { fault: 'is no multiple of ' + decimalText(fact.step) + ': ' + describeAllowed(fact) }; }
    return { value: v };
  };
  const quantity = (number, unit) => {
    if (number === null) { return wrong; }
    if (unit === undefined || unit === fact.unit) { return inRange(number); }
    const known = (fact.units || []).find((u) => u[0] === unit);
    return known ? inRange(add(mul(number, known[1]), known[2])) : { fault: 'has the unit ' + unit + ', which cannot be converted to ' + (fact.unit || 'a plain number') };
  };
  switch (fact.kind) {
    case 'yesno': return typeof given === 'boolean' ? { value: given ? 1 : 0 } : wrong;
    case 'one': {
      const i = fact.values.findIndex((v) => v[0] === given);
      return i >= 0 ? { value: i } : wrong;
    }
    case 'set': {
      if (!Array.isArray(given)) { return wrong; }
      const members = given.map((g) => fact.values.findIndex((v) => v[0] === g));
      return members.includes(-1) || new Set(members).size !== members.length ? wrong : { value: new Set(members) };
    }
    case 'number': {
      if (typeof given === 'number') { return quantity(decimal(String(given)), undefined); }
      if (given && typeof given === 'object' && !Array.isArray(given)) {
        return typeof given.value === 'number' ? quantity(decimal(String(given.value)), given.unit === null ? undefined : given.unit) : wrong;
      }
      const m = typeof given === 'string' && /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)\s*(.*)$/.exec(given);
      return m && m[2] ? quantity(decimal(m[1]), m[2].trim()) : wrong;
    }
    default: {
      const time = typeof given === 'string' ? (fact.kind === 'date' ? parseDate : parseTime)(given) : null;
      return time ? inRange(time) : wrong;
    }
  }
}

class PatientRejected extends Error {
  constructor(faults) {
    super(faults.map((f) => f.message).join('\n'));
    this.faults = faults;
  }
}

function makeEvaluator(json) {
  const model = prepare(json);

  function read(patient, today) {
    const faults = [];
    const fault = (fact, message) => faults.push({ fact, message });
    const values = model.facts.map(() => null);
    for (const [name, given] of Object.entries(patient)) {
      const i = model.facts.findIndex((f) => f.id === name);
      if (i < 0) {
        if (name !== 'id') { fault(name, "'" + name + "' is no fact of the guideline '" + model.id + "'."); }
        continue;
      }
      if (given === null || given === undefined) { continue; }
      const result = readValue(model.facts[i], given);
      if (result.fault) { fault(name, "'" + name + "' (" + model.facts[i].label + ') ' + result.fault + '.'); } else { values[i] = result.value; }
    }
    model.facts.forEach((f, i) => {
      if (f.required && values[i] === null && !faults.some((x) => x.fact === f.id)) { fault(f.id, "'" + f.id + "' (" + f.label + ') is required.'); }
    });
    const day = parseDate(today);
    if (!day) { fault(null, 'Today must be a date such as 2025-10-10.'); }
    if (faults.length) { throw new PatientRejected(faults); }
    const loaded = new Patient(model, values, day.n);
    for (const k of model.constraints) {
      if (loaded.violates(k)) { fault(k.id, "No patient can be like this: '" + k.id + "' (" + k.label + ') is violated.'); }
    }
    if (faults.length) { throw new PatientRejected(faults); }
    return loaded;
  }

  // The result in the contract's order of members; exact numbers are kept by `stringify`.
  function evaluateExactly(patient, today) {
    const loaded = read(patient, today);
    const answers = model.decisions.map((d) => new Answer(loaded, d));
    const options = new Options(loaded, answers);
    return {
      schema: 'gdl-result/1',
      guideline: { id: model.id, version: model.version, digest: model.digest },
      today,
      patient: patient.id === undefined || model.facts.some((f) => f.id === 'id') ? null : patient.id,
      derived: Object.fromEntries(model.derived.map((d, i) => [d.id, loaded.derivedResult(i).value])),
      decisions: answers.map((a) => {
        const d = a.decision;
        const given = d.rules.filter((r, i) => a.certain.has(i));
        const out = {
          id: d.id, status: a.status, rules: given.map((r) => r.id), possibleRules: d.rules.filter((r, i) => a.possible.has(i)).map((r) => r.id),
          needs: a.needs.map((f) => model.facts[f].id),
          recommendations: given.flatMap((r) => r.advice.map((advice) => ({
            rule: r.id, verb: advice.verb, steps: options.apply(d, r, advice), qualifiers: advice.qualifiers, evidence: r.evidence, citations: r.citations,
            because: r.because, file: r.file, line: r.line,
          }))),
        };
        if (a.silence) { out.silence = { because: a.silence.because, citations: a.silence.citations, file: a.silence.file, line: a.silence.line }; }
        return out;
      }),
    };
  }

  function stringify(value) {
    if (value instanceof Raw) { return value.text; }
    if (Array.isArray(value)) { return '[' + value.map(stringify).join(',') + ']'; }
    if (value && typeof value === 'object') { return '{' + Object.entries(value).map(([k, v]) => JSON.stringify(k) + ':' + stringify(v)).join(',') + '}'; }
    return JSON.stringify(value === undefined ? null : value);
  }

  const evaluateToJson = (patient, today) => stringify(evaluateExactly(patient, today));
  return { model, evaluateToJson, evaluate: (patient, today) => JSON.parse(evaluateToJson(patient, today)) };
}
