import { z } from 'zod';

/** The Eclipse project to which Trace Compass adds the traces that it opens. */
export const PROJECT = 'Tracing';
/** The nature of a tracing project (Trace Compass 6.2 and later). */
const NATURE = 'org.eclipse.linuxtools.tmf.project.nature';

/**
 * The content of Eclipse's `.project`. Omits the links to the traces, since Trace Compass adds them when it opens a trace.
 * Existing links cause the error "No trace type associated" (seen with 6.2.0).
 */
export const PROJECT_FILE = `<?xml version="1.0" encoding="UTF-8"?>
<projectDescription>
\t<name>${PROJECT}</name>
\t<comment></comment>
\t<projects></projects>
\t<buildSpec></buildSpec>
\t<natures>
\t\t<nature>${NATURE}</nature>
\t</natures>
</projectDescription>
`;

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
  /** Absolute path; undefined where Eclipse writes a path relative to a variable. */
  location: string | undefined;
}

/**
 * Reads the links of a `.project`.
 * @returns undefined when it is not a tracing project
 */
export async function readProjectLinks(text: string): Promise<ProjectLink[] | undefined> {
  const { XMLParser } = await import('fast-xml-parser');
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
