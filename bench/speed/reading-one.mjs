/** Reads one model in a process of its own: prints a line of JSON, seconds of CPU, memory at its highest, hash of the model. */
import { readModel } from '../../dist/index.js';
import { valueOf } from './peers.mjs';

const model = valueOf(await readModel(process.argv[2]));
const { user, system } = process.cpuUsage();
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds: (user + system) / 1e6, megabytes, hash: model.hash }));
