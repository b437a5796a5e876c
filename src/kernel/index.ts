// The kernel, in AssemblyScript: everything it offers. Compiled to one small .wasm by esbuild.js.
// It allocates nothing: the caller lays out its memory from `heapBase` on and hands in addresses.

export { endOfAscii } from './ascii';
export { greatestValue, leastValue, lookThrough } from './blockFacts';
export { setMarks } from './cells';
export { insertCode, moveCodes } from './codes';
export { reweighRows } from './counts';
export {
  countCentral,
  countDecimals,
  countZeros,
  firstAbove,
  listAbove,
  rootSizes,
  sumErrors,
  sumPowers,
  sumPredictive,
} from './crowd';
export { setDecimals } from './decimal';
export { setLowWords } from './doubleDouble';
export { meanOfLosses } from './evaluate';
export { frameExactRows } from './exactRows';
export { absorbExactRows, addExactProducts } from './exactTriangle';
export { setExactSolution, walkExactRows } from './exactWalk';
export { countAllPartials, countPairs, partialResiduals, rowsBeforeStop } from './gridCounts';
export { setLoss } from './loss';
export {
  addModelLosses,
  addModelRows,
  beginModelStep,
  clearModelLosses,
  finishModelStep,
  runModelSteps,
  setModelBatches,
  setModels,
} from './modelSteps';
export { averageModels, setModelOptimiser } from './modelUpdate';
export { setNumberTokens } from './numberCells';
export { setOptimiser, setParameters, setRegularisation } from './optimiser';
export { mixStripes } from './pieceHash';
export { setHeader } from './plainCells';
export { addMoments, fetchRows, frameRows, keepComplete, setFrame, widenRanges } from './rowBlock';
export {
  countOfExceptions,
  countOfLineJumps,
  nextLine,
  scan,
  scannedTo,
  setColumns,
  setLists,
  setSureNumbers,
  startAt,
} from './scan';
export { addRows, beginStep, finishStep, runSteps, setBatches } from './sgd';
export { smoothPoints } from './smooth';
export { setInfluence, setSolution, setSums } from './solution';
export { addProducts } from './tiles';
export { setTokens } from './tokens';
export { absorbRows, mergeTriangles } from './triangle';
export { addVectors } from './vectors';
export { walkRows } from './walk';
export { walkWeighedRows } from './weighedWalk';
export { addWeighedMoments, totalWeight, weighRows } from './weights';

/** First byte of the memory that is the caller's. */
export function heapBase(): usize {
  return __heap_base;
}
