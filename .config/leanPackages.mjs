// Packages whose bundle for Node holds all they offer, while their ES modules leave out what is not used: `alias` of a build.
import { fileURLToPath } from 'node:url';

export const leanPackages = {
  'ml-matrix': fileURLToPath(new URL('../node_modules/ml-matrix/src/index.js', import.meta.url)),
};
