import assert from 'node:assert/strict';
import { shapeOf } from '../../../src/core/table/cellShape.js';
import { ColumnProfile } from '../../../src/core/table/columnProfile.js';
import type { Cutting } from '../../../src/core/table/recordSplitter.js';
import { repairRecord } from '../../../src/core/table/repairRecord.js';

const CUTTING: Cutting = { delimiter: ',', quote: '"', escape: 'doubled' };

/** Day, rooms, item and price: rows that agree, from which the columns are learnt. */
const ROWS = [
  ['28/01/2023', '2', 'Walking boots', '74.69'],
  ['29/01/2023', '10', 'Running jacket, light', '9.81'],
  ['30/01/2023', '1', 'Trail shoes', '80.08'],
  ['31/01/2023', '14', 'Fly rods, set of two', '225.55'],
];

function learnt(): ColumnProfile[] {
  return [0, 1, 2, 3].map((column) => {
    const profile = new ColumnProfile();
    for (const cells of ROWS)
      profile.add(cells[column]!, shapeOf(cells[column]!), cells[column]!.includes(','));
    return profile;
  });
}

/** What each line means is plain to a reader of the rows above. */
const LINES: [what: string, line: string, cells: string[]][] = [
  [
    'a separator too many before a text',
    '01/02/2023,3,,Felt hat,12.50',
    ['01/02/2023', '3', 'Felt hat', '12.50'],
  ],
  [
    'a separator too many behind a text',
    '01/02/2023,3,Felt hat,,12.50',
    ['01/02/2023', '3', 'Felt hat', '12.50'],
  ],
  [
    'a text with the delimiter and no quotes',
    '01/02/2023,3,Felt hat, grey,12.50',
    ['01/02/2023', '3', 'Felt hat, grey', '12.50'],
  ],
  [
    'a separator too few between a number and a text',
    '01/02/2023,12Felt hat,12.50',
    ['01/02/2023', '12', 'Felt hat', '12.50'],
  ],
  [
    'a separator too few between a text and a number',
    '01/02/2023,12,Felt hat12.50',
    ['01/02/2023', '12', 'Felt hat', '12.50'],
  ],
  [
    'a stray quote in a row with quoted cells',
    '"01/02/2023,3,"Felt hat, grey",12.50',
    ['"01/02/2023', '3', 'Felt hat, grey', '12.50'],
  ],
  ['another delimiter', '01/02/2023|3|Felt hat, grey|12.50', ['01/02/2023', '3', 'Felt hat, grey', '12.50']],
  ['a last cell that is not there', '01/02/2023,14,Felt hat', ['01/02/2023', '14', 'Felt hat', '']],
];

describe('a record that disagrees with the others', () => {
  for (const [what, line, cells] of LINES)
    it(`is put right: ${what}`, () => {
      assert.deepEqual(repairRecord(line, CUTTING, learnt()).cells, cells);
    });
});
