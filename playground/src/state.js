// What is on the page, in the fragment of its address: it is not sent to a server. Anything can be in a fragment, so what is not
// a packed text of a bearable length is as good as none.
const most = 1024 * 1024;

async function through(bytes, stream, limit) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    length += value.length;
    if (length > limit) throw new RangeError('too long');
    chunks.push(value);
  }
}

export async function packed(state) {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(state)), new CompressionStream('deflate-raw'), most);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export async function unpacked(fragment) {
  try {
    const text = atob(fragment.replace(/^#/, '').replaceAll('-', '+').replaceAll('_', '/'));
    const packedBytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) packedBytes[i] = text.charCodeAt(i);
    const bytes = await through(packedBytes, new DecompressionStream('deflate-raw'), 2 * most);
    const { template, denial } = JSON.parse(new TextDecoder().decode(bytes));
    return typeof template === 'string' ? { template, denial: typeof denial === 'string' ? denial : '' } : null;
  } catch {
    return null;
  }
}
