// Blocks are JSON, compressed and spelled in base64; they are unpacked when they are looked at, and the last ones are kept.
const KEPT = 80_000_000;

function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const raw = atob(text), bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

async function unpacked(id) {
  const stream = new Blob([bytesOf(document.getElementById(id).textContent)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(stream).text();
}

function blocks(name, starts) {
  const kept = new Map();
  let size = 0;
  async function load(i) {
    if (kept.has(i)) return kept.get(i).rows;
    const text = await unpacked(name + i);
    const rows = JSON.parse(text);
    kept.set(i, { rows, length: text.length });
    size += text.length;
    for (const [old, { length }] of kept) {
      if (size <= KEPT || old === i) break;
      kept.delete(old);
      size -= length;
    }
    return rows;
  }
  function blockOf(place) {
    let low = 0, high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= place) low = middle; else high = middle - 1;
    }
    return low;
  }
  return {
    starts, load,
    at: async place => { const i = blockOf(place); return (await load(i))[place - starts[i]]; },
  };
}

// Candidates by their place: groups lie one after the other.
function candidatesOf(index) {
  let size = 0;
  for (const group of index.groups) {
    group.first = size;
    size += group.item.length;
    group.by = Object.fromEntries(group.scores.map(score => [score.n, score]));
  }
  const groupOf = new Uint16Array(size);
  index.groups.forEach((group, g) => groupOf.fill(g, group.first, group.first + group.item.length));
  const STATES = ["fine", "scored 0", "unreadable or unscored", "failed"];
  const states = new Uint8Array(size), differ = new Uint8Array(size);
  for (const group of index.groups) {
    for (let k = 0; k < group.item.length; k++) {
      let state = 0;
      for (const { v, f } of group.scores) {
        if (f[k] !== undefined || v[k] === null) state = Math.max(state, 2);
        else if (v[k] === 0) state = Math.max(state, 1);
      }
      if (group.failed[k] !== undefined) state = 3;
      states[group.first + k] = state;
    }
  }
  // Models differ on an item where a score of the same prompt, params and sample does.
  const models = new Map();
  for (const group of index.groups) {
    const key = JSON.stringify([group.b, group.s, group.p, group.q]);
    if (!models.has(key)) models.set(key, []);
    models.get(key).push(group);
  }
  for (const [first, ...others] of models.values()) for (const other of others) {
    const length = Math.min(first.item.length, other.item.length);
    for (let k = 0; k < length; k++) {
      if (first.item[k] !== other.item[k]) continue;
      if (first.scores.some(score => score.v[k] !== other.by[score.n]?.v[k])) differ[first.first + k] = differ[other.first + k] = 1;
    }
  }
  for (const siblings of models.values()) {
    const length = Math.min(...siblings.map(g => g.item.length));
    for (let k = 0; k < length; k++) if (siblings.some(g => differ[g.first + k])) for (const g of siblings) differ[g.first + k] = 1;
  }
  return {
    size, groups: index.groups, groupOf, states, differ, STATES,
    group: place => index.groups[groupOf[place]],
    item: place => { const g = index.groups[groupOf[place]]; return g.item[place - g.first]; },
    sample: place => { const g = index.groups[groupOf[place]]; return g.sample?.[place - g.first] ?? 0; },
  };
}
