import assert from 'node:assert/strict';
import { memorySource, readTable } from '../../../src/core/index.js';
import { columnShape } from '../../../src/core/table/columnShape.js';

async function shapesOf(text: string) {
  const table = await readTable(memorySource('points.csv', new TextEncoder().encode(text)));
  return table.columns.map((column) => columnShape(column, table.rowCount));
}

describe('shape of a column', () => {
  it('counts numbers in 12 bins from the lowest to the highest, missing ones left out', async () => {
    // Span 8: 2.5 is 2.25 bins from 1, 3.5 is 3.75 bins, 9 the upper end.
    const [shape] = await shapesOf('x\n2.5\n3.5\nNA\n1\n9\n');
    assert.deepEqual(shape, [1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('puts a single value in the middle', async () => {
    const [shape] = await shapesOf('x\n5\n5\n');
    assert.deepEqual(shape, [0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0]);
  });

  it('holds at the ends of the doubles', async () => {
    const [shape] = await shapesOf('x\n-1.7e308\n1.7e308\n');
    assert.deepEqual([shape?.[0], shape?.[11]], [1, 1]);
  });

  it('counts the levels of a category, the most frequent first', async () => {
    const [shape] = await shapesOf('zone,y\nnorth,1\nsouth,2\nsouth,3\nnorth,4\nsouth,5\n');
    assert.deepEqual(shape, [3, 2]);
  });

  it('has none for texts and columns without a value', async () => {
    const [id, none] = await shapesOf('id,none\na1,\nb2,\nc3,\n');
    assert.deepEqual([id, none], [null, null]);
  });
});
