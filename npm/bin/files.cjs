'use strict';
// The files of the system, in place of those in memory: each function stands for the one of that name in FS of emscripten.
const fs = require('node:fs');
const tty = require('node:tty');
const { dirname } = require('node:path');

// Numbers of errors as the module knows them.
const numbers = {
  EACCES: 2, EAGAIN: 6, EBADF: 8, EBUSY: 10, EEXIST: 20, EFBIG: 22, EINVAL: 28, EIO: 29, EISDIR: 31, ELOOP: 32, EMFILE: 33,
  ENAMETOOLONG: 37, ENFILE: 41, ENODEV: 43, ENOENT: 44, ENOSPC: 51, ENOTDIR: 54, ENOTEMPTY: 55, EPERM: 63, EPIPE: 64,
  EROFS: 69, ESPIPE: 70, ETXTBSY: 74, EXDEV: 75, ENXIO: 60, EDQUOT: 19, ENOMEM: 48, ENOSYS: 52,
};

// Flags of open() as the module has them.
const O = { WRONLY: 1, RDWR: 2, CREAT: 64, EXCL: 128, TRUNC: 512, APPEND: 1024, DIRECTORY: 65536, NOFOLLOW: 131072 };

function flagsForNode(flags) {
  const c = fs.constants;
  let own = flags & O.WRONLY ? c.O_WRONLY : flags & O.RDWR ? c.O_RDWR : c.O_RDONLY;
  for (const name of ['CREAT', 'EXCL', 'TRUNC', 'APPEND', 'DIRECTORY', 'NOFOLLOW']) {
    if (flags & O[name]) own |= c['O_' + name] ?? 0;
  }
  return own;
}

// A pipe or terminal can be one that does not wait.
function retry(call) {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

exports.useFilesOfSystem = (FS) => {
  const nodeOf = (path) => ({ path, id: 0, mode: fs.lstatSync(path).mode });
  const sized = (st) => Object.assign(st, { blocks: st.blocks || 0 });

  const own = {
    lookup: (parent, name) => nodeOf(`${parent.path}/${name}`),
    lookupPath(path, options) {
      const real = options && options.follow ? fs.realpathSync.native(path) : path;
      return { path: real, node: nodeOf(options && options.parent ? dirname(path) : real) };
    },
    nodePermissions(node, permissions) {
      const { R_OK, W_OK, X_OK } = fs.constants;
      const mode = [...permissions].reduce((sum, p) => sum | { r: R_OK, w: W_OK, x: X_OK }[p], 0);
      try {
        fs.accessSync(node.path, mode);
        return 0;
      } catch (error) {
        return numbers[error.code] || numbers.EIO;
      }
    },
    mayLookup: () => 0,
    cwd: () => process.cwd(),
    chdir: (path) => process.chdir(path),
    mkdir: (path, mode) => fs.mkdirSync(path, mode),
    rmdir: (path) => fs.rmdirSync(path),
    unlink: (path) => fs.unlinkSync(path),
    rename: (from, to) => fs.renameSync(from, to),
    readdir: (path) => ['.', '..', ...fs.readdirSync(path)],
    readlink: (path) => fs.readlinkSync(path),
    stat: (path) => sized(typeof path === 'number' ? fs.fstatSync(path) : fs.statSync(path)),
    lstat: (path) => sized(typeof path === 'number' ? fs.fstatSync(path) : fs.lstatSync(path)),
    chmod: (path, mode) => fs.chmodSync(path, mode),
    fchmod: (fd, mode) => fs.fchmodSync(FS.streams[fd].nfd, mode),
    chown: (path, user, group) => fs.chownSync(path, user, group),
    fchown: (fd, user, group) => fs.fchownSync(FS.streams[fd].nfd, user, group),
    symlink: (target, path) => fs.symlinkSync(target, path),
    truncate: (path, length) => fs.truncateSync(path, length),
    utime: (path, accessed, modified) => fs.utimesSync(path, accessed / 1000, modified / 1000),
    ftruncate: (fd, length) => fs.ftruncateSync(FS.streams[fd].nfd, length),
    open(path, flags, mode, suggested) {
      const nfd = fs.openSync(path, flagsForNode(flags), mode);
      const fd = suggested ?? FS.nextfd();
      const st = fs.fstatSync(nfd);
      const node = { id: st.ino, mode: st.mode, path };
      FS.streams[fd] = { fd, nfd, path, flags, node, position: 0, seekable: st.isFile() || st.isDirectory(), stream_ops: {} };
      return FS.streams[fd];
    },
    close(stream) {
      FS.streams[stream.fd] = null;
      if (stream.nfd > 2) fs.closeSync(stream.nfd);
    },
    llseek(stream, offset, whence) {
      if (!stream.seekable) throw new FS.ErrnoError(numbers.ESPIPE);
      const from = [0, stream.position, whence === 2 ? fs.fstatSync(stream.nfd).size : 0][whence];
      if (from === undefined || from + offset < 0) throw new FS.ErrnoError(numbers.EINVAL);
      stream.position = from + offset;
      return stream.position;
    },
    read(stream, memory, offset, length, position) {
      const at = position ?? (stream.seekable ? stream.position : null);
      let count = 0;
      try {
        count = retry(() => fs.readSync(stream.nfd, memory, offset, length, at));
      } catch (error) {
        if (error.code !== 'EOF') throw error; // Windows says so at the end of a pipe
      }
      if (position === undefined) stream.position += count;
      return count;
    },
    write(stream, memory, offset, length, position) {
      const append = stream.flags & O.APPEND;
      const at = append ? null : position ?? (stream.seekable ? stream.position : null);
      let count = 0;
      while (count < length) {
        const next = at === null ? null : at + count;
        count += retry(() => fs.writeSync(stream.nfd, memory, offset + count, length - count, next));
      }
      if (position === undefined) stream.position += count;
      return count;
    },
  };

  for (const [name, call] of Object.entries(own)) {
    FS[name] = (...args) => {
      try {
        return call(...args);
      } catch (error) {
        if (error.code === 'EPIPE') process.exit(128 + 13); // as the signal ends a program, which node does not get
        if (error.code === undefined || error instanceof FS.ErrnoError) throw error;
        throw new FS.ErrnoError(numbers[error.code] || numbers.EIO);
      }
    };
  }
  for (const fd of [0, 1, 2]) {
    // its path is its number, which FS.stat takes
    const stream = { fd, nfd: fd, path: fd, flags: fd ? O.WRONLY : 0, node: { id: 0, mode: 0o20600, path: '/' }, position: 0 };
    FS.streams[fd] = { ...stream, seekable: false, tty: tty.isatty(fd), stream_ops: {} };
  }
};
