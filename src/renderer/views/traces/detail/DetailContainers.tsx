import './containers.css';
import type { TracedContainer } from '@shared/model/trace-record';
import { useState } from 'react';
import { count, duration } from '../../../format/figures';
import { Button } from '../../../parts/Button';
import { texts } from '../../../texts/en';

const { detail: labels } = texts;
const SHOWN_AT_FIRST = 20;

/** The containers of a trace, each with its processes on the container's time axis. */
export function DetailContainers({ containers }: { containers: TracedContainer[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? containers : containers.slice(0, SHOWN_AT_FIRST);
  return (
    <section className="detail-section" aria-label={labels.containers}>
      <h3>{labels.containers}</h3>
      {containers.length === 0 ? <p className="quiet">{labels.noContainers}</p> : null}
      {shown.map((container) => (
        <Container key={container.id} container={container} />
      ))}
      {shown.length < containers.length ? (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {labels.showAll(count(containers.length))}
        </Button>
      ) : null}
    </section>
  );
}

function Container({ container }: { container: TracedContainer }) {
  const [all, setAll] = useState(false);
  const { processes } = container;
  const shown = all ? processes : processes.slice(0, SHOWN_AT_FIRST);
  const from = Math.min(...processes.map((one) => one.firstAtMs));
  const to = Math.max(...processes.map((one) => one.lastAtMs));
  const span = Math.max(1, to - from);
  const facts = [
    labels.processes(count(processes.length)),
    container.endedAtMs === null ? null : duration(container.endedAtMs - container.startedAtMs),
    container.exitCode === null ? null : labels.exitedWith(container.exitCode),
  ];
  return (
    <div className="container">
      <p className="container-name" title={container.id}>
        <code>{container.name}</code>
      </p>
      <p className="quiet figures">{facts.filter(Boolean).join(' · ')}</p>
      {container.witnesses.length === 0 ? null : (
        <p className="quiet">
          {labels.identifiedBy(container.witnesses.map((witness) => labels.evidence[witness]).join(', '))}
        </p>
      )}
      {processes.length === 0 ? null : (
        <table className="processes">
          <thead>
            <tr>
              <th scope="col">{labels.process}</th>
              <th scope="col">{labels.when}</th>
              <th scope="col">{labels.processEvents}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={`${one.vpid} ${one.firstAtMs}`}>
                <td>
                  <span
                    className="figures quiet"
                    title={one.pid === null ? undefined : labels.pidOnHost(String(one.pid))}
                  >
                    {one.vpid}
                  </span>{' '}
                  <code>{one.procname}</code>
                </td>
                <td>
                  <span className="span-track" title={duration(Math.round(one.lastAtMs - one.firstAtMs))}>
                    <span
                      className="span-bar"
                      style={{
                        left: `${((one.firstAtMs - from) / span) * 100}%`,
                        width: `${((one.lastAtMs - one.firstAtMs) / span) * 100}%`,
                      }}
                    />
                  </span>
                </td>
                <td className="figures">{count(one.events)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.length < processes.length ? (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {labels.showAll(count(processes.length))}
        </Button>
      ) : null}
      {container.moreProcesses && shown.length === processes.length ? (
        <p className="quiet figures">{labels.moreProcesses}</p>
      ) : null}
    </div>
  );
}
