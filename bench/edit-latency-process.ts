// A process of its own, so that its memory can be told: `<folder> <path> <runs>`.
import { measureEditLatency } from './edit-latency';

const [folder = '', path = '', runs = ''] = process.argv.slice(2);
measureEditLatency(folder, path, Number(runs)).then(
  result => console.log(JSON.stringify(result)),
  error => {
    console.error(error);
    process.exitCode = 2;
  },
);
