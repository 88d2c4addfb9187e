import type { Endpoint } from './endpoint.ts';
import { serve } from './serve.ts';

serve(self as unknown as Endpoint);
