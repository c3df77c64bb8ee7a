#!/usr/bin/env node
/** Entry of the program `ringfence`. */
import { ownProcess } from '../runners/inlining.ts';
import { main } from './program.ts';

ownProcess();
process.exitCode = await main(process.argv.slice(2));
