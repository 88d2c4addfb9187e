import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import packages from '../../../package.json' with { type: 'json' };
import { heads } from '../../models/catalog.ts';
import { decodeSafetensors } from '../../safetensors/decode.ts';
import { backboneCase, classNames, headOn } from './headCase.ts';
import { headZip } from './headZip.ts';
import type { Preprocessing } from './preprocessing.ts';

describe('the zip of a head', () => {
  it('holds the layers to the bit, and all that it takes to prepare an image', async () => {
    const { origin } = await backboneCase();
    const head = headOn(origin);
    const files = unzipSync(headZip(head));
    expect(Object.keys(files)).toEqual(['head.safetensors', 'preprocessing.json', 'predict.mjs', 'predict.py']);
    const { metadata, tensors } = decodeSafetensors(files['head.safetensors']!);
    expect([...tensors]).toEqual([...head.tensors]);
    expect(metadata).toMatchObject({ run: '1', name: 'Softmax + center', step: '40', dataset: 'birds', classes: JSON.stringify(classNames) });
    const told = JSON.parse(strFromU8(files['preprocessing.json']!)) as Preprocessing;
    expect(told).toMatchObject({ classes: classNames, embeddingLength: origin.length, dimension: 16, head: 'linear-bias', run: 'Softmax + center', centerWeight: 0.01, seed: 1, step: 40, testAccuracy: 0.8125, testImages: 16 });
    expect(told.input).toMatchObject({ height: 224, width: 224, range: [-1, 1] });
    expect(told.backbone.files.map(({ name, sha256 }) => [name, sha256])).toEqual(origin.files.map(({ name, sha256 }) => [name, sha256]));
  });

  it('names the packages of the versions that the page itself has', async () => {
    const program = strFromU8(unzipSync(headZip(headOn((await backboneCase()).origin)))['predict.mjs']!);
    for (const name of ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm'] as const) expect(program).toContain(`${name}@${packages.dependencies[name]}`);
  });

  it('is refused where there is no backbone, and for a head or a backbone that the programs do not know', async () => {
    const head = headOn((await backboneCase()).origin);
    const { backbone, experiment } = head;
    expect(() => headZip({ ...head, backbone: { ...backbone, id: 'resnet-50', label: 'ResNet-50' } })).toThrow('The programs cannot build ResNet-50.');
    vi.spyOn(heads, 'get').mockReturnValue({ label: 'Cosine', formula: '', source: '' });
    expect(() => headZip({ ...head, experiment: { ...experiment, runs: experiment.runs.map((run) => ({ ...run, head: 'cosine' })) } })).toThrow('The programs know no head “Cosine”.');
    vi.restoreAllMocks();
    expect(() => headZip({ ...head, backbone: null })).toThrow('birds is trained on its images themselves, so there is no head on a backbone.');
  });
});
