// Runs the program of samgen.wasm with files that are in memory alone.

const folder = '/project';
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** A stream of the program whose bytes are kept. */
function keep(stream, chunks) {
  stream.tty = undefined;
  stream.stream_ops = {
    write(_, memory, offset, length) {
      chunks.push(memory.slice(offset, offset + length));
      return length;
    },
  };
}

/** The stream from which the program reads a text. */
function give(stream, bytes) {
  let next = 0;
  stream.tty = undefined;
  stream.stream_ops = {
    read(_, memory, offset, length) {
      const count = Math.min(length, bytes.length - next);
      memory.set(bytes.subarray(next, next + count), offset);
      next += count;
      return count;
    },
  };
}

function joined(chunks) {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return decoder.decode(bytes);
}

function writeFiles(FS, files) {
  FS.mkdirTree(folder);
  FS.chdir(folder);
  for (const [path, text] of Object.entries(files)) {
    if (path.startsWith('/') || path.split('/').includes('..')) {
      throw new TypeError(`"${path}" is not a path below the folder of the files`);
    }
    const above = path.split('/').slice(0, -1).join('/');
    if (above) FS.mkdirTree(`${folder}/${above}`);
    FS.writeFile(`${folder}/${path}`, typeof text === 'string' ? encoder.encode(text) : text);
  }
}

/** Files of the program after a run that differ from those before it. */
function changedFiles(FS, before) {
  const changed = {};
  const visit = (path) => {
    for (const name of FS.readdir(`${folder}/${path}`)) {
      if (name === '.' || name === '..') continue;
      const below = path + name;
      if (FS.isDir(FS.stat(`${folder}/${below}`).mode)) {
        visit(`${below}/`);
        continue;
      }
      const text = FS.readFile(`${folder}/${below}`, { encoding: 'utf8' });
      if (text !== before[below]) changed[below] = text;
    }
  };
  visit('');
  return changed;
}

/** `load` returns what makes the program, and its compiled module. */
export function programOf(load) {
  return async function run(args, { files = {}, stdin = '', env = {} } = {}) {
    const { make, module } = await load();
    const program = await make({
      thisProgram: 'samgen',
      instantiateWasm(imports, done) {
        const instance = new WebAssembly.Instance(module, imports);
        done(instance);
        return instance.exports;
      },
      quit(_, thrown) {
        throw thrown;
      },
    });
    const { FS, ENV } = program;
    const out = [];
    const err = [];
    give(FS.streams[0], typeof stdin === 'string' ? encoder.encode(stdin) : stdin);
    keep(FS.streams[1], out);
    keep(FS.streams[2], err);
    Object.assign(ENV, env);
    writeFiles(FS, files);
    const status = program.callMain([...args]);
    return { status, stdout: joined(out), stderr: joined(err), files: changedFiles(FS, files) };
  };
}
