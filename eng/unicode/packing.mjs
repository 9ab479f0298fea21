// The compact form that CodePointMap.cs reads: runs of code points, each a length and a value as variable-length numbers, and
// an index with the start of every 32nd run.
const runsPerBlock = 32;

export function varint(number) {
  const bytes = [];
  do {
    bytes.push((number & 0x7f) | (number > 0x7f ? 0x80 : 0));
    number >>>= 7;
  } while (number > 0);
  return bytes;
}

const littleEndian24 = number => [number & 0xff, (number >> 8) & 0xff, (number >> 16) & 0xff];

// runs: [{ start, value }], in order, the first at 0.
export function pack(runs, end) {
  const data = [];
  const index = [];
  runs.forEach((run, i) => {
    if (i % runsPerBlock === 0) index.push(...littleEndian24(run.start), ...littleEndian24(data.length));
    data.push(...varint((runs[i + 1]?.start ?? end) - run.start), ...varint(run.value));
  });
  return { data, index };
}

// Equal neighbours become one run; null means that nobody asks, so the run before goes on.
export function runsOf(valueAt, end) {
  const runs = [];
  for (let cp = 0; cp < end; cp++) {
    const value = valueAt(cp);
    if (value === null && runs.length > 0) continue;
    if (runs.length === 0 || runs.at(-1).value !== value) runs.push({ start: cp, value: value ?? 0 });
  }
  return runs;
}

// The UTS 46 runs and the pool of replacement texts. Values: 0 valid, 1 disallowed, 2 ignored, 3 pairs (every other code point
// is mapped to the one after it, which is valid), else 4 + 2 * zigzag(difference) for a shift, 5 + 2 * (32 * offset + length)
// for texts of one length that stand one after the other in the pool.
export function mappingRuns(status, end) {
  const runs = [];
  let pool = '';
  for (let cp = 0; cp < end;) {
    const run = plainRun(status, cp, end) ?? pairRun(status, cp) ?? shiftRun(status, cp);
    if (run) {
      runs.push({ start: cp, value: run.value });
      cp += run.length;
      continue;
    }
    const textLength = status[cp].mapping.length;
    if (textLength > 31) throw new Error(`the mapping of U+${cp.toString(16)} is too long`);
    runs.push({ start: cp, value: 5 + 2 * (32 * pool.length + textLength) });
    do {
      pool += status[cp].mapping;
      cp++;
    } while (status[cp].mapping?.length === textLength && !pairRun(status, cp) && !shiftRun(status, cp));
  }
  return { runs, pool };
}

function plainRun(status, cp, end) {
  const value = ['valid', 'disallowed', 'ignored'].indexOf(status[cp].status);
  if (value < 0) return null;
  let last = cp;
  while (last < end && status[last].status === status[cp].status) last++;
  return { value, length: last - cp };
}

const shift = (status, cp) =>
  status[cp]?.status === 'mapped' && [...status[cp].mapping].length === 1 ? status[cp].mapping.codePointAt(0) - cp : null;

function pairRun(status, cp) {
  let length = 0;
  while (shift(status, cp + length) === 1 && status[cp + length + 1].status === 'valid') length += 2;
  return length >= 4 ? { value: 3, length } : null;
}

function shiftRun(status, cp) {
  const difference = shift(status, cp);
  if (difference === null) return null;
  let length = 1;
  while (shift(status, cp + length) === difference) length++;
  const zigzag = difference < 0 ? -2 * difference - 1 : 2 * difference;
  return length >= 3 ? { value: 4 + 2 * zigzag, length } : null;
}
