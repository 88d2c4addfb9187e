import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createController } from './app/createController.ts';
import { App } from './ui/App.tsx';
import './ui/theme.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');
createRoot(root).render(
  <StrictMode>
    <App controller={createController()} />
  </StrictMode>,
);
