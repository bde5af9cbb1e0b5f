// A process of its own, so that its memory can be told, set up as the language server is: `<folder> <path> <runs>`.
import '../server/src/host/baseline-web-assembly';
import { measureEditLatency } from './edit-latency';

const [folder = '', path = '', runs = ''] = process.argv.slice(2);
measureEditLatency(folder, path, Number(runs)).then(
  result => console.log(JSON.stringify(result)),
  error => {
    console.error(error);
    process.exitCode = 2;
  },
);
