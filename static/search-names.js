/* Names before text: exact, then beginning, then nearly so. Used in the worker. */

/** Edits between two words, a swap of neighbours counting as one; more than `most` are not counted out. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, place) => place)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length];
}

const allowed = (length) => (length >= 8 ? 2 : length >= 4 ? 1 : 0);

const byKind = (one, other) => other[2] - one[2] || one[0].length - other[0].length || (one[0] < other[0] ? -1 : 1) || one[1] - other[1];

/** The documents of names equal to the key (terms before other names), and of names that begin with it. */
async function namesLike(data, key) {
  const rows = await data.names(key);
  const exact = rows.filter(([name]) => name === key).sort(byKind);
  const beginning = rows.filter(([name]) => name !== key).sort(byKind);
  return { exact: exact.map((row) => row[1]), beginning: beginning.map((row) => row[1]) };
}

/**
 * Names nearly equal to the key, nearest first. One edit leaves the first half of a name whole or the second, so what
 * begins with the one and what ends with the other is all there is to compare.
 */
async function namesNear(data, key) {
  const most = allowed(key.length);
  if (!most) return [];
  const half = key.length >> 1;
  const heads = [key.slice(0, half), key.slice(0, Math.max(half - 1, 2))];
  const tails = [key.slice(half), key.slice(half + 1)];
  const found = await Promise.all([data.names(heads[1]), data.namesEnding(tails[1].length > 1 ? tails[1] : tails[0])]);
  const near = new Map();
  for (const row of found.flat()) {
    const away = distance(key, row[0], most);
    if (away && away <= most) near.set(`${row[0]}/${row[1]}`, { away, row });
  }
  return [...near.values()].sort((one, other) => one.away - other.away || byKind(one.row, other.row)).map(({ row }) => row);
}
