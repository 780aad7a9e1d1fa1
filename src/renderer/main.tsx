import './parse-without-eval';
import './styles/tokens.css';
import './styles/base.css';
import './parts/buttons.css';
import './parts/notices.css';
import './parts/marks.css';
import './parts/dialogs.css';
import './parts/forms.css';
import './parts/menus.css';
import './parts/folds.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { fetchView, fetchViewsWhenIdle } from './frame/lazy-views';
import { listenToMain } from './listen';
import { useView } from './stores/view';

void fetchView(useView.getState().view);
listenToMain();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root');
createRoot(root).render(
  <StrictMode>
    {/* The content security policy blocks <style> elements. Our style sheets contain the same rules. */}
    <CSPProvider disableStyleElements>
      <App />
    </CSPProvider>
  </StrictMode>,
);
fetchViewsWhenIdle();
