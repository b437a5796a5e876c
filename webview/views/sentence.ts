import type { Sentence } from '../../src/protocol/index.js';
import { type Child, element, icon, linkButton } from '../element.js';
import type { ViewContext } from './context.js';

/** What goes to a line in the text. */
type Going = Pick<ViewContext, 'goToLines'>;

/** What good looks like, then what this file shows. Lines are links; a check or a warning may come first. */
export function sentenceElement({ verdict, parts }: Sentence, context: Going): HTMLElement {
  const text = element('span', {}, ...parts.map((part) => sentencePart(part, context)));
  if (verdict === null) return element('p', { class: 'sentence' }, text);
  const sign = icon(verdict === 'good' ? 'check' : 'warning');
  const word = element('span', { class: 'unseen' }, verdict === 'good' ? 'As it should be: ' : 'Look here: ');
  return element('p', { class: `sentence ${verdict}` }, sign, word, text);
}

/** The same words without links, for labels and files. */
export function sentenceText({ parts }: Sentence): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('strong' in part) return part.strong;
      return 'column' in part ? part.column : String(part.line);
    })
    .join('');
}

function sentencePart(part: Sentence['parts'][number], context: Going): Child {
  if (typeof part === 'string') return part;
  if ('strong' in part) return element('strong', {}, part.strong);
  if ('column' in part) return element('code', {}, part.column);
  const { line, lastLine } = part;
  const go = () => context.goToLines({ firstLine: line, lastLine }, false);
  return linkButton(String(line), go, { 'aria-label': `Go to line ${line}` });
}
