// What the licences of bundled packages ask for: who made what, and their texts, each once.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const packageFolder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

/**
 * The notices for everything of `node_modules` that esbuild put into bundles.
 *
 * @param {import('esbuild').Metafile[]} metafiles
 * @throws Error for a package without a licence, or whose licence has no text anywhere among them.
 */
export function thirdPartyNotices(metafiles) {
  const packages = [...bundledFolders(metafiles)].map(readPackage).sort(byName);
  const groups = new Map();
  for (const { title, licence, texts } of packages) {
    const text = texts || plainText(licence, packages);
    if (licence === undefined || text === undefined)
      throw new Error(`${title} has no licence that could be packed.`);
    groups.set(text, [...(groups.get(text) ?? []), `${title} (${licence})`]);
  }
  const sections = [...groups].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`);
  return `Gaussline contains these packages, each under its own licence.\n\n${sections.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

/** Some packages name a licence and leave its text to others: one that has no notice of its own beside it. */
function plainText(licence, packages) {
  return packages.find((other) => other.licence === licence && other.files.length === 1)?.texts;
}

function bundledFolders(metafiles) {
  const folders = new Set();
  for (const { outputs } of metafiles) {
    for (const [file, { bytesInOutput }] of Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs),
    )) {
      // What a platform has no use for is an empty file to esbuild, under a name of its own.
      const folder = file.startsWith('(disabled)') ? undefined : packageFolder.exec(file)?.[0];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  return folders;
}

function readPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
  return { title: `${name} ${version}`, licence: license, files, texts: texts.join('\n\n') };
}

function byName(one, other) {
  return one.title < other.title ? -1 : 1;
}
