// The program in its worker, which unpacks it too.
export function startProgram() {
  const text = (id) => document.getElementById(id).textContent;
  const worker = new Worker(URL.createObjectURL(new Blob([text('worker')], { type: 'text/javascript' })));
  const asked = new Map();
  let count = 0;
  worker.postMessage({ packed: text('module') });
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
