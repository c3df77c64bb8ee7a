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

/** Ends the thread in its way, or throws. */
function befall(what, world, trial, Fault) {
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
    case 'fault':
      throw new Fault(`trial ${trial} of world ${world} does not settle`);
    default:
  }
}

export function makeToyKernelFactory(columnsOf, Fault) {
  return (model, seed) => {
    let now = model;
    const count = columnsOf(model).count;
    const nodes = model.nodeIds.length;
    const columns = new Float64Array(count);
    const touched = new Int32Array(count);
    const periodLoss = new Float64Array(model.periods);
    const periodLargest = new Float64Array(model.periods);
    const firstOutageHours = new Float64Array(nodes);
    const longestOutageHours = new Float64Array(nodes);
    const downNode = new Int32Array(nodes);
    let touchedCount = 0;
    let downCount = 0;

    const simulate = (world, trial) => {
      const [what, atWorld, atTrial, times, file] = now.scenario.split(' ');
      if (world === Number(atWorld) && (atTrial === 'any' || trial === Number(atTrial))) {
        const before = file !== undefined && existsSync(file) ? statSync(file).size : 0;
        if (file === undefined || before < Number(times)) {
          if (file !== undefined) appendFileSync(file, '.');
          befall(what, world, trial, Fault);
        }
      }
      columns.fill(0);
      touchedCount = 0;
      downCount = 0;
      const h = hash(`${seed}/${now.paceFactor?.[0] ?? 1}/${world}/${trial}`);
      for (let column = 0; column < count; column++) {
        if (hash(`${h}/${column}`) % 3 !== 0) continue;
        columns[column] = (hash(`${h}:${column}`) % 100_000) / 7;
        touched[touchedCount++] = column;
      }
      for (let period = 0; period < model.periods; period++) {
        periodLoss[period] = (hash(`${h}.${period}`) % 1000) / 3;
        periodLargest[period] = periodLoss[period] / 2;
      }
      for (let node = 0; node < nodes; node++) {
        if (hash(`${h}-${node}`) % 4 !== 0) continue;
        firstOutageHours[node] = 1 + (h % 50);
        longestOutageHours[node] = 2 + (h % 70);
        downNode[downCount++] = node;
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
      firstOutageHours,
      longestOutageHours,
      downNode,
      downNodes: () => downCount,
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
