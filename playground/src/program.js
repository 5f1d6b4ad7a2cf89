// The program in its worker. An answer that a later question has overtaken is dropped.
async function bytesOf(base64) {
  const packed = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

export function startProgram() {
  const text = (id) => document.getElementById(id).textContent;
  const worker = new Worker(URL.createObjectURL(new Blob([text('worker')], { type: 'text/javascript' })));
  const asked = new Map();
  let count = 0;
  bytesOf(text('module')).then((bytes) => WebAssembly.compile(bytes)).then((module) => worker.postMessage({ module }));
  worker.onmessage = ({ data }) => {
    const { resolve, reject } = asked.get(data.id);
    asked.delete(data.id);
    if (data.error === undefined) resolve(data.answer);
    else reject(new Error(data.error));
  };
  return (call, ...args) =>
    new Promise((resolve, reject) => {
      asked.set(++count, { resolve, reject });
      worker.postMessage({ id: count, call, args });
    });
}
