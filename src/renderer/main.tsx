import './parse-without-eval';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { fetchView, fetchViewsWhenIdle } from './frame/lazy-views';
import { listenToMain } from './listen';
import { useView } from './stores/view';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/frame.css';
import './styles/record.css';
import './styles/images.css';
import './styles/recording.css';
import './styles/run.css';
import './styles/output.css';
import './styles/traces.css';
import './styles/grip.css';
import './styles/detail.css';
import './styles/compare.css';
import './styles/transfers.css';
import './styles/imports.css';
import './styles/doctor.css';
import './styles/settings.css';
import './styles/palette.css';

void fetchView(useView.getState().view);
listenToMain();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root');
createRoot(root).render(
  <StrictMode>
    {/* The policy refuses <style> elements; what they would say is in styles/. */}
    <CSPProvider disableStyleElements>
      <App />
    </CSPProvider>
  </StrictMode>,
);
fetchViewsWhenIdle();
