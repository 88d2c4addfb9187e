import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { contentSecurityPolicy } from './scripts/contentSecurityPolicy.mjs';
import { offline } from './scripts/offline/plugin.mjs';

export default defineConfig({
  base: './',
  plugins: [react(), contentSecurityPolicy(), offline()],
  define: { global: 'globalThis' },
  resolve: { alias: { 'maplibre-gl/dist/maplibre-gl.css': new URL('./src/ui/plotly/empty.css', import.meta.url).pathname } },
  worker: { format: 'es', rolldownOptions: { output: { comments: false } } },
  build: { target: 'es2022', license: true, chunkSizeWarningLimit: 1000 },
});
