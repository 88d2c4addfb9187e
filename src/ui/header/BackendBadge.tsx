import { useApp } from '../shared/context.ts';
import styles from './Header.module.css';

const backendNames = { webgpu: 'WebGPU', webgl: 'WebGL', cpu: 'CPU' } as const;

/** What computes: green for WebGPU, amber for a fallback; "software" where a WebGPU adapter runs on the CPU. */
export function BackendBadge() {
  const backend = useApp((state) => state.backend);
  if (!backend) return <span className={`${styles['backend']} ${styles['waiting']}`}>Looking for a GPU …</span>;
  return (
    <span className={styles['backend']} title={backend.adapter}>
      <span className={styles['dot']} data-good={backend.backend === 'webgpu'} aria-hidden="true" />
      {backendNames[backend.backend]}
      {backend.adapter !== backendNames[backend.backend] && <b className={styles['adapter']}>{backend.adapter}</b>}
      {backend.software && <span className={styles['software']}>software</span>}
    </span>
  );
}

/** The sentence on how to get WebGPU, in sight for as long as something else computes. */
export function BackendAdvice() {
  const advice = useApp((state) => state.backend?.advice ?? null);
  return advice === null ? null : <aside data-advice className={styles['advice']} aria-label="How to get WebGPU">{advice}</aside>;
}
