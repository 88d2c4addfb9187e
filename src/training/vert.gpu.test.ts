import { it } from 'vitest';
import { openBackend } from './backend.ts';
import { Trainer } from './trainer.ts';
import { defaultExperiment } from '../config/experiment.ts';
import { datasets } from '../data/catalog.ts';
it('runs', async () => {
  const b = await openBackend('webgpu');
  const n=2000;
  const x=new Uint8Array(n*784); const y=new Uint8Array(n);
  for(let i=0;i<n;i++){ y[i]=i%10; for(let k=0;k<784;k++) x[i*784+k]= (Math.floor(k/78)===y[i]! ? 200:0)+ (k*i)%50; }
  const { label, classNames, height, width, channels, mean, std } = datasets['mnist-10k'];
  const t = new Trainer({...defaultExperiment, batchSize: 64}, {id:'mnist-10k',label,classNames,height,width,channels,mean,std,trainImages:x,trainLabels:y,testImages:x,testLabels:y,origin:'embedded'});
  let t0=performance.now();
  await t.prepare((d,n)=>{ if(d===n||d===0) console.log('prepare',d,n,performance.now()-t0)});
  for(let k=0;k<6;k++){ t0=performance.now(); for(let i=0;i<5;i++) t.advance(); const h=performance.now()-t0; await b.idle(); console.log('5 steps x2 runs', performance.now()-t0, 'host', h, JSON.stringify(t.memory())); }
  console.log(JSON.stringify((await t.readLosses()).losses.map(r=>r.map(l=>l.xent.toFixed(4)+'/'+l.center.toFixed(3)).join(' '))));
  t0=performance.now(); const o=await t.outputs(t.probe); console.log('outputs', performance.now()-t0, JSON.stringify(t.measure(o![0]!, t.labelsOf(t.probe)).testAccuracy));
}, 300000);
