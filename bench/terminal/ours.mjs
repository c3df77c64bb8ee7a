import './until-first-frame.mjs';
const { main } = await import('../../src/cli/program.ts');
await main([]);
