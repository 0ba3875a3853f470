// A function of what is still unknown, as a decision diagram: equal parts are one node. Levels are in order; a terminal carries a value.
class Diagram {
  constructor() {
    this.level = [];
    this.kids = [];
    this.value = [];
    this.ids = new Map();
  }

  terminal(value, key) {
    return this.intern('t' + (key === undefined ? String(value) : key), Infinity, null, value);
  }

  node(level, kids) {
    if (kids.every((k) => k === kids[0])) { return kids[0]; }
    return this.intern(level + ':' + kids.join(','), level, kids, undefined);
  }

  intern(key, level, kids, value) {
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.level.length;
      if (id > 3000000) { throw new Error('too many possibilities'); }
      this.ids.set(key, id);
      this.level.push(level);
      this.kids.push(kids);
      this.value.push(value);
    }
    return id;
  }

  isTerminal(id) { return this.kids[id] === null; }

  child(id, level, i) { return this.level[id] === level ? this.kids[id][i] : id; }

  // f(values) → [value, key]; shortcut(ids) → an id that is already the answer, or -1.
  combine(ids, f, shortcut) {
    const memo = new Map();
    const run = (list) => {
      const early = shortcut ? shortcut(list) : -1;
      if (early >= 0) { return early; }
      const key = list.join(',');
      let done = memo.get(key);
      if (done !== undefined) { return done; }
      let level = Infinity;
      for (const id of list) { level = Math.min(level, this.level[id]); }
      if (level === Infinity) {
        const [value, name] = f(list.map((id) => this.value[id]));
        done = this.terminal(value, name);
      } else {
        const top = list.find((id) => this.level[id] === level);
        const kids = [];
        for (let i = 0; i < this.kids[top].length; i++) { kids.push(run(list.map((id) => this.child(id, level, i)))); }
        done = this.node(level, kids);
      }
      memo.set(key, done);
      return done;
    };
    return run(ids);
  }

  map(id, f) { return this.combine([id], ([v]) => f(v)); }

  and(a, b) {
    const no = this.terminal(0);
    const yes = this.terminal(1);
    return this.combine([a, b], ([x, y]) => [and(x, y)], ([x, y]) => (x === no || y === no ? no : x === yes ? y : y === yes ? x : x === y ? x : -1));
  }

  not(a) { return this.map(a, (x) => [not(x)]); }

  or(a, b) { return this.not(this.and(this.not(a), this.not(b))); }

  reachable(root) {
    const seen = new Set([root]);
    const open = [root];
    while (open.length) {
      const id = open.pop();
      for (const k of this.kids[id] || []) { if (!seen.has(k)) { seen.add(k); open.push(k); } }
    }
    return [...seen];
  }

  // The terminals that some possible patient reaches.
  outcomes(root, impossible) {
    return this.reachable(root).filter((id) => this.isTerminal(id) && id !== impossible);
  }

  // The groups of levels that matter to one of several functions: two possible patients with different outcomes differ in nothing else.
  // Where constraints tie unknown facts together and no group alone decides, the fewest that do.
  essential(roots, groups, impossible) {
    const nodes = [...new Set(roots.flatMap((root) => this.reachable(root)))].filter((id) => !this.isTerminal(id));
    const present = [...new Set(nodes.map((id) => groups[this.level[id]]))].sort((a, b) => a - b);
    if (!nodes.some((id) => this.kids[id].includes(impossible))) { return present; }
    const conflict = (mayDiffer) => {
      const done = new Map();
      const differ = (a, b) => {
        if (this.isTerminal(a) && this.isTerminal(b)) { return a !== impossible && b !== impossible && a !== b; }
        if (a === impossible || b === impossible) { return false; }
        const key = a + ',' + b;
        if (done.has(key)) { return done.get(key); }
        done.set(key, false);
        const level = Math.min(this.level[a], this.level[b]);
        const count = this.kids[this.level[a] === level ? a : b].length;
        const free = mayDiffer(groups[level]);
        let result = false;
        for (let i = 0; i < count && !result; i++) {
          for (let j = free ? 0 : i; j < (free ? count : i + 1) && !result; j++) {
            result = differ(this.child(a, level, i), this.child(b, level, j));
          }
        }
        done.set(key, result);
        return result;
      };
      return roots.some((root) => differ(root, root));
    };
    const essential = present.filter((group) => conflict((g) => g === group));
    if (!conflict((g) => !essential.includes(g))) { return essential; }
    let kept = [...present];
    for (const group of [...present].reverse()) {
      if (!essential.includes(group) && !conflict((g) => g === group || !kept.includes(g))) { kept = kept.filter((g) => g !== group); }
    }
    return kept;
  }
}
