// First, because schemas are made while modules load.
import './lib/zod-without-eval.ts';
import './lib/style-nonce.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/query-client.ts';
import { App } from './app/app.tsx';
import { applyTheme } from './lib/preferences.ts';
import './styles/main.css';

applyTheme();

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root element.');

createRoot(root).render(
  <StrictMode>
    <App queryClient={createQueryClient()} />
  </StrictMode>,
);
