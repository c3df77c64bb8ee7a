/** `ringfence schema`: what editors need to complete and check model files. */
import { Command } from 'commander';
import { write } from './console.ts';
import { withExamples } from './examples.ts';
import { DONE, type ExitStatus } from './exit-status.ts';

async function schema(options: { readonly out?: string }): Promise<ExitStatus> {
  const { modelJsonSchema } = await import('../model/schema/json-schema.ts');
  const text = `${JSON.stringify(modelJsonSchema(), null, 2)}\n`;
  if (options.out === undefined) {
    await write(process.stdout, text);
  } else {
    const { checkWritable, writeOutput } = await import('./output-file.ts');
    await checkWritable(options.out);
    await writeOutput(options.out, text);
  }
  return DONE;
}

/** @param finish Takes the exit status. */
export function schemaCommand(finish: (status: ExitStatus) => void): Command {
  const command = new Command('schema')
    .description('Print the JSON Schema of model files, for completion in editors.')
    .option('--out <file>', 'write it to a file instead')
    .action(async (options: { readonly out?: string }) => finish(await schema(options)));
  return withExamples(command, [
    {
      line: 'schema --out scenario.schema.json',
      what: 'First line: # yaml-language-server: $schema=scenario.schema.json',
    },
  ]);
}
