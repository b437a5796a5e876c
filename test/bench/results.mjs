// The results as a table: for the terminal and for RESULTS.md.
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import { root } from '../../.config/setup.mjs';
import { median } from './measure.mjs';

const HEADINGS = ['', 'bound', 'median', 'minimum', 'verdict', 'of, ms', 'to, ms', 'note'];

const three = (value) =>
  value >= 1000 ? String(Math.round(value)) : Number(value.toPrecision(3)).toString();
const spread = (values) => (values?.length ? `${three(Math.min(...values))} / ${three(median(values))}` : '');

function cellsOf({ title, bound, ratios, verdict, of, to, note }) {
  const measured = ratios === null ? ['', ''] : [three(median(ratios)), three(Math.min(...ratios))];
  const times = to === null ? ['', ''] : [spread(of?.values), spread(to?.values)];
  return [title, bound === null ? '' : `<= ${bound}`, ...measured, verdict, ...times, note];
}

/** A Markdown table with aligned columns; times are minimum / median. */
export function resultTable(judged) {
  const lines = [HEADINGS, ...judged.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column].length)));
  const text = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [text(lines[0]), rule, ...lines.slice(1).map(text)].join('\n');
}

/** How many bounds are met, as a sentence. */
export function tally(judged) {
  const bounds = judged.filter(({ bound }) => bound !== null);
  const met = bounds.filter(({ verdict }) => verdict === 'met').length;
  return `${met} of ${bounds.length} bounds met.`;
}

/** The whole of RESULTS.md. */
export function resultPage(judged, { versions, repeats, load }) {
  const processors = os.cpus();
  const machine = `${processors.length} x ${processors[0].model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB`;
  return [
    '# Results of the bench',
    '',
    'Written by `npm run bench`; not by hand. A row is a ratio of two times that were taken in turns in one run, so that the',
    'machine is in both; its median over the repeats is held against the bound. Times are minimum / median. What is absent,',
    'failed or was not run counts as not met. The end-to-end and the parse rows are warm: 24 rounds come before those',
    'that count. What a first fit takes has rows of its own.',
    '',
    `- Date: ${new Date().toISOString().slice(0, 10)}, commit ${commit()}`,
    `- Machine: ${machine}, ${os.type()} ${os.release()}`,
    `- Repeats: ${repeats}; two threads for everyone; load of the machine when it began: ${load.toFixed(1)}`,
    ...versions.map(([name, version]) => `- ${name}: ${version}`),
    '',
    resultTable(judged),
    '',
    tally(judged),
    '',
  ].join('\n');
}

/** A page with the figures of `gpu.mjs`, another script, which stand between two marks of the page before. */
export function keepingGpu(page, before) {
  const [section] = /<!-- gpu -->.*<!-- end of gpu -->/s.exec(before) ?? [];
  return section === undefined ? page : `${page}\n${section}\n`;
}

/** The commit that was measured, where the sources are under git. */
function commit() {
  const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? '';
  const changes = git('status', '--porcelain', 'src') === '' ? '' : ' with changes';
  return `${git('rev-parse', '--short', 'HEAD') || 'unknown'}${changes}`;
}
