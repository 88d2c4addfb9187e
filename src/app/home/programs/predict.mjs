/**
 * Names the class of photographs with the head in head.safetensors, as the page in which it was trained does.
 *
 *     npm install @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0 sharp
 *     node predict.mjs photo.jpg other.png
 *
 * Prints a line for each photograph: its path, its class and the probability of that, with tabs between. Node 20 or newer.
 *
 * Beside this file lie head.safetensors and preprocessing.json, and in the folder that preprocessing.json names the weights of
 * the backbone: what is missing there is downloaded first, 7.3 MB in all. sharp decodes JPEG, PNG, WebP, GIF and TIFF; images in
 * PPM (P6) are read without it.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';

/** @param {string} name */
const beside = (name) => new URL(name, import.meta.url);
const { backbone, input, classes, head } = JSON.parse(readFileSync(beside('preprocessing.json'), 'utf8'));

/** The tensors of a safetensors file of float32. */
function readSafetensors(bytes) {
  const headerBytes = Number(bytes.readBigUInt64LE(0));
  const { __metadata__, ...places } = JSON.parse(bytes.toString('utf8', 8, 8 + headerBytes));
  const data = bytes.subarray(8 + headerBytes);
  return Object.fromEntries(Object.entries(places).map(([name, { shape, data_offsets: [first, end] }]) => [name, tf.tensor(floats(data.subarray(first, end)), shape)]));
}

/** Bytes as float32; a copy, which begins where floats may. */
function floats(bytes) {
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

/** A file of the backbone's weights: from its folder, else from a public address, then kept in the folder. */
async function weightFile({ name, sha256 }) {
  const path = beside(`${backbone.folder}/${name}`);
  const isRight = (bytes) => createHash('sha256').update(bytes).digest('hex') === sha256;
  if (existsSync(path)) {
    const bytes = readFileSync(path);
    if (!isRight(bytes)) throw new Error(`${fileURLToPath(path)} is damaged: delete it and start again.`);
    return bytes;
  }
  const failures = [];
  for (const address of backbone.addresses) {
    const response = await fetch(address + name).catch((error) => ({ ok: false, status: String(error.cause ?? error) }));
    const bytes = response.ok ? Buffer.from(await response.arrayBuffer()) : null;
    if (bytes && isRight(bytes)) {
      mkdirSync(beside(`${backbone.folder}/`), { recursive: true });
      writeFileSync(path, bytes);
      return bytes;
    }
    failures.push(`${address}: ${bytes ? 'other bytes than expected' : response.status}`);
  }
  throw new Error(`No address gave ${name}. ${failures.join(', ')}. Put it into ${fileURLToPath(beside(`${backbone.folder}/`))}`);
}

/** The backbone's tensors by name. */
async function readBackbone() {
  const tensors = {};
  for (const file of backbone.files) {
    const values = floats(await weightFile(file));
    let at = 0;
    for (const [name, shape] of Object.entries(file.tensors)) {
      const size = shape.reduce((product, length) => product * length, 1);
      tensors[name] = tf.tensor(values.subarray(at, at + size), shape);
      at += size;
    }
  }
  return tensors;
}

/** A photograph's pixels: { width, height, data }, red, green and blue bytes. */
async function decoded(path) {
  const bytes = readFileSync(path);
  const ppm = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 100));
  if (ppm) return { width: Number(ppm[1]), height: Number(ppm[2]), data: bytes.subarray(ppm[0].length) };
  const { default: sharp } = await import('sharp');
  const upright = sharp(bytes).rotate().flatten({ background: '#ffffff' }).toColourspace('srgb').removeAlpha();
  const { data, info } = await upright.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** For each target pixel along one side: the first source pixel that makes it, and the weights of that and the next ones. */
function taps(length, target) {
  const scale = length / target;
  const reach = Math.max(scale, 1);
  return Array.from({ length: target }, (_, i) => {
    const center = (i + 0.5) * scale;
    const first = Math.max(0, Math.floor(center - reach + 0.5));
    const end = Math.min(length, Math.floor(center + reach + 0.5));
    const weights = Array.from({ length: end - first }, (_, k) => Math.max(0, 1 - Math.abs((first + k + 0.5 - center) / reach)));
    const sum = weights.reduce((a, b) => a + b, 0);
    return { first, weights: Float32Array.from(weights, (weight) => weight / sum) };
  });
}

/** Squashed to the input's size, bilinear with antialiasing, rounded to bytes. */
function resized({ width, height, data }) {
  const across = taps(width, input.width);
  const down = taps(height, input.height);
  const row = 3 * input.width;
  const narrow = new Float32Array(height * row);
  for (let y = 0; y < height; y++) {
    across.forEach(({ first, weights }, x) => {
      for (let c = 0; c < 3; c++) narrow[y * row + 3 * x + c] = weights.reduce((sum, weight, k) => sum + weight * data[3 * (y * width + first + k) + c], 0);
    });
  }
  const result = new Int32Array(input.height * row);
  down.forEach(({ first, weights }, y) => {
    for (let k = 0; k < row; k++) result[y * row + k] = Math.round(weights.reduce((sum, weight, t) => sum + weight * narrow[(first + t) * row + k], 0));
  });
  return result;
}

/** MobileNetV1 (Howard et al., 2017) up to the mean of its last block over all places. */
const strides = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1];

/** A convolution, batch normalisation, ReLU6. */
function layer(x, weights, name, stride) {
  const depthwise = weights[`${name}/depthwise_kernel`];
  const made = depthwise ? tf.depthwiseConv2d(x, depthwise, stride, 'same') : tf.conv2d(x, weights[`${name}/kernel`], stride, 'same');
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((part) => weights[`${name}_bn/${part}`]);
  return tf.clipByValue(tf.batchNorm(made, mean, variance, beta, gamma, 0.001), 0, 6);
}

function embedded(pixels, weights) {
  let x = tf.sub(tf.div(tf.cast(tf.tensor4d(pixels, [1, input.height, input.width, 3], 'int32'), 'float32'), 127.5), 1);
  x = layer(x, weights, 'conv1', 2);
  strides.forEach((stride, i) => {
    x = layer(layer(x, weights, `conv_dw_${i + 1}`, stride), weights, `conv_pw_${i + 1}`, 1);
  });
  return tf.mean(x, [1, 2]);
}

/** Probabilities of the classes. */
function probabilities(embedding, trained) {
  const features = tf.add(tf.matMul(embedding, trained['features/weight']), trained['features/bias']);
  const logits = tf.matMul(features, trained['logits/weight']);
  return tf.softmax(trained['logits/bias'] ? tf.add(logits, trained['logits/bias']) : logits);
}

const paths = process.argv.slice(2);
if (paths.length === 0) throw new Error('Name photographs: node predict.mjs photo.jpg');
if (!['linear', 'linear-bias'].includes(head)) throw new Error(`This program knows no head ${head}.`);
await tf.setBackend('wasm');
const weights = await readBackbone();
const trained = readSafetensors(readFileSync(beside('head.safetensors')));
for (const path of paths) {
  const pixels = resized(await decoded(path));
  const found = tf.tidy(() => probabilities(embedded(pixels, weights), trained).dataSync());
  const best = found.indexOf(Math.max(...found));
  console.log(`${path}\t${classes[best]}\t${found[best].toFixed(6)}`);
}
