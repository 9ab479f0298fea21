// What other people's code makes of names: the tr46 package, asked here, is the judge of the tests in Mooring.Core.Tests. Where
// the program decides otherwise than plain UTS 46 (LabelValidity.cs and BidiRule.cs say why), the decision is applied here.
import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { createRequire } from 'node:module';

const { toASCII, toUnicode } = createRequire(import.meta.url)('tr46');
const options = { checkBidi: true, checkJoiners: true };
const isAscii = text => /^[\0-\x7f]*$/.test(text);

// The A-label form of a name, or '' when it is refused. Labels in ASCII take no part in the bidi rule.
export function judge(name) {
  const mapped = toUnicode(name, { ...options, checkBidi: false, ignoreInvalidPunycode: false });
  if (mapped.error) return '';
  const labels = mapped.domain.replace(/\.$/, '').split('.');
  const international = labels.filter(label => !isAscii(label));
  if (toASCII(international.join('.') || 'a', options) === null) return '';
  const sound = labels.every((label, i) => (label === '*' && i === 0) || /^(?!-)[a-z0-9_\u0080-\u{10ffff}-]+(?<!-)$/u.test(label));
  const ascii = sound ? toASCII(labels.join('.'), { ...options, checkBidi: false, verifyDNSLength: true }) : null;
  return ascii ?? '';
}

const written = [
  '例子.中国', '*.例子.中国', '_acme-challenge.例子.中国', '例子。中国', '例子．中国', '例子｡中国', 'BÜCHER.example', 'bücher.example',
  'BU\u0308CHER.example', 'bu\u0308cher.example.', 'ｎａｓ．ｅｘａｍｐｌｅ．ｃｏｍ', 'ＮＡＳ.Example.COM', 'ﬁle.example', 'Straße.example', 'STRASSE.example',
  'STRAẞE.example', 'ΒΌΛΟΣ.example', 'βόλος.example', 'ﻷ.example', 'xn--bcher-kva.example', 'XN--BCHER-KVA.example', 'xn--fiqs8s', 'xn--fsqu00a.xn--fiqs8s',
  'xn--a.example', 'xn--.example', 'xn---.example', 'xn--abc-.example', 'xn--99999999.example', 'xn--bcher-kv.example', 'xn--BCHER-kvA9999999999.example',
  'xn--u-ccb.example', 'xn--0ca24w.example', 'xn--a-ecp.ru', 'xn--1ug.example', 'xn--xn---epa.example', 'xn--bu-dea.example', 'xn--4dbcagdahymbxekheh6e0a7fei0b.example',
  'שלום.example', 'א1.example', '1א.example', 'אa.example', 'aא.example', '_acme-challenge.שלום.example', '*.שלום.example', '7.שלום.example', 'à.א.example', '0à.א.example',
  'مثال.إختبار', 'مثال١.example', 'مثال1١.example', 'نامه\u200cای.com', 'a\u200cb.example', '\u0dc1\u0dca\u200d\u0dbb\u0dd3.com', 'क्\u200dष.example', '\u200d.example', 'a\u00adb.example', 'a\u200bb.example', '\u00ad.example',
  '\u0301a.example', 'a.\u0301b.example', '☕.example', '💩.example', '👩\u200d💻.example', '㍿.example', '℡.example', '№1.example', '㎏.example', '½.example', '㏂.example', '⑴.example', '①.example',
  'a b.example', 'ü b.example', 'ü/b.example', 'ü_b.example', '_ü.example', '-ü.example', 'ü-.example', 'ü--ü.example', 'üü--ü.example', 'ab--c.example', '*ü.example', 'a.*ü.example',
  'faß.de', 'ος.gr', 'ΟΣ.gr', 'ı.example', 'İ.example', 'Kelvin\u212a.example', 'Å.example', 'Å.example', 'A\u030a.example', 'ﬀ.example', 'ǆ.example', 'Ǆ.example', 'ŉ.example',
  '한국.kr', '\u1112\u1161\u11ab\u1100\u116e\u11a8.kr', 'ㅎㅏㄴ.kr', 'ﾊﾟｰﾃｨｰ.jp', 'パーティー.jp', 'ハ\u309aーティー.jp', '東京都.jp', '㋀.jp', '㌢.jp', '神.jp', '神.jp', '\ufa19.jp', '\u{2f800}.example', '\u{20000}.example',
  'клиника.рф', 'КЛИНИКА.РФ', 'й.рф', 'и\u0306.рф', 'việtnam.vn', 'vie\u0323\u0302tnam.vn', 'vie\u0302\u0323tnam.vn', 'ไทย.th', 'ก\u0e33.th', 'भारत.भारत', 'क़.example', 'बांग्ला.example', 'தமிழ்.example', 'ქართული.ge', 'ᲥᲐᲠᲗᲣᲚᲘ.ge', 'Ꭰ.example', 'ꭰ.example', 'հայ.am', 'ԵՒ.am', 'և.am',
  'a\u0300\u0316b.example', 'a\u0316\u0300b.example', 'a\u0345\u0301.example', '\u{1d15e}.example', '\u{1e900}.example', '\u{1e922}.example', '\u{10ffff}.example', '\ue000.example', '\ufffd.example', '\ufffe.example', '\u0378.example', '\u2028.example', '\u202e.example', '\u3000.example', 'a\u00a0b.example', '≠.example', '=\u0338.example', '<\u0338.example', '℀.example', '；.example', '＿a.example', '－a.example', '＊.example',
  'ä'.repeat(57) + '.example', 'ä'.repeat(58) + '.example', 'ä'.repeat(59) + '.example', ('ü'.repeat(50) + '.').repeat(4) + 'example', ('ü'.repeat(50) + '.').repeat(4) + 'ab.cd.ef.gh', 'a'.repeat(63) + '.例子', 'a'.repeat(64) + '.例子',
];

// A small generator with a fixed seed, so that the file is the same on every run.
function random(seed) {
  let state = seed;
  return limit => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const alphabets = [
  'abcxyz0189-_', 'ABCXYZ', 'äöüßéñøåçÄÖÜÉ', 'áâãạậ', '\u0300\u0301\u0302\u0308\u030a\u0316\u0323\u0327\u0345', '例子中国東京한국각', '\u1100\u1161\u11a8\u1112\u11ab', 'אבגדה0', 'مثالي١٢ى\u064e\u0651', '\u200c\u200d',
  'भारतक्षि\u094d', 'ａｂＡＢ０９－．', '。．｡.', 'клЙЁїґ', 'ωΩΐςΣ', 'ﬁﬂﬃ㌔℡½', '\u00ad\u200b\ufe0f', '☕💩≠', 'ไทยำ', 'ﾊﾟﾊﾞｶﾞ\u3099\u309a', 'か\u3099は\u309a',
].map(alphabet => [...alphabet]);

function* composed(count) {
  const next = random(46);
  for (let i = 0; i < count; i++) {
    const mine = Array.from({ length: 1 + next(3) }, () => alphabets[next(alphabets.length)]);
    yield Array.from({ length: 1 + next(9) }, () => (next(9) === 0 ? '.' : mine.map(set => set[next(set.length)])[next(mine.length)])).join('') + '.example';
  }
}

// Good A-labels, broken in one place: what a typing error makes of them.
function* mistyped(count) {
  const next = random(2);
  const good = written.map(judge).filter(ascii => ascii.startsWith('xn--') && ascii.length < 60);
  const characters = [...'abcdefghijklmnopqrstuvwxyz0123456789-'];
  for (let i = 0; i < count; i++) {
    const name = [...good[next(good.length)]];
    name[4 + next(Math.max(1, name.indexOf('.') - 4))] = characters[next(characters.length)];
    yield name.join('');
  }
}

export function names() {
  const rows = [...new Set([...written, ...composed(1500), ...mistyped(500)])].map(name => [name, judge(name)]);
  for (const [name, ascii] of rows) {
    const node = domainToASCII(name).replace(/\.$/, '');
    if (ascii && node && node !== ascii) console.log(`Node and tr46 differ for ${JSON.stringify(name)}: ${node}, ${ascii}`);
  }
  const escape = name => name.replace(/[^!-~]|\\/gu, c => `\\u{${c.codePointAt(0).toString(16)}}`);
  return rows.map(([name, ascii]) => `${escape(name)}\t${ascii}`);
}

// Every code point, between letters and alone, in blocks of 4096: the digest of what the judge says, a line each.
export function blocks() {
  const rows = [];
  for (const plane of [0, 1, 2, 3, 14, 16]) {
    for (let start = plane << 16; start < (plane + 1) << 16; start += 0x1000) {
      const hash = createHash('sha256');
      for (let cp = Math.max(start, 1); cp < start + 0x1000; cp++) {
        if (cp >= 0xd800 && cp <= 0xdfff) continue;
        const c = String.fromCodePoint(cp);
        hash.update(`${judge(`a${c}b`)}\n${judge(c)}\n`);
      }
      rows.push(`${start.toString(16)}\t${hash.digest('hex').slice(0, 16)}`);
    }
  }
  return rows;
}
