import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

/** Eclipse's name of the project; Trace Compass adds what it opens to the one that is called so. */
export const PROJECT = 'Tracing';
/** What makes a project one of traces (Trace Compass 6.2, and the same in later ones). */
const NATURE = 'org.eclipse.linuxtools.tmf.project.nature';

/**
 * `.project` as Eclipse reads it. Without the links to the traces: Trace Compass writes them itself when it opens a trace;
 * links that were there before it say "No trace type associated" (seen with 6.2.0).
 */
export function projectFile(): string {
  const builder = new XMLBuilder({ format: true, indentBy: '\t', suppressEmptyNode: false, ignoreAttributes: false });
  return builder.build({
    '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
    projectDescription: {
      name: PROJECT,
      comment: '',
      projects: '',
      buildSpec: '',
      natures: { nature: NATURE },
    },
  });
}

const linkSchema = z.object({ name: z.string(), location: z.string().optional() });
const projectSchema = z.object({
  projectDescription: z.object({
    natures: z.object({ nature: z.array(z.string()) }),
    linkedResources: z.object({ link: z.array(linkSchema) }).optional(),
  }),
});

export interface ProjectLink {
  /** `Traces/LEAF`. */
  name: string;
  /** Absolute path; undefined where Eclipse writes it relative to something of its own. */
  location: string | undefined;
}

/**
 * What a `.project` links to.
 * @returns undefined for what is no project of traces
 */
export function readProjectLinks(text: string): ProjectLink[] | undefined {
  const parser = new XMLParser({
    parseTagValue: false,
    isArray: (name) => name === 'link' || name === 'nature',
  });
  try {
    const project = projectSchema.safeParse(parser.parse(text));
    if (!project.success || !project.data.projectDescription.natures.nature.includes(NATURE)) return undefined;
    const { linkedResources } = project.data.projectDescription;
    return (linkedResources?.link ?? []).map(({ name, location }) => ({ name, location }));
  } catch {
    return undefined; // not XML
  }
}
