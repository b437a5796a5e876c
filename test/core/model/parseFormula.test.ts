import assert from 'node:assert/strict';
import type { FormulaNode } from '../../../src/core/model/formulaAst.js';
import { parseFormula } from '../../../src/core/model/parseFormula.js';

/** Fully parenthesised by R 4.2's grammar (`?Syntax`): ^ before signs, signs before :, then %in%, * /, + -. */
const SHAPES: readonly [string, string][] = [
  ['a + b - c', '((a + b) - c)'],
  ['a + b:c', '(a + (b : c))'],
  ['a*b:c', '(a * (b : c))'],
  ['a + b*c', '(a + (b * c))'],
  ['a %in% b:c', '(a %in% (b : c))'],
  ['a*b %in% c', '(a * (b %in% c))'],
  ['a^b^c', '(a ^ (b ^ c))'],
  ['-a^2', '-(a ^ 2)'],
  ['-a:b', '(-a : b)'],
  ['a^-b', '(a ^ -b)'],
  ['(a + b)^2', '([(a + b)] ^ 2)'],
  ['I(x^2) + log(y)', '(I((x ^ 2)) + log(y))'],
  ['poly(x, 2, raw = TRUE)', 'poly(x, 2, raw = TRUE)'],
  ['`a b`:c.d', '(a b : c.d)'],
  ['. - `.`', '(<dot> - .)'],
  ['1e3 + 0x1F', '(1000 + 31)'],
  ['größe + x2:данные_1', '(größe + (x2 : данные_1))'],
  ["'it\\'s'", '"it\'s"'],
];

describe('parseFormula', () => {
  for (const [terms, shape] of SHAPES)
    it(`groups ${terms}`, () => assert.equal(shapeOf(parseFormula(`y ~ ${terms}`).terms), shape));

  it('knows where each node stands', () => {
    const { terms, target, text } = parseFormula('y ~ (a + `b c`) : f(x)');
    const at = (node: FormulaNode) => text.slice(node.range.start, node.range.end);
    assert.equal(at(target), 'y');
    assert.equal(at(terms), '(a + `b c`) : f(x)');
    assert.ok(terms.kind === 'binary');
    assert.equal(at(terms.left), '(a + `b c`)');
    assert.equal(at(terms.right), 'f(x)');
  });
});

function shapeOf(node: FormulaNode): string {
  switch (node.kind) {
    case 'name':
      return node.name;
    case 'dot':
      return '<dot>';
    case 'number':
      return String(node.value);
    case 'string':
      return JSON.stringify(node.value);
    case 'group':
      return `[${shapeOf(node.inner)}]`;
    case 'unary':
      return node.operator + shapeOf(node.operand);
    case 'binary':
      return `(${shapeOf(node.left)} ${node.operator} ${shapeOf(node.right)})`;
    case 'call': {
      const values = node.arguments.map(({ name, value }) => (name ? `${name} = ` : '') + shapeOf(value));
      return `${node.name}(${values.join(', ')})`;
    }
  }
}
