// A kernel that obeys the interface and nothing else: its figures are hashes of the address. In plain JavaScript, so that
// worker threads can run it too. What befalls it stands in the model's scenario, "WHAT WORLD TRIAL TIMES FILE": at that
// trial it does WHAT, as often as FILE has not yet been written to TIMES times.
import { appendFileSync, existsSync, statSync } from 'node:fs';

function hash(text) {
  let h = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) h = Math.imul(h ^ text.charCodeAt(index), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}

/** Ends the thread in its way, throws, or waits at the gate until FILE-open stands. */
function befall(what, world, trial, file, Fault) {
  switch (what) {
    case 'exit':
      process.exit(7);
      break;
    case 'throw':
      throw new TypeError('a bug');
    case 'memory': {
      const hoard = [];
      for (;;) hoard.push(Array.from({ length: 1000 }, () => ({ world })));
    }
    case 'gate': {
      const never = new Int32Array(new SharedArrayBuffer(4));
      while (!existsSync(`${file}-open`)) Atomics.wait(never, 0, 0, 5);
      break;
    }
    case 'fault':
      throw new Fault(`trial ${trial} of world ${world} does not settle`);
    default:
  }
}

/** Numbers of a node: its columns, then its first and its longest outage. */
const ROW_LENGTH = 8;

export function makeToyKernelFactory(columnsOf, Fault) {
  return (model, seed) => {
    let now = model;
    const { count, nodeDownHours, perNode } = columnsOf(model);
    const nodes = model.nodeIds.length;
    const columns = new Float64Array(count);
    const touched = new Int32Array(count);
    const periodLoss = new Float64Array(model.periods);
    const periodLargest = new Float64Array(model.periods);
    const touchedNode = Int32Array.from({ length: nodes }, (_, node) => node);
    const rows = new Float64Array(ROW_LENGTH * nodes);
    let touchedCount = 0;

    const simulate = (world, trial) => {
      const [what, atWorld, atTrial, times, file] = now.scenario.split(' ');
      if (world === Number(atWorld) && (atTrial === 'any' || trial === Number(atTrial))) {
        const before = file !== undefined && existsSync(file) ? statSync(file).size : 0;
        if (file === undefined || before < Number(times)) {
          if (file !== undefined) appendFileSync(file, '.');
          befall(what, world, trial, file, Fault);
        }
      }
      columns.fill(0);
      rows.fill(0);
      touchedCount = 0;
      const h = hash(`${seed}/${now.paceFactor?.[0] ?? 1}/${world}/${trial}`);
      for (let column = 0; column < count; column++) {
        if (hash(`${h}/${column}`) % 3 !== 0) continue;
        const value = (hash(`${h}:${column}`) % 100_000) / 7;
        const inNodes = column - nodeDownHours;
        if (inNodes >= 0 && inNodes < perNode * nodes) {
          rows[ROW_LENGTH * Math.floor(inNodes / perNode) + (inNodes % perNode)] = value;
          continue;
        }
        columns[column] = value;
        touched[touchedCount++] = column;
      }
      for (let period = 0; period < model.periods; period++) {
        periodLoss[period] = (hash(`${h}.${period}`) % 1000) / 3;
        periodLargest[period] = periodLoss[period] / 2;
      }
      for (let node = 0; node < nodes; node++) {
        if (hash(`${h}-${node}`) % 4 !== 0) continue;
        rows[ROW_LENGTH * node + perNode] = 1 + (h % 50);
        rows[ROW_LENGTH * node + perNode + 1] = 2 + (h % 70);
      }
    };
    const never = () => {
      throw new Error('the toy takes no steps');
    };
    return {
      simulate,
      expect: () => undefined,
      columns,
      touched,
      touchedColumns: () => touchedCount,
      periodLoss,
      periodLargest,
      touchedNode,
      rows,
      touchedNodes: () => nodes,
      pour: (next) => {
        if (next.nodeIds.length !== nodes || next.periods !== model.periods) return false;
        now = next;
        return true;
      },
      start: never,
      runTo: never,
      apply: never,
      save: never,
      restore: never,
      record: never,
    };
  };
}
