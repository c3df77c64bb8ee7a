/** Writes the milliseconds of CPU that a program took until its first whole frame to a file, and ends it. Imported before the program. */
import { writeFileSync } from 'node:fs';

const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (text, ...rest) => {
  const isTaken = write(text, ...rest);
  if (!String(text).includes('next:')) return isTaken;
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.FIRST_FRAME, String((user + system) / 1000));
  process.exit(0);
};
