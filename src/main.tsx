import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { createController } from './app/createController.ts';
import { App } from './ui/App.tsx';
import { FaultBoundary } from './ui/start/FaultBoundary.tsx';
import { StartFault } from './ui/start/StartFault.tsx';
import './ui/theme.css';

/** The page, or words about why there is none: some browsers forbid a page its worker, its storage or its address. */
function firstSight(): ReactNode {
  try {
    return <App controller={createController()} />;
  } catch (error) {
    return <StartFault error={error} />;
  }
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');
createRoot(root).render(
  <StrictMode>
    <FaultBoundary>{firstSight()}</FaultBoundary>
  </StrictMode>,
);
