import { test } from 'vitest';
import { readPaste } from './paste.ts';
import { describeEntries } from './entry-table.ts';
const n = 262144;
const cases: Record<string,string> = {
 ones: '1'.repeat(n), dots: '1.'.repeat(n/2), a: 'a'.repeat(n), asp: 'a '.repeat(n/2), q: '"'.repeat(n), qn: '"a\n'.repeat(n/3), br: '{"a":'.repeat(n/5), col: ':'.repeat(n), cola: 'a:'.repeat(n/2), dash: '-'.repeat(n), dashl: '--\n'.repeat(n/3), sp: ' '.repeat(n), spx: 'a' + ' '.repeat(n-10) + 'b', span: '1.1.1.1-'.repeat(n/8), slash: '/'.repeat(n), bs: '{"a":"'+'\\'.repeat(n-10), ips: '81.2.69.142\n'.repeat(4999), nl: '\n'.repeat(n), labels: 'a'.repeat(50)+'  ', labsp: ('a'+' '.repeat(1000)).repeat(200), hash: '#'.repeat(n), com: ' //'.repeat(n/3), spanws: ('1.1.1.1'+' '.repeat(1000)).repeat(200), sl: 'x /'.repeat(n/3), ipv6: 'f:'.repeat(n/2), ipv6b: '{"a":"' + 'f:'.repeat(n/2), qk: '{"a" '.repeat(n/5), qks: '{"a"'+' '.repeat(n-50), comma: 'x'.repeat(n+10), digits: '1'.repeat(5000).concat(' ').repeat(52),
};
test('x', () => { for (const [k, c] of Object.entries(cases)) { const t = performance.now(); const r = readPaste(c); const d = performance.now() - t; if (d > 50) console.log(k, d.toFixed(0), r.pieces.length); } 
 const e = Array.from({length:2000},(_,i)=>`73.${i>>8}.${i&255}.${(i*7)&255}`); let t = performance.now(); describeEntries(e); console.log('describe', performance.now()-t);
 const p = e.join('\n'); t = performance.now(); readPaste(p); console.log('paste2000', performance.now()-t);  t = performance.now(); readPaste(p); console.log('paste2000', performance.now()-t);
});
