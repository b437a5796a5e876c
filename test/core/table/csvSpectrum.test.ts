import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { readClean } from './polluted/readClean.js';

const folder = path.dirname(createRequire(path.resolve('package.json')).resolve('csv-spectrum'));

/** Every file of csv-spectrum with the objects that its JSON says it holds. */
const FILES = readdirSync(path.join(folder, 'csvs')).map((file) => path.parse(file).name);

/** Its JSON has another telephone number than its CSV; all other cells agree. */
const TELEPHONE = { file: 'location_coordinates', csv: '2095257564', json: '1234567890' };

describe('csv-spectrum', () => {
  it('is there', () => assert.ok(FILES.length >= 12));

  for (const name of FILES)
    it(name, async () => {
      const bytes = new Uint8Array(readFileSync(path.join(folder, 'csvs', `${name}.csv`)));
      const json = readFileSync(path.join(folder, 'json', `${name}.json`), 'utf8');
      const corrected = name === TELEPHONE.file ? json.replace(TELEPHONE.json, TELEPHONE.csv) : json;
      // A single row is an object of its own there.
      const expected: Record<string, string>[] = [JSON.parse(corrected)].flat();
      const { header, rows } = await readClean(bytes);
      const objects = rows.map((cells) =>
        Object.fromEntries(header.map((key, column) => [key, cells[column]])),
      );
      assert.deepStrictEqual(objects, expected);
    });
});
